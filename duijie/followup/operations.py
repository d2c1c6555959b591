"""The only writer of plans, notes, problems and their turns."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.followup.models import Note, Plan, Problem, Turn
from duijie.followup.queries import turns_of, visible
from duijie.followup.rules import STATES, TURNS, load, standing
from duijie.followup.types import NoSuchProblem, WrongTurn
from duijie.journal import differences, image
from duijie.pipeline import queries as projects
from duijie.pipeline.models import Evidence
from duijie.pipeline.rules import key_of
from duijie.pipeline.rules import load as pipeline_rules
from duijie.pipeline.types import NoSuchEvidence


@transaction.atomic
def plan(
    *, project_id: int, stage: str, planned_on: date | None, by: Actor, at: datetime, reason: str = ""
) -> None:
    """Say when a stage is to be entered, or, with ``None``, that there is no such plan any more."""
    projects.to_write(project_id=project_id, by=by)
    if stage not in pipeline_rules().stages:
        raise WrongTurn(
            f"没有阶段“{stage}”，可选：{'、'.join(pipeline_rules().stages)}。",
            f"There is no stage {stage!r}; there are {', '.join(pipeline_rules().stages)}.",
        )
    held = Plan.objects.filter(project_id=project_id, stage=stage).order_by("pk").last()
    if held is not None and held.planned_on != planned_on and not reason.strip():
        raise WrongTurn("变更计划须写明原因。", "A plan that is changed needs a reason.")
    Plan.objects.create(
        project_id=project_id, stage=stage, planned_on=planned_on, reason=reason.strip()[:300], at=at,
        by_id=by.user_id,
    )  # fmt: skip
    changed = {
        "planned_on": [None if one is None else str(one) for one in (held and held.planned_on, planned_on)]
    }
    log(by=by, at=at, operation="plan", subject=key_of(project_id), stage=stage, changed=changed)


@transaction.atomic
def note(
    *,
    project_id: int,
    text: str,
    by: Actor,
    at: datetime,
    next_step: str = "",
    next_on: date | None = None,
) -> None:
    """Note how a project stands and what comes next by when."""
    projects.to_write(project_id=project_id, by=by)
    if not text.strip() or bool(next_step) != (next_on is not None):
        raise WrongTurn(
            "跟进要写明现状；下一步要写明日期。",
            "A note says how things stand; a next step goes with its day.",
        )
    Note.objects.create(
        project_id=project_id, text=text.strip(), next_step=next_step.strip()[:300], next_on=next_on, at=at,
        by_id=by.user_id,
    )  # fmt: skip
    log(by=by, at=at, operation="note", subject=key_of(project_id), text=text.strip()[:100])


@transaction.atomic
def raise_problem(*, project_id: int, cause: str, text: str, by: Actor, at: datetime) -> int:
    """Raise what stands in the way of a project; the problem's number."""
    projects.to_write(project_id=project_id, by=by)
    if cause not in load().causes:
        raise WrongTurn(
            f"没有原因“{cause}”，可选：{'、'.join(load().causes)}。",
            f"There is no cause {cause!r}; there are {', '.join(load().causes)}.",
        )
    if not text.strip():
        raise WrongTurn("请写明是什么诉求。", "Say what the problem is.")
    row = Problem.objects.create(
        project_id=project_id, cause=cause, text=text.strip(), level=load().levels[0].code, at=at,
        by_id=by.user_id,
    )  # fmt: skip
    _settled(row)
    log(by=by, at=at, operation="raise_problem", subject=key_of(project_id), problem=row.pk, cause=cause)
    return row.pk


@transaction.atomic
def turn(
    *,
    problem_id: int,
    act: str,
    by: Actor,
    at: datetime,
    text: str = "",
    unit_id: int | None = None,
    evidence_id: int | None = None,
) -> None:
    """Assign, escalate, answer, close or reopen a problem.

    Assigning names a unit, closing its proof; assigning, closing and reopening are the office's. Raises
    :class:`WrongTurn`, :class:`NoSuchProblem`.
    """
    problem = _visible(problem_id, by)
    if act not in TURNS:
        raise WrongTurn(
            f"没有这一步“{act}”，可选：{'、'.join(TURNS)}。",
            f"There is no turn {act!r}; there are {', '.join(TURNS)}.",
        )
    if problem.state not in TURNS[act]:
        raise WrongTurn(
            f"诉求 {problem_id} 现为“{STATES[problem.state].zh}”，不能做这一步。",
            f"Problem {problem_id} is {problem.state}; it cannot be {act} now.",
        )
    if act in ("closed", "reopened", "assigned"):
        by.must("review")
    else:
        projects.to_write(project_id=problem.project_id, by=by)
    if act == "assigned" and unit_id is None:
        raise WrongTurn("请写明交给哪个单位。", "Say to which unit.")
    if act in ("answered", "reopened") and not text.strip():
        raise WrongTurn("请简要写明做什么、为什么。", "Say in a few words what and why.")
    if act == "closed":
        if evidence_id is None:
            raise WrongTurn(
                "诉求凭证据销号。请把证据附在项目上，并填写其编号。",
                "A problem is closed with its proof. Attach it to the project and give its number.",
            )
        if not Evidence.objects.filter(
            pk=evidence_id, project_id=problem.project_id, taken_back_at=None
        ).exists():
            raise NoSuchEvidence(evidence_id)
    _turn(problem, act, by, at, text=text, unit_id=unit_id, evidence_id=evidence_id)


@transaction.atomic
def escalate_overdue(*, by: Actor, at: datetime) -> int:
    """Move every overdue problem up a level; how many. Those at the last level stay there, overdue."""
    by.must("review")
    today, last = timezone.localdate(at), load().levels[-1].code
    rows = Problem.objects.select_for_update().exclude(state="closed").exclude(level=last)
    found = list(rows.filter(due_on__lt=today).order_by("pk"))
    for problem in found:
        _turn(problem, "escalated", by, at, text=f"逾期未办结（应于 {problem.due_on}）")
    return len(found)


def _visible(problem_id: int, by: Actor) -> Problem:
    by.must("add")
    row = visible(viewer=by).select_for_update(of=("self",)).filter(pk=problem_id).first()
    if row is None:
        raise NoSuchProblem(problem_id)
    return row


def _turn(
    problem: Problem,
    act: str,
    by: Actor,
    at: datetime,
    *,
    text: str = "",
    unit_id: int | None = None,
    evidence_id: int | None = None,
) -> None:
    Turn.objects.create(
        problem=problem, act=act, text=text.strip()[:500], unit_id=unit_id, evidence_id=evidence_id, at=at,
        by_id=by.user_id,
    )  # fmt: skip
    was = image(problem)
    _settled(problem)
    log(
        by=by, at=at, operation="turn", subject=f"problem:{problem.pk}", act=act, changed=differences(was, problem)
    )  # fmt: skip


def _settled(problem: Problem) -> None:
    """Work out what lists need from the turns, and write it."""
    now = standing(timezone.localdate(problem.at), turns_of(problem), load().levels)
    problem.state, problem.level, problem.holder_id, problem.due_on = (
        now.state,
        now.level,
        now.holder_id,
        now.due_on,
    )
    problem.save()
