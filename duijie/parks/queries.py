"""Reads of parks and who is in them; ground and buildings: ``ground``. Each asks the database a fixed number of times.

Whoever sees, sees parks, plots and spaces. Enterprises' yearly numbers are read by the park's unit, those above it,
the reviewing office and those who see what is confidential. It is long because all that pages ask of a park is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Q, Sum

from duijie.accounts.queries import confidential_units, own_units, walked
from duijie.accounts.types import Actor, Walk
from duijie.codes.industries import Industry as IndustryClass
from duijie.codes.industries import industry
from duijie.kernel.quantity import Quantity
from duijie.parks.models import (
    Industry,
    Park,
    ParkName,
    Plot,
    Quota,
    Space,
    Tenant,
    TenantYear,
    Utility,
)
from duijie.parks.rules import load
from duijie.parks.types import (
    IndustryLine,
    NoSuchPark,
    ParkInfo,
    ParkLine,
    QuotaLine,
    Sums,
    TenantLine,
    UtilityLine,
    YearInfo,
)
from duijie.standing import until_written

YEARS = tuple(load().years)


def parks_named(names: Iterable[str]) -> dict[str, int]:
    """The parks that texts name, by the text: by name or by another name that was recorded. The one lookup there is."""
    wanted = {name.strip(): name for name in names if name.strip()}
    found = dict(ParkName.objects.filter(name__in=wanted).values_list("name", "park_id"))
    found |= dict(Park.objects.filter(name__in=wanted).values_list("name", "pk"))
    return {wanted[name]: number for name, number in found.items()}


def names_of(*, park_ids: Iterable[int]) -> dict[int, list[str]]:
    """All names of parks, their own first."""
    found: dict[int, list[str]] = {}
    for number, name in Park.objects.filter(pk__in=set(park_ids)).values_list("pk", "name"):
        found[number] = [name]
    for number, name in ParkName.objects.filter(park_id__in=list(found)).values_list("park_id", "name"):
        found[number].append(name)
    return found


def lines(*, viewer: Actor) -> list[ParkLine]:
    """All parks, each after what it lies in, by name beside its like."""
    return list(until_written("parks", _tree)) if viewer.may("see") else []


def walked_lines(*, viewer: Actor, walk: Walk, kind: str = "", limit: int = 50) -> list[ParkLine]:
    """A program's page of parks, the newest first."""
    rows = walked(Park.objects.all(), kind="park", walk=walk) if viewer.may("see") else Park.objects.none()
    rows = rows.filter(kind=kind) if kind else rows
    return [_line(row) for row in rows.select_related("unit")[:limit]]


def _tree() -> tuple[ParkLine, ...]:
    rows = [_line(row) for row in Park.objects.select_related("unit").order_by("name")]
    below: dict[int | None, list[ParkLine]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    found: list[ParkLine] = []
    waiting = below[None][::-1]
    while waiting:
        found.append(row := waiting.pop())
        waiting += below[row.id][::-1]
    return tuple(found)


def sums(*, viewer: Actor, today: date, path: str = "") -> dict[int, Sums]:
    """What lies in each park by itself, by its number; ``path`` narrows to one and all inside it. Three queries."""
    if not viewer.may("see"):
        return {}
    return until_written(("what lies in parks", path, today), lambda: _sums(path, today))


def _sums(path: str, today: date) -> dict[int, Sums]:
    rules, inside = load(), Q(park__path__startswith=path) if path else Q()
    still = ~Q(held_until__gte=today) & Q(state__in=rules.free_states(), project=None)
    found: dict[int, Sums] = defaultdict(Sums)
    zero = Decimal(0)
    plots = Plot.objects.filter(inside).values("park_id").annotate(
        n=Count("pk"), whole=Sum("area"), free=Sum("area", filter=still),
        ready=Sum("area", filter=still & Q(state__in=rules.ready_states())),
    )  # fmt: skip
    for park, count, area, free, ready in plots.values_list("park_id", "n", "whole", "free", "ready"):
        found[park] = Sums(count, area, free or zero, ready or zero)
    inside = Q(building__park__path__startswith=path) if path else Q()
    empty = Q(tenant=None) & (Q(held_for=None) | Q(held_until__lt=today))
    spaces = (
        Space.objects.filter(inside)
        .values("building__park_id")
        .annotate(n=Count("pk"), some=Count("pk", filter=empty), floor=Sum("area", filter=empty))
    )
    for park, count, some, floor in spaces.values_list("building__park_id", "n", "some", "floor"):
        found[park] += Sums(spaces=count, free_spaces=some, free_floor=floor or zero)
    inside = Q(park__path__startswith=path) if path else Q()
    gone = Q(moved_out_on__lte=today)
    for park, count in (
        Tenant.objects.filter(inside).exclude(gone).values_list("park_id").annotate(Count("pk")).order_by()
    ):
        found[park] += Sums(tenants=count)
    return dict(found)


def rolled_up(parks: Iterable[ParkLine], own: Mapping[int, Sums]) -> dict[int, Sums]:
    """The sums of each park with those of all inside it."""
    found: dict[int, Sums] = defaultdict(Sums)
    for park in parks:
        for number in map(int, park.path.strip("/").split("/")):
            found[number] += own.get(park.id, Sums())
    return found


def park_line(*, park_id: int, viewer: Actor) -> ParkLine:
    """One park's head. Raises :class:`NoSuchPark`."""
    row = Park.objects.select_related("unit").filter(pk=park_id).first() if viewer.may("see") else None
    if row is None:
        raise NoSuchPark("park", park_id)
    return _line(row)


def park(*, park_id: int, viewer: Actor, today: date) -> ParkInfo:
    """One park. Raises :class:`NoSuchPark`."""
    line = park_line(park_id=park_id, viewer=viewer)
    row = Park.objects.get(pk=park_id)
    numbers = _numbers(line.path)
    around = [
        _line(one)
        for one in Park.objects.select_related("unit")
        .filter(Q(pk__in=numbers) | Q(path__startswith=line.path))
        .order_by("path")
    ]
    inside = [one for one in around if one.path.startswith(line.path)]
    own = sums(viewer=viewer, today=today, path=line.path)
    reads = reads_years(viewer=viewer, unit_id=line.unit_id)
    told = until_written(("years of parks", line.path), lambda: _years_of(line.path))
    reached = {year: values for year, values, _count in told}
    latest = max(reached, default=None)
    names = names_of(park_ids=[park_id])[park_id]
    return ParkInfo(
        line=line,
        above=tuple(one for one in around if one.id in numbers and one.id != park_id),
        below=tuple(one for one in inside if one.parent_id == park_id),
        names=tuple(names[1:]),
        founded_on=row.founded_on,
        note=row.note,
        document_id=row.document_id,
        sums=rolled_up(inside, own).get(park_id, Sums()),
        industries=tuple(industries_of(park_ids=[park_id])[park_id]),
        utilities=tuple(
            UtilityLine(one.kind, one.ready_on, one.planned_on, one.note)
            for one in Utility.objects.filter(park=row)
        ),
        quotas=quotas_of(park_ids=[one.id for one in inside], reached=reached, latest=latest, own=park_id),
        years=tuple(told),
        may_write=may_write(viewer=viewer, unit_id=line.unit_id),
        reads_years=reads,
    )


def quotas_of(
    *, park_ids: Iterable[int], reached: Mapping[int, Mapping[str, Decimal]], latest: int | None, own: int
) -> tuple[QuotaLine, ...]:
    """Quotas in force of parks; how far is told of ``own`` alone."""
    found = []
    rows = Quota.objects.filter(park_id__in=list(park_ids), replaced_by=None).order_by("due_on", "pk")
    for row in rows:
        kind = load().quotas.get(row.kind)
        came = None
        if kind and kind.year and latest is not None and row.park_id == own:
            came = reached[latest].get(kind.year)
        found.append(
            QuotaLine(
                row.pk, row.park_id, row.kind, Quantity.from_json(row.quantity), row.earliest_on, row.due_on,
                row.source, row.entry, came, latest if came is not None else None,
            )
        )  # fmt: skip
    return tuple(found)


def inside_out() -> dict[str, list[int]]:
    """By each name that any park is known by its number, behind those of the parks that it lies in."""
    return until_written("ways to all parks", _inside_out)


def _inside_out() -> dict[str, list[int]]:
    ways = {pk: _numbers(path) for pk, path in Park.objects.values_list("pk", "path")}
    named = [*ParkName.objects.values_list("name", "park_id"), *Park.objects.values_list("name", "pk")]
    return {name: ways[number] for name, number in named}


def industries_of(*, park_ids: Iterable[int] | None = None) -> dict[int, list[IndustryLine]]:
    """The lists of parks (of all where none is named), behind those of what they lie in, which hold there too."""
    if park_ids is None:
        return until_written("lists of all parks", lambda: _industries_of(None))
    return _industries_of(list(park_ids))


def _industries_of(park_ids: list[int] | None) -> dict[int, list[IndustryLine]]:
    wanted = Park.objects.all() if park_ids is None else Park.objects.filter(pk__in=park_ids)
    paths = {pk: _numbers(path) for pk, path in wanted.values_list("pk", "path")}
    listed = Industry.objects.order_by("pk")
    if park_ids is not None:
        listed = listed.filter(park_id__in={number for path in paths.values() for number in path})
    rows: dict[int, list[IndustryLine]] = defaultdict(list)
    for park, code, standing, note in listed.values_list("park_id", "code", "standing", "note"):
        found = industry(code)
        name = found.name if isinstance(found, IndustryClass) else code
        rows[park].append(IndustryLine(park, code, name, standing, note))
    return {pk: [one for number in path for one in rows[number]] for pk, path in paths.items()}


def tenants(
    *,
    viewer: Actor,
    today: date,
    park_id: int | None = None,
    text: str = "",
    offset: int = 0,
    limit: int = 50,
    walk: Walk | None = None,
) -> tuple[list[TenantLine], int]:
    """A page of the enterprises in a park and those inside it, by name, and how many there are.

    ``walk`` is a program's page: the newest first, those that moved out as well.
    """
    if not viewer.may("see"):
        return [], 0
    rows = Tenant.objects.all() if walk else Tenant.objects.exclude(moved_out_on__lte=today)
    if park_id is not None:
        rows = rows.filter(park_id__in=inside_of(park_id=park_id))
    if text:
        rows = rows.filter(name__contains=text)
    count = rows.count()
    ordered = walked(rows, kind="tenant", walk=walk) if walk else rows.order_by("name", "pk")
    some = list(ordered.select_related("park")[offset : offset + limit])
    return _tenant_lines(some, viewer), count


def tenant(*, tenant_id: int, viewer: Actor) -> tuple[TenantLine, tuple[YearInfo, ...]]:
    """One enterprise and its years, where the viewer reads them. Raises :class:`NoSuchPark`."""
    row = Tenant.objects.select_related("park").filter(pk=tenant_id).first()
    if row is None or not viewer.may("see"):
        raise NoSuchPark("tenant", tenant_id)
    years: tuple[YearInfo, ...] = ()
    if reads_years(viewer=viewer, unit_id=row.park.unit_id):
        years = tuple(map(year_of, row.years.filter(holds=True).order_by("year")))
    return _tenant_lines([row], viewer)[0], years


def inside_of(*, park_id: int) -> list[int]:
    """A park and all inside it."""
    return list(Park.objects.filter(path__contains=f"/{park_id}/").values_list("pk", flat=True))


def may_write(*, viewer: Actor, unit_id: int | None) -> bool:
    """Whether the viewer keeps what a unit keeps."""
    return viewer.may("add") and (viewer.may("review") or unit_id in own_units(viewer=viewer))


def reads_years(*, viewer: Actor, unit_id: int | None) -> bool:
    """Whether the viewer reads the yearly numbers of the enterprises of a park that this unit keeps."""
    units = confidential_units(viewer=viewer)
    return viewer.may("see") and (viewer.may("review") or units is None or unit_id in units)


def year_of(row: TenantYear) -> YearInfo:
    """A year's numbers that are told."""
    told = {code: getattr(row, code) for code in YEARS}
    return YearInfo(
        row.tenant_id, row.year, row.basis, {code: n for code, n in told.items() if n is not None}, row.grade
    )


def _years_of(path: str) -> list[tuple[int, Mapping[str, Decimal], int]]:
    """The sums of all enterprises' years in a park and inside it, with how many tell of each year."""
    inside = list(Park.objects.filter(path__startswith=path).values_list("pk", flat=True))
    rows = (
        TenantYear.objects.filter(tenant__park_id__in=inside, holds=True)
        .values_list("year")
        .annotate(Count("pk"), *(Sum(code) for code in YEARS))
        .order_by("year")
    )
    found: list[tuple[int, Mapping[str, Decimal], int]] = []
    for year, count, *numbers in rows:
        found.append((year, {c: n for c, n in zip(YEARS, numbers, strict=True) if n is not None}, count))
    return found


def _numbers(path: str) -> list[int]:
    return [int(one) for one in path.strip("/").split("/") if one]


def _line(row: Park) -> ParkLine:
    unit = row.unit.name if row.unit else ""
    return ParkLine(
        row.pk, row.name, row.kind, row.level, row.built, row.parent_id, row.path, row.unit_id, unit,
        row.approved_area, row.built_area, row.industrial_area,
    )  # fmt: skip


def _tenant_lines(rows: list[Tenant], viewer: Actor) -> list[TenantLine]:
    ids = [row.pk for row in rows]
    latest = dict(
        TenantYear.objects.filter(tenant_id__in=ids, holds=True).values_list("tenant_id").annotate(Max("year")).order_by()
    )  # fmt: skip
    years = {
        row.tenant_id: row
        for row in TenantYear.objects.filter(tenant_id__in=ids, year__in=set(latest.values()), holds=True)
        if latest[row.tenant_id] == row.year
    }
    land = dict(
        Plot.objects.filter(tenant_id__in=ids).values_list("tenant_id").annotate(Sum("area")).order_by()
    )
    found = []
    for row in rows:
        year = years.get(row.pk)
        told = year_of(year) if year and reads_years(viewer=viewer, unit_id=row.park.unit_id) else None
        found.append(
            TenantLine(
                row.pk, row.park_id, row.park.name, row.name, row.organisation_id, row.industry, row.above_scale,
                row.moved_in_on, row.moved_out_on, land.get(row.pk) or Decimal(0), told, row.note,
            )
        )  # fmt: skip
    return found
