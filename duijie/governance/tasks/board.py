"""Tasks with all above and below them, loaded at once, as of a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Q

from duijie.governance.models import Mark, Milestone, Report, Slip, Task
from duijie.governance.tasks.rules import ALL, NOTHING, Course, Told, light_of, reason_of, schemes
from duijie.governance.tasks.types import TaskLine
from duijie.kernel.quantity import Quantity

MANY = 50
"""Trees beyond which it is quicker to read all tasks than to name the trees."""


class Board:
    """The trees in which the tasks of ``wanted`` stand: every row that their lights rest on, in six queries."""

    def __init__(self, day: date, wanted: set[int]) -> None:
        self.day = day
        roots = Task.objects.filter(pk__in=wanted)
        tops = {path.split("/")[1] for path in roots.values_list("path", flat=True)}
        within = Q(pk__in=[])
        for top in tops:
            within |= Q(path__startswith=f"/{top}/")
        rows = Task.objects.filter(within) if len(tops) <= MANY else Task.objects.all()
        self.rows = {row.pk: row for row in rows.select_related("unit").order_by("pk")}
        self.parts: dict[int | None, list[Task]] = defaultdict(list)
        for row in self.rows.values():
            self.parts[row.above_id].append(row)
        mine = Q() if len(tops) > MANY else Q(task_id__in=list(self.rows))
        self.steps: dict[int, list[Milestone]] = defaultdict(list)
        for step in Milestone.objects.filter(mine).order_by("due_on", "pk"):
            self.steps[step.task_id].append(step)
        self.reports: dict[int, list[Report]] = defaultdict(list)
        for report in (
            Report.objects.filter(mine, on__lte=day).select_related("by", "checked_by").order_by("on", "pk")
        ):
            self.reports[report.task_id].append(report)
        self.marks: dict[int, list[Mark]] = defaultdict(list)
        for mark in Mark.objects.filter(mine, on__lte=day).select_related("by").order_by("pk"):
            self.marks[mark.task_id].append(mark)
        waiting = Slip.objects.filter(mine, answered_on=None, answer_by__isnull=False, issued_on__lte=day)
        self.unanswered = list(waiting.values_list("task_id", flat=True))
        self._courses: dict[int, Course] = {}
        self._lines: dict[int, TaskLine] = {}

    def in_order(self, wanted: set[int]) -> list[Task]:
        """The wanted ones as the tree has them, what is due first before its neighbours."""
        found: list[Task] = []

        def walk(above: int | None) -> None:
            for row in sorted(self.parts[above], key=lambda one: (one.due_on, one.pk)):
                if row.pk in wanted:
                    found.append(row)
                walk(row.pk)

        walk(None)
        return found

    def standing(self, row: Task) -> tuple[str, date | None]:
        """Its state on the day, and since when it is closed."""
        last = self.marks[row.pk][-1] if self.marks[row.pk] else None
        if last is None or last.act == "reopened":
            return "open", None
        return last.act, last.on

    def course(self, row: Task) -> Course:
        """What its light rests on; a part that was dropped counts no more."""
        if row.pk not in self._courses:
            state, closed_on = self.standing(row)
            parts = tuple(
                self.course(one) for one in self.parts[row.pk] if self.standing(one)[0] != "dropped"
            )
            told = tuple(
                Told(one.on, percent_of(one, row), bool(one.reason) and one.verdict == "accepted", one.likely_late, one.serious)
                for one in self.reports[row.pk]
                if one.verdict != "returned"
            )  # fmt: skip
            steps = tuple((one.due_on, one.share) for one in self.steps[row.pk])
            closed = closed_on if state == "signed_off" else None
            self._courses[row.pk] = Course(row.begins_on, row.due_on, steps, told, closed, row.weight, parts)
        return self._courses[row.pk]

    def line(self, row: Task) -> TaskLine:
        """It in a list."""
        if row.pk not in self._lines:
            course, (state, closed_on) = self.course(row), self.standing(row)
            planned, done = course.planned(self.day), course.done(self.day)
            light = "" if state == "dropped" else light_of(course, self.day, schemes()[row.scheme])
            left, last = (row.due_on - self.day).days, course.latest(self.day)
            self._lines[row.pk] = TaskLine(
                row.pk, row.title, row.above_id, row.path.count("/") - 2, str(row.unit), row.unit_id, row.leader,
                row.begins_on, row.due_on, left, row.weight, state, closed_on, planned, done, light,
                reason_of(planned, done, left), Quantity.from_json(row.quantity) if row.quantity else None, row.scheme,
                row.body_id, row.policy_id, last.on if last else None,
                int(bool(self.reports[row.pk]) and not self.reports[row.pk][-1].verdict), self.unanswered.count(row.pk),
            )  # fmt: skip
        return self._lines[row.pk]


def percent_of(report: Report, row: Task) -> Decimal:
    """How far a report says a task is: by its number where it is held against one, else by its percent."""
    if report.number is not None and row.number:
        return min(ALL, (report.number * 100 / row.number).quantize(Decimal("0.01")))
    return report.percent if report.percent is not None else NOTHING
