"""Plans, notes and problems as other packages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from duijie.kernel.words import Told, Words


class NoSuchProblem(Told, LookupError):
    """No problem has this number, or the viewer may not see its project."""

    def __init__(self, problem_id: object) -> None:
        super().__init__(
            f"没有诉求 {problem_id}。诉求列表列有全部诉求。",
            f"There is no problem {problem_id}. `duijie problems` lists those that there are.",
        )


class WrongTurn(Told, ValueError):
    """The problem does not stand where this could be done, or something needed is not said."""


@dataclass(frozen=True, slots=True)
class PlanInfo:
    """A stage's plan against what happened. ``late`` counts days past the plan, 0 where none."""

    stage: str
    planned_on: date
    entered_on: date | None
    late: int


@dataclass(frozen=True, slots=True)
class NoteInfo:
    """How things stood, and what was to come next."""

    text: str
    next_step: str
    next_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TurnInfo:
    """What was done about a problem."""

    act: str
    text: str
    unit: str
    evidence_id: int | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProblemInfo:
    """A problem with its turns. ``overdue``, ``age`` in days and ``light`` are as of the day asked for."""

    id: int
    project_id: int
    project: str
    cause: str
    cause_name: Words
    text: str
    state: str
    level: str
    holder: str
    due_on: date | None
    overdue: bool
    by: str
    at: datetime
    turns: tuple[TurnInfo, ...]
    age: int
    light: str
    level_name: Words


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How many problems of a cause are open, overdue and closed."""

    cause: str
    name: Words
    open: int
    overdue: int
    closed: int


@dataclass(frozen=True, slots=True)
class Light:
    """A project's light with its reason."""

    code: str
    name: Words
    reason: Words
