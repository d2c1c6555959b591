"""How far a task should be and is, and which light that gives by which published scheme: tables and pure functions.

Percent throughout. What should be done by a day: the shares of milestones that fell due; without milestones it rises
evenly from the first day to the last. What is done: the latest report that was not returned. A task with parts stands
where its parts stand, by weight.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from typing import Final, Protocol

from duijie.governance.rules import OWN
from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, known, table

MEASURES: Final = (
    "points", "share", "short", "missed", "months", "late", "left", "yellows", "likely", "serious"
)  # fmt: skip
LIGHTS: Final[Mapping[str, Words]] = {
    "red": Words("红灯", "red"),
    "yellow": Words("黄灯", "yellow"),
    "green": Words("绿灯", "green"),
    "done": Words("已销号", "signed off"),
    "waiting": Words("未开始", "not begun"),
}
STATES: Final[Mapping[str, Words]] = {
    "open": Words("办理中", "open"),
    "signed_off": Words("已销号", "signed off"),
    "dropped": Words("已撤销", "dropped"),
}
ACTS: Final[Mapping[str, Words]] = {
    "signed_off": Words("销号", "signed off"),
    "reopened": Words("重新打开", "opened again"),
    "dropped": Words("撤销", "dropped"),
}
ALL, NOTHING = Decimal(100), Decimal(0)
FINE: Final = Decimal("0.01")


class Measures(Protocol):
    """Measures of a task by name."""

    def get(self, measure: str, /) -> Decimal | None:
        """A measure; ``None`` where there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A measure held against a number; exactly one of ``least above below`` is said."""

    measure: str
    least: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None

    def holds(self, measures: Measures) -> bool:
        """Whether it holds; not where there is nothing to measure."""
        value = measures.get(self.measure)
        if value is None:
            return False
        if self.least is not None:
            return value >= self.least
        if self.above is not None:
            return value > self.above
        return self.below is not None and value < self.below


@dataclass(frozen=True, slots=True)
class Scheme:
    """A published way to give lights; see the head of ``light_schemes.toml``."""

    code: str
    name: Words
    source: Words
    effective_from: date
    red: tuple[tuple[Condition, ...], ...]
    yellow: tuple[tuple[Condition, ...], ...]
    advice: Words
    gap: Words | None = None
    effective_until: date | None = None

    def light(self, measures: Measures) -> str:
        """``red``, ``yellow`` or ``green``."""
        for code, rows in (("red", self.red), ("yellow", self.yellow)):
            if any(all(one.holds(measures) for one in row) for row in rows):
                return code
        return "green"


@cache
def schemes() -> Mapping[str, Scheme]:
    """All schemes by code, the default first. Raises :class:`WrongTable`."""
    rows = table(OWN, "light_schemes", Scheme)
    for number, row in enumerate(rows, 1):
        for one in (one for group in (*row.red, *row.yellow) for one in group):
            known("light_schemes.toml", number, "measure", one.measure, MEASURES)
            if sum(end is not None for end in (one.least, one.above, one.below)) != 1:
                raise WrongTable(
                    "light_schemes.toml", number, f"a condition on {one.measure} says not exactly one bound",
                    "Write one of least, above, below.",
                )  # fmt: skip
    return {row.code: row for row in rows}


@dataclass(frozen=True, slots=True)
class Told:
    """A report that was not returned. ``excused``: its reason for being behind was accepted."""

    on: date
    percent: Decimal
    excused: bool = False
    likely: bool = False
    serious: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What light and schedule of a task rest on. ``told`` in the order of days, ``steps`` are days with shares."""

    begins_on: date
    due_on: date
    steps: tuple[tuple[date, Decimal], ...] = ()
    told: tuple[Told, ...] = ()
    closed_on: date | None = None
    weight: Decimal = Decimal(1)
    parts: tuple[Course, ...] = ()

    def planned(self, day: date) -> Decimal:
        """How much should be done at the end of ``day``."""
        if self.parts:
            return _weighed(self.parts, [part.planned(day) for part in self.parts])
        if day >= self.due_on:
            return ALL
        if self.steps:
            return min(ALL, sum((share for due, share in self.steps if due <= day), NOTHING))
        if day < self.begins_on:
            return NOTHING
        whole = (self.due_on - self.begins_on).days
        return (ALL * (day - self.begins_on).days / whole).quantize(FINE) if whole else ALL

    def done(self, day: date) -> Decimal:
        """How much is reported done by the end of ``day``."""
        if self.closed_on is not None and self.closed_on <= day:
            return ALL
        if self.parts:
            return _weighed(self.parts, [part.done(day) for part in self.parts])
        last = self.latest(day)
        return last.percent if last else NOTHING

    def latest(self, day: date) -> Told | None:
        """The last report of ``day`` or before."""
        return next((one for one in reversed(self.told) if one.on <= day), None)


class Standing:
    """What a scheme may ask of a task on a day, each measure worked out when it is asked for.

    Without ``scheme`` there is no measure ``yellows``, which asks what that scheme said of the reports.
    """

    def __init__(self, course: Course, day: date, scheme: Scheme | None = None) -> None:
        self.course, self.day, self.scheme = course, day, scheme

    @cached_property
    def planned(self) -> Decimal:
        """How much should be done."""
        return self.course.planned(self.day)

    @cached_property
    def done(self) -> Decimal:
        """How much is."""
        return self.course.done(self.day)

    def get(self, measure: str) -> Decimal | None:
        """A measure; ``None`` where there is nothing to measure."""
        course, day = self.course, self.day
        match measure:
            case "points":
                return self.planned - self.done
            case "missed":
                return Decimal(_missed(course, day))
            case "share" | "short" if self.planned:
                share = self.done * 100 / self.planned
                return share if measure == "share" else ALL - share
            case "months" if self.done < ALL:
                return months_between(course.due_on, day)
            case "late" if self.done < ALL:
                return Decimal(max(0, (day - course.due_on).days))
            case "left" if self.done < ALL:
                return Decimal(max(0, (course.due_on - day).days))
            case "likely" | "serious" if (last := course.latest(day)) is not None:
                return Decimal(last.likely if measure == "likely" else last.serious)
            case "yellows" if self.scheme is not None:
                return Decimal(self._yellows(self.scheme))
        return None

    def _yellows(self, scheme: Scheme) -> int:
        running = 0
        for one in reversed([one for one in self.course.told if one.on <= self.day]):
            # Two yellows running make a red one: what was red on its own was at least yellow.
            if scheme.light(Standing(self.course, one.on)) == "green":
                break
            running += 1
        return running


def measured(course: Course, day: date, scheme: Scheme) -> dict[str, Decimal]:
    """What a scheme asks of a task on a day; what cannot be measured is left out."""
    standing = Standing(course, day, scheme)
    return {name: value for name in MEASURES if (value := standing.get(name)) is not None}


def light_of(course: Course, day: date, scheme: Scheme) -> str:
    """The light of an open task on a day; ``done`` once signed off, ``waiting`` before its first day."""
    if course.closed_on is not None and course.closed_on <= day:
        return "done"
    if day < course.begins_on:
        return "waiting"
    return scheme.light(Standing(course, day, scheme))


def reason_of(planned: Decimal, done: Decimal, days_left: int) -> Words:
    """Why a light shines, in numbers."""
    ahead, behind = (f"{abs(planned - done).normalize():f}",) * 2
    zh = f"应完成 {planned.normalize():f}%，已完成 {done.normalize():f}%"
    en = f"{planned.normalize():f} % should be done, {done.normalize():f} % is"
    if done < planned:
        zh, en = f"{zh}，落后 {behind} 个百分点", f"{en}, {behind} points behind"
    elif done > planned:
        zh, en = f"{zh}，超前 {ahead} 个百分点", f"{en}, {ahead} points ahead"
    if days_left < 0 and done < ALL:
        zh, en = f"{zh}，逾期 {-days_left} 天", f"{en}, {-days_left} days late"
    return Words(zh, en)


def months_between(first: date, last: date) -> Decimal:
    """Whole months from day to day, and what is over as a part of 31: 0 where ``last`` does not lie behind."""
    if last <= first:
        return NOTHING
    whole = (last.year - first.year) * 12 + last.month - first.month
    if _shifted(first, whole) > last:
        whole -= 1
    return whole + Decimal((last - _shifted(first, whole)).days) / 31


def worst(lights: Sequence[str]) -> str:
    """The worst of several lights; empty for none."""
    return min(lights, key=list(LIGHTS).index, default="")


def _missed(course: Course, day: date) -> int:
    """Months running up to ``day`` at whose end the task was behind without a reason that was accepted."""
    running, at = 0, day
    while at >= course.begins_on and course.done(at) < course.planned(at):
        first = at.replace(day=1)
        if any(one.excused and first <= one.on <= at for one in course.told):
            break
        running, at = running + 1, first - timedelta(days=1)
    return running


def _weighed(parts: Sequence[Course], values: Sequence[Decimal]) -> Decimal:
    whole = sum((part.weight for part in parts), NOTHING)
    total = sum((part.weight * value for part, value in zip(parts, values, strict=True)), NOTHING)
    return (total / whole).quantize(FINE)


def _shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
