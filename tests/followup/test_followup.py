"""Plans and lights, notes, and problems that climb until they are closed with proof."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from duijie.accounts.types import Actor
from duijie.followup import queries
from duijie.followup.operations import escalate_overdue, note, plan, raise_problem, turn
from duijie.followup.types import NoSuchProblem, WrongTurn
from duijie.pipeline.operations import attach, edit_project
from tests.cast import bureau, he_the_clerk, lin_the_reviewer, mei_the_second_reviewer, zhou_the_clerk
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
AT = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)


def day(after: int) -> date:
    return AT.date() + timedelta(days=after)


def moment(after: int) -> datetime:
    return AT + timedelta(days=after)


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


@pytest.fixture
def project(lin: Actor) -> int:
    return opened(lin, bureau(), AT)


def test_plan_and_actual_stand_side_by_side_and_light_the_lamp(lin: Actor, project: int) -> None:
    plan(project_id=project, stage="talks", planned_on=day(-20), by=lin, at=AT)
    with pytest.raises(WrongTurn, match="reason"):
        plan(project_id=project, stage="talks", planned_on=day(-10), by=lin, at=AT)
    plan(project_id=project, stage="talks", planned_on=day(-10), reason="对方改期", by=lin, at=AT)

    def light(after: int) -> str:
        return queries.lights(project_ids=[project], viewer=lin, today=day(after))[project].code

    assert [light(-10), light(-9), light(79), light(80)] == ["green", "yellow", "yellow", "red"]
    advance(project, "talks", lin, mei_the_second_reviewer(), AT, day=day(-3))
    (found,) = queries.plans(project_id=project, viewer=lin, today=day(0))
    assert (found.planned_on, found.entered_on, found.late) == (day(-10), day(-3), 7)
    assert light(300) == "green"
    plan(project_id=project, stage="talks", planned_on=None, reason="取消", by=lin, at=AT)
    assert queries.plans(project_id=project, viewer=lin, today=day(0)) == []


def test_notes_are_added_and_a_next_step_has_its_day(lin: Actor, project: int) -> None:
    with pytest.raises(WrongTurn, match="its day"):
        note(project_id=project, text="已考察", next_step="签约", by=lin, at=AT)
    note(project_id=project, text="已考察", by=lin, at=AT)
    note(project_id=project, text="谈条款", next_step="签约", next_on=day(9), by=lin, at=moment(1))
    assert [one.text for one in queries.notes(project_id=project, viewer=lin)] == ["谈条款", "已考察"]


def test_a_problem_is_assigned_climbs_by_the_clock_and_closes_with_proof(lin: Actor, project: int) -> None:
    unit = bureau("自然资源局")
    problem = raise_problem(project_id=project, cause="land", text="用地指标未落实", by=lin, at=AT)
    turn(problem_id=problem, act="assigned", unit_id=unit, by=lin, at=AT)

    def now(after: int) -> tuple[str, str, str, bool]:
        (one,) = queries.problems(viewer=lin, today=day(after), project_id=project)
        return one.state, one.level, one.holder, one.overdue

    assert now(7) == ("assigned", "unit", "自然资源局", False) and now(8)[3]
    assert escalate_overdue(by=lin, at=moment(7)) == 0
    assert escalate_overdue(by=lin, at=moment(8)) == 1
    assert now(18)[:2] == ("raised", "office") and not now(18)[3]
    assert escalate_overdue(by=lin, at=moment(19)) == 1
    assert escalate_overdue(by=lin, at=moment(60)) == 0, "the last level keeps it"
    assert now(60)[1] == "leader" and now(60)[3]
    with pytest.raises(WrongTurn, match="proof"):
        turn(problem_id=problem, act="closed", by=lin, at=moment(60))
    proof = attach(project_id=project, kind="land_contract", title="用地合同", by=lin, at=moment(60))
    turn(problem_id=problem, act="closed", evidence_id=proof, by=lin, at=moment(60))
    assert now(99) == ("closed", "leader", "自然资源局", False)
    turn(problem_id=problem, act="reopened", text="又反复", by=lin, at=moment(70))
    assert now(86)[3] and now(70)[0] == "raised"


def test_turns_out_of_order_are_refused(lin: Actor, project: int) -> None:
    problem = raise_problem(project_id=project, cause="energy", text="电力不足", by=lin, at=AT)
    for act, says in [
        ("reopened", "is raised"),
        ("flown", "no turn"),
        ("assigned", "which unit"),
        ("answered", "few words"),
    ]:
        with pytest.raises(WrongTurn, match=says):
            turn(problem_id=problem, act=act, by=lin, at=AT)
    with pytest.raises(WrongTurn, match="no cause"):
        raise_problem(project_id=project, cause="weather", text="下雨", by=lin, at=AT)


def test_problems_are_grouped_by_cause_and_seen_where_the_project_is(lin: Actor) -> None:
    unit = bureau("东园")
    zhou, he = zhou_the_clerk(unit), he_the_clerk(bureau("西园"))
    project = opened(zhou, unit, AT)
    for cause in ("land", "land", "energy"):
        problem = raise_problem(project_id=project, cause=cause, text="待协调", by=zhou, at=AT)
    assert [(one.cause, one.open, one.overdue) for one in queries.by_cause(viewer=lin, today=day(9))] == [
        ("land", 2, 2), ("energy", 1, 1)
    ]  # fmt: skip
    edit_project(project_id=project, columns={"confidential": True}, by=zhou, at=AT)
    assert queries.by_cause(viewer=he, today=day(9)) == []
    with pytest.raises(NoSuchProblem):
        turn(problem_id=problem, act="answered", text="不该看到", by=he, at=AT)
    with pytest.raises(PermissionError):
        turn(problem_id=problem, act="assigned", unit_id=unit, by=zhou, at=AT)
