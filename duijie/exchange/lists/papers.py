"""Leads, agreements and problems as their lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from duijie.accounts.types import Actor
from duijie.agreements import queries as agreements
from duijie.agreements.rules import STATES as AGREEMENT_STATES
from duijie.agreements.rules import load as agreement_rules
from duijie.exchange.lists.out import AT_ONCE, WAN, List, Rows, of_table
from duijie.followup import queries as followup
from duijie.followup.rules import STATES as PROBLEM_STATES
from duijie.kernel.words import Words
from duijie.leads import queries as leads

_LEAD: Final = (
    ("name", Words("项目名称", "name"), "text"), ("investor", Words("投资方", "investor"), "text"),
    ("unit", Words("首报单位", "unit"), "text"), ("holder", Words("现责任单位", "holder"), "text"),
    ("amount", Words("拟投资额（万元）", "amount, 10,000 yuan"), "money"), ("state", Words("状态", "state"), "text"),
    ("claim", Words("首报保护", "claim"), "text"), ("protected_until", Words("保护至", "protected until"), "day"),
    ("due", Words("下一时限", "next"), "text"), ("due_on", Words("到期日", "due on"), "day"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProblemFilters:
    """What the list of problems is narrowed to; ``state`` may be ``unsettled``."""

    state: str = ""
    cause: str = ""
    unit_id: int | None = None
    overdue: bool = False


def _leads(state: str | None, viewer: Actor, today: date) -> Rows:
    if state == "overdue":
        for line in leads.overdue(viewer=viewer, today=today, limit=AT_ONCE):
            yield [_cell(getattr(line, name)) for name, _, _ in _LEAD]
        return
    before: int | None = None
    while some := leads.listing(viewer=viewer, today=today, state=state or "", before=before, limit=AT_ONCE):
        for line in some:
            yield [_cell(getattr(line, name)) for name, _, _ in _LEAD]
        before = some[-1].id


def _cell(value: object) -> object:
    return value / WAN if isinstance(value, Decimal) else value


def _agreements(filters: agreements.Filters | None, viewer: Actor, today: date) -> Rows:
    offset, kinds = 0, agreement_rules().kinds
    while True:
        page = agreements.listing(
            viewer=viewer, today=today, filters=filters or agreements.Filters(), offset=offset, limit=AT_ONCE
        )
        for one in page.lines:
            yield [
                one.title, kinds[one.kind].name.zh if one.kind in kinds else one.kind, one.number, "、".join(one.parties),
                AGREEMENT_STATES[one.state].zh, one.signed_on, one.valid_until, one.overdue, one.open, one.met, one.unit,
            ]  # fmt: skip
        offset += AT_ONCE
        if len(page.lines) < AT_ONCE:
            return


def _problems(filters: ProblemFilters | None, viewer: Actor, today: date) -> Rows:
    offset, asked = 0, filters or ProblemFilters()
    while True:
        found = followup.problems(
            viewer=viewer, today=today, state=asked.state, cause=asked.cause, unit_id=asked.unit_id,
            overdue=asked.overdue, offset=offset, limit=AT_ONCE,
        )  # fmt: skip
        for one in found:
            yield [
                one.project, one.cause_name.zh, one.text, PROBLEM_STATES[one.state].zh, one.level_name.zh, one.holder,
                one.due_on, "是" if one.overdue else "否", one.age, one.by,
            ]  # fmt: skip
        offset += AT_ONCE
        if len(found) < AT_ONCE:
            return


LEADS: Final = List("leads", Words("线索清单", "Leads"), *of_table(*_LEAD), _leads)
AGREEMENTS: Final = List(
    "agreements", Words("协议清单", "Agreements"),
    *of_table(
        ("title", Words("协议名称", "title"), "text"), ("kind", Words("类型", "kind"), "text"),
        ("number", Words("协议编号", "number"), "text"), ("parties", Words("各方", "parties"), "text"),
        ("state", Words("状态", "state"), "text"), ("signed_on", Words("签订日期", "signed on"), "day"),
        ("valid_until", Words("有效期至", "valid until"), "day"), ("overdue", Words("逾期事项", "overdue"), "number"),
        ("open", Words("未到期事项", "open"), "number"), ("met", Words("已兑现事项", "met"), "number"),
        ("unit", Words("责任单位", "unit"), "text"),
    ),
    _agreements,
)  # fmt: skip
PROBLEMS: Final = List(
    "problems", Words("问题清单", "Problems"),
    *of_table(
        ("project", Words("项目名称", "project"), "text"), ("cause", Words("问题类型", "cause"), "text"),
        ("text", Words("问题描述", "text"), "text"), ("state", Words("状态", "state"), "text"),
        ("level", Words("层级", "level"), "text"), ("holder", Words("解决单位", "unit that settles it"), "text"),
        ("due_on", Words("办结期限", "due on"), "day"), ("overdue", Words("是否逾期", "overdue"), "text"),
        ("age", Words("已提出天数", "days old"), "number"), ("by", Words("提出人", "raised by"), "text"),
    ),
    _problems,
)  # fmt: skip
