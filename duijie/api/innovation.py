"""Platforms and technology contracts; of people brought in nothing but how many."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from duijie.api.access import caller
from duijie.api.changing import TAGGED, tagged
from duijie.api.kinds import Code, Cursor, Id, Limit, text, text_or_none
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import Moment
from duijie.api.walking import next_of, walk_of
from duijie.innovation import queries
from duijie.innovation.dealings import queries as dealings
from duijie.innovation.types import ContractLine, PlatformLine

router = Router(tags=["innovation"])


class ListedPlatform(Schema):
    """A platform. ``cost`` is yuan a year, ``area`` m², as decimal text; ``partners`` are names with 、 between them."""

    id: int
    name: str
    kind: str
    host: str
    organisation: int | None
    partners: str
    level: str
    approved_by: str
    document_number: str
    approved_on: date | None
    valid_until: date | None
    state: str
    unit: str
    place: str
    area: str | None
    operator: str
    cost: str | None
    people: int
    landed: int
    incubated: int


class Platforms(Schema):
    """A page, the newest first; ``count`` tells all, ``next`` is empty at the end."""

    platforms: list[ListedPlatform]
    count: int
    next: str


class PlatformRecord(Schema):
    """A project, a result, a yearly check, a firm incubated, what came home."""

    id: int
    kind: str
    on: date
    title: str
    firm: str
    grade: str
    number: str | None
    project: int | None


class Platform(ListedPlatform):
    """A platform with what is recorded of it; ``hidden`` records lead to projects that the caller only counts."""

    records: list[PlatformRecord]
    hidden: int


class ListedContract(Schema):
    """A technology contract. Money in yuan as decimal text; regions by code."""

    id: int
    title: str
    kind: str
    flow: str
    seller: str
    seller_region: str
    buyer: str
    buyer_region: str
    amount: str
    technology: str | None
    signed_on: date
    valid_until: date | None
    state: str
    registered_on: date | None
    number: str
    unit: str


class Contracts(Schema):
    """A page, the newest first; ``hidden`` lead to projects that the caller only counts."""

    contracts: list[ListedContract]
    count: int
    hidden: int
    next: str


class Brought(Schema):
    """How many people of a category came in a mode."""

    category: str
    mode: str
    count: int


class Talent(Schema):
    """How many people were brought in; nobody is named."""

    talent: list[Brought]
    count: int


class NarrowedPlatforms(Schema):
    """What the list is narrowed to; ``kind`` is ``-`` for those whose type is not told."""

    kind: Code = ""
    host: Annotated[str, Field(max_length=100)] = ""
    state: Literal["", "active", "soon", "expired", "ended"] = ""
    text: Annotated[str, Field(max_length=100)] = ""
    outposts: bool = False
    updated_since: Moment = None


class NarrowedContracts(Schema):
    """What the list is narrowed to; ``year`` is that of signing."""

    kind: Code = ""
    flow: Literal["", "absorbed", "exported", "within", "elsewhere"] = ""
    state: Literal["", "signed", "submitted", "registered", "refused"] = ""
    year: Annotated[int, Field(ge=1949, le=2999)] | None = None
    text: Annotated[str, Field(max_length=100)] = ""
    updated_since: Moment = None


class NarrowedTalent(Schema):
    """Whom to count; ``year`` is that in which they began."""

    category: Code = ""
    mode: Literal["", "full_time", "flexible"] = ""
    year: Annotated[int, Field(ge=1949, le=2999)] | None = None


@router.get("/platforms", response={200: Platforms, 404: Problem, **ANSWERS})
def platforms(
    request: HttpRequest,
    narrowed: Annotated[NarrowedPlatforms, Query()],
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Platforms:
    """Platforms, with the filters of the page."""
    filters = queries.Filters(
        text=narrowed.text, kind=narrowed.kind, host=narrowed.host, state=narrowed.state,
        outposts=narrowed.outposts, walk=walk_of(cursor, narrowed.updated_since),
    )  # fmt: skip
    found, count = queries.platforms(
        viewer=caller(request, "see"), today=timezone.localdate(), filters=filters, limit=limit + 1
    )
    shown = [ListedPlatform(**_platform(one)) for one in found[:limit]]
    return Platforms(platforms=shown, count=count, next=next_of(found, limit))


@router.get(
    "/platforms/{int:platform_id}", response={200: Platform, 404: Problem, **ANSWERS}, openapi_extra=TAGGED
)
def platform(request: HttpRequest, response: HttpResponse, platform_id: Id) -> Platform:
    """One platform with what is recorded of it."""
    info = queries.platform(
        platform_id=platform_id, viewer=caller(request, "see"), today=timezone.localdate()
    )
    records = [
        PlatformRecord(
            id=one.id, kind=one.kind, on=one.on, title=one.title, firm=one.firm, grade=one.grade,
            number=text_or_none(one.number), project=one.project_id,
        )
        for one in info.records
    ]  # fmt: skip
    return tagged(response, Platform(**_platform(info.line), records=records, hidden=info.hidden))


@router.get("/technology-contracts", response={200: Contracts, 404: Problem, **ANSWERS})
def contracts(
    request: HttpRequest,
    narrowed: Annotated[NarrowedContracts, Query()],
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Contracts:
    """Technology contracts, with the filters of the page."""
    filters = dealings.Filters(
        text=narrowed.text, kind=narrowed.kind, flow=narrowed.flow, state=narrowed.state, year=narrowed.year,
        walk=walk_of(cursor, narrowed.updated_since),
    )  # fmt: skip
    found, count, hidden = dealings.contracts(viewer=caller(request, "see"), filters=filters, limit=limit + 1)
    shown = [ListedContract(**_contract(one)) for one in found[:limit]]
    return Contracts(contracts=shown, count=count + hidden, hidden=hidden, next=next_of(found, limit))


@router.get(
    "/technology-contracts/{int:contract_id}",
    response={200: ListedContract, 404: Problem, **ANSWERS},
    openapi_extra=TAGGED,
)
def contract(request: HttpRequest, response: HttpResponse, contract_id: Id) -> ListedContract:
    """One technology contract."""
    line, _row = dealings.one(what="contract", number=contract_id, viewer=caller(request, "see"))
    return tagged(response, ListedContract(**_contract(line)))


@router.get("/talent", response={200: Talent, **ANSWERS})
def talent(request: HttpRequest, narrowed: Annotated[NarrowedTalent, Query()]) -> Talent:
    """How many people were brought in, by category and mode."""
    filters = dealings.Filters(kind=narrowed.category, mode=narrowed.mode, year=narrowed.year)
    rows = dealings.talent_counts(viewer=caller(request, "see"), filters=filters)
    counted = [Brought(category=category, mode=mode, count=count) for category, mode, count in rows]
    return Talent(talent=counted, count=sum(one.count for one in counted))


def _platform(one: PlatformLine) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "kind": one.kind, "host": one.host, "organisation": one.organisation_id,
        "partners": one.partners, "level": one.level, "approved_by": one.approved_by,
        "document_number": one.document_number, "approved_on": one.approved_on, "valid_until": one.valid_until,
        "state": one.state, "unit": one.unit, "place": one.place, "area": text_or_none(one.area),
        "operator": one.operator, "cost": text_or_none(one.cost), "people": one.people, "landed": one.landed,
        "incubated": one.incubated,
    }  # fmt: skip


def _contract(one: ContractLine) -> dict[str, Any]:
    return {
        "id": one.id, "title": one.title, "kind": one.kind, "flow": one.flow, "seller": one.seller,
        "seller_region": one.seller_region, "buyer": one.buyer, "buyer_region": one.buyer_region,
        "amount": text(one.amount), "technology": text_or_none(one.technology), "signed_on": one.signed_on,
        "valid_until": one.valid_until, "state": one.state, "registered_on": one.registered_on,
        "number": one.number, "unit": one.unit,
    }  # fmt: skip
