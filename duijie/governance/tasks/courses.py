"""The courses and lights of many tasks as of a day, from the few columns that they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from duijie.governance.models import Mark, Milestone, Report, Task
from duijie.governance.tasks.rules import ALL, NOTHING, Course, Told, light_of, schemes

MANY: Final = 500
"""Tasks beyond which a question names them by how they were found, not one by one."""


class Stem(NamedTuple):
    """What a course needs of a task's row. ``number`` is what is to be reached, where that is a number."""

    pk: int
    above_id: int | None
    unit_id: int
    begins_on: date
    due_on: date
    weight: Decimal
    scheme: str
    number: Decimal | None


def of_state(rows: QuerySet[Task], state: str, day: date) -> QuerySet[Task]:
    """Those that stood so at the end of a day: ``open``, ``signed_off`` or ``dropped``."""
    if not Mark.objects.filter(on__gt=day).exists():
        return rows.filter(state=state)
    last = Mark.objects.filter(task=OuterRef("pk"), on__lte=day).order_by("-pk").values("act")[:1]
    rows = rows.annotate(act=Subquery(last))
    return rows.filter(Q(act=None) | Q(act="reopened")) if state == "open" else rows.filter(act=state)


class Courses:
    """The courses of some tasks, which rest on all below them; read level by level, four queries each."""

    def __init__(self, day: date, rows: QuerySet[Task]) -> None:
        self.day = day
        self.stems: dict[int, Stem] = {}
        self.parts: dict[int, list[int]] = defaultdict(list)
        self.steps: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
        self.told: dict[int, list[Told]] = defaultdict(list)
        self.marks: dict[int, tuple[str, date]] = {}
        self.unchecked: set[int] = set()
        self._courses: dict[int, Course] = {}
        self.asked: list[int] = []
        level = rows.order_by()
        while fresh := {row[0]: Stem(*row) for row in level.values_list(*Stem._fields)}:
            self.asked = self.asked or list(fresh)
            for pk, stem in fresh.items():
                if stem.above_id in self.stems and pk not in self.parts[stem.above_id]:
                    self.parts[stem.above_id].append(pk)
            self.stems |= fresh
            named: Collection[int] | QuerySet[Any] = list(fresh) if len(fresh) <= MANY else level.values("pk")
            self._read(named)
            level = Task.objects.filter(above__in=named)

    def _read(self, named: Collection[int] | QuerySet[Any]) -> None:
        steps = Milestone.objects.filter(task__in=named).order_by("due_on", "pk")
        for task, due, share in steps.values_list("task_id", "due_on", "share"):
            self.steps[task].append((due, share))
        rows = Report.objects.filter(task__in=named, on__lte=self.day)
        columns = ("task_id", "on", "percent", "number", "reason", "verdict", "likely_late", "serious")
        for task, on, percent, number, reason, verdict, likely, serious in rows.order_by(
            "on", "pk"
        ).values_list(*columns):
            if verdict != "returned":
                done = share_of(number, percent, self.stems[task].number)
                self.told[task].append(
                    Told(on, done, bool(reason) and verdict == "accepted", likely, serious)
                )
            # The latest one says whether the task's progress waits to be checked.
            (self.unchecked.discard if verdict else self.unchecked.add)(task)
        marks = Mark.objects.filter(task__in=named, on__lte=self.day).order_by("pk")
        self.marks |= {task: (act, on) for task, act, on in marks.values_list("task_id", "act", "on")}

    def standing(self, pk: int) -> tuple[str, date | None]:
        """A task's state on the day, and since when it is closed."""
        act, on = self.marks.get(pk, ("reopened", None))
        return ("open", None) if act == "reopened" else (act, on)

    def course(self, pk: int) -> Course:
        """What its light rests on; a part that was dropped counts no more."""
        if pk not in self._courses:
            stem, (state, closed_on) = self.stems[pk], self.standing(pk)
            self._courses[pk] = Course(
                stem.begins_on, stem.due_on, tuple(self.steps.get(pk, ())), tuple(self.told.get(pk, ())),
                closed_on if state == "signed_off" else None, stem.weight,
                tuple(self.course(one) for one in sorted(self.parts.get(pk, ())) if self.standing(one)[0] != "dropped"),
            )  # fmt: skip
        return self._courses[pk]

    def light(self, pk: int) -> str:
        """The light of a task; empty where it was dropped."""
        if self.standing(pk)[0] == "dropped":
            return ""
        return light_of(self.course(pk), self.day, schemes()[self.stems[pk].scheme])


def share_of(number: Decimal | None, percent: Decimal | None, wanted: Decimal | None) -> Decimal:
    """How far a report says a task is: by its number where it is held against one, else by its percent."""
    if number is not None and wanted:
        return min(ALL, (number * 100 / wanted).quantize(Decimal("0.01")))
    return percent if percent is not None else NOTHING
