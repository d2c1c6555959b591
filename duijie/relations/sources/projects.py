"""Ties of projects: who talks with us, who invests, of which group, who signed with whom, through whom they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Final

from django.db.models import Min
from django.utils import timezone

from duijie.engagement.models import Origin
from duijie.kernel.words import Words
from duijie.pipeline.models import Project, StageRow
from duijie.pipeline.queries import sight, visible
from duijie.pipeline.rules import load
from duijie.relations.sources import Raw, Source
from duijie.relations.sources.nodes import Nodes
from duijie.relations.types import Record
from duijie.signings.models import Party, Signing
from duijie.signings.queries import HOLDS
from duijie.signings.rules import kinds

OVER: Final = ("lost", "ended")


def _projects(nodes: Nodes) -> Iterable[Raw]:
    seen = visible(viewer=nodes.viewer).exclude(status="merged").exclude(investor="")
    first = dict(
        StageRow.objects.filter(project__in=seen.order_by().values("pk"))
        .order_by()
        .values_list("project")
        .annotate(Min("effective_on"))
    )
    for pk, unit, home, investor, group, signed, status, since, at in seen.order_by("pk").values_list(
        "pk", "unit_id", "organisation_id", "investor", "parent_group", "signed_on", "status", "status_since", "at"
    ):  # fmt: skip
        who, ours = nodes.organisation(home, investor), nodes.unit(unit)
        begun, over = first.get(pk), since if status in OVER else None
        known = nodes.day(at)
        if signed is None or begun is None or begun < signed:
            yield Raw(ours, who, "talks", begun, signed or over, known, pk)
        if signed is not None:
            yield Raw(ours, who, "invested", signed, over, known, pk)
        if group:
            yield Raw(who, nodes.named(group), "group", None, None, begun or known, pk)


def _told_projects(numbers: Collection[int]) -> Mapping[int, Record]:
    stages = load().stages
    found = {}
    for pk, name, stage in Project.objects.filter(pk__in=numbers).values_list("pk", "name", "stage"):
        words = stages[stage].name
        found[pk] = Record(
            Words(f"项目：{name}（{words.zh}）", f"project: {name} ({words.en})"), f"project:{pk}"
        )
    return found


def _signings(nodes: Nodes) -> Iterable[Raw]:
    """Whoever signed together, and the unit that keeps the project with each of them."""
    sees = sight(viewer=nodes.viewer, path="project__")
    held = Signing.objects.filter(HOLDS).filter(sees).order_by("pk")
    rows = list(held.values_list("pk", "signed_on", "project__unit_id", "at"))
    parties: dict[int, list[int]] = defaultdict(list)
    for signing, home, name in (
        Party.objects.filter(signing__in=held.order_by().values("pk"))
        .order_by("pk")
        .values_list("signing_id", "organisation_id", "name")
    ):
        who = nodes.organisation(home, name)
        if who is not None and who not in parties[signing]:
            parties[signing].append(who)
    for pk, day, unit, at in rows:
        ours = nodes.unit(unit)
        for who in parties[pk]:
            yield Raw(ours, who, "agreement", day, None, timezone.localdate(at), pk)
        for one, other in combinations(parties[pk], 2):
            kind = "agreement" if nodes.region() in (one, other) else "venture"
            yield Raw(one, other, kind, day, None, timezone.localdate(at), pk)


def _told_signings(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Signing.objects.filter(pk__in=numbers).values_list("pk", "kind", "project_id", "project__name")
    found = {}
    for pk, kind, project, name in rows:
        words = kinds()[kind].name
        found[pk] = Record(Words(f"{words.zh}：{name}", f"{words.en}: {name}"), f"project:{project}")
    return found


def _origins(nodes: Nodes) -> Iterable[Raw]:
    """The channel by which a project's investor came, by somebody's word."""
    rows = Origin.objects.filter(
        sight(viewer=nodes.viewer, path="project__"), taken_back_at=None, project__isnull=False, channel__isnull=False
    ).order_by("pk")  # fmt: skip
    for pk, day, home, name, channel, called, at in rows.values_list(
        "pk", "touched_on", "project__organisation_id", "project__investor", "channel__organisation_id", "channel__name", "at"
    ):  # fmt: skip
        ends = nodes.organisation(channel, called), nodes.organisation(home, name)
        yield Raw(*ends, "brought", day, None, timezone.localdate(at), pk)


def _told_origins(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Origin.objects.filter(pk__in=numbers).values_list("pk", "project_id", "project__name", "said_by")
    return {
        pk: Record(Words(f"项目来源：{name}（{by}说）", f"where {name} came from, said {by}"), f"project:{project}")
        for pk, project, name, by in rows
    }  # fmt: skip


SOURCES: Final = (
    Source("project", _projects, _told_projects),
    Source("signing", _signings, _told_signings),
    Source("origin", _origins, _told_origins),
)
