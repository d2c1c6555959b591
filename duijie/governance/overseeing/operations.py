"""What others than the doer write about a task: verdicts on reports, marks, reminders and slips.

Nobody checks their own report; who leads, helps or reports does not sign off.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.documents import queries as documents
from duijie.governance.models import Mark, Numbering, Report, Slip, Task
from duijie.governance.rules import load, slip_number
from duijie.governance.tasks.operations import EMPTY, held, keep_quota
from duijie.governance.tasks.queries import lacking, visible
from duijie.governance.types import CannotDo, NoSuchGovernance, NotYourGovernance
from duijie.kernel.words import Words
from duijie.rulebook.columns import WrongFields


@transaction.atomic
def check(*, report_id: int, accept: bool, by: Actor, at: datetime, why: str = "") -> None:
    """Accept a report with its reason and proof, or return it; never one's own, and once. A return says why."""
    by.must("review")
    row = (
        Report.objects.select_for_update(of=("self",))
        .filter(task__in=visible(viewer=by), pk=report_id)
        .first()
    )
    if row is None:
        raise NoSuchGovernance("report", report_id)
    if row.by_id == by.user_id:
        raise CannotDo("不能认可自己填报的进展", "nobody checks their own report; somebody else does")
    if row.verdict:
        raise CannotDo("这次进展已经审过", "this report was checked already")
    if not accept and not why.strip():
        raise WrongFields({"why": EMPTY})
    row.verdict, row.checked_at, row.checked_by_id = "accepted" if accept else "returned", at, by.user_id
    row.checked_because = why.strip()[:500]
    row.save()
    operation = "accept_progress" if accept else "return_progress"
    log(
        by=by,
        at=at,
        operation=operation,
        subject=f"task:{row.task_id}",
        report=row.pk,
        why=row.checked_because,
    )


@transaction.atomic
def sign_off(*, task_id: int, by: Actor, at: datetime, text: str = "") -> None:
    """Sign a task off (销号). Raises :class:`CannotDo` where :func:`duijie.governance.tasks.queries.lacking` says why."""
    by.must("review")
    row, today = held(task_id, by), timezone.localdate(at)
    why = lacking(row, by, today)
    if why is not None:
        raise CannotDo(why.zh, why.en)
    _mark(
        row,
        "signed_off",
        today,
        text,
        by,
        at,
        row.reports.exclude(verdict="returned").order_by("on", "pk").last(),
    )


@transaction.atomic
def reopen(*, task_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Open a task again that was signed off or dropped; what was reported stays. All above it are opened too."""
    by.must("review")
    row, today = held(task_id, by), timezone.localdate(at)
    if row.state == "open":
        raise CannotDo("任务本来就在办理中", "the task is open")
    if not reason.strip():
        raise WrongFields({"reason": EMPTY})
    if row.above is not None and row.above.state == "dropped":
        raise CannotDo("上级任务已撤销", "the task above is dropped")
    _mark(row, "reopened", today, reason, by, at)
    above = row.above
    while above is not None:
        if above.state == "signed_off":
            _mark(above, "reopened", today, f"“{row.title}” {reason}", by, at)
        above = above.above


@transaction.atomic
def drop(*, task_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Drop an open task and what is open below it; it counts in no light and in no sum any more."""
    by.must("review")
    row, today = held(task_id, by), timezone.localdate(at)
    if row.state != "open":
        raise CannotDo("任务不在办理中", "the task is not open")
    if not reason.strip():
        raise WrongFields({"reason": EMPTY})
    for one in (
        Task.objects.select_for_update().filter(path__startswith=row.path, state="open").order_by("pk")
    ):
        _mark(one, "dropped", today, reason, by, at)


@transaction.atomic
def hand_out(
    *, task_id: int, kind: str, text: str, by: Actor, at: datetime, unit_id: int | None = None,
    answer_by: date | None = None,
) -> int:  # fmt: skip
    """Hand a reminder or a slip to the unit that leads, or to another of the task; the slip's number in the database.

    Its printed number counts by kind and year, without gaps. Raises :class:`WrongFields`.
    """
    by.must("review")
    row, rule, today = held(task_id, by), load().slips.get(kind), timezone.localdate(at)
    if rule is None:
        raise WrongFields({"kind": Words("请选择种类", "choose a kind")})
    if row.state != "open":
        raise CannotDo("任务不在办理中", "the task is not open")
    if not text.strip():
        raise WrongFields({"text": EMPTY})
    if answer_by is not None and answer_by < today:
        raise WrongFields({"answer_by": Words("不能早于今天", "must not lie before today")})
    to = unit_id or row.unit_id
    if to != row.unit_id and not row.helping.filter(unit_id=to).exists():
        raise WrongFields({"unit": Words("不是这项任务的单位", "that unit has no part in the task")})
    if answer_by is None and rule.days:
        answer_by = today + timedelta(days=rule.days)
    Numbering.objects.get_or_create(kind=kind, year=today.year)
    # The row is held until the slip is committed: two at once do not both take the next number.
    numbering = Numbering.objects.select_for_update().get(kind=kind, year=today.year)
    numbering.last += 1
    numbering.save(update_fields=["last"])
    made = Slip.objects.create(
        task=row, kind=kind, year=today.year, serial=numbering.last, unit_id=to, text=text.strip()[:1000],
        issued_on=today, answer_by=answer_by, at=at, by_id=by.user_id,
    )  # fmt: skip
    number = slip_number(kind, today.year, numbering.last)
    log(by=by, at=at, operation="hand_out_slip", subject=f"task:{task_id}", slip=made.pk, number=number)
    return made.pk


@transaction.atomic
def answer(*, slip_id: int, text: str, by: Actor, at: datetime, document_id: int | None = None) -> None:
    """Answer a slip, once, for the unit that it was handed to. Raises :class:`WrongFields`."""
    by.must("add")
    row = Slip.objects.select_for_update(of=("self",)).filter(task__in=visible(viewer=by), pk=slip_id).first()
    if row is None:
        raise NoSuchGovernance("slip", slip_id)
    if not (by.may("review") or row.unit_id in own_units(viewer=by)):
        raise NotYourGovernance(by.name, slip_number(row.kind, row.year, row.serial))
    if row.answered_on is not None:
        raise CannotDo("已经回复", "it was answered already")
    if not text.strip():
        raise WrongFields({"text": EMPTY})
    if document_id is not None:
        documents.get(document_id=document_id, viewer=by)
    row.answered_on, row.answer, row.answered_by_id = timezone.localdate(at), text.strip()[:1000], by.user_id
    row.answer_document_id = document_id
    row.save()
    log(by=by, at=at, operation="answer_slip", subject=f"task:{row.task_id}", slip=row.pk)


def _mark(
    row: Task, act: str, on: date, text: str, by: Actor, at: datetime, proof: Report | None = None
) -> None:
    Mark.objects.create(
        task=row, act=act, on=on, text=text.strip()[:500], report=proof, at=at, by_id=by.user_id
    )
    row.state = "open" if act == "reopened" else act
    row.closed_on = None if act == "reopened" else on
    row.save(update_fields=["state", "closed_on"])
    keep_quota(row, by, at)
    log(by=by, at=at, operation="mark_task", subject=f"task:{row.pk}", act=act, why=text.strip()[:500])
