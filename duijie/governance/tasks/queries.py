"""Reads of tasks: as of a day, with lights; of slips; of what a unit has to do.

Tasks of projects that the viewer may not read are only counted. What a task with parts comes to is the same for every
viewer: it is worked out over all its parts. It is long because lists, one task, slips and what falls due are read of
the same rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from duijie.accounts.queries import own_units, units, walked
from duijie.accounts.types import Actor, Walk
from duijie.governance.models import Mark, Milestone, Report, Slip, Task, TaskUnit
from duijie.governance.rules import load, slip_number
from duijie.governance.tasks.board import Board
from duijie.governance.tasks.courses import Courses, Plain, leaves_of, numbered, of_state, share_of
from duijie.governance.tasks.rules import ALL, LIGHTS, measured, schemes
from duijie.governance.tasks.types import (
    Filters,
    MarkInfo,
    ReportInfo,
    SlipInfo,
    StepInfo,
    TaskInfo,
    Tasks,
    UnitLights,
)
from duijie.governance.types import NoSuchGovernance
from duijie.kernel.words import Words
from duijie.pipeline import queries as pipeline
from duijie.standing import until_written

ANY = Filters()
ORDER = {code: place for place, code in enumerate(LIGHTS)}


def visible(*, viewer: Actor) -> QuerySet[Task]:
    """The one place that says which tasks ``viewer`` reads: all but those of projects that are not theirs to read."""
    if not viewer.may("see"):
        return Task.objects.none()
    sees = pipeline.sight(viewer=viewer, path="project__")
    # An empty condition is "all"; joined by "or" it would be dropped.
    return Task.objects.filter(Q(project=None) | sees) if sees else Task.objects.all()


def tasks(
    *, viewer: Actor, as_of: date, filters: Filters = ANY, offset: int = 0, limit: int | None = None
) -> Tasks:
    """The tasks that fit, in the order of the tree, with the light that each had on a day; a page of them, or all."""
    if filters.walk is not None:
        return _walked(filters, filters.walk, viewer, as_of, limit)
    seen, hidden = until_written(("tasks", filters, viewer, as_of), lambda: _ordered(filters, viewer, as_of))
    shown = seen[offset:] if limit is None else seen[offset : offset + limit]
    board = Board(as_of, shown)
    return Tasks(tuple(board.line(pk) for pk in shown), hidden, len(seen))


def _walked(filters: Filters, walk: Walk, viewer: Actor, as_of: date, limit: int | None) -> Tasks:
    rows = _fitting(filters, as_of)
    if filters.light:
        rows = _lit(rows, filters.light, as_of)
    hidden = _hidden(rows, viewer)
    seen = rows.exclude(pk__in=hidden) if hidden else rows
    shown = list(walked(seen, kind="task", walk=walk).values_list("pk", flat=True)[:limit])
    board = Board(as_of, shown)
    return Tasks(tuple(board.line(pk) for pk in shown), len(hidden), seen.count())


def _ordered(filters: Filters, viewer: Actor, as_of: date) -> tuple[list[int], int]:
    """The tasks that fit and that the viewer reads, in their order, and how many more only count."""
    rows = _fitting(filters, as_of)
    if filters.light:
        rows = _lit(rows, filters.light, as_of)
    found = _places(rows)
    hidden = _hidden(rows, viewer)
    order = [pk for _due, pk, _above in sorted(found)] if filters.leaf else _in_order(found)
    return [pk for pk in order if pk not in hidden], len(hidden)


def get(*, task_id: int, viewer: Actor, as_of: date) -> TaskInfo:
    """One task with everything about it. Raises :class:`NoSuchGovernance`."""
    row = (
        visible(viewer=viewer)
        .select_related(
            "body", "policy", "policy__document", "document", "resolution", "chain", "project", "unit"
        )
        .filter(pk=task_id)
        .first()
    )
    if row is None:
        raise NoSuchGovernance("task", task_id)
    trail = [int(one) for one in row.path.strip("/").split("/")][:-1]
    places = _places(Task.objects.filter(path__startswith=row.path))
    inside = {pk for _due, pk, _above in places}
    board = Board(as_of, inside)
    courses = board.courses
    order = _in_order(places)
    may_see = set(visible(viewer=viewer).filter(pk__in=[*trail, *inside]).values_list("pk", flat=True))
    above = dict(Task.objects.filter(pk__in=may_see & set(trail)).values_list("pk", "title"))
    told = Report.objects.filter(task=row, on__lte=as_of).select_related("by", "checked_by")
    reports = tuple(_report(one) for one in told.order_by("on", "pk"))
    marks = Mark.objects.filter(task=row, on__lte=as_of).select_related("by").order_by("pk")
    helping = list(row.helping.select_related("unit").order_by("pk"))
    course = courses.course(task_id)
    mine = bool({row.unit_id, *(one.unit_id for one in helping)} & own_units(viewer=viewer))
    held = row.document or (row.policy.document if row.policy else None)
    own_words = row.document is None and row.policy is not None
    text = row.policy.text if own_words and row.policy and row.policy.text else held.text if held else ""
    span = (row.start, row.end) if row.start is not None and row.end is not None else None
    return TaskInfo(
        line=board.line(task_id), about=row.about, trail=tuple((one, above[one]) for one in trail if one in above),
        below=tuple(board.line(one) for one in order if one != task_id and one in may_see),
        helping=tuple((one.unit_id, str(one.unit)) for one in helping),
        body=str(row.body or ""), policy=str(row.policy or ""), document_id=held.pk if held else None, span=span,
        words=text[span[0] : span[1]] if span else "",
        resolution_id=row.resolution_id, resolution=row.resolution.text if row.resolution else "",
        chain_id=row.chain_id, chain=str(row.chain or ""), project_id=row.project_id,
        project=str(row.project or ""), measure=row.measure, entry=row.entry,
        steps=tuple(_step(one, as_of) for one in row.milestones.order_by("due_on", "pk")), reports=tuple(reversed(reports)),
        slips=tuple(slips(viewer=viewer, today=as_of, task_id=task_id)),
        marks=tuple(MarkInfo(one.act, one.on, one.text, str(one.by)) for one in marks),
        measures=tuple(measured(course, as_of, schemes()[row.scheme]).items()),
        may_write=viewer.may("add") and (viewer.may("review") or row.unit_id in own_units(viewer=viewer)),
        may_report=viewer.may("add") and row.state == "open" and (viewer.may("review") or mine),
        may_oversee=viewer.may("review"), lacks=lacking(row, viewer, as_of),
    )  # fmt: skip


def lacking(row: Task, who: Actor, on: date) -> Words | None:
    """Why ``who`` cannot sign a task off; ``None`` where nothing stands in the way."""
    if row.state != "open":
        return Words("任务不在办理中", "the task is not open")
    doers = {row.unit_id, *row.helping.values_list("unit_id", flat=True)}
    if who.unit_id in doers:
        return Words("承办和配合单位不能自己销号", "who leads or helps does not sign off; another unit does")
    reports = list(row.reports.exclude(verdict="returned").order_by("on", "pk"))
    if any(one.by_id == who.user_id for one in reports):
        return Words("填报进展的人不能销号", "who reported on it does not sign off; somebody else does")
    if Task.objects.filter(above=row, state="open").exists():
        return Words("还有下级任务未销号", "parts of it are still open")
    last = reports[-1] if reports else None
    if last is None or last.verdict != "accepted" or not (last.document_id or last.proof):
        return Words(
            "最近一次进展要有佐证材料，并已由他人认可",
            "the latest report must bring a proof that somebody else accepted",
        )
    if share_of(last.number, last.percent, row.number) < ALL:
        return Words("还没有完成到 100%", "it is not yet done to 100 %")
    return None


def slips(
    *, viewer: Actor, today: date, task_id: int | None = None, unit_ids: Iterable[int] = (),
    waiting: bool = False, offset: int = 0, limit: int = 500,
) -> list[SlipInfo]:  # fmt: skip
    """Slips, the newest first; ``waiting`` are those that want an answer, the most overdue first."""
    rows = _slips(viewer, today, task_id, tuple(unit_ids), waiting).select_related("task", "unit", "by")
    return [_slip(one, today) for one in rows[offset : offset + limit]]


def count_slips(*, viewer: Actor, today: date, waiting: bool = False) -> int:
    """How many slips there are, or wait for an answer."""
    return _slips(viewer, today, None, (), waiting).count()


def _slips(
    viewer: Actor, today: date, task_id: int | None, handed_to: tuple[int, ...], waiting: bool
) -> QuerySet[Slip]:
    rows = Slip.objects.filter(task__in=visible(viewer=viewer))
    if task_id is not None:
        rows = rows.filter(task_id=task_id)
    if handed_to:
        rows = rows.filter(unit_id__in=handed_to)
    rows = rows.filter(issued_on__lte=today).order_by("-issued_on", "-pk")
    if waiting:
        rows = rows.filter(answered_on=None, answer_by__isnull=False).order_by("answer_by", "pk")
    return rows


def slip(*, slip_id: int, viewer: Actor, today: date) -> SlipInfo:
    """One slip. Raises :class:`NoSuchGovernance`."""
    row = Slip.objects.filter(task__in=visible(viewer=viewer), pk=slip_id).first()
    if row is None:
        raise NoSuchGovernance("slip", slip_id)
    return _slip(row, today)


def task_of_report(*, report_id: int, viewer: Actor) -> int:
    """The task that a report is about. Raises :class:`NoSuchGovernance`."""
    row = Report.objects.filter(task__in=visible(viewer=viewer), pk=report_id).first()
    if row is None:
        raise NoSuchGovernance("report", report_id)
    return row.task_id


def wall(
    *,
    viewer: Actor,
    as_of: date,
    body_id: int | None = None,
    unit_ids: tuple[int, ...] = (),
    room: int = 0,
) -> tuple[list[UnitLights], int]:
    """Leaf tasks by the unit that leads them, the unit with most red first; and how many are only counted.

    Of each unit ``room`` tasks are told one by one, the worst first, and the others counted.
    """
    return until_written(
        ("wall", viewer, as_of, body_id, unit_ids, room),
        lambda: _wall(viewer, as_of, Filters(body_id=body_id, unit_ids=unit_ids, leads=True), room),
    )


def _wall(viewer: Actor, as_of: date, filters: Filters, room: int) -> tuple[list[UnitLights], int]:
    every = _fitting(filters, as_of)
    hidden = _hidden(every, viewer)
    seen = every.exclude(pk__in=hidden) if hidden else every
    leaves = leaves_of(seen)
    courses = Courses(as_of, of_state(leaves, "open", as_of))
    lit: dict[int, list[tuple[str, Any, int]]] = defaultdict(list)
    for pk in courses.asked:
        lit[courses.stems[pk].unit_id].append((courses.light(pk), courses.stems[pk].due, pk))
    over = of_state(leaves, "signed_off", as_of)
    done = dict(over.order_by().values_list("unit_id").annotate(Count("pk")))
    short = [unit for unit in done if len(lit[unit]) < room]
    late = over.filter(unit_id__in=short).values_list("unit_id", Plain("due_on"), "pk") if short else ()
    for unit, due, pk in late:
        lit[unit].append(("done", due, pk))
    first = {
        unit: sorted(rows, key=lambda one: (ORDER[one[0]], *one[1:]))[:room] for unit, rows in lit.items()
    }
    shown = [pk for rows in first.values() for _, _, pk in rows]
    whole = set(shown) <= courses.stems.keys()
    board = Board(as_of, shown, courses if whole else None) if room else None
    names = units()
    found = []
    for unit, rows in lit.items():
        counted = Counter(light for light, _, _ in rows)
        counted["done"] = done.get(unit, 0)
        counts = tuple((code, counted[code]) for code in LIGHTS)
        told = tuple(board.line(pk) for _, _, pk in first[unit]) if board else ()
        found.append(UnitLights(unit, names[unit].name, counts, told))
    found.sort(key=lambda one: ([-number for _, number in one.counts[:2]], one.unit))
    return found, len(hidden)


def week_ahead(today: date) -> date:
    """The last day of the week that is to be planned: today and the six days after."""
    return today + timedelta(days=6)


def _fitting(filters: Filters, as_of: date) -> QuerySet[Task]:
    """The tasks that fit, whoever reads them and whatever their light."""
    rows = Task.objects.all()
    for name in ("body_id", "policy_id", "chain_id", "resolution_id"):
        if getattr(filters, name) is not None:
            rows = rows.filter(**{name: getattr(filters, name)})
    if filters.text:
        rows = rows.filter(Q(title__icontains=filters.text) | Q(leader__icontains=filters.text))
    if filters.unit_ids:
        leads = Q(unit_id__in=filters.unit_ids)
        helps = Q(pk__in=TaskUnit.objects.filter(unit_id__in=filters.unit_ids).values("task_id"))
        rows = rows.filter(leads if filters.leads else helps & ~leads if filters.helps else leads | helps)
    if filters.leaf:
        rows = rows.exclude(pk__in=Task.objects.filter(above__isnull=False).values("above_id"))
    if filters.counted:
        rows = rows.filter(number__isnull=False)
    if filters.due_until is not None:
        rows = rows.filter(due_on__lte=filters.due_until)
    return of_state(rows, filters.state, as_of) if filters.state else rows


def _lit(rows: QuerySet[Task], light: str, as_of: date) -> QuerySet[Task]:
    """Those of a light. Only what is under way has to be worked out."""
    if light == "done":
        return of_state(rows, "signed_off", as_of)
    rows = of_state(rows, "open", as_of)
    if light == "waiting":
        return rows.filter(begins_on__gt=as_of)
    courses = Courses(as_of, rows.filter(begins_on__lte=as_of))
    return Task.objects.filter(pk__in=numbered([pk for pk in courses.asked if courses.light(pk) == light]))


def _hidden(rows: QuerySet[Task], viewer: Actor) -> set[int]:
    """Those of them that the viewer only counts."""
    of_projects = rows.filter(project__isnull=False) if viewer.may("see") else rows
    return set(of_projects.exclude(pk__in=visible(viewer=viewer).values("pk")).values_list("pk", flat=True))


def _places(rows: QuerySet[Task]) -> list[tuple[Any, int, int | None]]:
    """Due day, number and the task above of each."""
    return list(rows.order_by().values_list(Plain("due_on"), "pk", "above_id"))


def _in_order(found: Collection[tuple[Any, int, int | None]]) -> list[int]:
    """Tasks as the tree has them, what is due first before its neighbours."""
    asked = {pk for _due, pk, _above in found}
    known, fresh = set(asked), list(found)
    every = list(found)
    while missing := {above for _due, _pk, above in fresh if above is not None} - known:
        fresh = _places(Task.objects.filter(pk__in=numbered(missing)))
        known |= missing
        every += fresh
    below: dict[int | None, list[int]] = defaultdict(list)
    for _due, pk, above in sorted(every):
        below[above].append(pk)
    order, still = [], below[None][::-1]
    while still:
        order.append(still.pop())
        still += reversed(below.get(order[-1], ()))
    return [pk for pk in order if pk in asked]


def _step(row: Milestone, day: date) -> StepInfo:
    light = "done" if row.done_on and row.done_on <= day else "red" if row.due_on < day else ""
    return StepInfo(row.pk, row.title, row.due_on, row.share, row.done_on, light)


def _report(row: Report) -> ReportInfo:
    return ReportInfo(
        row.pk, row.on, row.percent, row.number, row.text, row.reason, row.likely_late, row.serious, row.document_id,
        row.proof, str(row.by), row.by_id, row.at, row.verdict, str(row.checked_by or ""), row.checked_because,
    )  # fmt: skip


def _slip(row: Slip, today: date) -> SlipInfo:
    waits = row.answer_by is not None and row.answered_on is None
    return SlipInfo(
        row.pk, row.task_id, row.task.title, row.kind, load().slips[row.kind].name,
        slip_number(row.kind, row.year, row.serial), str(row.unit), row.unit_id, row.text, row.issued_on, str(row.by),
        row.answer_by, row.answered_on, row.answer, row.answer_document_id,
        (row.answer_by - today).days if waits and row.answer_by else None,
    )  # fmt: skip


def last_told(*, viewer: Actor) -> date | None:
    """The day of the latest report; ``None`` where there is none."""
    rows = Report.objects.filter(task__in=visible(viewer=viewer))
    return rows.order_by("-on").values_list("on", flat=True).first()
