"""Events and campaigns: lists, one, planning, changing. What they hold is described by the tables of their fields.

It is long because the shapes of both stand beside their calls.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.api import cursors
from duijie.api.access import caller
from duijie.api.changing import CHANGED, CHANGES, MADE, TAGGED, change, tagged
from duijie.api.kinds import Code, Cursor, Fields, Id, Limit, Row, text, text_or_none
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import Day, Moment
from duijie.engagement import operations, queries
from duijie.engagement.holding import held_campaign, held_event
from duijie.engagement.rules import campaign_fields, event_fields
from duijie.engagement.types import CampaignLine, EventLine
from duijie.kernel.words import Words
from duijie.rulebook.columns import Column, WrongFields

router = Router(tags=["events"])


class ListedEvent(Schema):
    """An event in a list. ``cost`` in yuan as decimal text."""

    id: int
    name: str
    kind: str
    level: str
    state: str
    unit: int
    campaign: int | None
    begins_on: date
    ends_on: date
    place: str
    invited: int
    attended: int
    cost: str


class Events(Schema):
    """A page, the latest first; ``next`` is empty at the end."""

    events: list[ListedEvent]
    next: str


class EventHost(Schema):
    """Who holds it."""

    name: str
    role: str
    organisation: int | None


class Event(ListedEvent):
    """An event. ``fields`` by code are those that a change may name; ``projects_hidden`` are only counted."""

    fields: dict[str, Any]
    hosts: list[EventHost]
    projects: list[int]
    projects_hidden: int
    channels: list[int]


class ListedCampaign(Schema):
    """A campaign in a list. Money in yuan as decimal text; ``budget`` is null where none is said."""

    id: int
    name: str
    unit: str
    begins_on: date
    ends_on: date
    budget: str | None
    spent: str
    events: int


class Campaigns(Schema):
    """A page, the latest first; ``next`` is empty at the end."""

    campaigns: list[ListedCampaign]
    next: str


class Campaign(ListedCampaign):
    """A campaign. ``fields`` by code are those that a change may name, its quotas among them."""

    fields: dict[str, Any]
    held: list[int]
    channels: list[int]


class NewCampaign(Schema):
    """A new event or campaign. Without ``unit`` it is the caller's."""

    fields: Fields = Field(min_length=1)
    unit: Row | None = None


class NewEvent(NewCampaign):
    """A new event, in a campaign where one is named."""

    campaign: Row | None = None


class FieldsEdit(Schema):
    """Fields to change, by code; null or empty text takes a value away."""

    fields: Fields = Field(min_length=1)


class NarrowedEvents(Schema):
    """What the list is narrowed to; ``since`` and ``until`` are the days between which an event falls."""

    kind: Code = ""
    state: Code = ""
    campaign: Row | None = None
    text: Annotated[str, Field(max_length=100)] = ""
    since: Day = None
    until: Day = None
    updated_since: Moment = None


class CampaignsSince(Schema):
    """Those that something was done to at that moment or later."""

    updated_since: Moment = None


@router.get("/events", response={200: Events, 404: Problem, **ANSWERS})
def events(
    request: HttpRequest, narrowed: Annotated[NarrowedEvents, Query()], cursor: Cursor = "", limit: Limit = 50
) -> Events:
    """Events."""
    filters = queries.Filters(
        kind=narrowed.kind, state=narrowed.state, since=narrowed.since, until=narrowed.until,
        campaign_id=narrowed.campaign, text=narrowed.text, updated_since=narrowed.updated_since,
        behind=cursors.day_of(cursor) if cursor else None,
    )  # fmt: skip
    found = queries.events(viewer=caller(request, "see"), filters=filters, limit=limit + 1).lines
    return Events(events=[ListedEvent(**_event_line(one)) for one in found[:limit]], next=_next(found, limit))


@router.post("/events", response={201: Event, 404: Problem, **ANSWERS}, openapi_extra=MADE)
def plan_event(request: HttpRequest, response: HttpResponse, sent: NewEvent) -> Status[Event]:
    """Plan an event."""
    by = caller(request, "add")
    number = operations.save_event(
        values=_values(sent.fields, event_fields()), unit_id=_unit(sent.unit, by), campaign_id=sent.campaign,
        by=by, at=timezone.now(),
    )  # fmt: skip
    response["Location"] = f"/api/events/{number}"
    return Status(201, tagged(response, _event(number, by)))


@router.get("/events/{int:event_id}", response={200: Event, 404: Problem, **ANSWERS}, openapi_extra=TAGGED)
def event(request: HttpRequest, response: HttpResponse, event_id: Id) -> Event:
    """One event."""
    return tagged(response, _event(event_id, caller(request, "see")))


@router.patch("/events/{int:event_id}", response={200: Event, **CHANGED}, openapi_extra=CHANGES)
def edit_event(request: HttpRequest, response: HttpResponse, event_id: Id, sent: FieldsEdit) -> Event:
    """Change fields of an event. One that was held is followed up by the table of rules."""
    by = caller(request, "add")
    values = _values(sent.fields, event_fields())
    return change(
        request, response, sent=_named(sent.fields),
        hold=lambda: held_event(event_id, by),
        read=lambda: _event(event_id, by),
        do=lambda: operations.save_event(values=values, event_id=event_id, by=by, at=timezone.now()),
    )  # fmt: skip


@router.get("/campaigns", response={200: Campaigns, 404: Problem, **ANSWERS})
def campaigns(
    request: HttpRequest, narrowed: Annotated[CampaignsSince, Query()], cursor: Cursor = "", limit: Limit = 50
) -> Campaigns:
    """Campaigns."""
    found = queries.campaigns(
        viewer=caller(request, "see"), limit=limit + 1, updated_since=narrowed.updated_since,
        behind=cursors.day_of(cursor) if cursor else None,
    )  # fmt: skip
    shown = [ListedCampaign(**_campaign_line(one)) for one in found[:limit]]
    return Campaigns(campaigns=shown, next=_next(found, limit))


@router.post("/campaigns", response={201: Campaign, 404: Problem, **ANSWERS}, openapi_extra=MADE)
def start_campaign(request: HttpRequest, response: HttpResponse, sent: NewCampaign) -> Status[Campaign]:
    """Start a campaign."""
    by = caller(request, "add")
    number = operations.save_campaign(
        values=_values(sent.fields, campaign_fields()), unit_id=_unit(sent.unit, by), by=by, at=timezone.now()
    )
    response["Location"] = f"/api/campaigns/{number}"
    return Status(201, tagged(response, _campaign(number, by)))


@router.get(
    "/campaigns/{int:campaign_id}", response={200: Campaign, 404: Problem, **ANSWERS}, openapi_extra=TAGGED
)
def campaign(request: HttpRequest, response: HttpResponse, campaign_id: Id) -> Campaign:
    """One campaign."""
    return tagged(response, _campaign(campaign_id, caller(request, "see")))


@router.patch("/campaigns/{int:campaign_id}", response={200: Campaign, **CHANGED}, openapi_extra=CHANGES)
def edit_campaign(
    request: HttpRequest, response: HttpResponse, campaign_id: Id, sent: FieldsEdit
) -> Campaign:
    """Change fields of a campaign."""
    by = caller(request, "add")
    values = _values(sent.fields, campaign_fields())
    return change(
        request, response, sent=_named(sent.fields),
        hold=lambda: held_campaign(campaign_id, by),
        read=lambda: _campaign(campaign_id, by),
        do=lambda: operations.save_campaign(values=values, campaign_id=campaign_id, by=by, at=timezone.now()),
    )  # fmt: skip


def _unit(number: int | None, by: Actor) -> int | None:
    found = number or by.unit_id
    if found not in units():
        raise WrongFields({"unit": Words("没有这个单位", "say which unit keeps it, by its number")})
    return found


def _values(fields: dict[str, Any], columns: Iterable[Column]) -> dict[str, Any]:
    known = {one.code: one for one in columns}
    flags = [
        code
        for code, value in fields.items()
        if isinstance(value, bool) and (code not in known or known[code].kind != "flag")
    ]
    if flags:
        raise WrongFields({code: Words("要写文字", "write text") for code in flags})
    return fields


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    return {f"fields.{code}": value for code, value in fields.items()}


def _next(found: Iterable[EventLine | CampaignLine], limit: int) -> str:
    rows = list(found)
    return cursors.of_day(rows[limit - 1].begins_on, rows[limit - 1].id) if len(rows) > limit else ""


def _shown(row: Any, more: dict[str, Any], columns: Iterable[Column]) -> dict[str, Any]:
    """The fields that a change may name, as it would name them."""
    found = {one.code: more.get(one.code, getattr(row, one.code, None)) for one in columns}
    return {
        code: text(value) if isinstance(value, Decimal) else str(value) if isinstance(value, date) else value or None
        for code, value in found.items()
    }  # fmt: skip


def _event(number: int, viewer: Actor) -> Event:
    info = queries.event(event_id=number, viewer=viewer, today=timezone.localdate())
    return Event(
        **_event_line(info.line),
        fields=_shown(info.line, {"theme": info.theme, "about": info.about}, event_fields()),
        hosts=[
            EventHost(name=one.name, role=one.role, organisation=one.organisation_id) for one in info.hosts
        ],
        projects=sorted(one.project_id for one in info.promoted),
        projects_hidden=info.promoted_hidden,
        channels=[one.id for one in info.channels],
    )


def _campaign(number: int, viewer: Actor) -> Campaign:
    info = queries.campaign(campaign_id=number, viewer=viewer)
    quotas = {f"quota_{code}": quota for code, quota in info.quotas.items()}
    return Campaign(
        **_campaign_line(info.line),
        fields=_shown(info.line, {"about": info.about, **quotas}, campaign_fields()),
        held=sorted(one.id for one in info.events),
        channels=[one.id for one in info.channels],
    )


def _event_line(one: EventLine) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "kind": one.kind, "level": one.level, "state": one.state,
        "unit": one.unit_id, "campaign": one.campaign_id, "begins_on": one.begins_on, "ends_on": one.ends_on,
        "place": one.place, "invited": one.invited, "attended": one.attended, "cost": text(one.cost),
    }  # fmt: skip


def _campaign_line(one: CampaignLine) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "unit": one.unit, "begins_on": one.begins_on, "ends_on": one.ends_on,
        "budget": text_or_none(one.budget), "spent": text(one.spent), "events": one.events,
    }  # fmt: skip
