"""Reads of plots and spaces: lists, one of them, what is late or idle. Each asks a fixed number of times.

Of a project that the viewer does not read nothing is told but that something is promised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from duijie.accounts.queries import walked
from duijie.accounts.types import Actor, Walk
from duijie.parks.models import Building, Indicator, Plot, Space
from duijie.parks.queries import may_write
from duijie.parks.rules import Ground, checks_of, fields, findings_of, load
from duijie.parks.types import Finding, NoSuchPark, PlotInfo, PlotLine, SpaceLine
from duijie.pipeline import queries as projects
from duijie.standing import until_written


@dataclass(frozen=True, slots=True)
class GroundFilters:
    """Which plots or spaces a list shows; empty means any. ``free``: those that can be promised today."""

    park_id: int | None = None
    state: str = ""
    use: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    height: Decimal | None = None
    load: Decimal | None = None
    free: bool = False
    text: str = ""
    walk: Walk | None = None
    """A program's page, the newest first."""


def plots(
    *, viewer: Actor, today: date, filters: GroundFilters = GroundFilters(), offset: int = 0, limit: int = 50
) -> tuple[list[PlotLine], int]:
    """A page of plots, the largest first, and how many there are."""
    if not viewer.may("see"):
        return [], 0
    rows = _plots(filters, today)
    count = rows.count()
    ordered = walked(rows, kind="plot", walk=filters.walk) if filters.walk else rows.order_by("-area", "pk")
    ids = list(ordered.values_list("pk", flat=True)[offset : offset + limit])
    found = {row.pk: row for row in Plot.objects.select_related("park", "tenant").filter(pk__in=ids)}
    return _plot_lines([found[pk] for pk in ids], viewer, today), count


def plots_of(*, park_id: int, viewer: Actor, today: date, limit: int = 400) -> list[PlotLine]:
    """The plots of one park by number, for its plan."""
    rows = Plot.objects.select_related("park", "tenant").filter(park_id=park_id).order_by("number")[:limit]
    return _plot_lines(list(rows), viewer, today) if viewer.may("see") else []


def plot(*, plot_id: int, viewer: Actor, today: date) -> PlotInfo:
    """One plot. Raises :class:`NoSuchPark`."""
    row = Plot.objects.select_related("park", "tenant").filter(pk=plot_id).first()
    if row is None or not viewer.may("see"):
        raise NoSuchPark("plot", plot_id)
    agreed, actual = _indicators([plot_id], today)[plot_id]
    ground = _ground(row, agreed, actual)
    return PlotInfo(
        line=_plot_lines([row], viewer, today)[0],
        fields={one.code: getattr(row, one.code) for one in fields("plot")},
        contract_number=row.contract_number,
        start_due=row.start_due,
        finish_due=row.finish_due,
        started_on=row.started_on,
        stopped_on=row.stopped_on,
        finished_on=row.finished_on,
        built_share=row.built_share,
        invested_share=row.invested_share,
        note=row.note,
        states=tuple(
            row.states.order_by("effective_on", "pk").values_list("effective_on", "state", "reason")
        ),
        checks=checks_of(agreed, actual, load().indicators, today),
        findings=tuple(findings_of(ground, load().signs, today)),
        may_write=may_write(viewer=viewer, unit_id=row.park.unit_id),
    )


def findings(
    *, viewer: Actor, today: date, park_id: int | None = None, limit: int = 200
) -> list[tuple[PlotLine, tuple[Finding, ...]]]:
    """Plots that are late, idle or yield little, and why; the first ``limit`` by how long they are late."""
    if not viewer.may("see"):
        return []
    return until_written(
        ("late ground", viewer, today, park_id, limit), lambda: _findings(viewer, today, park_id, limit)
    )


def _findings(
    viewer: Actor, today: date, park_id: int | None, limit: int
) -> list[tuple[PlotLine, tuple[Finding, ...]]]:
    taken = [code for code, state in load().states.items() if state.taken]
    suspect = (
        Q(started_on=None, start_due__lt=today)
        | Q(finished_on=None, stopped_on__lt=today)
        | Q(finished_on=None, finish_due__lt=today)
        | Q(Exists(Indicator.objects.filter(plot=OuterRef("pk"), agreed=False)))
    )
    rows = Plot.objects.filter(suspect, state__in=taken)
    if park_id is not None:
        rows = rows.filter(park__path__contains=f"/{park_id}/")
    # Whose ground it is is asked for those alone that are shown.
    first = rows.order_by("start_due", "pk").values("pk")[: 2 * limit]
    held = list(
        Plot.objects.select_related("park", "tenant").filter(pk__in=first).order_by("start_due", "pk")
    )
    told = _indicators([row.pk for row in held], today)
    hits = {
        row.pk: tuple(found)
        for row in held
        if (found := findings_of(_ground(row, *told[row.pk]), load().signs, today))
    }
    shown = _plot_lines([row for row in held if row.pk in hits][:limit], viewer, today)
    return [(line, hits[line.id]) for line in shown]


def largest_free(*, what: str, today: date) -> dict[int, Decimal]:
    """The largest plot or space of each park that can be promised today, by park. One query."""
    rows, park = _free(what, today)
    return until_written(
        ("largest free", what, today), lambda: dict(rows.values_list(park).annotate(Max("area")).order_by())
    )


def free_areas(*, what: str, today: date) -> dict[int, list[tuple[int, Decimal]]]:
    """The plots or spaces of each park that can be promised today, with their areas, the smallest first. One query."""
    rows, park = _free(what, today)
    found: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    for of, pk, area in rows.order_by("area", "pk").values_list(park, "pk", "area"):
        found[of].append((pk, area))
    return dict(found)


def parks_with(*, what: str) -> set[int]:
    """The parks of which any plot, or space, is recorded."""
    rows: QuerySet[Any, int]
    if what == "plot":
        rows = Plot.objects.values_list("park_id", flat=True).distinct().order_by()
    else:
        rows = Building.objects.filter(spaces__isnull=False).values_list("park_id", flat=True)
    return until_written(("parks with", what), lambda: set(rows))


def closest_free(
    *, what: str, least: Decimal | None, today: date, each: int, park_ids: list[int]
) -> list[int]:
    """Of each of these parks the ``each`` smallest plots or spaces of ``least`` m² or more that can be promised today."""
    rows, park = _free(what, today)
    rows = rows.filter(**{f"{park}__in": park_ids})
    if least is not None:
        rows = rows.filter(area__gte=least)
    place = Window(RowNumber(), partition_by=[F(park)], order_by=["area", "pk"])
    return list(rows.annotate(place=place).filter(place__lte=each).values_list("pk", flat=True))


def plots_by_id(*, plot_ids: list[int], viewer: Actor, today: date) -> list[PlotLine]:
    """Plots by their numbers, the smallest first."""
    rows = Plot.objects.select_related("park", "tenant").filter(pk__in=plot_ids).order_by("area", "pk")
    return _plot_lines(list(rows), viewer, today) if viewer.may("see") else []


def spaces_by_id(*, space_ids: list[int], viewer: Actor, today: date) -> list[SpaceLine]:
    """Spaces by their numbers, the smallest first."""
    rows = Space.objects.select_related("building__park", "tenant").filter(pk__in=space_ids)
    return _space_lines(list(rows.order_by("area", "pk")), viewer, today) if viewer.may("see") else []


def spaces(
    *, viewer: Actor, today: date, filters: GroundFilters = GroundFilters(), offset: int = 0, limit: int = 50
) -> tuple[list[SpaceLine], int]:
    """A page of spaces of buildings, the largest first, and how many there are."""
    if not viewer.may("see"):
        return [], 0
    rows = Space.objects.all()
    if filters.park_id is not None:
        rows = rows.filter(building__park__path__contains=f"/{filters.park_id}/")
    for column, value in (
        ("area__gte", filters.least), ("area__lte", filters.most), ("height__gte", filters.height),
        ("load__gte", filters.load),
    ):  # fmt: skip
        rows = rows.filter(**{column: value}) if value is not None else rows
    if filters.free:
        rows = rows.filter(Q(held_for=None) | Q(held_until__lt=today), tenant=None)
    if filters.text:
        rows = rows.filter(Q(number__contains=filters.text) | Q(building__name__contains=filters.text))
    count = rows.count()
    some = rows.select_related("building__park", "tenant").order_by("-area", "pk")[offset : offset + limit]
    return _space_lines(list(some), viewer, today), count


def space(*, space_id: int, viewer: Actor, today: date) -> SpaceLine:
    """One space. Raises :class:`NoSuchPark`."""
    row = Space.objects.select_related("building__park", "tenant").filter(pk=space_id).first()
    if row is None or not viewer.may("see"):
        raise NoSuchPark("space", space_id)
    return _space_lines([row], viewer, today)[0]


def buildings(*, park_id: int) -> list[tuple[int, str]]:
    """The buildings of a park by name."""
    rows = Building.objects.filter(park_id=park_id).order_by("name")
    return list(rows.values_list("pk", "name"))


def _free(what: str, today: date) -> tuple[QuerySet[Any], str]:
    if what == "plot":
        free = Q(held_until=None) | Q(held_until__lt=today)
        return Plot.objects.filter(free, state__in=load().free_states(), project=None), "park_id"
    free = Q(held_for=None) | Q(held_until__lt=today)
    return Space.objects.filter(free, tenant=None), "building__park_id"


def _plots(filters: GroundFilters, today: date) -> QuerySet[Plot]:
    rows = Plot.objects.all()
    if filters.park_id is not None:
        rows = rows.filter(park__path__contains=f"/{filters.park_id}/")
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.use:
        rows = rows.filter(use=filters.use)
    if filters.least is not None:
        rows = rows.filter(area__gte=filters.least)
    if filters.most is not None:
        rows = rows.filter(area__lte=filters.most)
    if filters.free:
        free = load().free_states()
        rows = rows.filter(Q(held_until=None) | Q(held_until__lt=today), state__in=free, project=None)
    return rows.filter(number__contains=filters.text) if filters.text else rows


def _plot_lines(rows: list[Plot], viewer: Actor, today: date) -> list[PlotLine]:
    numbers = {number for row in rows for number in (row.project_id, row.held_for_id) if number}
    seen = projects.lines(project_ids=numbers, viewer=viewer) if numbers else {}
    found = []
    for row in rows:
        held = bool(row.held_for_id and row.held_until and row.held_until >= today)
        of = row.project_id or (row.held_for_id if held else None)
        user = row.tenant.name if row.tenant else seen[of].name if of in seen else ""
        box = None
        if None not in (row.left, row.top, row.wide, row.tall):
            box = (row.left or 0, row.top or 0, row.wide or 0, row.tall or 0)
        found.append(
            PlotLine(
                row.pk, row.park_id, row.park.name, row.number, row.area, row.use, row.state, row.state_since, user,
                of if of in seen else None, held, row.held_until if held else None, box,
            )
        )  # fmt: skip
    return found


def _space_lines(rows: list[Space], viewer: Actor, today: date) -> list[SpaceLine]:
    seen = projects.lines(project_ids={row.held_for_id for row in rows if row.held_for_id}, viewer=viewer)
    found = []
    for row in rows:
        held = bool(row.held_for_id and (row.held_until is None or row.held_until >= today))
        found.append(
            SpaceLine(
                row.pk, row.building.park_id, row.building.park.name, row.building.name, row.number, row.floor,
                row.area, row.height, row.load, row.power, row.rent, row.lift,
                row.tenant.name if row.tenant else "", row.leased_until, held, row.held_until if held else None,
                row.held_for_id if held and row.held_for_id in seen else None, row.tenant_id is None and not held,
            )
        )  # fmt: skip
    return found


def _indicators(plot_ids: list[int], today: date) -> dict[int, tuple[dict[str, Decimal], dict[str, Decimal]]]:
    found: dict[int, tuple[dict[str, Decimal], dict[str, Decimal]]] = {pk: ({}, {}) for pk in plot_ids}
    rows = Indicator.objects.filter(plot_id__in=plot_ids, effective_on__lte=today)
    for row in rows.order_by("effective_on", "pk"):
        found[row.plot_id][0 if row.agreed else 1][row.kind] = row.number
    return found


def _ground(row: Plot, agreed: Mapping[str, Decimal], actual: Mapping[str, Decimal]) -> Ground:
    return Ground(
        row.pk, load().states[row.state].taken, row.start_due, row.finish_due, row.started_on, row.stopped_on,
        row.finished_on, row.built_share, row.invested_share, agreed, actual,
    )  # fmt: skip
