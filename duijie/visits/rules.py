"""Purposes, methods, the fields of forms, and when two units get in each other's way: tables and pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.rulebook import in_force, table
from duijie.rulebook.columns import Choice, Column

DIRECTIONS: Final[Mapping[str, Words]] = {
    "out": Words("外出拜访", "out to see them"),
    "in": Words("来访接待", "in to see us"),
}
STATES: Final[Mapping[str, Words]] = {
    "planned": Words("计划", "planned"),
    "made": Words("已完成", "made"),
    "cancelled": Words("取消", "called off"),
}


@dataclass(frozen=True, slots=True)
class Near:
    """Within how many days two visits are told of; see the head of ``clash_rules.toml``."""

    code: str
    days: int
    effective_from: date
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package."""

    purposes: Mapping[str, Words]
    methods: Mapping[str, Words]
    near: tuple[Near, ...]

    def days_near(self, today: date) -> int:
        """Within how many days visits of two units are told of, on a day; 0 where no row holds."""
        return max((row.days for row in in_force(self.near, today)), default=0)


@cache
def load() -> Rules:
    """The tables. Raises :class:`duijie.rulebook.WrongTable`."""
    own = "duijie.visits"
    return Rules(
        {row.code: row.name for row in table(own, "purposes", Choice)},
        {row.code: row.name for row in table(own, "methods", Choice)},
        table(own, "clash_rules", Near),
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned visit as the rule looks at it. ``to`` is one for all names of an organisation."""

    id: int
    unit_id: int
    to: str
    begins_on: date
    ends_on: date


def clashing(plans: Iterable[Plan], days: int) -> list[tuple[int, int, int]]:
    """Pairs of plans of two units to see the same organisation, no more than ``days`` apart; with the days between."""
    by_organisation: dict[str, list[Plan]] = {}
    for plan in sorted(plans, key=lambda one: (one.begins_on, one.id)):
        by_organisation.setdefault(plan.to, []).append(plan)
    found = []
    for mine in by_organisation.values():
        for place, first in enumerate(mine):
            for second in mine[place + 1 :]:
                apart = max(0, (second.begins_on - first.ends_on).days)
                if second.unit_id != first.unit_id and apart <= days:
                    found.append((first.id, second.id, apart))
    return found


def _choices(rows: Mapping[str, Words]) -> tuple[Choice, ...]:
    return tuple(Choice(code, name) for code, name in rows.items())


def _column(code: str, zh: str, en: str, kind: str = "text", choices: tuple[Choice, ...] = ()) -> Column:
    return Column(0, code, Words(zh, en), "row", kind, "", choices)


@cache
def visit_fields() -> tuple[Column, ...]:
    """The fields of a visit."""
    return (
        _column("direction", "方向", "direction", "choice", _choices(DIRECTIONS)),
        _column("name", "对方单位", "organisation"),
        _column("purpose", "目的", "purpose", "choice", _choices(load().purposes)),
        _column("state", "状态", "state", "choice", _choices(STATES)),
        _column("begins_on", "开始日期", "begins on", "day"),
        _column("ends_on", "结束日期", "ends on", "day"),
        _column("place", "地点", "place"),
        _column("ours", "我方人员", "who goes for us"),
        _column("demands", "对方诉求", "what they ask for"),
        _column("promises", "我方承诺", "what we promised"),
        _column("next_step", "下一步", "next step"),
        _column("next_on", "下一步期限", "next step by", "day"),
        _column("notes", "内部备注（仅本单位可见）", "notes (read by your unit alone)"),
        _column("confidential", "保密", "confidential", "flag"),
    )


@cache
def interaction_fields() -> tuple[Column, ...]:
    """The fields of an interaction."""
    return (
        _column("name", "对方单位", "organisation"),
        _column("method", "方式", "how", "choice", _choices(load().methods)),
        _column("on", "日期", "day", "day"),
        _column("subject", "内容", "what about"),
        _column("notes", "内部备注（仅本单位可见）", "notes (read by your unit alone)"),
        _column("confidential", "保密", "confidential", "flag"),
    )
