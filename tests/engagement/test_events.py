"""Campaigns, events, guests, costs, follow-ups and who may write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor, NotAllowed
from duijie.engagement import operations, queries
from duijie.engagement.rules import people_of, programme_of
from duijie.engagement.types import NoSuchEvent, NoSuchPart, NotYourEvent
from duijie.pipeline.operations import edit_project
from duijie.rulebook.columns import WrongFields
from tests.cast import (
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    shen_the_auditor,
    wen_the_administrator,
    zhou_the_clerk,
)
from tests.factories.events import FAIR_DAY, chamber, drive, fair
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
TODAY = date(2024, 7, 1)


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


def test_an_event_holds_its_hosts_programme_guests_and_costs(lin: Actor) -> None:
    unit = bureau()
    campaign, channel = drive(lin, unit, MORNING, budget="200000"), chamber(lin, unit, MORNING)
    event = fair(lin, unit, MORNING, campaign_id=campaign, channel_ids=[channel])
    operations.set_hosts(
        event_id=event, hosts={"co_host": ["云州商会"], "host": ["云禾县"]}, by=lin, at=MORNING
    )
    lines = programme_of("09:30 开幕 | 县长\n2024-05-19 8:05 观摩", FAIR_DAY)
    operations.set_programme(event_id=event, lines=lines, by=lin, at=MORNING)
    guest = operations.save_guest(
        event_id=event, values={"name": "恒远轴承有限公司", "state": "attended"}, channel_id=channel,
        persons=people_of("赵明，经理\n钱"), by=lin, at=MORNING,
    )  # fmt: skip
    again = operations.save_guest(
        event_id=event, values={"name": "恒远轴承有限公司", "note": "要地"}, by=lin, at=NOON
    )
    operations.save_guest(event_id=event, values={"name": "青禾种业"}, by=lin, at=NOON)
    operations.spend(event_id=event, what="场地", number=Decimal(50_000), spent_on=FAIR_DAY, by=lin, at=NOON)
    own = operations.spend(
        campaign_id=campaign, what="宣传", number=Decimal(9), spent_on=FAIR_DAY, by=lin, at=NOON
    )
    info = queries.event(event_id=event, viewer=lin, today=TODAY)
    assert (info.line.invited, info.line.attended, info.line.cost, info.line.campaign) == (
        2,
        1,
        50_000,
        "京津攻坚月",
    )
    assert [(one.role, one.name) for one in info.hosts] == [("host", "云禾县"), ("co_host", "云州商会")]
    assert [(str(one.day), one.starts, one.title, one.speaker) for one in info.programme] == [
        ("2024-05-18", "09:30", "开幕", "县长"), ("2024-05-19", "08:05", "观摩", "")
    ]  # fmt: skip
    first, second = queries.guests(event_id=event, viewer=lin)
    assert guest == again == first.id and first.note == "要地" and first.channel == "云州商会"
    assert first.people == 2 and first.persons is not None and first.persons[0].post == "经理"
    assert (second.state, second.persons) == ("invited", ())
    assert queries.guests(event_id=event, viewer=shen_the_auditor())[0].persons is None
    (line,) = queries.campaigns(viewer=lin)
    assert (line.spent, line.budget, line.events) == (50_009, 200_000, 1)
    operations.take_back_cost(cost_id=own, reason="重复", by=lin, at=NOON)
    assert queries.campaigns(viewer=lin)[0].spent == 50_000
    with pytest.raises(NoSuchPart):
        operations.take_back_cost(cost_id=own, reason="重复", by=lin, at=NOON)
    assert [one.id for one in queries.channel(channel_id=channel, viewer=lin).events] == [event]


def test_an_event_that_was_held_is_followed_up_once_by_the_table(lin: Actor) -> None:
    event = fair(lin, bureau(), MORNING)
    operations.save_event(event_id=event, values={"state": "held"}, by=lin, at=NOON)
    steps = queries.follow_ups(viewer=lin, today=TODAY, event_id=event)
    assert [(one.step, str(one.due_on), one.late) for one in steps] == [
        ("held30", "2024-06-17", 14), ("held60", "2024-07-17", 0), ("held90", "2024-08-16", 0)
    ]  # fmt: skip
    operations.do_follow_up(follow_up_id=steps[0].id, who="周办", by=lin, at=NOON)
    operations.do_follow_up(
        follow_up_id=steps[0].id, outcome="三家愿来考察", done_on=date(2024, 6, 20), by=lin, at=NOON
    )
    done = queries.follow_ups(viewer=lin, today=TODAY, event_id=event)[0]
    assert (done.who, done.outcome, done.late) == ("周办", "三家愿来考察", 3)
    assert len(queries.follow_ups(viewer=lin, today=TODAY, open_only=True)) == 2
    with pytest.raises(WrongFields, match="done on"):
        operations.do_follow_up(follow_up_id=steps[0].id, outcome="又一次", by=lin, at=NOON)
    with pytest.raises(WrongFields, match="what came of it"):
        operations.do_follow_up(follow_up_id=steps[1].id, by=lin, at=NOON)


def test_what_makes_no_sense_is_refused_field_by_field(lin: Actor) -> None:
    unit = bureau()
    with pytest.raises(WrongFields) as wrong:
        fair(lin, unit, MORNING, name="", kind="party", begins_on="soon")
    assert set(wrong.value.faults) == {"name", "kind", "begins_on"}
    for more, field in (
        ({"ends_on": "2024-05-01"}, "ends_on"), ({"ends_on": "2024-12-01"}, "state"), ({"colour": "red"}, "colour")
    ):  # fmt: skip
        with pytest.raises(WrongFields) as wrong:
            fair(lin, unit, MORNING, **more)
        assert set(wrong.value.faults) == {field}
    with pytest.raises(WrongFields, match="whole number"):
        drive(lin, unit, MORNING, quota_signed="2.5")
    event = fair(lin, unit, MORNING)
    with pytest.raises(WrongFields, match="200 characters"):
        operations.save_event(event_id=event, values={"theme": "字" * 201}, by=lin, at=NOON)
    with pytest.raises(WrongFields, match="no day"):
        programme_of("2024-13-01 09:00 开幕", FAIR_DAY)
    with pytest.raises(WrongFields):
        operations.spend(
            what="", number=Decimal(0), spent_on=date(2025, 1, 1), event_id=event, by=lin, at=NOON
        )
    assert queries.event(event_id=event, viewer=lin, today=TODAY).line.name == "经贸洽谈会"


def test_only_its_unit_and_the_office_write_and_guests_see_nothing(lin: Actor) -> None:
    mine, other = bureau("东园"), bureau("西园")
    zhou, he = zhou_the_clerk(mine), he_the_clerk(other)
    event = fair(zhou, mine, MORNING)
    with pytest.raises(NotYourEvent):
        operations.save_event(event_id=event, values={"name": "别人的"}, by=he, at=NOON)
    with pytest.raises(NotYourEvent):
        fair(he, mine, MORNING)
    with pytest.raises(NotAllowed):
        fair(shen_the_auditor(), mine, MORNING)
    assert not queries.event(event_id=event, viewer=he, today=TODAY).may_write
    operations.save_event(event_id=event, values={"name": "改名"}, by=lin, at=NOON)
    guest = guo_the_guest()
    assert queries.events(viewer=guest).count == 0 and queries.follow_ups(viewer=guest, today=TODAY) == []
    with pytest.raises(NoSuchEvent):
        queries.event(event_id=event, viewer=guest, today=TODAY)


def test_a_confidential_project_is_counted_and_not_named(lin: Actor) -> None:
    mine, other = bureau("东园"), bureau("西园")
    zhou, he = zhou_the_clerk(mine), he_the_clerk(other)
    event = fair(lin, mine, MORNING)
    project = opened(zhou, mine, MORNING)
    edit_project(project_id=project, columns={"confidential": True}, by=zhou, at=MORNING)
    operations.promote(event_id=event, project_id=project, by=zhou, at=NOON)
    operations.promote(event_id=event, project_id=project, by=zhou, at=NOON)
    told = queries.event(event_id=event, viewer=he, today=TODAY)
    assert (told.promoted, told.promoted_hidden) == ((), 1)
    assert len(queries.event(event_id=event, viewer=wen_the_administrator(), today=TODAY).promoted) == 1


def test_lists_filter_by_kind_day_campaign_and_words(lin: Actor) -> None:
    unit = bureau()
    campaign = drive(lin, unit, MORNING)
    first = fair(lin, unit, MORNING, campaign_id=campaign)
    fair(lin, unit, MORNING, day=date(2024, 6, 1), name="上海推介会", kind="roadshow", place="上海")
    for filters, found in (
        (queries.Filters(kind="fair"), 1), (queries.Filters(campaign_id=campaign), 1), (queries.Filters(text="上海"), 1),
        (queries.Filters(since=date(2024, 5, 20)), 1), (queries.Filters(until=date(2024, 5, 20)), 1),
        (queries.Filters(state="planned"), 0), (queries.Filters(), 2), (queries.Filters(unit_ids=(unit,)), 2),
    ):  # fmt: skip
        assert queries.events(viewer=lin, filters=filters).count == found, filters
    assert queries.events(viewer=lin, offset=1, limit=1).lines[0].id == first
