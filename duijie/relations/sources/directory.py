"""Ties of the directory: parents, groups, memberships, supplies; contacts and their home towns; who is from here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from django.utils import timezone

from duijie.accounts.queries import units
from duijie.directory.models import Contact, Detail, Tie
from duijie.directory.rules import FIELDS, TIES
from duijie.industry.placing.places import GONE
from duijie.kernel.words import Words
from duijie.relations.sources import Raw, Source
from duijie.relations.sources.nodes import Nodes
from duijie.relations.types import Record


def _tied(nodes: Nodes) -> Iterable[Raw]:
    rows = Tie.objects.filter(removed_at=None).order_by("pk")
    for pk, home, to, kind, since, until, day, at in rows.values_list(
        "pk", "home_id", "to_id", "kind", "since", "until", "document__dated_on", "created_at"
    ):
        ends = nodes.organisation(home), nodes.organisation(to)
        yield Raw(*ends, kind, since, until, day or timezone.localdate(at), pk)


def _told_ties(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Tie.objects.filter(pk__in=numbers).select_related("document")
    return {
        row.pk: Record(_with(TIES[row.kind], row.source), f"organisation:{row.home_id}", *_paper(row))
        for row in rows
    }


def _contacts(nodes: Nodes) -> Iterable[Raw]:
    """Who is contact of whom. One of the same name and the same number elsewhere is the same, a removed one a former post."""
    if not nodes.viewer.may("see_people"):
        return
    rows = list(Contact.objects.order_by("pk"))
    place: dict[tuple[str, str], int] = {}
    for row in (one for one in rows if one.removed_at is None):
        for mark in filter(None, (row.phone, row.email)):
            place.setdefault((row.person, mark), row.home_id)
    region, division = nodes.region(), nodes.division
    for row in rows:
        marks = [(row.person, mark) for mark in (row.phone, row.email) if mark]
        home = next((place[mark] for mark in marks if mark in place), None)
        if row.removed_at is not None and (home is None or home == row.home_id):
            continue
        who = nodes.person(nodes.organisation(home or row.home_id), row.person)
        first = timezone.localdate(row.created_at)
        gone = timezone.localdate(row.removed_at) if row.removed_at else None
        yield Raw(who, nodes.organisation(row.home_id), "post", None, gone, first, row.pk)
        if division and row.removed_at is None and row.home_town.startswith(division):
            yield Raw(who, region, "town", None, None, row.consent_on or first, row.pk)


def _told_contacts(numbers: Collection[int]) -> Mapping[int, Record]:
    found = {}
    for row in Contact.objects.filter(pk__in=numbers):
        post = row.post or "联系人"
        words = Words(f"联系人：{post}", f"contact: {row.post or 'post not said'}")
        found[row.pk] = Record(words, f"organisation:{row.home_id}")
    return found


def _locals(nodes: Nodes) -> Iterable[Raw]:
    """Organisations whose division is ours, but for those that have gone."""
    division, region = nodes.division, nodes.region()
    if not division:
        return
    gone = Detail.objects.filter(removed_at=None, field="status", value__in=GONE).values("home_id")
    rows = Detail.objects.filter(removed_at=None, field="division", value__startswith=division)
    for pk, home, day, at in (
        rows.exclude(home_id__in=gone)
        .order_by("pk")
        .values_list("pk", "home_id", "document__dated_on", "created_at")
    ):
        yield Raw(region, nodes.organisation(home), "local", None, None, day or timezone.localdate(at), pk)


def _told_locals(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Detail.objects.filter(pk__in=numbers).select_related("document")
    words = FIELDS["division"]
    return {
        row.pk: Record(_with(words, row.raw or row.value), f"organisation:{row.home_id}", *_paper(row))
        for row in rows
    }


def _units(nodes: Nodes) -> Iterable[Raw]:
    """A unit and the one above; those above all others and the region."""
    region, first = nodes.region(), date.min
    for one in nodes.units.values():
        above = nodes.unit(one.parent_id) if one.parent_id else region
        yield Raw(nodes.unit(one.id), above, "unit", None, None, first, one.id)


def _told_units(numbers: Collection[int]) -> Mapping[int, Record]:
    known = units()
    return {
        number: Record(Words(f"单位设置：{known[number].name}", f"units: {known[number].name}"))
        for number in numbers
        if number in known
    }


def _with(words: Words, more: str) -> Words:
    return Words(f"{words.zh}（{more}）", f"{words.en} ({more})") if more else words


def _paper(row: Tie | Detail) -> tuple[int | None, str, str]:
    return row.document_id, row.document.name if row.document else "", row.statement_id or ""


SOURCES: Final = (
    Source("tie", _tied, _told_ties),
    Source("contact", _contacts, _told_contacts),
    Source("detail", _locals, _told_locals),
    Source("unit", _units, _told_units),
)
