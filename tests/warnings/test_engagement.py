"""What is warned of about events: a twin signed elsewhere, whose secrets stay; what is done is not overdue."""

from __future__ import annotations

from datetime import date

import pytest

from duijie.engagement import operations, queries
from duijie.pipeline.operations import edit_project
from duijie.signings.operations import sign
from duijie.warnings.find import warnings
from tests.cast import (
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    shen_the_auditor,
    zhou_the_clerk,
)
from tests.factories.events import FAIR_DAY, fair, planned
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
TODAY = date(2024, 7, 1)


def test_a_twin_signed_at_another_fair_is_warned_of_and_another_units_secret_stays() -> None:
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    mine, other = bureau("东园"), bureau("西园")
    zhou, he = zhou_the_clerk(mine), he_the_clerk(other)
    first, twin = (
        opened(lin, unit, MORNING, name=name, site="东1") for unit, name in ((mine, "甲"), (other, "乙"))
    )
    rows = []
    for project, name, day in ((first, "春季展会", FAIR_DAY), (twin, "夏季展会", date(2024, 6, 18))):
        advance(project, "signed", lin, mei, NOON, day=day)
        event = fair(lin, mine, NOON, day=day, name=name)
        rows.append(
            sign(project_id=project, kind="formal", signed_on=day, event_id=event, by=lin, at=NOON).signing_id
        )
    code = ["signed_at_another_event"]
    for project in (None, first, twin):
        (found,) = warnings(viewer=lin, today=TODAY, project_id=project, codes=code)
        assert found.project_ids == (first, twin) and found.rows == tuple(f"signing:{one}" for one in rows)
        assert "春季展会" in found.reason.zh and "夏季展会" in found.reason.en
    edit_project(project_id=first, columns={"confidential": True}, by=zhou, at=NOON)
    (found,) = warnings(viewer=he, today=TODAY, codes=code)
    assert found.project_ids == (twin,) and "春季展会" not in found.reason.zh
    assert len(warnings(viewer=shen_the_auditor(), today=TODAY, codes=code)[0].project_ids) == 2
    for viewer, seen in ((shen_the_auditor(), [(), (), (first,), (twin,)]), (he, [(), (), (twin,)])):
        late = warnings(viewer=viewer, today=date(2024, 12, 31), codes=["follow_up_overdue"])
        assert sorted(one.project_ids for one in late) == seen
        assert len(queries.follow_ups(viewer=viewer, today=TODAY)) == 4 + len(seen)


def test_a_follow_up_is_overdue_until_it_is_done_and_a_clash_tells_no_notes() -> None:
    lin = lin_the_reviewer()
    mine, other = bureau("东园"), bureau("西园")
    event = fair(lin, mine, MORNING)
    codes = ["follow_up_overdue", "two_units_one_firm"]
    planned(lin, mine, MORNING, name="恒远公司", notes="底价")
    planned(lin, other, MORNING, name="恒远公司", day="2024-07-12")
    late, clash = warnings(viewer=shen_the_auditor(), today=TODAY, codes=codes)
    assert (late.project_ids, late.rule.code) == ((), codes[0]) and "2024-06-17" in late.reason.zh
    assert "东园" in clash.reason.zh and "底价" not in clash.reason.zh and len(clash.rows) == 2
    assert warnings(viewer=guo_the_guest(), today=TODAY, codes=codes) == []
    number = queries.follow_ups(viewer=lin, today=TODAY, event_id=event)[0].id
    operations.do_follow_up(follow_up_id=number, outcome="已回访", by=lin, at=NOON)
    assert [one.rule.code for one in warnings(viewer=lin, today=TODAY, codes=codes)] == codes[1:]
