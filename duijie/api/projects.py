"""Projects: the list with the page's filters, one with its sheet, opening, editing, moving on, money received.

It is long because the shapes of a project stand beside its calls.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.api.access import caller
from duijie.api.changing import CHANGED, CHANGES, MADE, TAGGED, change, tagged
from duijie.api.kinds import Code, Cursor, Fields, Id, Limit, Number, On, Row, Short, text, text_or_none
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import Day, Moment
from duijie.funds import operations as funds
from duijie.funds import queries as money
from duijie.funds.types import ReceiptInfo
from duijie.pipeline import operations, queries
from duijie.pipeline.rules import load
from duijie.pipeline.types import ProjectLine, WrongStep
from duijie.rulebook.columns import WrongValue

router = Router(tags=["projects"])
PEOPLE = frozenset({"introducer", "chain_chief", "covering_leader", "team_head", "agent"})
"""Columns that hold people's names: left out for programs, whose tokens never carry ``see_people``."""


class ListedProject(Schema):
    """A project in a list. ``investment`` in yuan as decimal text, null where none is stated."""

    id: int
    code: str
    name: str
    investor: str
    unit: int
    stage: str
    stage_since: date
    status: str
    investment: str | None
    band: str
    confidential: bool
    signed_on: date | None
    started_on: date | None


class Projects(Schema):
    """A page. ``count`` tells all, ``hidden`` those of them that the caller only counts; ``next`` is empty at the end."""

    projects: list[ListedProject]
    count: int
    hidden: int
    next: str


class StageEntered(Schema):
    """A step that was taken; ``holds`` is false for one that a step back has undone."""

    stage: str
    effective_on: date
    back: bool
    reason: str
    holds: bool


class AgreedAmount(Schema):
    """An agreed amount as decimal text in ``currency``; ``holds`` is false once a further row corrects it."""

    id: int
    kind: str
    phase: str
    basis: str
    change: str
    number: str
    currency: str
    effective_on: date
    holds: bool


class WaitingStep(Schema):
    """A step that waits for a second person."""

    stage: str
    effective_on: date
    reason: str


class Project(ListedProject):
    """A project with its sheet: ``fields`` by code, those that are not filled in left out as null.

    ``waiting`` is a step that waits for a second person, ``next_stages`` those that may be entered next.
    """

    status_since: date
    merged_into: int | None
    organisation: int | None
    fields: dict[str, Any]
    stages: list[StageEntered]
    amounts: list[AgreedAmount]
    receipts: list[int]
    waiting: WaitingStep | None
    next_stages: list[str]


class Receipt(Schema):
    """Money received, as decimal text in ``currency``; ``verified`` is what a check found, null before."""

    id: int
    project: int
    received_on: date
    payer: str
    kind: str
    number: str
    verified: str | None
    currency: str
    holds: bool


class NewProject(Schema):
    """A project to open. Without ``unit`` it is the caller's; ``fields`` are those of the sheet that are known."""

    name: Short
    unit: Row | None = None
    stage: Code = "reserve"
    entered_on: On | None = None
    fields: Fields = Field(default_factory=dict)


class ProjectEdit(Schema):
    """Fields to change, by code; null or empty text takes a value away."""

    fields: Fields = Field(min_length=1)
    reason: Annotated[str, Field(max_length=300)] = ""


class StageToEnter(Schema):
    """The stage to enter, or to go back to with a reason."""

    stage: Code
    effective_on: On
    reason: Annotated[str, Field(max_length=300)] = ""


class NewReceipt(Schema):
    """Money that arrived, in ``currency``."""

    received_on: On
    payer: Short
    kind: Code
    number: Number
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "CNY"
    note: Annotated[str, Field(max_length=300)] = ""


class NewAmount(Schema):
    """An agreed amount, increases not included, or by how much it was increased. ``corrects``: the amount that was wrong.

    ``kind`` is one of the office's table: total_investment, introduced (what of a contract comes from outside) …
    """

    kind: Code
    phase: Literal["intention", "contract"]
    change: Literal["stated", "increased"] = "stated"
    basis: Literal["reported", "verified", "statistical"] = "reported"
    number: Number
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "CNY"
    effective_on: On
    corrects: Row | None = None
    note: Annotated[str, Field(max_length=300)] = ""


class NarrowedProjects(Schema):
    """What the list is narrowed to; ``stage``, ``status`` and ``band`` may come several times, a unit stands for all below it."""

    stage: list[Code] = Field([], max_length=30)
    status: list[Code] = Field([], max_length=10)
    band: list[Code] = Field([], max_length=20)
    unit: Row | None = None
    industry: Code = ""
    source: Code = ""
    park: Annotated[str, Field(max_length=100)] = ""
    text: Annotated[str, Field(max_length=100)] = ""
    signed_from: Day = None
    signed_until: Day = None
    started_from: Day = None
    started_until: Day = None
    lacking: bool = False
    updated_since: Moment = None

    def filters(self) -> queries.Filters:
        """The same for the list."""
        return queries.Filters(
            stages=tuple(self.stage), statuses=tuple(self.status), bands=tuple(self.band),
            unit_ids=_below(self.unit), industry=self.industry, source=self.source, park=self.park,
            text=self.text, signed=(self.signed_from, self.signed_until),
            started=(self.started_from, self.started_until), lacking=self.lacking, updated_since=self.updated_since,
        )  # fmt: skip


Order = Literal["newest", "largest", "smallest", "longest", "name"]


@router.get("/projects", response={200: Projects, 404: Problem, **ANSWERS})
def projects(
    request: HttpRequest,
    narrowed: Annotated[NarrowedProjects, Query()],
    sort: Order = "newest",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Projects:
    """Projects, with the filters of the page. ``updated_since``: something was done to them at that moment or later."""
    viewer = caller(request, "see")
    try:
        found = queries.listing(
            viewer=viewer, filters=narrowed.filters(), sort=sort, after=cursor, limit=limit
        )
    except queries.WrongMark as wrong:
        raise HttpError(404, str(wrong)) from wrong
    return Projects(
        projects=[ListedProject(**_line(one)) for one in found.lines],
        count=found.count,
        hidden=found.hidden,
        next=found.next,
    )


@router.post("/projects", response={201: Project, 404: Problem, **ANSWERS}, openapi_extra=MADE)
def open_project(request: HttpRequest, response: HttpResponse, sent: NewProject) -> Status[Project]:
    """Open a project in reserve or as a lead."""
    by, now = caller(request, "add"), timezone.now()
    unit = sent.unit or by.unit_id
    if unit not in units():
        raise WrongValue(
            "请写明主管单位；`unit` 是其编号。", "Say which unit keeps it; `unit` is its number."
        )
    number = operations.open_project(
        name=sent.name, unit_id=unit or 0, stage=sent.stage, entered_on=sent.entered_on,
        columns=_writable(sent.fields, by), by=by, at=now,
    )  # fmt: skip
    response["Location"] = f"/api/projects/{number}"
    return Status(201, tagged(response, _project(number, by)))


@router.get(
    "/projects/{int:project_id}", response={200: Project, 404: Problem, **ANSWERS}, openapi_extra=TAGGED
)
def project(request: HttpRequest, response: HttpResponse, project_id: Id) -> Project:
    """One project. Its ETag is the version that a change names."""
    return tagged(response, _project(project_id, caller(request, "see")))


@router.patch("/projects/{int:project_id}", response={200: Project, **CHANGED}, openapi_extra=CHANGES)
def edit_project(request: HttpRequest, response: HttpResponse, project_id: Id, sent: ProjectEdit) -> Project:
    """Change fields of the sheet."""
    by = caller(request, "add")
    columns = _writable(sent.fields, by)
    return _changed(
        request, response, project_id, by,
        lambda: operations.edit_project(
            project_id=project_id, columns=columns, reason=sent.reason, by=by, at=timezone.now()
        ),
        {f"fields.{code}": value for code, value in sent.fields.items()},
    )  # fmt: skip


@router.post("/projects/{int:project_id}/stage", response={200: Project, **CHANGED}, openapi_extra=CHANGES)
def move(request: HttpRequest, response: HttpResponse, project_id: Id, sent: StageToEnter) -> Project:
    """Enter a stage. Where it wants a second person, the step is in ``waiting`` and the stage as it was."""
    by = caller(request, "add")
    if sent.stage not in load().stages:
        raise WrongStep.to(sent.stage, load().stages)
    return _changed(
        request, response, project_id, by,
        lambda: operations.move(
            project_id=project_id, stage=sent.stage, effective_on=sent.effective_on, reason=sent.reason, by=by,
            at=timezone.now(),
        ),
        {"stage": sent.stage},
    )  # fmt: skip


@router.get("/projects/{int:project_id}/receipts", response={200: list[Receipt], 404: Problem, **ANSWERS})
def receipts(request: HttpRequest, project_id: Id) -> list[Receipt]:
    """Money received by a project, by day; what was corrected stays, and holds no more."""
    viewer = caller(request, "see")
    queries.get(project_id=project_id, viewer=viewer, today=timezone.localdate())
    return [_receipt(one) for one in money.receipts(project_id=project_id, viewer=viewer)]


@router.post("/projects/{int:project_id}/receipts", response={201: Receipt, 404: Problem, **ANSWERS})
def receive(request: HttpRequest, project_id: Id, sent: NewReceipt) -> Status[Receipt]:
    """Record money that arrived. It adds a row and changes none, so that it needs no If-Match."""
    by = caller(request, "add")
    number = funds.receive(
        project_id=project_id, received_on=sent.received_on, payer=sent.payer, kind=sent.kind,
        number=Decimal(sent.number), currency=sent.currency, note=sent.note, by=by, at=timezone.now(),
    )  # fmt: skip
    rows = money.receipts(project_id=project_id, viewer=by)
    return Status(201, _receipt(next(one for one in rows if one.id == number)))


@router.post("/projects/{int:project_id}/amounts", response={201: AgreedAmount, 404: Problem, **ANSWERS})
def state_amount(request: HttpRequest, project_id: Id, sent: NewAmount) -> Status[AgreedAmount]:
    """State an agreed amount, or correct one. It adds a row and changes none, so that it needs no If-Match."""
    by = caller(request, "add")
    given = {**sent.model_dump(), "number": Decimal(sent.number)}
    number = operations.state_amount(project_id=project_id, by=by, at=timezone.now(), **given)
    rows = _project(project_id, by).amounts
    return Status(201, next(one for one in rows if one.id == number))


def _changed(
    request: HttpRequest, response: HttpResponse, number: int, by: Actor, do: Any, sent: dict[str, Any]
) -> Project:
    return change(
        request, response, do=do, sent=sent, read=lambda: _project(number, by),
        hold=lambda: queries.to_write(project_id=number, by=by),
    )  # fmt: skip


def _writable(fields: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Fields as the operation takes them. People's are changed only by who sees them; units are numbers that exist."""
    found = dict(fields)
    table = load().columns
    for code, value in fields.items():
        if code in PEOPLE and not by.may("see_people"):
            raise WrongValue(
                f"“{code}”是个人姓名，令牌不能读写，请在页面上填写。",
                f"{code} holds people's names, which tokens neither read nor write. Use the page.",
            )
        if code == "unit" or (code in table and table[code].kind == "unit"):
            number = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None
            if number not in units():
                raise WrongValue(
                    f"{code}：没有单位“{value}”，请填单位编号。",
                    f"{code}: {value!r} is no unit. Give a unit's number.",
                )
            found[code] = number
        elif isinstance(value, bool) and code in table and table[code].kind != "flag":
            raise WrongValue(f"“{code}”填文字，而不是 {value}。", f"{code} takes text, not {value}.")
    return found


def _below(unit: int | None) -> tuple[int, ...]:
    if unit is None:
        return ()
    every, found = units(), [unit]
    for one in found:
        found += [other.id for other in every.values() if other.parent_id == one and other.id not in found]
    return tuple(found)


def _project(number: int, viewer: Actor) -> Project:
    info = queries.get(project_id=number, viewer=viewer, today=timezone.localdate())
    own = {
        "name": info.line.name, "investor": info.line.investor, "credit_code": info.credit_code,
        "parent_group": info.parent_group, "industry": info.line.industry, "source": info.line.source,
        "site": info.line.site, "park": info.line.park, "confidential": info.line.confidential,
        "first_report_unit": info.first_report_unit, "landing_unit": info.landing_unit,
        "unit": str(info.line.unit_id),
    }  # fmt: skip
    fields = {
        code: own.get(code, info.columns.get(code)) or None
        for code, column in load().columns.items()
        if column.home in ("project", "sheet") and (code not in PEOPLE or viewer.may("see_people"))
    }
    waiting = info.waiting
    return Project(
        **_line(info.line),
        status_since=info.status_since,
        merged_into=info.merged_into_id,
        organisation=info.organisation_id,
        fields={**fields, "unit": own["unit"]},
        stages=[
            StageEntered(stage=s.stage, effective_on=s.effective_on, back=s.back, reason=s.reason, holds=s.holds)
            for s in info.stages
        ],
        amounts=[
            AgreedAmount(
                id=a.id, kind=a.kind, phase=a.phase, basis=a.basis, change=a.change, number=text(a.number),
                currency=a.currency, effective_on=a.effective_on, holds=a.holds,
            )
            for a in info.amounts
        ],
        receipts=[one.id for one in money.receipts(project_id=number, viewer=viewer) if one.holds],
        waiting=WaitingStep(stage=waiting.stage, effective_on=waiting.effective_on, reason=waiting.reason)
        if waiting
        else None,
        next_stages=list(info.next_stages),
    )  # fmt: skip


def _line(one: ProjectLine) -> dict[str, Any]:
    return {
        "id": one.id, "code": one.code, "name": one.name, "investor": one.investor, "unit": one.unit_id,
        "stage": one.stage, "stage_since": one.stage_since, "status": one.status,
        "investment": text_or_none(one.investment), "band": one.band, "confidential": one.confidential,
        "signed_on": one.signed_on, "started_on": one.started_on,
    }  # fmt: skip


def _receipt(one: ReceiptInfo) -> Receipt:
    return Receipt(
        id=one.id, project=one.project_id, received_on=one.received_on, payer=one.payer, kind=one.kind,
        number=text(one.number), verified=text_or_none(one.verified), currency=one.currency, holds=one.holds,
    )  # fmt: skip
