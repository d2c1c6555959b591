"""Visits both ways, next steps, and two units on their way to the same organisation."""

from __future__ import annotations

from datetime import date

import pytest

from duijie.accounts.types import Actor
from duijie.directory.queries import organisations_of, touches
from duijie.judgements.operations import add_organisation, merge
from duijie.rulebook.columns import WrongFields
from duijie.visits import queries
from duijie.visits.operations import do_next_step, save_interaction, save_visit
from duijie.visits.types import ANOTHER_UNIT, NoSuchVisit, NotYourVisit
from tests.cast import (
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    shen_the_auditor,
    zhou_the_clerk,
)
from tests.factories.events import planned

pytestmark = pytest.mark.django_db
TODAY = date(2024, 7, 1)
FIRM, SHORT = "恒远轴承有限公司", "恒远轴承"


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


def test_two_units_that_plan_to_see_one_firm_are_told_at_entry_and_in_the_list(lin: Actor) -> None:
    mine, other = bureau("东园"), bureau("西园")
    zhou, he = zhou_the_clerk(mine), he_the_clerk(other)
    for name in (FIRM, SHORT):
        add_organisation(name=name, values={}, by=lin, at=MORNING)
    numbers = organisations_of(names=[FIRM, SHORT])
    merge(organisation_id=numbers[FIRM], other_id=numbers[SHORT], reason="简称", by=lin, at=MORNING)
    first = planned(zhou, mine, MORNING, name=FIRM, notes="底价三百万", confidential="yes")
    assert first.clashes == ()
    second = planned(he, other, NOON, name=SHORT, day="2024-07-20")
    (clash,) = second.clashes
    assert clash.apart == 10 and clash.first.unit == ANOTHER_UNIT and clash.first.visit_id is None
    assert clash.second.visit_id == second.visit_id and clash.organisation == SHORT
    (seen,) = queries.clashes(viewer=zhou, today=TODAY)
    assert seen.first.unit.zh == "东园" and seen.second.unit.zh == "西园"
    assert queries.clashes(viewer=guo_the_guest(), today=TODAY) == []
    assert planned(he, other, NOON, name="别的公司").clashes == ()
    far = planned(lin, bureau("招商局"), NOON, name="远行公司", day="2024-07-02")
    assert planned(he, other, NOON, name="远行公司", day="2024-07-17").clashes == (), "fifteen days later"
    save_visit(visit_id=first.visit_id, values={"state": "cancelled"}, by=zhou, at=NOON)
    assert queries.clashes(viewer=zhou, today=TODAY) == [] and far.visit_id


def test_a_confidential_visit_is_counted_and_notes_stay_in_the_unit(lin: Actor) -> None:
    mine, other = bureau("东园"), bureau("西园")
    zhou, he = zhou_the_clerk(mine), he_the_clerk(other)
    secret = planned(zhou, mine, MORNING, name=FIRM, confidential="yes").visit_id
    known = planned(zhou, mine, MORNING, name=FIRM, notes="底价三百万").visit_id
    page = queries.visits(viewer=he, today=TODAY)
    assert ([one.id for one in page.lines], page.count, page.hidden) == ([known], 2, 1)
    assert queries.visits(viewer=he, today=TODAY, filters=queries.Filters(text="恒远")).hidden == 0
    with pytest.raises(NoSuchVisit):
        queries.visit(visit_id=secret, viewer=he, today=TODAY)
    assert queries.visit(visit_id=known, viewer=he, today=TODAY).notes is None
    assert queries.visit(visit_id=known, viewer=zhou, today=TODAY).notes == "底价三百万"
    assert queries.visit(visit_id=known, viewer=shen_the_auditor(), today=TODAY).notes == "底价三百万"
    with pytest.raises(NotYourVisit):
        save_visit(visit_id=known, values={"place": "北京"}, by=he, at=NOON)


def test_a_next_step_has_its_day_its_unit_and_its_outcome(lin: Actor) -> None:
    unit = bureau()
    for more, field in (
        ({"next_step": "寄方案"}, "next_on"), ({"next_on": "2024-06-20"}, "next_step"), ({"state": "made"}, "state"),
        ({"ends_on": "2024-07-01"}, "ends_on"), ({"purpose": "fun"}, "purpose"),
    ):  # fmt: skip
        with pytest.raises(WrongFields) as wrong:
            planned(lin, unit, MORNING, name=FIRM, **more)
        assert set(wrong.value.faults) == {field}
    visit = planned(
        lin,
        unit,
        MORNING,
        name=FIRM,
        day="2024-06-10",
        state="made",
        next_step="寄方案",
        next_on="2024-06-20",
    ).visit_id
    (due,) = queries.next_steps(viewer=lin, today=TODAY)
    assert (due.id, due.late, due.next_unit) == (visit, 11, "招商局")
    do_next_step(visit_id=visit, outcome="已寄", by=lin, at=NOON)
    assert queries.next_steps(viewer=lin, today=TODAY) == []
    assert queries.visit(visit_id=visit, viewer=lin, today=TODAY).next_outcome == "已寄"
    with pytest.raises(WrongFields, match="no next step"):
        do_next_step(visit_id=visit, outcome="又寄", by=lin, at=NOON)


def test_one_timeline_tells_of_visits_and_calls_under_every_name(lin: Actor) -> None:
    unit = bureau()
    for name in (FIRM, SHORT):
        add_organisation(name=name, values={}, by=lin, at=MORNING)
    numbers = organisations_of(names=[FIRM, SHORT])
    merge(organisation_id=numbers[FIRM], other_id=numbers[SHORT], reason="简称", by=lin, at=MORNING)
    visit = save_visit(
        values={"direction": "in", "name": FIRM, "purpose": "inspect", "begins_on": "2024-06-10", "state": "made"},
        unit_id=unit, theirs=[("赵明", "经理")], by=lin, at=NOON,
    ).visit_id  # fmt: skip
    call = {"name": SHORT, "method": "call", "on": "2024-06-12", "subject": "问用地", "notes": "内部"}
    save_interaction(values=call, unit_id=unit, by=lin, at=NOON)
    found = [
        one for one in touches(organisation_id=numbers[FIRM], viewer=lin) if one.relation.startswith("visits")
    ]
    assert [(one.name, one.thing) for one in found] == [(FIRM, f"visit:{visit}"), (SHORT, "")]
    assert "问用地" in found[1].words.zh
    (told,) = queries.interactions(viewer=he_the_clerk(bureau("西园")))
    assert told.notes is None
    theirs = queries.visit(visit_id=visit, viewer=lin, today=TODAY).theirs
    assert theirs is not None and theirs[0].post == "经理"
    assert queries.visit(visit_id=visit, viewer=shen_the_auditor(), today=TODAY).theirs is None
