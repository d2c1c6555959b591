"""Leads: the list, one with its clocks, registering, and the steps that the clocks wait for. People are not served."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.api import cursors
from duijie.api.access import caller
from duijie.api.changing import CHANGED, CHANGES, MADE, TAGGED, change, tagged
from duijie.api.directory import Said, said
from duijie.api.kinds import Code, Cursor, Id, Limit, Number, Row, Short, Text, text_or_none
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import IN_UTC, WRITTEN
from duijie.leads import operations, queries
from duijie.leads.types import LeadIncomplete, LeadInfo, LeadLine

router = Router(tags=["leads"])
State = Literal["", "open", "converted", "lost"]
Step = Literal["answered", "experts", "judged", "fed_back", "progressed"]


class ListedLead(Schema):
    """A lead in a list. ``amount`` in yuan as decimal text; ``claim`` as of today; ``due`` is the clock that runs."""

    id: int
    name: str
    investor: str
    unit: str
    holder: str
    amount: str | None
    state: str
    claim: str
    protected_until: date | None
    due: str
    due_on: date | None
    project: int | None
    registered_at: datetime


class Leads(Schema):
    """A page, the newest first; ``next`` is empty at the end."""

    leads: list[ListedLead]
    next: str


class LeadAct(Schema):
    """What was done about a lead."""

    act: str
    text: str
    reason_code: str
    until: date | None
    at: datetime


class Lead(ListedLead):
    """A lead with what was done about it. ``intact``: it still is what was registered."""

    credit_code: str
    parent_group: str
    industry: str
    site: str
    content: str
    channel: str
    intact: bool
    acts: list[LeadAct]


class AlikeThing(Schema):
    """Something registered that may be the same; numbers are null where it is another unit's."""

    lead: int | None
    project: int | None
    label: str
    reason: Said


class RegisteredLead(Schema):
    """The lead, and what may be the same."""

    lead: Lead
    alike: list[AlikeThing]


class NewLead(Schema):
    """A lead to register. ``contact`` is whom to ask; it is kept, and never served to programs."""

    name: Short
    investor: Short
    contact: Short
    unit: Row | None = None
    credit_code: Code = ""
    parent_group: Short = ""
    industry: Annotated[str, Field(max_length=8)] = ""
    amount: Number | None = None
    site: Short = ""
    content: Text = ""
    channel: Short = ""


class LeadStep(Schema):
    """A step that was taken. ``verdict`` goes with a judgement: valid, invalid, open or what the office's table has."""

    act: Step
    text: Annotated[str, Field(max_length=500)]
    verdict: Annotated[str, Field(max_length=40)] = ""


@router.get("/leads", response={200: Leads, 404: Problem, **ANSWERS})
def leads(
    request: HttpRequest,
    state: State = "",
    updated_since: Annotated[AwareDatetime | None, Query(), WRITTEN, IN_UTC] = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Leads:
    """Leads that the caller's unit reads."""
    viewer = caller(request, "see")
    found = queries.listing(
        viewer=viewer, today=timezone.localdate(), state=state, updated_since=updated_since, limit=limit + 1,
        before=cursors.number_of(cursor) if cursor else None,
    )  # fmt: skip
    shown = found[:limit]
    more = cursors.of_number(shown[-1].id) if len(found) > limit else ""
    return Leads(leads=[ListedLead(**_line(one)) for one in shown], next=more)


@router.post("/leads", response={201: RegisteredLead, 404: Problem, **ANSWERS}, openapi_extra=MADE)
def register(request: HttpRequest, response: HttpResponse, sent: NewLead) -> Status[RegisteredLead]:
    """Register a lead. What may be the same is told, not refused."""
    by = caller(request, "add")
    given = sent.model_dump(exclude={"unit", "amount"})
    if sent.unit is not None and sent.unit not in units():
        raise LeadIncomplete(
            f"没有单位 {sent.unit}，请填单位编号。", f"There is no unit {sent.unit}. Give a unit's number."
        )
    done = operations.register(
        **given, unit_id=sent.unit, amount=Decimal(sent.amount) if sent.amount else None, by=by,
        at=timezone.now(),
    )  # fmt: skip
    response["Location"] = f"/api/leads/{done.lead_id}"
    alike = [
        AlikeThing(lead=one.lead_id, project=one.project_id, label=one.label, reason=said(one.reason))
        for one in done.duplicates
    ]
    return Status(201, RegisteredLead(lead=tagged(response, _lead(done.lead_id, by)), alike=alike))


@router.get("/leads/{int:lead_id}", response={200: Lead, 404: Problem, **ANSWERS}, openapi_extra=TAGGED)
def lead(request: HttpRequest, response: HttpResponse, lead_id: Id) -> Lead:
    """One lead."""
    return tagged(response, _lead(lead_id, caller(request, "see")))


@router.post("/leads/{int:lead_id}/steps", response={200: Lead, **CHANGED}, openapi_extra=CHANGES)
def take_step(request: HttpRequest, response: HttpResponse, lead_id: Id, sent: LeadStep) -> Lead:
    """Say that a step was taken: answered, judged, the introducer told, progress."""
    by = caller(request, "add")
    return change(
        request, response,
        hold=lambda: queries.to_write(lead_id=lead_id, by=by),
        read=lambda: _lead(lead_id, by),
        do=lambda: operations.take_step(
            lead_id=lead_id, act=sent.act, text=sent.text, reason_code=sent.verdict, by=by, at=timezone.now()
        ),
    )  # fmt: skip


def _lead(number: int, viewer: Actor) -> Lead:
    info: LeadInfo = queries.get(lead_id=number, viewer=viewer, today=timezone.localdate())
    return Lead(
        **_line(info.line), credit_code=info.credit_code, parent_group=info.parent_group, industry=info.industry,
        site=info.site, content=info.content, channel=info.channel, intact=info.intact,
        acts=[
            LeadAct(act=one.act, text=one.text, reason_code=one.reason_code, until=one.until, at=one.at)
            for one in info.acts
        ],
    )  # fmt: skip


def _line(one: LeadLine) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "investor": one.investor, "unit": one.unit, "holder": one.holder,
        "amount": text_or_none(one.amount), "state": one.state, "claim": one.claim,
        "protected_until": one.protected_until, "due": one.due, "due_on": one.due_on, "project": one.project_id,
        "registered_at": one.registered_at,
    }  # fmt: skip
