"""Ties of agreements, platforms, research and technology."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import combinations
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from duijie.agreements.models import Agreement, Party
from duijie.agreements.queries import visible
from duijie.innovation.models import Contract, Partnership, Platform, Talent
from duijie.innovation.queries import of_seen_projects
from duijie.kernel.words import Words
from duijie.relations.sources import Raw, Source
from duijie.relations.sources.nodes import Nodes
from duijie.relations.types import Record

_LIST = re.compile(r"[、，,；;]")


def _told(model: Any, kind: str, name: Words) -> Callable[[Collection[int]], Mapping[int, Record]]:
    """What tells of rows of innovation by number."""

    def told(numbers: Collection[int]) -> Mapping[int, Record]:
        rows = model.objects.filter(pk__in=numbers).select_related("document")
        return {row.pk: _record(kind, row, Words(f"{name.zh}：{row}", f"{name.en}: {row}")) for row in rows}

    return told


def _agreements(nodes: Nodes) -> Iterable[Raw]:
    """Whoever signed an agreement, two by two, and the unit that keeps it with the others' side."""
    signed = visible(viewer=nodes.viewer).exclude(signed_on=None).order_by("pk")
    sides: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for agreement, home, name, side in (
        Party.objects.filter(agreement__in=signed.order_by().values("pk"), taken_back_at=None)
        .order_by("pk")
        .values_list("agreement_id", "organisation_id", "name", "side")
    ):
        who = nodes.organisation(home, name)
        if who is not None and all(who != one for one, _side in sides[agreement]):
            sides[agreement].append((who, side))
    for pk, unit, on, valid, state, since, at in signed.values_list(
        "pk", "unit_id", "signed_on", "valid_until", "state", "state_since", "at"
    ):
        ends = [day for day in (valid, since if state in ("ended", "fulfilled") else None) if day]
        until, known = min(ends, default=None), timezone.localdate(at)
        for who, side in sides[pk]:
            if side == "theirs":
                yield Raw(nodes.unit(unit), who, "agreement", on, until, known, pk)
        for (one, _), (other, _) in combinations(sides[pk], 2):
            yield Raw(one, other, "agreement", on, until, known, pk)


def _told_agreements(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Agreement.objects.filter(pk__in=numbers).values_list("pk", "title")
    return {
        pk: Record(Words(f"协议：{title}", f"agreement: {title}"), f"agreement:{pk}") for pk, title in rows
    }


def _platforms(nodes: Nodes) -> Iterable[Raw]:
    """The host of a platform and each of its partners."""
    rows = Platform.objects.exclude(host="").exclude(partners="").order_by("pk")
    for pk, home, host, partners, approved, told, ended, valid in rows.values_list(
        "pk", "organisation_id", "host", "partners", "approved_on", "told_on", "ended_on", "valid_until"
    ):
        for name in filter(None, map(str.strip, _LIST.split(partners))):
            ends = nodes.organisation(home, host), nodes.named(name)
            until = min((day for day in (ended, valid) if day), default=None)
            yield Raw(*ends, "platform", approved, until, told, pk)


def _partnerships(nodes: Nodes) -> Iterable[Raw]:
    rows = Partnership.objects.filter(_seen(nodes)).order_by("pk")
    for pk, firm, name, other, called, on, until, at in rows.values_list(
        "pk", "organisation_id", "firm", "institution_organisation_id", "institution", "signed_on", "ends_on", "at"
    ):  # fmt: skip
        ends = nodes.organisation(firm, name), nodes.organisation(other, called)
        yield Raw(*ends, "partnership", on, until, timezone.localdate(at), pk)


def _contracts(nodes: Nodes) -> Iterable[Raw]:
    rows = Contract.objects.filter(_seen(nodes)).order_by("pk")
    for pk, seller, sold, buyer, bought, on, until, at in rows.values_list(
        "pk", "seller_organisation_id", "seller", "buyer_organisation_id", "buyer", "signed_on", "valid_until", "at"
    ):  # fmt: skip
        ends = nodes.organisation(seller, sold), nodes.organisation(buyer, bought)
        yield Raw(*ends, "technology", on, until, timezone.localdate(at), pk)


def _talent(nodes: Nodes) -> Iterable[Raw]:
    """Somebody brought in and their host."""
    for pk, person, home, host, since, until in Talent.objects.order_by("pk").values_list(
        "pk", "person", "organisation_id", "host", "begins_on", "ends_on"
    ):
        at = nodes.organisation(home, host)
        yield Raw(nodes.person(at, person), at, "post", since, until, since, pk)


def _told_talent(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Talent.objects.filter(pk__in=numbers).select_related("document")
    return {
        row.pk: _record("talent", row, Words(f"引进人才：{row.field}", f"brought in: {row.field}"))
        for row in rows
    }


def _seen(nodes: Nodes) -> Q:
    return of_seen_projects(viewer=nodes.viewer)


def _record(kind: str, row: Any, words: Words) -> Record:
    return Record(words, f"{kind}:{row.pk}", row.document_id, row.document.name if row.document else "")


SOURCES: Final = (
    Source("agreement", _agreements, _told_agreements),
    Source("platform", _platforms, _told(Platform, "platform", Words("平台", "platform"))),
    Source("partnership", _partnerships, _told(Partnership, "partnership", Words("合作", "partnership"))),
    Source("contract", _contracts, _told(Contract, "contract", Words("技术合同", "contract"))),
    Source("talent", _talent, _told_talent),
)
