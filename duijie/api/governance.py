"""Leading groups, policies and tasks with their lights; people's names only where the caller sees people.

It is long because the shapes of all of them stand beside their calls.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from duijie.accounts.types import Actor
from duijie.api.access import caller
from duijie.api.changing import TAGGED, tagged
from duijie.api.kinds import Code, Cursor, Id, Limit, Row, text, text_or_none
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import Day, Moment
from duijie.api.walking import next_of, walk_of
from duijie.governance import queries
from duijie.governance.tasks import queries as tasks_of
from duijie.governance.tasks.types import Filters, TaskLine
from duijie.governance.types import BodyLine, PolicyLine

router = Router(tags=["governance"])


class ListedBody(Schema):
    """A leading group or task force. ``tasks`` counts those that are open."""

    id: int
    name: str
    kind: str
    unit: int | None
    above: int | None
    founded_on: date | None
    ended_on: date | None
    members: int
    tasks: int


class Bodies(Schema):
    """A page, the newest first; ``next`` is empty at the end."""

    bodies: list[ListedBody]
    next: str


class Seat(Schema):
    """A seat. ``name`` is empty to those who do not see people."""

    role: str
    name: str
    post: str
    unit: int | None
    since: date | None
    until: date | None
    holds: bool


class Body(ListedBody):
    """One of them with its seats, those held today first."""

    about: str
    document: int | None
    seats: list[Seat]


class ListedPolicy(Schema):
    """A policy. ``state`` is planned, in_force, expired or withdrawn today; ``tasks`` counts those that are open."""

    id: int
    title: str
    number: str
    issuer: str
    unit: int | None
    issued_on: date | None
    valid_from: date | None
    valid_until: date | None
    withdrawn_on: date | None
    state: str
    tasks: int
    document: int | None


class Policies(Schema):
    """A page, the newest first; ``next`` is empty at the end."""

    policies: list[ListedPolicy]
    next: str


class Policy(ListedPolicy):
    """A policy with its words."""

    body: int | None
    text: str


class ListedTask(Schema):
    """A task as of a day. ``planned`` and ``done`` in percent; ``light`` is empty once it is dropped.

    ``leader`` is empty to those who do not see people; ``to_reach`` is decimal text in ``measured_in``.
    """

    id: int
    title: str
    above: int | None
    unit: int
    leader: str
    begins_on: date
    due_on: date
    weight: str
    state: str
    closed_on: date | None
    planned: str
    done: str
    light: str
    scheme: str
    to_reach: str | None
    measured_in: str
    body: int | None
    policy: int | None
    reported_on: date | None
    unchecked: bool
    unanswered: int


class Tasks(Schema):
    """A page, the newest first; ``hidden`` belong to projects that the caller only counts."""

    tasks: list[ListedTask]
    hidden: int
    next: str


class Step(Schema):
    """A milestone; ``share`` in percent of the task."""

    title: str
    due_on: date
    share: str
    done_on: date | None


class Progress(Schema):
    """A report of progress. ``verdict`` is empty until somebody checked it."""

    on: date
    percent: str | None
    number: str | None
    text: str
    reason: str
    proof: str
    document: int | None
    verdict: str


class Task(ListedTask):
    """A task with milestones and reports, the latest first."""

    about: str
    helping: list[int]
    below: list[int]
    project: int | None
    steps: list[Step]
    reports: list[Progress]


class NarrowedPolicies(Schema):
    """What the list is narrowed to."""

    text: Annotated[str, Field(max_length=100)] = ""
    state: Literal["", "planned", "in_force", "expired", "withdrawn"] = ""
    updated_since: Moment = None


class NarrowedTasks(Schema):
    """What the list is narrowed to. ``unit`` leads or helps; ``as_of`` is today where it is left out."""

    unit: Row | None = None
    body: Row | None = None
    policy: Row | None = None
    light: Literal["", "red", "yellow", "green", "done", "waiting"] = ""
    state: Literal["", "open", "signed_off", "dropped"] = ""
    text: Annotated[str, Field(max_length=100)] = ""
    as_of: Day = None
    updated_since: Moment = None


class NarrowedBodies(Schema):
    """What the list is narrowed to."""

    kind: Code = ""
    updated_since: Moment = None


@router.get("/bodies", response={200: Bodies, 404: Problem, **ANSWERS})
def bodies(
    request: HttpRequest, narrowed: Annotated[NarrowedBodies, Query()], cursor: Cursor = "", limit: Limit = 50
) -> Bodies:
    """Leading groups and task forces, those that were ended as well."""
    found = queries.bodies(
        viewer=caller(request, "see"), today=timezone.localdate(), kind=narrowed.kind, over=True,
        walk=walk_of(cursor, narrowed.updated_since), limit=limit + 1,
    )  # fmt: skip
    return Bodies(bodies=[ListedBody(**_body(one)) for one in found[:limit]], next=next_of(found, limit))


@router.get("/bodies/{int:body_id}", response={200: Body, 404: Problem, **ANSWERS}, openapi_extra=TAGGED)
def body(request: HttpRequest, response: HttpResponse, body_id: Id) -> Body:
    """One leading group."""
    info = queries.body(body_id=body_id, viewer=caller(request, "see"), today=timezone.localdate())
    seats = [
        Seat(
            role=s.role, name=s.name, post=s.post, unit=s.unit_id, since=s.since, until=s.until, holds=s.holds
        )
        for s in info.seats
    ]
    return tagged(
        response, Body(**_body(info.line), about=info.about, document=info.document_id, seats=seats)
    )


@router.get("/policies", response={200: Policies, 404: Problem, **ANSWERS})
def policies(
    request: HttpRequest,
    narrowed: Annotated[NarrowedPolicies, Query()],
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Policies:
    """Policies, with the filters of the page."""
    found, _count = queries.policies(
        viewer=caller(request, "see"), today=timezone.localdate(), text=narrowed.text, state=narrowed.state,
        walk=walk_of(cursor, narrowed.updated_since), limit=limit + 1,
    )  # fmt: skip
    shown = [ListedPolicy(**_policy(one)) for one in found[:limit]]
    return Policies(policies=shown, next=next_of(found, limit))


@router.get(
    "/policies/{int:policy_id}", response={200: Policy, 404: Problem, **ANSWERS}, openapi_extra=TAGGED
)
def policy(request: HttpRequest, response: HttpResponse, policy_id: Id) -> Policy:
    """One policy with its words."""
    info = queries.policy(policy_id=policy_id, viewer=caller(request, "see"), today=timezone.localdate())
    return tagged(response, Policy(**_policy(info.line), body=info.body_id, text=info.text))


@router.get("/tasks", response={200: Tasks, 404: Problem, **ANSWERS})
def tasks(
    request: HttpRequest, narrowed: Annotated[NarrowedTasks, Query()], cursor: Cursor = "", limit: Limit = 50
) -> Tasks:
    """Tasks with the light that each has on a day."""
    viewer = caller(request, "see")
    filters = Filters(
        unit_ids=(narrowed.unit,) if narrowed.unit else (), light=narrowed.light, state=narrowed.state,
        body_id=narrowed.body, policy_id=narrowed.policy, text=narrowed.text,
        walk=walk_of(cursor, narrowed.updated_since),
    )  # fmt: skip
    found = tasks_of.tasks(
        viewer=viewer, as_of=narrowed.as_of or timezone.localdate(), filters=filters, limit=limit + 1
    )
    shown = [ListedTask(**_task(one, viewer)) for one in found.lines[:limit]]
    return Tasks(tasks=shown, hidden=found.hidden, next=next_of(found.lines, limit))


@router.get("/tasks/{int:task_id}", response={200: Task, 404: Problem, **ANSWERS}, openapi_extra=TAGGED)
def task(request: HttpRequest, response: HttpResponse, task_id: Id) -> Task:
    """One task, as of today."""
    viewer = caller(request, "see")
    info = tasks_of.get(task_id=task_id, viewer=viewer, as_of=timezone.localdate())
    reports = [
        Progress(
            on=one.on, percent=text_or_none(one.percent), number=text_or_none(one.number), text=one.text,
            reason=one.reason, proof=one.proof, document=one.document_id, verdict=one.verdict,
        )
        for one in info.reports
    ]  # fmt: skip
    steps = [
        Step(title=one.title, due_on=one.due_on, share=text(one.share), done_on=one.done_on)
        for one in info.steps
    ]
    return tagged(
        response,
        Task(
            **_task(info.line, viewer), about=info.about, helping=[number for number, _name in info.helping],
            below=[one.id for one in info.below], project=info.project_id, steps=steps, reports=reports,
        ),
    )  # fmt: skip


def _body(one: BodyLine) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "kind": one.kind, "unit": one.unit_id, "above": one.above_id,
        "founded_on": one.founded_on, "ended_on": one.ended_on, "members": one.members, "tasks": one.tasks,
    }  # fmt: skip


def _policy(one: PolicyLine) -> dict[str, Any]:
    return {
        "id": one.id, "title": one.title, "number": one.number, "issuer": one.issuer, "unit": one.unit_id,
        "issued_on": one.issued_on, "valid_from": one.valid_from, "valid_until": one.valid_until,
        "withdrawn_on": one.withdrawn_on, "state": one.state, "tasks": one.tasks, "document": one.document_id,
    }  # fmt: skip


def _task(one: TaskLine, viewer: Actor) -> dict[str, Any]:
    return {
        "id": one.id, "title": one.title, "above": one.above_id, "unit": one.unit_id,
        "leader": one.leader if viewer.may("see_people") else "", "begins_on": one.begins_on, "due_on": one.due_on,
        "weight": text(one.weight), "state": one.state, "closed_on": one.closed_on, "planned": text(one.planned),
        "done": text(one.done), "light": one.light, "scheme": one.scheme,
        "to_reach": text(one.quantity.number) if one.quantity else None,
        "measured_in": one.quantity.unit if one.quantity else "", "body": one.body_id, "policy": one.policy_id,
        "reported_on": one.reported_on, "unchecked": bool(one.unchecked), "unanswered": one.unanswered,
    }  # fmt: skip
