"""Types, levels, kinds, what follows an event, and which fields a form has: tables and pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, in_force, known, table
from duijie.rulebook.columns import Choice, Column, WrongFields

STATES: Final[Mapping[str, Words]] = {
    "planned": Words("筹备", "planned"),
    "held": Words("已举办", "held"),
    "cancelled": Words("取消", "cancelled"),
}
GUEST_STATES: Final[Mapping[str, Words]] = {
    "invited": Words("已邀请", "invited"),
    "accepted": Words("应邀", "accepted"),
    "declined": Words("谢绝", "declined"),
    "attended": Words("到会", "attended"),
    "absent": Words("未到", "absent"),
}
ROLES: Final[Mapping[str, Words]] = {
    "host": Words("主办", "host"),
    "co_host": Words("协办", "co-host"),
    "organiser": Words("承办", "organiser"),
}
AFTER: Final = ("held", "intent", "framework", "formal", "supplement", "increase")


@dataclass(frozen=True, slots=True)
class Step:
    """What follows; see the head of ``follow_ups.toml``."""

    code: str
    name: Words
    after: str
    days: int
    effective_from: date
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """What a campaign may be given to reach; see the head of ``quotas.toml``."""

    code: str
    name: Words
    unit: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package."""

    types: Mapping[str, Words]
    levels: Mapping[str, Words]
    channels: Mapping[str, Words]
    steps: tuple[Step, ...]
    quotas: Mapping[str, Quota]

    def step_name(self, code: str) -> Words:
        """A step's name, that of a row no longer in force included; the code itself where the table dropped it."""
        return next((row.name for row in self.steps if row.code == code), Words(code, code))


@cache
def load() -> Rules:
    """The tables. Raises :class:`duijie.rulebook.WrongTable`."""
    own = "duijie.engagement"
    steps = table(own, "follow_ups", Step)
    for number, row in enumerate(steps, 1):
        known("follow_ups.toml", number, "after", row.after, AFTER)
        if row.days < 1:
            raise WrongTable(
                "follow_ups.toml", number, "a step is due a day later at least", "Write days = 1."
            )
    return Rules(
        {row.code: row.name for row in table(own, "event_types", Choice)},
        {row.code: row.name for row in table(own, "event_levels", Choice)},
        {row.code: row.name for row in table(own, "channel_kinds", Choice)},
        steps,
        {row.code: row for row in table(own, "quotas", Quota)},
    )


def steps_after(what: str, day: date, steps: Iterable[Step]) -> list[tuple[str, date]]:
    """Code and due day of what follows ``what`` under the rows in force on its day."""
    return [(row.code, day + timedelta(days=row.days)) for row in in_force(steps, day) if row.after == what]


def _choices(rows: Mapping[str, Words]) -> tuple[Choice, ...]:
    return tuple(Choice(code, name) for code, name in rows.items())


def _column(
    code: str, zh: str, en: str, kind: str = "text", unit: str = "", choices: Sequence[Choice] = ()
) -> Column:
    return Column(0, code, Words(zh, en), "row", kind, unit, tuple(choices))


NAME: Final = _column("name", "名称", "name")
BEGINS: Final = _column("begins_on", "开始日期", "begins on", "day")
ENDS: Final = _column("ends_on", "结束日期", "ends on", "day")
PLACE: Final = _column("place", "地点", "place")
ABOUT: Final = _column("about", "说明", "about")


@cache
def campaign_fields() -> tuple[Column, ...]:
    """The fields of a campaign; those of its quotas begin with ``quota_``."""
    quotas = [
        _column(f"quota_{one.code}", f"任务：{one.name.zh}", f"quota: {one.name.en}", "number", one.unit)
        for one in load().quotas.values()
    ]
    return (
        NAME,
        BEGINS,
        ENDS,
        _column("budget", "预算（元）", "budget (yuan)", "number", "CNY"),
        *quotas,
        ABOUT,
    )


@cache
def event_fields() -> tuple[Column, ...]:
    """The fields of an event."""
    return (
        NAME,
        _column("kind", "类型", "type", "choice", choices=_choices(load().types)),
        _column("level", "级别", "level", "choice", choices=_choices(load().levels)),
        _column("state", "状态", "state", "choice", choices=_choices(STATES)),
        BEGINS, ENDS, PLACE, _column("theme", "主题", "theme"), ABOUT,
    )  # fmt: skip


@cache
def channel_fields() -> tuple[Column, ...]:
    """The fields of a channel."""
    return (
        NAME, _column("kind", "类别", "kind", "choice", choices=_choices(load().channels)), PLACE,
        _column("ended_on", "停用日期", "no longer used since", "day"), ABOUT,
    )  # fmt: skip


@cache
def guest_fields() -> tuple[Column, ...]:
    """The fields of an organisation asked to an event."""
    return (
        _column("name", "单位", "organisation"),
        _column("state", "邀请状态", "answer", "choice", choices=_choices(GUEST_STATES)),
        _column("people", "到会人数", "people who came", "number", "count"),
        _column("note", "备注", "note"),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a programme as typed."""

    day: date
    starts: str
    title: str
    speaker: str


_LINE: Final = re.compile(
    r"(?:(\d{4}-\d\d-\d\d)\s+)?(?:(\d{1,2})[:：](\d\d)\s+)?([^|｜]+?)\s*(?:[|｜]\s*(.*))?$"
)


def programme_of(text: str, first: date) -> list[Line]:
    """A programme typed a line an item: ``2024-05-18 09:30 Opening | Who speaks``; day, time and speaker may miss.

    An item without a day is on that of the line above, the first on the first day of the event.
    """
    found, day = [], first
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _LINE.match(line)
        assert match is not None, "the title takes what nothing else takes"
        try:
            day = date.fromisoformat(match[1]) if match[1] else day
        except ValueError as wrong:
            raise WrongFields(
                {"programme": Words(f"{match[1]} 不是日期", f"{match[1]} is no day")}
            ) from wrong
        starts = f"{int(match[2]):02}:{match[3]}" if match[2] else ""
        found.append(Line(day, starts, match[4].strip()[:200], (match[5] or "").strip()[:200]))
    return found


def people_of(text: str) -> list[tuple[str, str]]:
    """Name and post of each person, typed a line a person: ``Zhao Ming, manager``."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, post = re.sub(r"[,，、\t ]+", "\t", line, count=1).partition("\t")
        found.append((name[:60], post.strip()[:100]))
    return found
