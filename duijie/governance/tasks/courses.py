"""The courses and lights of many tasks as of a day, from the few columns that they rest on.

What the rows of a task say is taken from the database as text and read only where somebody asks for its course. A light
that was worked out stands for as long as the text says the same, so that after a write only what was written about is
worked out again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Aggregate, Exists, Field, Func, Model, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.expressions import RawSQL

from duijie.governance.models import Mark, Milestone, Report, Task
from duijie.governance.tasks.rules import (
    ALL,
    FINE,
    NOTHING,
    Course,
    Scheme,
    Told,
    light_of,
    reason_of,
    schemes,
)
from duijie.kernel.words import Words

DAYS: Final = 4
"""Days whose lights are remembered."""


class Stem(NamedTuple):
    """What a course needs of a task's row. ``due`` as the driver gives it; ``own``: first day, last day, weight, what is to
    be reached, as a list in text."""

    pk: int
    above_id: int | None
    unit_id: int
    due: Any
    scheme: str
    own: str


class Place(NamedTuple):
    """Where a task is on a day: percent planned and done, light with the reason in numbers, what was told last.

    ``unchecked``: the latest report waits to be checked.
    """

    state: str
    closed_on: date | None
    planned: Decimal
    done: Decimal
    light: str
    why: Words
    reported_on: date | None
    unchecked: bool


class _Known(NamedTuple):
    """What was worked out of a task on a day, and all that it rests on."""

    said: tuple[Any, ...]
    scheme: Scheme
    light: str
    place: Place | None = None


class Plain(Func):
    """A column as the driver gives it, past Django's conversions: days that are only compared."""

    template = "%(expressions)s"
    arity = 1
    output_field = Field()


class _Row(Func):
    """Columns of a row as the text of a list."""

    template = "json_array(%(expressions)s)"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, using: Any) -> Any:
        """PostgreSQL builds lists as values."""
        return self.as_sql(compiler, using, template="json_build_array(%(expressions)s)::text")


class _Rows(Aggregate):
    """Columns of all rows of a group as the text of a list of lists, in no order."""

    template = "json_group_array(json_array(%(expressions)s))"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, using: Any) -> Any:
        """PostgreSQL builds lists as values."""
        return self.as_sql(compiler, using, template="json_agg(json_build_array(%(expressions)s))::text")


_OWN: Final = _Row("begins_on", "due_on", "weight", "number")
_STEPS: Final = ("due_on", "pk", "share")
_TOLD: Final = ("on", "pk", "percent", "number", "reason", "verdict", "likely_late", "serious")
_MARKS: Final = ("pk", "act", "on")


def numbered(numbers: Collection[int]) -> RawSQL:
    """Many numbers for an ``__in``, as one parameter: a list of thousands takes the ORM longer than the database."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(numbers)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(numbers))])


def of_state(rows: QuerySet[Task], state: str, day: date) -> QuerySet[Task]:
    """Those that stood so at the end of a day: ``open``, ``signed_off`` or ``dropped``."""
    if not Mark.objects.filter(on__gt=day).exists():
        return rows.filter(state=state)
    last = Mark.objects.filter(task=OuterRef("pk"), on__lte=day).order_by("-pk").values("act")[:1]
    rows = rows.annotate(act=Subquery(last))
    return rows.filter(Q(act=None) | Q(act="reopened")) if state == "open" else rows.filter(act=state)


def leaves_of(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Those that have no part among them."""
    return rows.exclude(Exists(rows.order_by().filter(above_id=OuterRef("pk"))))


class Courses:
    """The courses of some tasks, which rest on all below them; read level by level, four queries each."""

    def __init__(self, day: date, rows: QuerySet[Task]) -> None:
        self.day = day
        self.stems: dict[int, Stem] = {}
        self.parts: dict[int, list[int]] = defaultdict(list)
        self.asked: list[int] = []
        self._steps: dict[int, str] = {}
        self._told: dict[int, str] = {}
        self._marks: dict[int, str] = {}
        self._courses: dict[int, Course] = {}
        self._says: dict[int, tuple[Any, ...]] = {}
        self._known = _known_of(day)
        level = rows.order_by()
        while fresh := {row[0]: Stem(*row) for row in _stems(level)}:
            self.asked = self.asked or list(fresh)
            for pk, stem in fresh.items():
                if stem.above_id in self.stems and pk not in self.parts[stem.above_id]:
                    self.parts[stem.above_id].append(pk)
            self.stems |= fresh
            named = numbered(fresh)
            self._steps |= _texts(Milestone, _STEPS, Q(task__in=named))
            self._told |= _texts(Report, _TOLD, Q(task__in=named, on__lte=day))
            self._marks |= _texts(Mark, _MARKS, Q(task__in=named, on__lte=day))
            level = Task.objects.filter(above__in=named)

    def standing(self, pk: int) -> tuple[str, date | None]:
        """A task's state on the day, and since when it is closed."""
        if pk not in self._marks:
            return "open", None
        _pk, act, on = max(_read(self._marks[pk]))
        return ("open", None) if act == "reopened" else (act, date.fromisoformat(on))

    def course(self, pk: int) -> Course:
        """What its light rests on; a part that was dropped counts no more."""
        if pk not in self._courses:
            begins, due, weight, number = _read(self.stems[pk].own)
            state, closed_on = self.standing(pk)
            steps = sorted(_read(self._steps[pk])) if pk in self._steps else ()
            told = sorted(_read(self._told[pk]), key=_in_time) if pk in self._told else ()
            self._courses[pk] = Course(
                date.fromisoformat(begins), date.fromisoformat(due),
                tuple((date.fromisoformat(on), _exact(share)) for on, _pk, share in steps),
                tuple(_said(row, number) for row in told if row[5] != "returned"),
                closed_on if state == "signed_off" else None, _exact(weight),
                tuple(self.course(one) for one in sorted(self.parts.get(pk, ())) if self.standing(one)[0] != "dropped"),
            )  # fmt: skip
        return self._courses[pk]

    def light(self, pk: int) -> str:
        """The light of a task; empty where it was dropped."""
        return self._of(pk).light

    def place(self, pk: int) -> Place:
        """How far it is."""
        known = self._of(pk)
        if known.place is None:
            known = self._known[pk] = known._replace(place=self._place(pk, known.light))
        assert known.place is not None
        return known.place

    def _of(self, pk: int) -> _Known:
        scheme, said = schemes()[self.stems[pk].scheme], self._said(pk)
        known = self._known.get(pk)
        if known is None or known.said != said or known.scheme is not scheme:
            dropped = self.standing(pk)[0] == "dropped"
            light = "" if dropped else light_of(self.course(pk), self.day, scheme)
            known = self._known[pk] = _Known(said, scheme, light)
        return known

    def _place(self, pk: int, light: str) -> Place:
        course, day = self.course(pk), self.day
        planned, done, last = course.planned(day), course.done(day), course.latest(day)
        why = reason_of(planned, done, (course.due_on - day).days)
        unchecked = pk in self._told and not max(_read(self._told[pk]), key=_in_time)[5]
        return Place(*self.standing(pk), planned, done, light, why, last.on if last else None, unchecked)

    def _said(self, pk: int) -> tuple[Any, ...]:
        """All that its light rests on, as text."""
        if pk not in self._says:
            parts = tuple(self._said(one) for one in sorted(self.parts[pk])) if pk in self.parts else ()
            self._says[pk] = (
                self.stems[pk].own, self._steps.get(pk), self._told.get(pk), self._marks.get(pk), parts
            )  # fmt: skip
        return self._says[pk]


@lru_cache(maxsize=DAYS)
def _known_of(day: date) -> dict[int, _Known]:
    """What was worked out for a day in this process."""
    return {}


def _stems(rows: QuerySet[Task]) -> Any:
    return rows.annotate(own=_OWN, due=Plain("due_on")).values_list(*Stem._fields)


def _texts(model: type[Model], columns: tuple[str, ...], wanted: Q) -> dict[int, str]:
    rows = model._default_manager.filter(wanted).order_by().values_list("task_id")
    return dict(rows.annotate(said=_Rows(*columns)))


def _read(said: str) -> Any:
    return json.loads(said, parse_float=Decimal)


def _in_time(row: list[Any]) -> tuple[str, int]:
    return row[0], row[1]


def _exact(told: Decimal | int) -> Decimal:
    """All numbers of tasks have two decimals."""
    return Decimal(told).quantize(FINE)


def _said(row: list[Any], wanted: Decimal | int | None) -> Told:
    on, _pk, percent, number, reason, verdict, likely, serious = row
    done = share_of(
        None if number is None else _exact(number), None if percent is None else _exact(percent),
        None if wanted is None else _exact(wanted),
    )  # fmt: skip
    return Told(
        date.fromisoformat(on), done, bool(reason) and verdict == "accepted", bool(likely), bool(serious)
    )


def share_of(number: Decimal | None, percent: Decimal | None, wanted: Decimal | None) -> Decimal:
    """How far a report says a task is: by its number where it is held against one, else by its percent."""
    if number is not None and wanted:
        return min(ALL, (number * 100 / wanted).quantize(FINE))
    return percent if percent is not None else NOTHING
