"""Reads of supplies and reservations, and what would fit a project.

A reservation of a project that the viewer does not read is told without the project: how much, until when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from duijie.accounts.types import Actor
from duijie.capacity.models import Movement, Reservation, Supply
from duijie.capacity.rules import industry_need, stated, supply_kinds, supply_needs
from duijie.capacity.types import Fit, MovementLine, Need, NoSuchSupply, ReservationLine, SupplyLine
from duijie.kernel.words import Words
from duijie.parks.ground import queries as ground
from duijie.parks.models import Park, Plot, Space
from duijie.parks.queries import industries_of, lines, may_write
from duijie.parks.types import PlotLine, SpaceLine
from duijie.pipeline import queries as projects

CLOSEST = 3
"""Of the plots or spaces of a park that would do, so many are told."""


def supplies(
    *,
    viewer: Actor,
    today: date,
    park_ids: Iterable[int | None] | None = None,
    kinds: Iterable[str] | None = None,
) -> list[SupplyLine]:
    """What parks have to give, and the region (``None``), of some kinds; all where none is named."""
    rows = Supply.objects.all()
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    if park_ids is not None:
        wanted = set(park_ids)
        inside = Q(park_id__in=wanted - {None}) | (Q(park=None) if None in wanted else Q(pk__in=[]))
        rows = rows.filter(inside)
    if not viewer.may("see"):
        return []
    place = {code: at for at, code in enumerate(supply_kinds())}
    found = _supply_lines(rows, today)
    return sorted(found, key=lambda one: (one.park, place.get(one.kind, len(place))))


def supply(*, supply_id: int, viewer: Actor, today: date) -> tuple[SupplyLine, tuple[MovementLine, ...]]:
    """One supply and its ledger, the latest first. Raises :class:`NoSuchSupply`."""
    found = _supply_lines(Supply.objects.filter(pk=supply_id), today)
    if not found or not viewer.may("see"):
        raise NoSuchSupply(supply_id)
    rows = list(Movement.objects.filter(supply=supply_id).select_related("by", "reservation").order_by("pk"))
    numbers = {row.reservation.project_id for row in rows if row.reservation}
    seen = projects.lines(project_ids=numbers, viewer=viewer)
    free, told = Decimal(0), []
    for row in rows:
        free += row.total - row.promised - row.used
        of = row.reservation.project_id if row.reservation else None
        name = seen[of].name if of in seen else ""
        told.append(
            MovementLine(
                row.at, str(row.by), row.kind, row.total, row.promised, row.used, free, of if name else None, name,
                row.source,
            )
        )  # fmt: skip
    return found[0], tuple(reversed(told))


def reservations(
    *, viewer: Actor, today: date, park_id: int | None = None, project_id: int | None = None,
    binding: bool = True, number: int | None = None, offset: int = 0, limit: int = 50,
) -> tuple[list[ReservationLine], int]:  # fmt: skip
    """A page of reservations, the soonest to expire first, and how many there are.

    One whose day is past is told as expired, whether or not somebody asked for it since.
    """
    if not viewer.may("see"):
        return [], 0
    rows = Reservation.objects.all()
    if binding:
        rows = rows.filter(Q(state="used") | Q(state="held", until__gte=today))
    if number is not None:
        rows = rows.filter(pk=number)
    if project_id is not None:
        rows = rows.filter(project_id=project_id)
    if park_id is not None:
        inside = Park.objects.filter(path__contains=f"/{park_id}/").values("pk")
        # Each way by its own index: joined, they are looked for among all reservations.
        rows = rows.filter(
            Q(supply__in=Supply.objects.filter(park__in=inside).values("pk"))
            | Q(plot__in=Plot.objects.filter(park__in=inside).values("pk"))
            | Q(space__in=Space.objects.filter(building__park__in=inside).values("pk"))
        )
    count, order = rows.count(), ("state", "until", "pk")
    if not count:
        return [], 0
    # What is promised is looked up for this page alone.
    page = Reservation.objects.filter(pk__in=rows.order_by(*order).values("pk")[offset : offset + limit])
    some = list(
        page.select_related("by", "project", "supply__park", "plot__park", "space__building__park").order_by(*order)
    )  # fmt: skip
    seen = set(projects.lines(project_ids={row.project_id for row in some}, viewer=viewer))
    return [_reservation(row, row.project_id in seen, viewer, today) for row in some], count


def sited(*, viewer: Actor, today: date) -> set[int]:
    """The projects to which a plot or a space is promised, or which took one up."""
    if not viewer.may("see"):
        return set()
    rows = Reservation.objects.filter(Q(state="used") | Q(state="held", until__gte=today), supply=None)
    return set(rows.values_list("project_id", flat=True))


def fit(*, project_id: int, viewer: Actor, today: date, limit: int = 50) -> list[Fit]:
    """Every park against what a project needs, the first ``limit``: those that fit, the parks of its industry before others.

    Needs are what the project's sheet states: land (or floor where it rents), power, water and so on. A supply of
    what the park lies in, or of the region, answers where the park has none of its own. Raises ``NoSuchProject``.
    """
    info = projects.get(project_id=project_id, viewer=viewer, today=today)
    parks = lines(viewer=viewer)
    lists = industries_of()
    have: dict[str, dict[int | None, SupplyLine]] = defaultdict(dict)
    asked = [code for code, kind in supply_kinds().items() if kind.asks and stated(info.columns, kind.asks)]
    for one in supplies(viewer=viewer, today=today, kinds=asked):
        have[one.kind][one.park_id] = one
    land = stated(info.columns, "land_need")
    rents = info.columns.get("land_way") == "lease"
    what = "space" if rents else "plot"
    largest = ground.largest_free(what=what, today=today)
    recorded = ground.parks_with(what=what)
    found = []
    for park in parks:
        path = [int(one) for one in park.path.strip("/").split("/")]
        allowed, leads = industry_need(info.line.industry, lists[park.id])
        needs = [allowed, _ground_need(land, largest.get(park.id), rents=rents, told=park.id in recorded)]
        needs += supply_needs(info.columns, have, path)
        found.append(Fit(park, tuple(needs), (), (), leads))
    order = {"fits": 0, "open": 1, "fails": 2}
    found.sort(
        key=lambda one: (
            order[one.state], not one.leads, sum(need.fits is False for need in one.needs),
            sum(need.fits is None for need in one.needs), one.park.name,
        )
    )  # fmt: skip
    return _with_ground(found[:limit], what, land, viewer, today)


def _with_ground(
    found: list[Fit], what: str, wanted: Decimal | None, viewer: Actor, today: date
) -> list[Fit]:
    """The same with the smallest free plots, or spaces, of each park that are large enough."""
    ids = ground.closest_free(
        what=what, least=wanted, today=today, each=CLOSEST, park_ids=[one.park.id for one in found]
    )
    plots: dict[int, list[PlotLine]] = defaultdict(list)
    spaces: dict[int, list[SpaceLine]] = defaultdict(list)
    if what == "plot":
        for plot in ground.plots_by_id(plot_ids=ids, viewer=viewer, today=today):
            plots[plot.park_id].append(plot)
    else:
        for space in ground.spaces_by_id(space_ids=ids, viewer=viewer, today=today):
            spaces[space.park_id].append(space)
    return [replace(one, plots=tuple(plots[one.park.id]), spaces=tuple(spaces[one.park.id])) for one in found]


def _ground_need(wanted: Decimal | None, largest: Decimal | None, *, rents: bool, told: bool) -> Need:
    name = Words("厂房", "floor") if rents else Words("用地", "land")
    if wanted is None:
        return Need("ground", name, "m2", None, largest, None, Words("项目未填", "the project states none"))
    if not told:
        return Need("ground", name, "m2", wanted, None, None, Words("没有登记", "nothing recorded"))
    there = largest or Decimal(0)
    return Need("ground", name, "m2", wanted, there, there >= wanted)


def _supply_lines(rows: QuerySet[Supply], today: date) -> list[SupplyLine]:
    past = dict(
        Reservation.objects.filter(state="held", until__lt=today)
        .exclude(supply=None)
        .values_list("supply_id")
        .annotate(Sum("number"))
        .order_by()
    )
    found = []
    columns = rows.values_list("pk", "park_id", "park__name", "kind", "total", "promised", "used")
    for pk, park_id, park, code, total, promised, used in columns:
        kind = supply_kinds().get(code)
        name, unit, group = (kind.name, kind.unit, kind.group) if kind else (Words(code, code), "", "")
        still = promised - past.get(pk, Decimal(0))
        found.append(SupplyLine(pk, park_id, park or "", code, name, unit, group, total, still, used))
    return found


def _reservation(row: Reservation, seen: bool, viewer: Actor, today: date) -> ReservationLine:
    park: Park | None
    if row.plot is not None:
        what, thing_id, thing, park, unit = "plot", row.plot.pk, row.plot.number, row.plot.park, ""
    elif row.space is not None:
        space = row.space
        what, thing_id, thing, unit = "space", space.pk, f"{space.building.name} {space.number}", ""
        park = space.building.park
    else:
        assert row.supply is not None
        kind = supply_kinds().get(row.supply.kind)
        what, thing_id, thing, park = "supply", row.supply.pk, row.supply.kind, row.supply.park
        unit = kind.unit if kind else ""
    state = "expired" if row.state == "held" and row.until < today else row.state
    keeps = may_write(viewer=viewer, unit_id=park.unit_id if park else None) or may_write(
        viewer=viewer, unit_id=row.project.unit_id
    )
    return ReservationLine(
        row.pk, row.project_id if seen else None, row.project.name if seen else "", what, thing_id, thing,
        park.pk if park else None, park.name if park else "", row.number, unit, row.until, state,
        row.note if seen else "", str(row.by), row.at, row.project.status in ("active", "paused"),
        seen and keeps and state in ("held", "used"),
    )  # fmt: skip
