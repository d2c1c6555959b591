"""Causes, escalation, lights, and what the turns of a problem come to: tables and pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from duijie.followup.types import Light, PlanInfo
from duijie.kernel.words import Words
from duijie.pipeline.rules import load as stages
from duijie.rulebook import WrongTable, table

# What may follow on which state.
TURNS: Final[Mapping[str, tuple[str, ...]]] = {
    "assigned": ("raised", "assigned", "answered"),
    "escalated": ("raised", "assigned", "answered"),
    "answered": ("raised", "assigned"),
    "closed": ("raised", "assigned", "answered"),
    "reopened": ("closed",),
}
LAST_DAYS: Final = 2
ACTS: Final[Mapping[str, Words]] = {
    "assigned": Words("交办", "assigned"),
    "escalated": Words("升级", "escalated"),
    "answered": Words("答复", "answered"),
    "closed": Words("销号", "closed"),
    "reopened": Words("重新打开", "opened again"),
}
STATES: Final[Mapping[str, Words]] = {
    "raised": Words("已提出", "raised"),
    "assigned": Words("已交办", "assigned"),
    "answered": Words("已答复", "answered"),
    "closed": Words("已销号", "closed"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """What a problem is about."""

    code: str
    name: Words
    home: Words


@dataclass(frozen=True, slots=True)
class Level:
    """Who settles a problem, and within how many days."""

    code: str
    name: Words
    days: int


@dataclass(frozen=True, slots=True)
class LightRow:
    """A light and the days of delay from which it shines."""

    code: str
    name: Words
    late: int


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables of the package."""

    causes: Mapping[str, Cause]
    levels: tuple[Level, ...]
    lights: tuple[LightRow, ...]


@cache
def load() -> Rules:
    """The tables. Raises :class:`duijie.rulebook.WrongTable`."""
    own = "duijie.followup"
    lights = table(own, "lights", LightRow)
    if lights[0].late != 0 or [row.late for row in lights] != sorted(row.late for row in lights):
        raise WrongTable("lights.toml", 0, "the lights do not rise from 0", "Begin with late = 0 and go up.")
    return Rules(
        {row.code: row for row in table(own, "causes", Cause)}, table(own, "escalation", Level), lights
    )


@dataclass(frozen=True, slots=True)
class Turned:
    """A turn with its day in the installation's time zone."""

    act: str
    on: date
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the turns of a problem come to."""

    state: str
    level: str
    holder_id: int | None
    due_on: date | None


def standing(raised_on: date, turns: Iterable[Turned], levels: Sequence[Level]) -> Standing:
    """Where a problem stands. Its clock starts anew at each level, and when it is opened again."""
    state, place, holder, since = "raised", 0, None, raised_on
    for turn in turns:
        match turn.act:
            case "assigned":
                state, holder = "assigned", turn.unit_id
            case "escalated":
                state, place, since = "raised", min(place + 1, len(levels) - 1), turn.on
            case "reopened":
                state, since = "raised", turn.on
            case _:
                state = turn.act
    level = levels[place]
    due = None if state == "closed" else since + timedelta(days=level.days)
    return Standing(state, level.code, holder, due)


def problem_light(due_on: date | None, today: date) -> str:
    """Green once closed, red past its day, yellow on its last days, else none."""
    if due_on is None:
        return "green"
    left = (due_on - today).days
    return "red" if left < 0 else "yellow" if left <= LAST_DAYS else ""


def light_of(plans: Sequence[PlanInfo], rows: Sequence[LightRow]) -> Light:
    """The light of a project by its most delayed plan that is not yet fulfilled."""
    waiting = [plan for plan in plans if plan.entered_on is None]
    worst = max(waiting, key=lambda plan: plan.late, default=None)
    late = worst.late if worst else 0
    row = [one for one in rows if one.late <= late][-1]
    if worst is None:
        return Light(row.code, row.name, Words("没有待完成的计划", "no plan is waiting"))
    name = stages().stages[worst.stage].name
    return Light(
        row.code,
        row.name,
        Words(
            f"“{name.zh}”计划 {worst.planned_on}" + (f"，已逾期 {late} 天" if late else ""),
            f"{name.en} planned for {worst.planned_on}" + (f", {late} days late" if late else ""),
        ),
    )
