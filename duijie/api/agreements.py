"""Agreements: the list, one with its clauses of both sides, its head, new clauses, and what state it is in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from duijie.accounts.types import Actor
from duijie.agreements import operations, queries
from duijie.agreements.types import AgreementLine, ClauseInfo
from duijie.api import cursors
from duijie.api.access import caller
from duijie.api.changing import CHANGED, CHANGES, TAGGED, change, tagged
from duijie.api.kinds import Code, Cursor, Id, Limit, Number, On, Row, Text, text_or_none
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import Moment

router = Router(tags=["agreements"])


class ListedAgreement(Schema):
    """An agreement in a list. ``open``, ``overdue`` and ``met`` count what falls due, as of today."""

    id: int
    kind: str
    title: str
    number: str
    unit: str
    parties: list[str]
    state: str
    signed_on: date | None
    valid_until: date | None
    confidential: bool
    open: int
    overdue: int
    met: int


class Agreements(Schema):
    """A page, the newest first; ``hidden`` are only counted, ``next`` is empty at the end."""

    agreements: list[ListedAgreement]
    hidden: int
    next: str


class Party(Schema):
    """A party, its name as printed."""

    name: str
    role: str
    side: str
    organisation: int | None


class ClauseStep(Schema):
    """What falls due of a clause; ``number`` and ``achieved`` are decimal text in ``unit``."""

    id: int
    due_on: date | None
    number: str | None
    unit: str
    achieved: str | None
    state: str


class Clause(Schema):
    """A promise of one side as printed; ``start`` and ``end`` count characters of the document's original text."""

    id: int
    side: str
    kind: str
    text: str
    document: int | None
    start: int | None
    end: int | None
    project: int | None
    state: str
    steps: list[ClauseStep]


class Agreement(ListedAgreement):
    """An agreement with its clauses; ``missing`` says what signing it today still wants."""

    state_since: date
    valid_from: date | None
    amends: int | None
    supplements: list[int]
    projects: list[int]
    party_list: list[Party]
    clauses: list[Clause]
    missing: list[str]


class AgreementHead(Schema):
    """What to change at the head; what is left out stays."""

    title: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    number: Annotated[str, Field(max_length=80)] | None = None
    confidential: bool | None = None


class NewStep(Schema):
    """When something falls due, and how much in the base unit of the clause's kind."""

    due_on: On | None = None
    number: Number | None = None


class NewClause(Schema):
    """A promise as printed. Without ``side`` it is that of the kind."""

    kind: Code
    text: Text
    side: Literal["", "ours", "theirs"] = ""
    place: Annotated[str, Field(max_length=60)] = ""
    project: Row | None = None
    steps: list[NewStep] = Field([], max_length=50)


class AgreementState(Schema):
    """The state to enter: ``signed`` asks the gates, the others want a reason."""

    state: Literal["signed", "fulfilled", "ended", "dropped", "draft"]
    effective_on: On
    reason: Annotated[str, Field(max_length=300)] = ""


class NarrowedAgreements(Schema):
    """What the list is narrowed to."""

    kind: Code = ""
    state: Code = ""
    unit: Row | None = None
    project: Row | None = None
    due: Literal["", "soon", "overdue"] = ""
    text: Annotated[str, Field(max_length=100)] = ""
    updated_since: Moment = None


@router.get("/agreements", response={200: Agreements, 404: Problem, **ANSWERS})
def agreements(
    request: HttpRequest,
    narrowed: Annotated[NarrowedAgreements, Query()],
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Agreements:
    """Agreements, with the filters of the page."""
    filters = queries.Filters(
        kind=narrowed.kind, state=narrowed.state, unit_id=narrowed.unit, due=narrowed.due, text=narrowed.text,
        project_id=narrowed.project, updated_since=narrowed.updated_since,
        before=cursors.number_of(cursor) if cursor else None,
    )  # fmt: skip
    found = queries.listing(
        viewer=caller(request, "see"), today=timezone.localdate(), filters=filters, limit=limit + 1
    )
    shown = found.lines[:limit]
    more = cursors.of_number(shown[-1].id) if len(found.lines) > limit else ""
    return Agreements(
        agreements=[ListedAgreement(**_line(one)) for one in shown], hidden=found.hidden, next=more
    )


@router.get(
    "/agreements/{int:agreement_id}", response={200: Agreement, 404: Problem, **ANSWERS}, openapi_extra=TAGGED
)
def agreement(request: HttpRequest, response: HttpResponse, agreement_id: Id) -> Agreement:
    """One agreement."""
    return tagged(response, _agreement(agreement_id, caller(request, "see")))


@router.patch("/agreements/{int:agreement_id}", response={200: Agreement, **CHANGED}, openapi_extra=CHANGES)
def edit(request: HttpRequest, response: HttpResponse, agreement_id: Id, sent: AgreementHead) -> Agreement:
    """Change what stands at the head."""
    by, given = caller(request, "add"), sent.model_dump(exclude_none=True)
    return _changed(
        request, response, agreement_id, by,
        lambda: operations.edit(agreement_id=agreement_id, **given, by=by, at=timezone.now()), given,
    )  # fmt: skip


@router.post(
    "/agreements/{int:agreement_id}/clauses", response={200: Agreement, **CHANGED}, openapi_extra=CHANGES
)
def add_clause(request: HttpRequest, response: HttpResponse, agreement_id: Id, sent: NewClause) -> Agreement:
    """Record a promise of either side; what it is due by is reminded of."""
    by = caller(request, "add")
    steps = [(one.due_on, Decimal(one.number) if one.number else None) for one in sent.steps]
    return _changed(
        request, response, agreement_id, by,
        lambda: operations.add_clause(
            agreement_id=agreement_id, kind=sent.kind, text=sent.text, side=sent.side, place=sent.place,
            project_id=sent.project, steps=steps, by=by, at=timezone.now(),
        ),
    )  # fmt: skip


@router.post(
    "/agreements/{int:agreement_id}/state", response={200: Agreement, **CHANGED}, openapi_extra=CHANGES
)
def set_state(
    request: HttpRequest, response: HttpResponse, agreement_id: Id, sent: AgreementState
) -> Agreement:
    """Mark it as signed, fulfilled, ended, dropped, or take it up again as a draft."""
    by = caller(request, "add")

    def do() -> None:
        if sent.state == "signed":
            operations.sign(agreement_id=agreement_id, signed_on=sent.effective_on, by=by, at=timezone.now())
        else:
            operations.set_state(
                agreement_id=agreement_id, state=sent.state, effective_on=sent.effective_on,
                reason=sent.reason, by=by, at=timezone.now(),
            )  # fmt: skip

    return _changed(request, response, agreement_id, by, do, {"state": sent.state})


def _changed(
    request: HttpRequest,
    response: HttpResponse,
    number: int,
    by: Actor,
    do: Any,
    sent: dict[str, Any] | None = None,
) -> Agreement:
    return change(
        request, response, do=do, sent=sent or {}, read=lambda: _agreement(number, by),
        hold=lambda: queries.to_write(agreement_id=number, by=by),
    )  # fmt: skip


def _agreement(number: int, viewer: Actor) -> Agreement:
    info = queries.get(agreement_id=number, viewer=viewer, today=timezone.localdate())
    return Agreement(
        **_line(info.line),
        state_since=info.state_since,
        valid_from=info.valid_from,
        amends=info.amends_id,
        supplements=list(info.supplement_ids),
        projects=list(info.project_ids),
        party_list=[
            Party(name=one.name, role=one.role, side=one.side, organisation=one.organisation_id)
            for one in info.parties
        ],
        clauses=[_clause(one) for one in info.clauses],
        missing=[one.name.en for one in info.missing],
    )


def _clause(one: ClauseInfo) -> Clause:
    return Clause(
        id=one.id, side=one.side, kind=one.kind, text=one.text, document=one.document_id, start=one.start,
        end=one.end, project=one.project_id, state=one.state,
        steps=[
            ClauseStep(
                id=step.id, due_on=step.due_on, number=text_or_none(step.number), unit=step.unit,
                achieved=text_or_none(step.achieved), state=step.state,
            )
            for step in one.steps
        ],
    )  # fmt: skip


def _line(one: AgreementLine) -> dict[str, Any]:
    return {
        "id": one.id, "kind": one.kind, "title": one.title, "number": one.number, "unit": one.unit,
        "parties": list(one.parties), "state": one.state, "signed_on": one.signed_on,
        "valid_until": one.valid_until, "confidential": one.confidential, "open": one.open,
        "overdue": one.overdue, "met": one.met,
    }  # fmt: skip
