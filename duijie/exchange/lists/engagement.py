"""Events with hosts and guests, campaigns and visits."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, Final

from duijie.accounts.types import Actor
from duijie.engagement import queries
from duijie.engagement.rules import STATES, load
from duijie.exchange.kinds import events
from duijie.exchange.lists.out import AT_ONCE, List, Rows, of_fields, of_table, wan
from duijie.kernel.words import Words
from duijie.visits import queries as visits
from duijie.visits.rules import DIRECTIONS
from duijie.visits.rules import STATES as VISIT_STATES


def _events(filters: queries.Filters | None, viewer: Actor, today: date) -> Rows:
    offset, rules = 0, load()
    while True:
        page = queries.events(
            viewer=viewer, filters=filters or queries.Filters(), offset=offset, limit=AT_ONCE
        )
        numbers = [line.id for line in page.lines]
        guests = defaultdict(list)
        for event_id, name in queries.guest_names(event_ids=numbers, viewer=viewer):
            guests[event_id].append(name)
        told_of = queries.told_of(event_ids=numbers, viewer=viewer)
        for line in page.lines:
            more = told_of[line.id]
            days = dict.fromkeys((line.begins_on.isoformat(), line.ends_on.isoformat()))
            told: dict[str, Any] = {
                "name": line.name, "period": "至".join(days), "kind": rules.types[line.kind].zh if line.kind in rules.types else line.kind,
                "level": rules.levels[line.level].zh if line.level in rules.levels else line.level,
                "state": STATES[line.state].zh, "campaign": line.campaign, "place": line.place, "theme": more.theme,
                "unit": line.unit, "about": more.about, "guests": "、".join(guests[line.id]),
                **{role: "、".join(names) for role, names in more.hosts.items()},
            }  # fmt: skip
            yield [told.get(field.target) for field in events.fields()]
        offset += AT_ONCE
        if offset >= page.count:
            return


def _campaigns(filters: None, viewer: Actor, today: date) -> Rows:
    for one in queries.campaigns(viewer=viewer, limit=queries.count_campaigns(viewer=viewer)):
        yield [one.name, one.unit, one.begins_on, one.ends_on, wan(one.budget), wan(one.spent), one.events]


def _visits(filters: visits.Filters | None, viewer: Actor, today: date) -> Rows:
    offset = 0
    while True:
        page = visits.visits(
            viewer=viewer, today=today, filters=filters or visits.Filters(), offset=offset, limit=AT_ONCE
        )
        for one in page.lines:
            yield [
                DIRECTIONS[one.direction].zh, one.organisation, one.unit, one.begins_on, one.ends_on, one.place,
                one.purpose, VISIT_STATES[one.state].zh, one.next_step, one.next_on, one.next_unit, one.next_done_on,
            ]  # fmt: skip
        offset += AT_ONCE
        if len(page.lines) < AT_ONCE:
            return


EVENTS: Final = List("events", Words("活动清单", "Events"), *of_fields(events.fields), _events)
CAMPAIGNS: Final = List(
    "campaigns", Words("专项行动清单", "Campaigns"),
    *of_table(
        ("name", Words("专项行动", "campaign"), "text"), ("unit", Words("责任单位", "unit"), "text"),
        ("begins_on", Words("开始日期", "begins on"), "day"), ("ends_on", Words("结束日期", "ends on"), "day"),
        ("budget", Words("预算（万元）", "budget"), "money"), ("spent", Words("已支出（万元）", "spent"), "money"),
        ("events", Words("活动数", "events"), "number"),
    ),
    _campaigns,
)  # fmt: skip
VISITS: Final = List(
    "visits", Words("走访接待清单", "Visits"),
    *of_table(
        ("direction", Words("方向", "direction"), "text"), ("organisation", Words("客商", "organisation"), "text"),
        ("unit", Words("责任单位", "unit"), "text"), ("begins_on", Words("开始日期", "begins on"), "day"),
        ("ends_on", Words("结束日期", "ends on"), "day"), ("place", Words("地点", "place"), "text"),
        ("purpose", Words("目的", "purpose"), "text"), ("state", Words("状态", "state"), "text"),
        ("next_step", Words("下一步", "next step"), "text"), ("next_on", Words("下一步期限", "next on"), "day"),
        ("next_unit", Words("下一步责任单位", "next unit"), "text"), ("next_done_on", Words("下一步完成日", "next done on"), "day"),
    ),
    _visits,
)  # fmt: skip
