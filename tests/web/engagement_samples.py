"""Filled-in pages of engagement: every field has something to show. Everything in them is invented."""

from __future__ import annotations

from duijie.web.engagement.pages import (
    CalendarPage,
    Cell,
    Column,
    Day,
    Entry,
    Head,
    Known,
    ListPage,
    RecordPage,
    Step,
    Table,
)  # fmt: skip
from duijie.web.pages.parts import Amount, Choice, Field, Link, Paging

MONEY = Amount("3.2", "亿元", "320,000,000 元")
HEADS = (Head("活动"), Head("费用", number=True))
CELLS = (
    Cell("春季洽谈会", "/events/1/", note="攻坚月", tags=("保密",), light="green"), Cell(amount=MONEY)
)  # fmt: skip
TABLE = Table(
    "rows", "签约", HEADS, (tuple(Column(head, cell) for head, cell in zip(HEADS, CELLS, strict=True)),),
    "还没有", "先登记", "另有一条", (Link("登记", "/events/1/signings/new/"),),
)  # fmt: skip
FIELDS = (
    Field("text", "关键词", "search", "洽谈", hint="几个字", error="太长", required=True),
    Field("kind", "类型", "choice", choices=(Choice("fair", "展会", chosen=True),)),
    Field("since", "起始", "date", "2024-01-01", accept=".txt"),
)
ENTRY = Entry("春季洽谈会", "event", "calendar-event", "/events/1/", done=True)
DAY = Day(
    "18", "2024年5月18日", "星期六", True, True, (ENTRY,), Link("另有 2 项", "/calendar/?day=2024-05-18")
)

PAGES = {
    "engagement/list.html": ListPage(
        heading="活动", about="展会与推介会", act=Link("安排活动", "/events/new/"),
        tabs=(Link("活动", "/events/"), Link("待办", "/events/to-do/")), chosen="/events/", asked=FIELDS,
        here="/events/", total="共 60 场", notices=("两单位都要去",), table=TABLE,
        paging=Paging("第 51–60 场", "?page=1", "?page=3"), back=Link("攻坚月", "/campaigns/1/"),
    ),
    "engagement/record.html": RecordPage(
        back=Link("活动", "/events/"), title="春季洽谈会", facts=("展会", "省级"),
        acts=(Link("修改", "/events/1/details/"),), notices=("以前签过",),
        known=(Known("主办", "云禾县"), Known("专项行动", "攻坚月", "/campaigns/1/")), about="说明文字",
        steps=(Step("签约", "6", 60, MONEY, "首触 5 个", "任务的 80%", "/events/1/came/signed/"),), tables=(TABLE,),
    ),
    "engagement/calendar.html": CalendarPage(
        heading="2024年5月", previous=Link("上月", "?month=2024-04"), following=Link("下月", "?month=2024-06"),
        now=Link("本月", "/calendar/"), weekdays=("周一",),
        weeks=((DAY, Day("1", "2024年6月1日", "星期六", False, False, (), None)),), empty=True,
        legend=(Entry("活动", "event", "calendar-event", ""),), shown=DAY, act=Link("安排活动", "/events/new/"),
    ),
}  # fmt: skip
