"""Tasks with their lights and policies as their lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from duijie.accounts.types import Actor
from duijie.exchange.lists.out import AT_ONCE, List, Rows, of_table
from duijie.governance import queries
from duijie.governance.rules import POLICY_STATES
from duijie.governance.tasks import queries as tasks
from duijie.governance.tasks.rules import LIGHTS, STATES, schemes
from duijie.governance.tasks.types import Filters
from duijie.kernel.words import Words


@dataclass(frozen=True, slots=True)
class TaskFilters:
    """What the list of tasks is narrowed to, and the day whose lights it tells; today where none is said."""

    unit_ids: tuple[int, ...] = ()
    light: str = ""
    state: str = ""
    body_id: int | None = None
    text: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class PolicyFilters:
    """What the list of policies is narrowed to."""

    text: str = ""
    state: str = ""


def _tasks(filters: TaskFilters | None, viewer: Actor, today: date) -> Rows:
    asked = filters or TaskFilters()
    bodies = dict(queries.names(viewer=viewer)["body"])
    policies: dict[int, str] = {}
    narrowed = Filters(
        unit_ids=asked.unit_ids, light=asked.light, state=asked.state, body_id=asked.body_id, text=asked.text
    )
    found = tasks.tasks(viewer=viewer, as_of=asked.as_of or today, filters=narrowed).lines
    titles = {one.id: one.title for one in found}
    for offset in range(0, len(found), AT_ONCE):
        some = found[offset : offset + AT_ONCE]
        policies |= queries.policy_titles(
            policy_ids={one.policy_id for one in some if one.policy_id} - policies.keys(), viewer=viewer
        )
        for one in some:
            yield [
                one.title, titles.get(one.above_id or 0, ""), one.unit, one.leader, one.begins_on, one.due_on,
                one.weight, one.quantity.words or f"{one.quantity.number:f}" if one.quantity else "", one.planned,
                one.done, LIGHTS[one.light].zh if one.light else "", one.why.zh, STATES[one.state].zh, one.closed_on,
                schemes()[one.scheme].name.zh, bodies.get(one.body_id or 0, ""), policies.get(one.policy_id or 0, ""),
                one.reported_on,
            ]  # fmt: skip


def _policies(filters: PolicyFilters | None, viewer: Actor, today: date) -> Rows:
    asked, offset, count = filters or PolicyFilters(), 0, 1
    while offset < count:
        some, count = queries.policies(
            viewer=viewer, today=today, text=asked.text, state=asked.state, offset=offset, limit=AT_ONCE
        )
        for one in some:
            yield [
                one.title, one.number, one.issuer, one.unit, one.issued_on, one.valid_from, one.valid_until,
                one.withdrawn_on, POLICY_STATES[one.state].zh, one.tasks,
            ]  # fmt: skip
        offset += AT_ONCE


TASKS: Final = List(
    "tasks", Words("任务清单", "Tasks"),
    *of_table(
        ("title", Words("任务", "task"), "text"), ("above", Words("上级任务", "part of"), "text"),
        ("unit", Words("牵头单位", "lead unit"), "text"), ("leader", Words("责任人", "in charge"), "text"),
        ("begins_on", Words("开始日期", "begins on"), "day"), ("due_on", Words("完成期限", "due on"), "day"),
        ("weight", Words("权重", "weight"), "number"), ("to_reach", Words("目标值", "to reach"), "text"),
        ("planned", Words("应完成（%）", "planned, %"), "number"), ("done", Words("已完成（%）", "done, %"), "number"),
        ("light", Words("亮灯", "light"), "text"), ("why", Words("依据", "why"), "text"),
        ("state", Words("状态", "state"), "text"), ("closed_on", Words("销号日期", "closed on"), "day"),
        ("scheme", Words("亮灯办法", "scheme"), "text"), ("body", Words("议事机构", "leading group"), "text"),
        ("policy", Words("政策文件", "policy"), "text"), ("reported_on", Words("最近填报日期", "reported on"), "day"),
    ),
    _tasks,
)  # fmt: skip
POLICIES: Final = List(
    "policies", Words("政策文件清单", "Policies"),
    *of_table(
        ("title", Words("标题", "title"), "text"), ("number", Words("文号", "number"), "text"),
        ("issuer", Words("印发单位", "issuer"), "text"), ("unit", Words("主管单位", "kept by"), "text"),
        ("issued_on", Words("印发日期", "issued on"), "day"), ("valid_from", Words("生效日期", "valid from"), "day"),
        ("valid_until", Words("有效期至", "valid until"), "day"), ("withdrawn_on", Words("废止日期", "withdrawn on"), "day"),
        ("state", Words("状态", "state"), "text"), ("tasks", Words("办理中任务数", "open tasks"), "number"),
    ),
    _policies,
)  # fmt: skip
