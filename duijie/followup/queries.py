"""Reads of plans, notes and problems. They are seen where their project is seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.followup.models import Note, Plan, Problem, Turn
from duijie.followup.rules import Turned, light_of, load, problem_light
from duijie.followup.types import (
    CauseCount,
    Light,
    NoSuchProblem,
    NoteInfo,
    PlanInfo,
    ProblemInfo,
    TurnInfo,
)  # fmt: skip
from duijie.kernel.words import Words
from duijie.pipeline import queries as pipeline
from duijie.pipeline.models import StageRow
from duijie.pipeline.rules import load as pipeline_rules
from duijie.pipeline.rules import standing


def visible(*, viewer: Actor) -> QuerySet[Problem]:
    """The problems of projects that the viewer reads."""
    return Problem.objects.filter(pipeline.sight(viewer=viewer, path="project__"))


def plans(*, project_id: int, viewer: Actor, today: date) -> list[PlanInfo]:
    """The plans in force against what happened, in the order of stages."""
    return _plans([project_id], viewer, today).get(project_id, [])


def lights(*, project_ids: Iterable[int], viewer: Actor, today: date) -> dict[int, Light]:
    """The light of each project, by its most delayed plan; two queries for all."""
    wanted = list(project_ids)
    found = _plans(wanted, viewer, today)
    return {project: light_of(found.get(project, []), load().lights) for project in wanted}


def notes(*, project_id: int, viewer: Actor, limit: int = 50) -> list[NoteInfo]:
    """How things stood, the newest first."""
    rows = Note.objects.filter(pipeline.sight(viewer=viewer, path="project__"), project_id=project_id)
    return [
        NoteInfo(row.text, row.next_step, row.next_on, str(row.by), row.at)
        for row in rows.select_related("by").order_by("-pk")[:limit]
    ]


def problems(
    *,
    viewer: Actor,
    today: date,
    project_id: int | None = None,
    state: str = "",
    cause: str = "",
    unit_id: int | None = None,
    overdue: bool = False,
    offset: int = 0,
    limit: int = 100,
) -> list[ProblemInfo]:
    """Problems with their turns, what is due first at the head; two queries.

    ``state`` may be ``unsettled`` for all that are not closed; ``unit_id`` is whoever holds the problem.
    """
    rows = _problems(viewer, today, project_id, state, cause, unit_id, overdue)
    # What is closed has no due day, and comes last on every database.
    found = rows.order_by(F("due_on").asc(nulls_last=True), "pk")[offset : offset + limit]
    return _infos(list(found), today)


def count(
    *,
    viewer: Actor,
    today: date,
    state: str = "",
    cause: str = "",
    unit_id: int | None = None,
    overdue: bool = False,
) -> int:
    """How many :func:`problems` would give without a limit."""
    return _problems(viewer, today, None, state, cause, unit_id, overdue).count()


def problem(*, problem_id: int, viewer: Actor, today: date) -> ProblemInfo:
    """One problem with its turns. Raises :class:`NoSuchProblem`."""
    rows = visible(viewer=viewer).select_related("project", "holder", "by").filter(pk=problem_id)
    for one in _infos(list(rows), today):
        return one
    raise NoSuchProblem(problem_id)


def _problems(
    viewer: Actor,
    today: date,
    project_id: int | None,
    state: str,
    cause: str,
    unit_id: int | None,
    overdue: bool,
) -> QuerySet[Problem]:
    rows = visible(viewer=viewer).select_related("project", "holder", "by")
    wanted = {"project_id": project_id, "cause": cause, "holder_id": unit_id}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if state == "unsettled":
        rows = rows.exclude(state="closed")
    elif state:
        rows = rows.filter(state=state)
    return rows.filter(due_on__lt=today) if overdue else rows


def _infos(found: list[Problem], today: date) -> list[ProblemInfo]:
    turns: dict[int, list[TurnInfo]] = {row.pk: [] for row in found}
    for one in Turn.objects.filter(problem__in=turns).select_related("by", "unit").order_by("pk"):
        turns[one.problem_id].append(
            TurnInfo(one.act, one.text, str(one.unit or ""), one.evidence_id, str(one.by), one.at)
        )
    rules = load()
    levels = {level.code: level.name for level in rules.levels}
    return [
        ProblemInfo(
            row.pk, row.project_id, str(row.project), row.cause, rules.causes[row.cause].name, row.text, row.state,
            row.level, str(row.holder or ""), row.due_on, row.due_on is not None and row.due_on < today,
            str(row.by), row.at, tuple(turns[row.pk]), (today - timezone.localdate(row.at)).days,
            problem_light(row.due_on, today), levels.get(row.level, Words(row.level, row.level)),
        )
        for row in found
    ]  # fmt: skip


def by_cause(*, viewer: Actor, today: date) -> list[CauseCount]:
    """Problems grouped by what they are about, the most open first."""
    rows = (
        visible(viewer=viewer)
        .order_by()
        .values("cause")
        .annotate(
            open=Count("id", filter=~Q(state="closed")),
            overdue=Count("id", filter=Q(due_on__lt=today)),
            closed=Count("id", filter=Q(state="closed")),
        )
    )
    found = [
        CauseCount(row["cause"], load().causes[row["cause"]].name, row["open"], row["overdue"], row["closed"])
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.open, -one.closed, one.cause))


def turns_of(problem: Problem) -> list[Turned]:
    """A problem's turns in their order."""
    rows = Turn.objects.filter(problem=problem).order_by("pk")
    return [Turned(row.act, timezone.localdate(row.at), row.unit_id) for row in rows]


def _plans(project_ids: list[int], viewer: Actor, today: date) -> dict[int, list[PlanInfo]]:
    seen = pipeline.sight(viewer=viewer, path="project__")
    rows = Plan.objects.filter(seen, project_id__in=project_ids).order_by("pk")
    latest = {(row.project_id, row.stage): row.planned_on for row in rows}
    rules = pipeline_rules()
    log: dict[int, list[StageRow]] = {project: [] for project in project_ids}
    for step in StageRow.objects.filter(project_id__in={project for project, _ in latest}).order_by("pk"):
        log[step.project_id].append(step)
    entered = {
        (project, step.stage): step.effective_on
        for project, steps in log.items()
        for step in standing(steps, rules.place)
    }
    found: dict[int, list[PlanInfo]] = {}
    for (project, stage), planned in sorted(latest.items(), key=lambda one: rules.place(one[0][1])):
        if planned is None:
            continue
        done = entered.get((project, stage))
        late = max(0, ((done or today) - planned).days)
        found.setdefault(project, []).append(PlanInfo(stage, planned, done, late))
    return found
