"""Tasks as other packages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from duijie.accounts.types import Walk
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Filters:
    """Which tasks a list shows; empty means any. ``unit_ids`` lead or help. ``state``: open, signed_off, dropped."""

    unit_ids: tuple[int, ...] = ()
    light: str = ""
    state: str = ""
    body_id: int | None = None
    policy_id: int | None = None
    chain_id: int | None = None
    resolution_id: int | None = None
    text: str = ""
    due_until: date | None = None
    leads: bool = False
    """Only those that ``unit_ids`` lead, not those that they help with; ``helps``: only those that none of them leads."""
    helps: bool = False
    leaf: bool = False
    """Only those without parts, by the day they are due."""
    counted: bool = False
    """Only those that are to reach a number."""
    walk: Walk | None = None
    """A program's page, the newest first."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in a list. ``planned`` and ``done`` in percent; ``days`` are left, below 0 late; ``depth`` in the tree."""

    id: int
    title: str
    above_id: int | None
    depth: int
    unit: str
    unit_id: int
    leader: str
    begins_on: date
    due_on: date
    days: int
    weight: Decimal
    state: str
    closed_on: date | None
    planned: Decimal
    done: Decimal
    light: str
    why: Words
    quantity: Quantity | None
    scheme: str
    body_id: int | None
    policy_id: int | None
    reported_on: date | None
    unchecked: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Tasks:
    """A list of tasks, or a page of the ``count`` there are; ``hidden`` belong to confidential projects and only count."""

    lines: tuple[TaskLine, ...]
    hidden: int
    count: int


@dataclass(frozen=True, slots=True)
class StepInfo:
    """A milestone."""

    id: int
    title: str
    due_on: date
    share: Decimal
    done_on: date | None
    light: str


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """A report of progress. ``verdict`` is empty until somebody checked it."""

    id: int
    on: date
    percent: Decimal | None
    number: Decimal | None
    text: str
    reason: str
    likely_late: bool
    serious: bool
    document_id: int | None
    proof: str
    by: str
    by_id: int
    at: datetime
    verdict: str
    checked_by: str
    checked_because: str

    @property
    def proved(self) -> bool:
        """Whether it brings anything that shows it."""
        return self.document_id is not None or bool(self.proof)


@dataclass(frozen=True, slots=True)
class SlipInfo:
    """A slip. ``days`` are left for its answer, below 0 late; ``None`` where none is asked for or it was given."""

    id: int
    task_id: int
    task: str
    kind: str
    kind_name: Words
    number: str
    unit: str
    unit_id: int
    text: str
    issued_on: date
    by: str
    answer_by: date | None
    answered_on: date | None
    answer: str
    answer_document_id: int | None
    days: int | None


@dataclass(frozen=True, slots=True)
class MarkInfo:
    """What became of a task, when, by whom."""

    act: str
    on: date
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """One task. ``trail`` leads down to it from the top; ``below`` are all tasks under it, in the order of the tree."""

    line: TaskLine
    about: str
    trail: tuple[tuple[int, str], ...]
    below: tuple[TaskLine, ...]
    helping: tuple[tuple[int, str], ...]
    body: str
    policy: str
    document_id: int | None
    span: tuple[int, int] | None
    words: str
    resolution_id: int | None
    resolution: str
    chain_id: int | None
    chain: str
    project_id: int | None
    project: str
    measure: str
    entry: int | None
    steps: tuple[StepInfo, ...]
    reports: tuple[ReportInfo, ...]
    slips: tuple[SlipInfo, ...]
    marks: tuple[MarkInfo, ...]
    measures: tuple[tuple[str, Decimal], ...]
    may_write: bool
    may_report: bool
    may_oversee: bool
    lacks: Words | None
    """Why it cannot be signed off by the viewer; ``None`` where it can."""


@dataclass(frozen=True, slots=True)
class UnitLights:
    """A unit on the wall: how many tasks of each light, and the worst of them, as many as were asked for."""

    unit_id: int
    unit: str
    counts: tuple[tuple[str, int], ...]
    tasks: tuple[TaskLine, ...]
