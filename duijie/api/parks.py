"""Zones and parks, their plots, the enterprises in residence; years only where the caller may read them.

It is long because the shapes of all of them stand beside their calls.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from duijie.api.access import caller
from duijie.api.changing import TAGGED, tagged
from duijie.api.kinds import Code, Cursor, Id, Limit, Row, text, text_or_none
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import Moment
from duijie.api.walking import next_of, walk_of
from duijie.parks import queries
from duijie.parks.ground import queries as ground
from duijie.parks.types import ParkLine, PlotLine, TenantLine, YearInfo

router = Router(tags=["parks"])


class ListedPark(Schema):
    """A zone, a park or a park within a park; areas in m² as decimal text. ``within`` is the one it lies in."""

    id: int
    name: str
    kind: str
    level: str
    built: bool
    within: int | None
    unit: int | None
    approved_area: str | None
    built_area: str | None
    industrial_area: str | None


class Parks(Schema):
    """A page, the newest first; ``next`` is empty at the end."""

    parks: list[ListedPark]
    next: str


class ParkIndustry(Schema):
    """A class of GB/T 4754 and how the park stands to it; ``park`` may be one above, whose list holds here too."""

    park: int
    code: str
    standing: str


class ParkUtility(Schema):
    """A connection: there since ``ready_on``, or planned, or nothing told."""

    kind: str
    ready_on: date | None
    planned_on: date | None


class ParkQuota(Schema):
    """What is to be reached by when; ``number`` and ``reached`` are decimal text in ``unit``."""

    park: int
    kind: str
    words: str
    number: str
    unit: str
    due_on: date
    reached: str | None
    year: int | None


class ParkYear(Schema):
    """The sums of all enterprises' years in it and inside it; ``told_by`` counts those that told."""

    year: int
    values: dict[str, str]
    told_by: int


class Park(ListedPark):
    """A park with what lies in it and in all inside it; ``years`` are empty to those who may not read them."""

    names: list[str]
    inside: list[int]
    plots: int
    plot_area: str
    free_area: str
    ready_area: str
    spaces: int
    free_spaces: int
    free_floor: str
    tenants: int
    industries: list[ParkIndustry]
    utilities: list[ParkUtility]
    quotas: list[ParkQuota]
    years: list[ParkYear]


class ListedPlot(Schema):
    """A plot; ``area`` in m². ``project`` is null where nobody has it or where the caller may not read the project."""

    id: int
    park: int
    number: str
    area: str
    use: str
    state: str
    state_since: date
    project: int | None
    held: bool
    held_until: date | None


class Plots(Schema):
    """A page, the newest first; ``count`` tells all."""

    plots: list[ListedPlot]
    count: int
    next: str


class Indicator(Schema):
    """What the agreement wants, the table's standard, what was found; ``met`` is null where something is missing."""

    kind: str
    unit: str
    agreed: str | None
    standard: str | None
    actual: str | None
    met: bool | None


class Plot(ListedPlot):
    """A plot with its days and indicators; shares from 0 to 1."""

    contract_number: str
    start_due: date | None
    finish_due: date | None
    started_on: date | None
    stopped_on: date | None
    finished_on: date | None
    built_share: str | None
    invested_share: str | None
    indicators: list[Indicator]
    findings: list[str]


class TenantYear(Schema):
    """A year as told: yuan, people, tons of coal, kWh, tons, m², as decimal text by column; ``grade`` as told with it."""

    year: int
    basis: str
    values: dict[str, str]
    grade: str


class ListedTenant(Schema):
    """An enterprise in residence; ``land`` in m². ``latest`` is null where nothing is told or the caller may not read it."""

    id: int
    park: int
    name: str
    organisation: int | None
    industry: str
    above_scale: bool
    moved_in_on: date | None
    moved_out_on: date | None
    land: str
    latest: TenantYear | None


class Tenants(Schema):
    """A page, the newest first; ``count`` tells all."""

    tenants: list[ListedTenant]
    count: int
    next: str


class Tenant(ListedTenant):
    """An enterprise in residence with its years, the earliest first; empty to those who may not read them."""

    years: list[TenantYear]


class NarrowedParks(Schema):
    """What the list is narrowed to."""

    kind: Code = ""
    updated_since: Moment = None


class NarrowedPlots(Schema):
    """What the list is narrowed to; ``park`` with all inside it, ``free`` those that can be promised today."""

    park: Row | None = None
    state: Code = ""
    use: Code = ""
    free: bool = False
    updated_since: Moment = None


class NarrowedTenants(Schema):
    """What the list is narrowed to; ``park`` with all inside it."""

    park: Row | None = None
    text: Annotated[str, Field(max_length=100)] = ""
    updated_since: Moment = None


@router.get("/parks", response={200: Parks, 404: Problem, **ANSWERS})
def parks(
    request: HttpRequest, narrowed: Annotated[NarrowedParks, Query()], cursor: Cursor = "", limit: Limit = 50
) -> Parks:
    """Zones, parks and parks within parks."""
    found = queries.walked_lines(
        viewer=caller(request, "see"), walk=walk_of(cursor, narrowed.updated_since), kind=narrowed.kind,
        limit=limit + 1,
    )  # fmt: skip
    return Parks(parks=[ListedPark(**_park(one)) for one in found[:limit]], next=next_of(found, limit))


@router.get("/parks/{int:park_id}", response={200: Park, 404: Problem, **ANSWERS}, openapi_extra=TAGGED)
def park(request: HttpRequest, response: HttpResponse, park_id: Id) -> Park:
    """One park."""
    info = queries.park(park_id=park_id, viewer=caller(request, "see"), today=timezone.localdate())
    sums = info.sums
    years = [
        ParkYear(year=year, values={code: text(n) for code, n in values.items()}, told_by=count)
        for year, values, count in info.years
    ]
    return tagged(
        response,
        Park(
            **_park(info.line), names=list(info.names), inside=[one.id for one in info.below], plots=sums.plots,
            plot_area=text(sums.plot_area), free_area=text(sums.free_area), ready_area=text(sums.ready_area),
            spaces=sums.spaces, free_spaces=sums.free_spaces, free_floor=text(sums.free_floor), tenants=sums.tenants,
            industries=[
                ParkIndustry(park=one.park_id, code=one.code, standing=one.standing) for one in info.industries
            ],
            utilities=[
                ParkUtility(kind=one.kind, ready_on=one.ready_on, planned_on=one.planned_on)
                for one in info.utilities
            ],
            quotas=[
                ParkQuota(
                    park=one.park_id, kind=one.kind, words=one.quantity.words, number=text(one.quantity.number),
                    unit=one.quantity.unit, due_on=one.due_on,
                    reached=text_or_none(one.reached) if info.reads_years else None,
                    year=one.year if info.reads_years else None,
                )
                for one in info.quotas
            ],
            years=years if info.reads_years else [],
        ),
    )  # fmt: skip


@router.get("/plots", response={200: Plots, 404: Problem, **ANSWERS})
def plots(
    request: HttpRequest, narrowed: Annotated[NarrowedPlots, Query()], cursor: Cursor = "", limit: Limit = 50
) -> Plots:
    """Plots of all parks or of one."""
    filters = ground.GroundFilters(
        park_id=narrowed.park, state=narrowed.state, use=narrowed.use, free=narrowed.free,
        walk=walk_of(cursor, narrowed.updated_since),
    )  # fmt: skip
    found, count = ground.plots(
        viewer=caller(request, "see"), today=timezone.localdate(), filters=filters, limit=limit + 1
    )
    shown = [ListedPlot(**_plot(one)) for one in found[:limit]]
    return Plots(plots=shown, count=count, next=next_of(found, limit))


@router.get("/plots/{int:plot_id}", response={200: Plot, 404: Problem, **ANSWERS}, openapi_extra=TAGGED)
def plot(request: HttpRequest, response: HttpResponse, plot_id: Id) -> Plot:
    """One plot with its indicators and why to look at it."""
    info = ground.plot(plot_id=plot_id, viewer=caller(request, "see"), today=timezone.localdate())
    indicators = [
        Indicator(
            kind=one.kind, unit=one.unit, agreed=text_or_none(one.agreed), standard=text_or_none(one.standard),
            actual=text_or_none(one.actual), met=one.met,
        )
        for one in info.checks
    ]  # fmt: skip
    return tagged(
        response,
        Plot(
            **_plot(info.line), contract_number=info.contract_number, start_due=info.start_due,
            finish_due=info.finish_due, started_on=info.started_on, stopped_on=info.stopped_on,
            finished_on=info.finished_on, built_share=text_or_none(info.built_share),
            invested_share=text_or_none(info.invested_share), indicators=indicators,
            findings=[one.rule for one in info.findings],
        ),
    )  # fmt: skip


@router.get("/tenants", response={200: Tenants, 404: Problem, **ANSWERS})
def tenants(
    request: HttpRequest,
    narrowed: Annotated[NarrowedTenants, Query()],
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Tenants:
    """Enterprises in residence, those that moved out as well."""
    found, count = queries.tenants(
        viewer=caller(request, "see"), today=timezone.localdate(), park_id=narrowed.park, text=narrowed.text,
        walk=walk_of(cursor, narrowed.updated_since), limit=limit + 1,
    )  # fmt: skip
    shown = [ListedTenant(**_tenant(one)) for one in found[:limit]]
    return Tenants(tenants=shown, count=count, next=next_of(found, limit))


@router.get("/tenants/{int:tenant_id}", response={200: Tenant, 404: Problem, **ANSWERS}, openapi_extra=TAGGED)
def tenant(request: HttpRequest, response: HttpResponse, tenant_id: Id) -> Tenant:
    """One enterprise in residence with its years."""
    line, years = queries.tenant(tenant_id=tenant_id, viewer=caller(request, "see"))
    return tagged(response, Tenant(**_tenant(line), years=list(map(_year, years))))


def _park(one: ParkLine) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "kind": one.kind, "level": one.level, "built": one.built,
        "within": one.parent_id, "unit": one.unit_id, "approved_area": text_or_none(one.approved_area),
        "built_area": text_or_none(one.built_area), "industrial_area": text_or_none(one.industrial_area),
    }  # fmt: skip


def _plot(one: PlotLine) -> dict[str, Any]:
    return {
        "id": one.id, "park": one.park_id, "number": one.number, "area": text(one.area), "use": one.use,
        "state": one.state, "state_since": one.state_since, "project": one.project_id, "held": one.held,
        "held_until": one.held_until,
    }  # fmt: skip


def _tenant(one: TenantLine) -> dict[str, Any]:
    return {
        "id": one.id, "park": one.park_id, "name": one.name, "organisation": one.organisation_id,
        "industry": one.industry, "above_scale": one.above_scale, "moved_in_on": one.moved_in_on,
        "moved_out_on": one.moved_out_on, "land": text(one.land),
        "latest": _year(one.latest) if one.latest else None,
    }  # fmt: skip


def _year(one: YearInfo) -> TenantYear:
    values = {code: text(number) for code, number in one.values.items()}
    return TenantYear(year=one.year, basis=one.basis, values=values, grade=one.grade)
