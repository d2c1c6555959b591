"""Reads of tasks: as of a day, with lights; of slips; of what a unit has to do.

Tasks of projects that the viewer may not read are only counted. What a task with parts comes to is the same for every
viewer: it is worked out over all its parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.governance.models import Milestone, Report, Slip, Task, TaskUnit
from duijie.governance.rules import load, slip_number
from duijie.governance.tasks.board import Board, percent_of
from duijie.governance.tasks.rules import ALL, LIGHTS, measured, schemes
from duijie.governance.tasks.types import (
    Filters,
    MarkInfo,
    ReportInfo,
    SlipInfo,
    StepInfo,
    TaskInfo,
    TaskLine,
    Tasks,
    UnitLights,
)
from duijie.governance.types import NoSuchGovernance
from duijie.kernel.words import Words
from duijie.pipeline import queries as pipeline

ANY = Filters()
ORDER = {code: place for place, code in enumerate(LIGHTS)}


def visible(*, viewer: Actor) -> QuerySet[Task]:
    """The one place that says which tasks ``viewer`` reads: all but those of projects that are not theirs to read."""
    if not viewer.may("see"):
        return Task.objects.none()
    return Task.objects.filter(Q(project=None) | pipeline.sight(viewer=viewer, path="project__"))


def tasks(*, viewer: Actor, as_of: date, filters: Filters = ANY) -> Tasks:
    """The tasks that fit, in the order of the tree, with the light that each had on a day."""
    rows = Task.objects.all()
    for name in ("body_id", "policy_id", "chain_id", "resolution_id"):
        if getattr(filters, name) is not None:
            rows = rows.filter(**{name: getattr(filters, name)})
    if filters.text:
        rows = rows.filter(Q(title__icontains=filters.text) | Q(leader__icontains=filters.text))
    if filters.unit_ids:
        leads = Q(unit_id__in=filters.unit_ids)
        helps = Q(pk__in=TaskUnit.objects.filter(unit_id__in=filters.unit_ids).values("task_id"))
        rows = rows.filter(leads if filters.leads else leads | helps)
    if filters.due_until is not None:
        rows = rows.filter(due_on__lte=filters.due_until)
    wanted = set(rows.values_list("pk", flat=True))
    seen = set(visible(viewer=viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    board = Board(as_of, wanted)
    fitting = [one for one in board.in_order(wanted) if _fits(board.line(one), filters)]
    return Tasks(
        tuple(board.line(one) for one in fitting if one.pk in seen),
        sum(one.pk not in seen for one in fitting),
    )


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
    inside = set(Task.objects.filter(path__startswith=row.path).values_list("pk", flat=True))
    board = Board(as_of, inside)
    may_see = set(visible(viewer=viewer).filter(pk__in=[*trail, *inside]).values_list("pk", flat=True))
    above = dict(Task.objects.filter(pk__in=may_see & set(trail)).values_list("pk", "title"))
    reports = tuple(_report(one) for one in board.reports[task_id])
    helping = list(row.helping.select_related("unit").order_by("pk"))
    course = board.course(row)
    units = {row.unit_id, *(one.unit_id for one in helping)}
    mine = bool(units & own_units(viewer=viewer))
    held = row.document or (row.policy.document if row.policy else None)
    own_words = row.document is None and row.policy is not None
    text = row.policy.text if own_words and row.policy and row.policy.text else held.text if held else ""
    span = (row.start, row.end) if row.start is not None and row.end is not None else None
    return TaskInfo(
        line=board.line(row), about=row.about, trail=tuple((one, above[one]) for one in trail if one in above),
        below=tuple(board.line(one) for one in board.in_order(inside - {task_id}) if one.pk in may_see),
        helping=tuple((one.unit_id, str(one.unit)) for one in helping),
        body=str(row.body or ""), policy=str(row.policy or ""), document_id=held.pk if held else None, span=span,
        words=text[span[0] : span[1]] if span else "",
        resolution_id=row.resolution_id, resolution=row.resolution.text if row.resolution else "",
        chain_id=row.chain_id, chain=str(row.chain or ""), project_id=row.project_id,
        project=str(row.project or ""), measure=row.measure, entry=row.entry,
        steps=tuple(_step(one, as_of) for one in board.steps[task_id]), reports=tuple(reversed(reports)),
        slips=tuple(slips(viewer=viewer, today=as_of, task_id=task_id)),
        marks=tuple(MarkInfo(one.act, one.on, one.text, str(one.by)) for one in board.marks[task_id]),
        measures=tuple(measured(course, as_of, schemes()[row.scheme]).items()),
        may_write=viewer.may("add") and (viewer.may("review") or row.unit_id in own_units(viewer=viewer)),
        may_report=viewer.may("add") and row.state == "open" and (viewer.may("review") or mine),
        may_oversee=viewer.may("review"), lacks=lacking(row, viewer, as_of),
    )  # fmt: skip


def lacking(row: Task, who: Actor, on: date) -> Words | None:
    """Why ``who`` cannot sign a task off; ``None`` where nothing stands in the way."""
    if row.state != "open":
        return Words("任务不在办理中", "the task is not open")
    units = {row.unit_id, *row.helping.values_list("unit_id", flat=True)}
    if who.unit_id in units:
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
    if percent_of(last, row) < ALL:
        return Words("还没有完成到 100%", "it is not yet done to 100 %")
    return None


def slips(
    *, viewer: Actor, today: date, task_id: int | None = None, unit_ids: Iterable[int] = (),
    waiting: bool = False, limit: int = 500,
) -> list[SlipInfo]:  # fmt: skip
    """Slips, the newest first; ``waiting`` are those that want an answer, the most overdue first."""
    rows = Slip.objects.filter(task__in=visible(viewer=viewer)).select_related("task", "unit", "by")
    if task_id is not None:
        rows = rows.filter(task_id=task_id)
    units = tuple(unit_ids)
    if units:
        rows = rows.filter(unit_id__in=units)
    rows = rows.filter(issued_on__lte=today).order_by("-issued_on", "-pk")
    if waiting:
        rows = rows.filter(answered_on=None, answer_by__isnull=False).order_by("answer_by", "pk")
    return [_slip(one, today) for one in rows[:limit]]


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


def wall(*, viewer: Actor, as_of: date, body_id: int | None = None) -> tuple[list[UnitLights], int]:
    """Leaf tasks by the unit that leads them, the unit with most red first; and how many are only counted."""
    found = tasks(viewer=viewer, as_of=as_of, filters=Filters(body_id=body_id))
    parents = {one.above_id for one in found.lines}
    units: dict[int, list[TaskLine]] = defaultdict(list)
    for one in found.lines:
        if one.id not in parents and one.state != "dropped":
            units[one.unit_id].append(one)
    rows = []
    for unit_id, lines in units.items():
        counts = tuple((code, sum(one.light == code for one in lines)) for code in LIGHTS)
        lines.sort(key=lambda one: (ORDER.get(one.light, 9), one.due_on, one.id))
        rows.append(UnitLights(unit_id, lines[0].unit, counts, tuple(lines)))
    rows.sort(key=lambda one: ([-number for _, number in one.counts[:2]], one.unit))
    return rows, found.hidden


def week_ahead(today: date) -> date:
    """The last day of the week that is to be planned: today and the six days after."""
    return today + timedelta(days=6)


def _fits(line: TaskLine, filters: Filters) -> bool:
    return (not filters.light or line.light == filters.light) and (
        not filters.state or line.state == filters.state
    )


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
