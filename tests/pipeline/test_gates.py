"""What a stage wants, who may let a project into it, and what an incomplete record may still do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor
from duijie.pipeline import queries
from duijie.pipeline.operations import (
    attach,
    decide_move,
    edit_project,
    move,
    open_project,
    set_status,
    state_amount,
    take_back_evidence,
)
from duijie.pipeline.types import (
    GateClosed,
    NeedsSecondPerson,
    NoSuchProject,
    NotYours,
    WrongStatus,
    WrongStep,
)
from duijie.rulebook.columns import WrongValue
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    NOON,
    bureau,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    shen_the_auditor,
    zhou_the_clerk,
)
from tests.factories.projects import advance, opened, supply

pytestmark = pytest.mark.django_db
MARCH = date(2024, 3, 4)


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


@pytest.fixture
def mei() -> Actor:
    return mei_the_second_reviewer()


@pytest.fixture
def unit() -> int:
    return bureau()


def test_what_is_missing_is_said_with_stage_and_reason_in_both_languages(lin: Actor, unit: int) -> None:
    project = open_project(name="轴承项目", unit_id=unit, by=lin, at=MORNING)
    with pytest.raises(GateClosed) as closed:
        move(project_id=project, stage="talks", effective_on=MIDYEAR + timedelta(days=1), by=lin, at=NOON)
    investor, record = closed.value.missing
    assert (investor.wants, record.wants) == ("field:investor", "evidence:visit_record")
    assert "在谈" in investor.message.zh and "储备项目" in investor.message.zh
    assert "in talks" in str(closed.value) and "without a named investor" in str(closed.value)
    assert queries.get(project_id=project, viewer=lin, today=MIDYEAR).missing == closed.value.missing


def test_a_stage_that_may_not_be_passed_over_has_its_gates_asked_on_the_way(
    lin: Actor, mei: Actor, unit: int
) -> None:
    project = opened(lin, unit, MORNING)
    advance(project, "talks", lin, mei, NOON, day=MARCH)
    with pytest.raises(GateClosed) as closed:
        move(project_id=project, stage="signed", effective_on=MARCH, by=lin, at=NOON)
    stages = {one.stage for one in closed.value.missing}
    assert stages == {"vetting", "signed"}
    advance(project, "signed", lin, mei, NOON, day=MARCH)
    assert [one.stage for one in queries.get(project_id=project, viewer=lin, today=MIDYEAR).stages] == [
        "reserve", "talks", "vetting", "signed"
    ]  # fmt: skip


def test_a_gate_may_depend_on_another_column(lin: Actor, mei: Actor, unit: int) -> None:
    rented = opened(lin, unit, MORNING, land_way="lease")
    wants = {
        one.wants for one in queries.missing(project_id=rented, stage="started", viewer=lin, today=MIDYEAR)
    }
    assert "evidence:lease" in wants and "evidence:construction_contract" not in wants
    edit_project(project_id=rented, columns={"energy_need": 900}, by=lin, at=NOON)
    assert "evidence:energy_review" not in wants
    edit_project(project_id=rented, columns={"energy_need": 1000}, by=lin, at=NOON)
    wants = {
        one.wants for one in queries.missing(project_id=rented, stage="started", viewer=lin, today=MIDYEAR)
    }
    assert "evidence:energy_review" in wants


def test_what_should_be_there_does_not_stop_anybody(lin: Actor, mei: Actor, unit: int) -> None:
    project = opened(lin, unit, MORNING)
    advance(project, "started", lin, mei, NOON, day=MARCH)
    lacking = queries.missing(project_id=project, stage="started", viewer=lin, today=MIDYEAR)
    assert lacking and not any(one.must for one in lacking)
    assert "evidence:construction_permit" in {one.wants for one in lacking}


def test_an_old_incomplete_record_is_taken_over_and_stays_editable(lin: Actor, mei: Actor, unit: int) -> None:
    old = open_project(
        name="老项目", unit_id=unit, stage="building", entered_on=date(2021, 5, 1),
        taken_over="2021年台账第7行", by=lin, at=MORNING,
    )  # fmt: skip
    edit_project(project_id=old, columns={"site": "西区", "remarks": "材料待补"}, by=lin, at=NOON)
    info = queries.get(project_id=old, viewer=lin, today=MIDYEAR)
    assert info.line.site == "西区" and info.stages[0].taken_over
    assert [one.stage for one in info.missing] == ["completed"]
    supply(old, "completed", lin, NOON, day=MARCH)
    move(project_id=old, stage="completed", effective_on=MARCH, by=lin, at=NOON)
    with pytest.raises(WrongStep, match="taken over"):
        open_project(name="新项目", unit_id=unit, stage="building", by=lin, at=MORNING)


def test_signing_takes_two_persons(lin: Actor, mei: Actor, unit: int) -> None:
    project = opened(lin, unit, MORNING)
    advance(project, "vetting", lin, mei, NOON, day=MARCH)
    supply(project, "signed", lin, NOON, day=MARCH)
    asked = move(project_id=project, stage="signed", effective_on=MARCH, by=lin, at=NOON)
    assert asked is not None
    assert queries.get(project_id=project, viewer=lin, today=MIDYEAR).line.stage == "vetting"
    assert [one.id for one in queries.waiting(viewer=mei)] == [asked]
    with pytest.raises(NeedsSecondPerson):
        decide_move(project_id=project, approve=True, by=lin, at=NOON)
    with pytest.raises(WrongStep, match="refusal"):
        decide_move(project_id=project, approve=False, by=mei, at=NOON)
    decide_move(project_id=project, approve=False, by=mei, at=NOON, reason="合同缺页")
    assert queries.waiting(viewer=mei) == []
    move(project_id=project, stage="signed", effective_on=MARCH, by=lin, at=EVENING)
    decide_move(project_id=project, approve=True, by=mei, at=EVENING)
    last = queries.get(project_id=project, viewer=lin, today=MIDYEAR).stages[-1]
    assert (last.stage, last.by, last.approved_by) == ("signed", "林审", "梅审")


def test_evidence_taken_back_while_a_signing_waits_closes_its_gate(lin: Actor, mei: Actor, unit: int) -> None:
    project = opened(lin, unit, MORNING)
    advance(project, "vetting", lin, mei, NOON, day=MARCH)
    supply(project, "signed", lin, NOON, day=MARCH)
    move(project_id=project, stage="signed", effective_on=MARCH, by=lin, at=NOON)
    contract = next(
        one
        for one in queries.get(project_id=project, viewer=lin, today=MIDYEAR).evidence
        if one.kind == "contract"
    )
    take_back_evidence(evidence_id=contract.id, reason="不是本项目合同", by=lin, at=NOON)
    with pytest.raises(GateClosed):
        decide_move(project_id=project, approve=True, by=mei, at=EVENING)


def test_a_step_back_needs_a_reason_and_a_second_person_and_keeps_the_log(
    lin: Actor, mei: Actor, unit: int
) -> None:
    project = opened(lin, unit, MORNING)
    advance(project, "signed", lin, mei, NOON, day=MARCH)
    with pytest.raises(WrongStep, match="reason"):
        move(project_id=project, stage="talks", effective_on=MIDYEAR, by=lin, at=NOON)
    move(project_id=project, stage="talks", effective_on=MIDYEAR, by=lin, at=NOON, reason="合同作废")
    decide_move(project_id=project, approve=True, by=mei, at=NOON)
    info = queries.get(project_id=project, viewer=lin, today=MIDYEAR)
    assert (info.line.stage, info.line.stage_since) == ("talks", MARCH)
    assert [(one.stage, one.holds) for one in info.stages] == [
        ("reserve", True), ("talks", True), ("vetting", False), ("signed", False), ("talks", False)
    ]  # fmt: skip


def test_steps_that_make_no_sense_are_refused(lin: Actor, mei: Actor, unit: int) -> None:
    project = opened(lin, unit, MORNING)
    advance(project, "talks", lin, mei, NOON, day=MARCH)
    for stage, day, says in [
        ("talks", MARCH, "stands at"),
        ("vetting", date(2024, 3, 3), "before that"),
        ("vetting", date(2025, 1, 1), "lies ahead"),
        ("heaven", MARCH, "no stage"),
    ]:
        with pytest.raises(WrongStep, match=says):
            move(project_id=project, stage=stage, effective_on=day, by=lin, at=NOON)


def test_a_project_leaves_with_a_reason_and_may_be_taken_up_again(lin: Actor, mei: Actor, unit: int) -> None:
    project = opened(lin, unit, MORNING)
    with pytest.raises(WrongStatus, match="lost-elsewhere"):
        set_status(project_id=project, status="lost", effective_on=MARCH, by=lin, at=NOON)
    with pytest.raises(WrongStatus, match="looked at again"):
        set_status(
            project_id=project,
            status="paused",
            effective_on=MARCH,
            reason_code="paused-land",
            by=lin,
            at=NOON,
        )
    set_status(
        project_id=project, status="lost", effective_on=MARCH, reason_code="lost-elsewhere",
        reason="落户邻县", by=lin, at=NOON,
    )  # fmt: skip
    with pytest.raises(WrongStatus, match="Take it up again"):
        move(project_id=project, stage="talks", effective_on=MARCH, by=lin, at=NOON)
    set_status(project_id=project, status="active", effective_on=MIDYEAR, by=lin, at=EVENING)
    statuses = queries.get(project_id=project, viewer=lin, today=MIDYEAR).statuses
    assert [one.status for one in statuses] == ["active", "lost", "active"]


def test_a_unit_writes_its_own_projects_only(lin: Actor, unit: int) -> None:
    parent = bureau("开发区")
    below = bureau("东园", parent)
    zhou, he = zhou_the_clerk(parent), he_the_clerk(unit)
    project = opened(zhou, below, MORNING)
    edit_project(project_id=project, columns={"site": "东一路"}, by=zhou, at=NOON)
    with pytest.raises(NotYours):
        edit_project(project_id=project, columns={"site": "西一路"}, by=he, at=NOON)
    edit_project(project_id=project, columns={"confidential": True}, by=zhou, at=NOON)
    with pytest.raises(NoSuchProject):
        queries.get(project_id=project, viewer=he, today=MIDYEAR)
    assert queries.get(project_id=project, viewer=shen_the_auditor(), today=MIDYEAR).line.confidential
    page = queries.listing(viewer=he)
    assert (page.lines, page.count, page.hidden) == ((), 1, 1)
    assert queries.listing(viewer=he, filters=queries.Filters(text="轴承")).count == 0
    assert [one.id for one in queries.listing(viewer=zhou).lines] == [project]


def test_columns_are_checked_and_changes_kept(lin: Actor, unit: int) -> None:
    project = opened(lin, unit, MORNING)
    for columns, says in [
        ({"nature": "flying"}, "upgrade"),
        ({"land_need": "-3"}, "not negative"),
        ({"in_library_on": "soon"}, "a day"),
        ({"stage": "signed"}, "derived"),
        ({"credit_code": "123"}, "18"),
        ({"name": " "}, "name"),
    ]:
        with pytest.raises(WrongValue, match=says):
            edit_project(project_id=project, columns=columns, by=lin, at=NOON)
    edit_project(
        project_id=project, columns={"name": "精密轴承项目", "nature": "new"}, by=lin, at=NOON, reason="更名"
    )
    info = queries.get(project_id=project, viewer=lin, today=MIDYEAR)
    assert (info.line.name, info.former_names, info.columns["nature"]) == (
        "精密轴承项目",
        ("高端轴承项目",),
        "new",
    )
    assert queries.listing(viewer=lin, filters=queries.Filters(text="高端")).count == 1
    audit = AuditRow.objects.get(operation="edit_project")
    assert audit.detail["changed"]["name"] == ["高端轴承项目", "精密轴承项目"]


def test_amounts_keep_to_their_kinds_and_a_verified_one_is_a_reviewers(unit: int) -> None:
    zhou = zhou_the_clerk(unit)
    project = opened(zhou, unit, MORNING)
    with pytest.raises(PermissionError):
        state_amount(
            project_id=project, kind="total_investment", number=1, basis="verified", effective_on=MARCH,
            by=zhou, at=NOON,
        )  # fmt: skip
    with pytest.raises(WrongValue, match="total_investment"):
        state_amount(project_id=project, kind="gold", number=1, effective_on=MARCH, by=zhou, at=NOON)
    with pytest.raises(WrongValue, match="no kind of evidence"):
        attach(project_id=project, kind="rumour", title="传闻", by=zhou, at=NOON)
