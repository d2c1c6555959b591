"""Reads of visits and interactions.

A confidential row is read in the unit that keeps it and those above, by leaders, auditors and administrators;
others count it. Notes are read by the same alone, whether the row is confidential or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from duijie.accounts.queries import confidential_units, own_units
from duijie.accounts.types import Actor
from duijie.directory.queries import titles
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.kernel.words import Words
from duijie.pipeline import queries as projects
from duijie.visits.models import Interaction, Visit
from duijie.visits.rules import DIRECTIONS, Plan, clashing, load
from duijie.visits.types import (
    ANOTHER_UNIT,
    Clash,
    InteractionInfo,
    NoSuchVisit,
    PersonInfo,
    Planned,
    VisitInfo,
    VisitLine,
    VisitPage,
)

MANY = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """Which visits a list shows; empty means any."""

    direction: str = ""
    state: str = ""
    unit_ids: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    text: str = ""


def visible(*, viewer: Actor) -> QuerySet[Visit]:
    """The visits that the viewer reads."""
    return Visit.objects.filter(sight(viewer=viewer))


def visible_interactions(*, viewer: Actor) -> QuerySet[Interaction]:
    """The calls and letters that the viewer reads."""
    return Interaction.objects.filter(sight(viewer=viewer))


def sight(*, viewer: Actor) -> Q:
    """The one condition that says which visits and interactions ``viewer`` reads."""
    if not viewer.may("see"):
        return Q(pk__in=[])
    mine = confidential_units(viewer=viewer)
    return Q() if mine is None else Q(confidential=False) | Q(unit_id__in=mine)


def visits(
    *, viewer: Actor, today: date, filters: Filters = Filters(), offset: int = 0, limit: int = MANY
) -> VisitPage:
    """Visits, the latest first. A search by words counts only what is read, or it would tell what is hidden."""
    rows = Visit.objects.all() if viewer.may("see") else Visit.objects.none()
    for field in ("direction", "state"):
        if value := getattr(filters, field):
            rows = rows.filter(**{field: value})
    if filters.unit_ids:
        rows = rows.filter(unit_id__in=filters.unit_ids)
    if filters.since is not None:
        rows = rows.filter(ends_on__gte=filters.since)
    if filters.until is not None:
        rows = rows.filter(begins_on__lte=filters.until)
    for word in filters.text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(place__icontains=word))
    seen = rows.filter(sight(viewer=viewer))
    shown = seen.select_related("unit", "next_unit").order_by("-begins_on", "-id")[offset : offset + limit]
    read = seen.count()
    count = read if filters.text else rows.count()
    return VisitPage(tuple(_line(row, today) for row in shown), count, count - read)


def visit(*, visit_id: int, viewer: Actor, today: date) -> VisitInfo:
    """One visit; raises :class:`NoSuchVisit`."""
    rows = Visit.objects.filter(sight(viewer=viewer), pk=visit_id)
    row = rows.select_related("unit", "next_unit", "by").prefetch_related("theirs").first()
    if row is None:
        raise NoSuchVisit(visit_id)
    project = row.project_id
    if project is not None and not projects.visible(viewer=viewer).filter(pk=project).exists():
        project = None
    may_write = viewer.may("add") and (viewer.may("review") or row.unit_id in own_units(viewer=viewer))
    return VisitInfo(
        line=_line(row, today),
        ours=row.ours,
        theirs=tuple(PersonInfo(one.name, one.post) for one in row.theirs.order_by("pk"))
        if viewer.may("see_people")
        else None,
        demands=row.demands,
        promises=row.promises,
        next_outcome=row.next_outcome,
        notes=row.notes if row.unit_id in _noted(viewer, [row.unit_id]) else None,
        project_id=project,
        clashes=tuple(clashes(viewer=viewer, today=today, of=[visit_id])) if row.state == "planned" else (),
        by=str(row.by),
        may_write=may_write,
    )


def next_steps(
    *, viewer: Actor, today: date, since: date | None = None, until: date | None = None, limit: int = 500
) -> list[VisitLine]:
    """Visits whose next step is not done, by its day."""
    rows = Visit.objects.filter(sight(viewer=viewer), next_on__isnull=False, next_done_on=None)
    if since is not None:
        rows = rows.filter(next_on__gte=since)
    if until is not None:
        rows = rows.filter(next_on__lte=until)
    return [
        _line(row, today)
        for row in rows.select_related("unit", "next_unit").order_by("next_on", "pk")[:limit]
    ]


def clashes(*, viewer: Actor, today: date, of: Iterable[int] | None = None) -> list[Clash]:
    """Units that plan to see the same organisation within the days of the table, where the viewer reads one of the two.

    ``of`` looks at some visits alone. Of a confidential visit that is not read only the days are told. Six queries.
    """
    if not viewer.may("see"):
        return []
    wanted = None if of is None else set(of)
    rows = {
        row.pk: row
        for row in Visit.objects.filter(state="planned", ends_on__gte=today).select_related("unit")
    }
    groups = titles(organisation_ids=[row.organisation_id for row in rows.values() if row.organisation_id])
    plans = [
        Plan(row.pk, row.unit_id, _one_of(row, groups), row.begins_on, row.ends_on) for row in rows.values()
    ]
    pairs = clashing(plans, load().days_near(today))
    if wanted is not None:
        pairs = [pair for pair in pairs if wanted & set(pair[:2])]
    told = {number for pair in pairs for number in pair[:2]}
    seen = set(Visit.objects.filter(sight(viewer=viewer), pk__in=told).values_list("pk", flat=True))
    found = []
    for first, second, apart in pairs:
        if {first, second} & seen:
            known = rows[first if first in seen else second]
            one, other = (_planned(rows[number], number in seen) for number in (first, second))
            found.append(Clash(known.name, known.organisation_id, one, other, apart))
    return found


def interactions(
    *, viewer: Actor, text: str = "", offset: int = 0, limit: int = MANY
) -> list[InteractionInfo]:
    """Interactions, the latest first."""
    rows = Interaction.objects.filter(sight(viewer=viewer)).select_related("unit", "by")
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(subject__icontains=word))
    shown = list(rows.order_by("-on", "-id")[offset : offset + limit])
    noted = _noted(viewer, [row.unit_id for row in shown])
    return [
        InteractionInfo(
            row.pk, row.name, row.organisation_id, str(row.unit), row.method, row.on, row.subject,
            row.notes if row.unit_id in noted else None, str(row.by),
        )
        for row in shown
    ]  # fmt: skip


def count_interactions(*, viewer: Actor, text: str = "") -> int:
    """How many interactions the viewer reads."""
    rows = Interaction.objects.filter(sight(viewer=viewer))
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(subject__icontains=word))
    return rows.count()


def _one_of(row: Visit, groups: Mapping[int, tuple[int, str]]) -> str:
    """What is one for all names of an organisation: its group where it is known, else the folded name."""
    group = groups.get(row.organisation_id or 0)
    return row.plain if group is None else f"organisation {group[0]}"


def _planned(row: Visit, seen: bool) -> Planned:
    unit = Words(str(row.unit), str(row.unit)) if seen else ANOTHER_UNIT
    return Planned(row.pk if seen else None, unit, row.begins_on, row.ends_on)


def _noted(viewer: Actor, units: Sequence[int]) -> frozenset[int]:
    """Of these units, those whose notes the viewer reads."""
    mine = confidential_units(viewer=viewer)
    return frozenset(units) if mine is None else frozenset(units) & mine


def _line(row: Visit, today: date) -> VisitLine:
    is_open = row.next_on is not None and row.next_done_on is None
    return VisitLine(
        row.pk, row.direction, row.name, row.organisation_id, str(row.unit), row.unit_id, row.purpose, row.state,
        row.begins_on, row.ends_on, row.place, row.next_step, row.next_on, str(row.next_unit or row.unit),
        row.next_done_on, max(0, (today - row.next_on).days) if is_open and row.next_on else 0, row.confidential,
    )  # fmt: skip


def _visited(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    """Visits to and from an organisation that are read."""
    rows: QuerySet[Any] = Visit.objects.filter(sight(viewer=viewer), organisation__own_name__in=names)
    for row in rows.select_related("unit", "organisation__own_name").order_by("pk"):
        way, purpose = DIRECTIONS[row.direction], load().purposes[row.purpose]
        words = Words(f"{way.zh}（{row.unit}）：{purpose.zh}", f"{way.en} ({row.unit}): {purpose.en}")
        own = row.organisation.own_name
        yield Touch(
            "visits.Visit.organisation", own.pk, own.text, row.begins_on, words, thing=f"visit:{row.pk}"
        )


def _spoken(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    """Interactions with an organisation that are read."""
    rows: QuerySet[Any] = Interaction.objects.filter(sight(viewer=viewer), organisation__own_name__in=names)
    for row in rows.select_related("unit", "organisation__own_name").order_by("pk"):
        method = load().methods[row.method]
        words = Words(f"{method.zh}（{row.unit}）：{row.subject}", f"{method.en} ({row.unit}): {row.subject}")
        own = row.organisation.own_name
        yield Touch("visits.Interaction.organisation", own.pk, own.text, row.on, words)


leads_here("visits.Visit.organisation", "拜访接待", "visits", _visited)
leads_here("visits.Interaction.organisation", "往来", "interactions", _spoken)
