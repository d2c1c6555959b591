"""Tasks as they are shown, as of a day: with light and schedule, loaded at once with all that these rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date

from duijie.governance.models import Slip, Task
from duijie.governance.tasks.courses import Courses, numbered
from duijie.governance.tasks.types import TaskLine
from duijie.kernel.quantity import Quantity


class Board:
    """Some tasks as of a day, ``shown`` by their numbers: a page of them or a tree. ``courses`` that know them may be given."""

    def __init__(self, day: date, shown: Collection[int], courses: Courses | None = None) -> None:
        self.day = day
        rows = Task.objects.filter(pk__in=numbered(shown))
        self.rows = {row.pk: row for row in rows.select_related("unit")}
        self.courses = courses or Courses(day, rows)
        waiting = Slip.objects.filter(
            task__in=numbered(self.rows), answered_on=None, answer_by__isnull=False, issued_on__lte=day
        )
        self.unanswered = Counter(waiting.values_list("task_id", flat=True))

    def line(self, pk: int) -> TaskLine:
        """One of them in a list."""
        row, place = self.rows[pk], self.courses.place(pk)
        return TaskLine(
            row.pk, row.title, row.above_id, row.path.count("/") - 2, str(row.unit), row.unit_id, row.leader,
            row.begins_on, row.due_on, (row.due_on - self.day).days, row.weight, place.state, place.closed_on, place.planned,
            place.done, place.light, place.why, Quantity.from_json(row.quantity) if row.quantity else None, row.scheme,
            row.body_id, row.policy_id, place.reported_on, int(place.unchecked), self.unanswered[pk],
        )  # fmt: skip
