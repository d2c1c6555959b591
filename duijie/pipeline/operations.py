"""The only writer of projects and of the rows from which their state follows.

It is long because one module writes these tables. Every operation ends in :func:`_settled`, which works the
derived columns and the ledger's entries out anew from the rows, so that they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log, log_many
from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.documents import queries as documents
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.pipeline.models import (
    Amount,
    Evidence,
    FormerName,
    Project,
    Request,
    Sheet,
    StageRow,
    StatusRow,
)  # fmt: skip
from duijie.pipeline.queries import supplied, to_decide, to_write
from duijie.pipeline.rules import (
    BASES,
    CHANGES,
    PHASES,
    STATUSES,
    entered_by,
    key_of,
    lacking,
    load,
    missing_for,
    not_ahead,
)  # fmt: skip
from duijie.pipeline.state import derive, held_in, put
from duijie.pipeline.types import (
    GateClosed,
    NeedsSecondPerson,
    NoSuchEvidence,
    NothingWaiting,
    NotYours,
    WrongStatus,
    WrongStep,
)  # fmt: skip
from duijie.rulebook.columns import WrongValue


@transaction.atomic
def open_project(
    *,
    name: str,
    unit_id: int,
    by: Actor,
    at: datetime,
    stage: str = "reserve",
    entered_on: date | None = None,
    taken_over: str = "",
    code: str = "",
    columns: Mapping[str, Any] | None = None,
) -> int:
    """Open a project; its number. ``columns`` are those of the ledger sheet that are known.

    It begins in reserve or as a lead; at any other stage only where ``taken_over`` says from which older record
    it comes, which a reviewer may, and then no gate is asked. Raises :class:`WrongValue`, :class:`WrongStep`.
    """
    by.must("add")
    if not (by.may("review") or unit_id in own_units(viewer=by)):
        raise NotYours(by.name, Words(f"单位 {unit_id} 的项目", f"the projects of unit {unit_id}"))
    rules, day = load(), entered_on or timezone.localdate(at)
    if taken_over:
        by.must("review")
    elif stage not in list(rules.stages)[:2]:
        raise WrongStep(
            "新项目从线索或储备开始；从旧台账转来的请写明出处。",
            "A new project begins in reserve or as a lead; say from which older record it is taken over.",
        )
    if stage not in rules.stages:
        raise WrongStep.to(stage, rules.stages)
    not_ahead(day, timezone.localdate(at))
    project = Project(code=code, stage=stage, stage_since=day, status_since=day, at=at, by_id=by.user_id)
    sheet: dict[str, Any] = {}
    put(project, {"name": name, **(columns or {})}, sheet)
    project.unit_id = unit_id
    project.save()
    if not code:
        project.code = f"P{day.year}-{project.pk:06d}"
    Sheet.objects.create(project=project, columns=sheet)
    StageRow.objects.create(
        project=project, stage=stage, effective_on=day, taken_over=bool(taken_over),
        reason=taken_over[:300], at=at, by_id=by.user_id,
    )  # fmt: skip
    StatusRow.objects.create(project=project, status="active", effective_on=day, at=at, by_id=by.user_id)
    if project.confidential:
        ledger.veil(key=key_of(project.pk), unit_id=unit_id, by=by, at=at)
    _settled(project, by, at)
    log(by=by, at=at, operation="open_project", subject=key_of(project.pk), name=name, stage=stage)
    return project.pk


@transaction.atomic
def edit_project(
    *, project_id: int, columns: Mapping[str, Any], by: Actor, at: datetime, reason: str = ""
) -> None:
    """Fill in or change columns; the old values stay in the audit row, a former name in a row of its own.

    However incomplete the record is, this asks no gate. Handing it to another unit is the office's. Raises
    :class:`WrongValue`, :class:`NotYours`.
    """
    project = to_write(project_id=project_id, by=by)
    if "unit" in columns:
        by.must("review")
    held = Sheet.objects.select_for_update().get(project=project)
    before = {code: held_in(project, held.columns, code) for code in columns}
    sheet = dict(held.columns)
    put(project, columns, sheet)
    changed = {
        code: [old, new] for code, old in before.items() if old != (new := held_in(project, sheet, code))
    }
    if not changed:
        return
    if "name" in changed:
        FormerName.objects.create(
            project=project, name=before["name"], reason=reason[:300], at=at, by_id=by.user_id
        )
    if sheet != held.columns:
        held.columns = sheet
        held.save(update_fields=["columns"])
    if {"confidential", "unit"} & set(changed):
        unit = project.unit_id if project.confidential else None
        ledger.veil(key=key_of(project.pk), unit_id=unit, by=by, at=at)
    _settled(project, by, at)
    log(by=by, at=at, operation="edit_project", subject=key_of(project_id), changed=changed, reason=reason)


@transaction.atomic
def attach(
    *,
    project_id: int,
    kind: str,
    title: str,
    by: Actor,
    at: datetime,
    document_id: int | None = None,
    sha256: str = "",
    dated_on: date | None = None,
) -> int:
    """Attach a paper or picture; its number. A document that was received brings its own hash."""
    project = to_write(project_id=project_id, by=by)
    if kind not in load().evidence:
        raise WrongValue(
            f"没有证据种类“{kind}”，可选：{'、'.join(one.zh for one in load().evidence.values())}。",
            f"There is no kind of evidence {kind!r}; there are {', '.join(load().evidence)}.",
        )
    if not title.strip():
        raise WrongValue(
            "证据要有名称，写明是什么，有文号的写上文号。",
            "Evidence needs a title. Say what it is, with its number if it has one.",
        )
    if document_id is not None:
        sha256 = documents.get(document_id=document_id, viewer=by).sha256
    row = Evidence.objects.create(
        project=project, kind=kind, title=title.strip()[:200], document_id=document_id, sha256=sha256,
        dated_on=dated_on, at=at, by_id=by.user_id,
    )  # fmt: skip
    _recounted(project, at)
    log(by=by, at=at, operation="attach", subject=key_of(project_id), evidence=row.pk, kind=kind)
    return row.pk


@transaction.atomic
def take_back_evidence(*, evidence_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Say that a piece of evidence does not hold; stages that it opened stay as they are."""
    row = Evidence.objects.select_for_update().filter(pk=evidence_id, taken_back_at=None).first()
    if row is None:
        raise NoSuchEvidence(evidence_id)
    project = to_write(project_id=row.project_id, by=by)
    if not reason.strip():
        raise WrongValue("撤回证据须写明原因。", "Taking evidence back needs a reason.")
    row.taken_back_at, row.taken_back_by_id, row.taken_back_because = at, by.user_id, reason.strip()[:300]
    row.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])
    _recounted(project, at)
    log(by=by, at=at, operation="take_back_evidence", subject=key_of(row.project_id), evidence=row.pk)


@transaction.atomic
def state_amount(
    *,
    project_id: int,
    kind: str,
    number: Decimal,
    effective_on: date,
    by: Actor,
    at: datetime,
    phase: str = "intention",
    basis: str = "reported",
    change: str = "stated",
    currency: str = "CNY",
    evidence_id: int | None = None,
    corrects: int | None = None,
    note: str = "",
) -> int:
    """Record an agreed amount; the row's number. ``corrects`` names an amount row that was wrong.

    A stated amount does not include increases. Verified and statistical numbers are a reviewer's.
    """
    project = to_write(project_id=project_id, by=by)
    if basis != "reported":
        by.must("review")
    rules = load()
    for value, allowed in ((kind, rules.amounts), (basis, BASES), (phase, PHASES), (change, CHANGES)):
        if value not in allowed:
            raise WrongValue(
                f"“{value}”不在可选值中：{'、'.join(allowed)}。",
                f"{value!r} is not one of {', '.join(allowed)}.",
            )
    if number < 0:
        raise WrongValue(
            "协议金额不能为负。要调低，请更正原来的那一条。",
            "An agreed amount is not negative. To lower one, correct the row that states it.",
        )
    not_ahead(effective_on, timezone.localdate(at))
    _holding(evidence_id, project_id)
    same = {"kind": kind, "phase": phase, "basis": basis, "change": change, "corrected_by": None}
    if corrects is not None and not Amount.objects.filter(pk=corrects, project=project, **same).exists():
        raise WrongValue(
            f"金额 {corrects} 不是本项目这一种类的有效金额，请填其编号。",
            f"Amount {corrects} is not one of this kind on this project that holds; give its number.",
        )
    row = Amount.objects.create(
        project=project, kind=kind, phase=phase, basis=basis, change=change, number=number, currency=currency,
        effective_on=effective_on, evidence_id=evidence_id, corrects_id=corrects, note=note[:300],
        at=at, by_id=by.user_id,
    )  # fmt: skip
    _settled(project, by, at)
    old = Amount.objects.filter(corrected_by=row).values_list("number", flat=True).first()
    log(
        by=by, at=at, operation="state_amount", subject=key_of(project_id), amount=row.pk, kind=kind,
        changed={"number": [None if old is None else str(old), str(number)]},
    )  # fmt: skip
    return row.pk


@transaction.atomic
def move(
    *, project_id: int, stage: str, effective_on: date, by: Actor, at: datetime, reason: str = ""
) -> int | None:
    """Enter a stage, or go back to one; ``None`` when done, else the number of the request that now waits.

    Forward, the gates of every stage that is entered are asked. A step back needs a reason and, like the stages
    that the table says so of, a second person. Raises :class:`GateClosed`, :class:`WrongStep`,
    :class:`WrongStatus`.
    """
    project = to_write(project_id=project_id, by=by)
    entered = _entered(project, stage, effective_on, reason, at)
    if not entered or any(load().stages[code].approved for code in entered):
        if Request.objects.filter(project=project, verdict="").exists():
            raise WrongStep(
                "本项目还有一步等待审批，请先决定那一步。",
                "Another step of this project waits for approval. Decide that one first.",
            )
        row = Request.objects.create(
            project=project, stage=stage, effective_on=effective_on, reason=reason[:300],
            at=at, by_id=by.user_id,
        )  # fmt: skip
        log(by=by, at=at, operation="ask_move", subject=key_of(project_id), request=row.pk, stage=stage)
        return row.pk
    _enter(project, entered, effective_on, reason, by, at, approver=None)
    return None


@transaction.atomic
def decide_move(*, project_id: int, approve: bool, by: Actor, at: datetime, reason: str = "") -> None:
    """Approve or refuse the step that waits. Raises :class:`NeedsSecondPerson` for the one who asked for it."""
    by.must("review")
    project = to_decide(project_id=project_id, by=by)
    row = Request.objects.select_for_update().select_related("by").filter(project=project, verdict="").first()
    if row is None:
        raise NothingWaiting(project_id)
    if row.by_id == by.user_id:
        raise NeedsSecondPerson(by.name)
    entered = _entered(project, row.stage, row.effective_on, row.reason, at) if approve else []
    if not approve and not reason.strip():
        raise WrongStep("不同意须写明理由。", "A refusal needs a reason.")
    row.verdict = "approved" if approve else "refused"
    row.decided_at, row.decided_by_id, row.decided_because = at, by.user_id, reason.strip()[:300]
    row.save(update_fields=["verdict", "decided_at", "decided_by", "decided_because"])
    if approve:
        asker = Actor(row.by_id, str(row.by), "clerk")
        _enter(
            project, entered or [row.stage], row.effective_on, row.reason, asker, at,
            approver=by, back=not entered,
        )  # fmt: skip
    log(
        by=by, at=at, operation="decide_move", subject=key_of(project_id), request=row.pk, verdict=row.verdict
    )


@transaction.atomic
def set_status(
    *,
    project_id: int,
    status: str,
    effective_on: date,
    by: Actor,
    at: datetime,
    reason_code: str = "",
    reason: str = "",
    review_on: date | None = None,
) -> None:
    """Pause (with a day of review), lose, end or take up again a project. Merging has its own operation."""
    project = to_write(project_id=project_id, by=by)
    if status == "ended":
        by.must("review")
    if status not in ("active", "paused", "lost", "ended") or status == project.status:
        raise WrongStatus(
            f"“{STATUSES[project.status].zh}”的项目不能改为“{STATUSES[status].zh if status in STATUSES else status}”。",
            f"A project that is {project.status} cannot become {status!r}.",
        )
    if project.status == "merged":
        raise WrongStatus(
            "已并入他项的项目没有自己的状态。请先撤销合并。",
            "A merged project has no status of its own. Undo the merge first.",
        )
    known = [code for code, row in load().exits.items() if row.status == status]
    if status != "active" and reason_code not in known:
        raise WrongStatus(
            f"请选择原因：{'、'.join(known)}。", f"Say why, with one of these codes: {', '.join(known)}."
        )
    if status == "paused" and review_on is None:
        raise WrongStatus("暂缓须写明何日再议。", "A pause needs the day on which it is looked at again.")
    not_ahead(effective_on, timezone.localdate(at))
    before = project.status
    StatusRow.objects.create(
        project=project, status=status, effective_on=effective_on, reason_code=reason_code,
        reason=reason[:300], review_on=review_on, at=at, by_id=by.user_id,
    )  # fmt: skip
    _settled(project, by, at)
    log(
        by=by, at=at, operation="set_status", subject=key_of(project_id), code=reason_code,
        changed={"status": [before, status]},
    )  # fmt: skip


@transaction.atomic
def merge(*, project_id: int, into_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Say that a project is a duplicate of another. Its rows stay; both count as one, first signing first."""
    by.must("review")
    duplicate, target = to_decide(project_id=project_id, by=by), to_decide(project_id=into_id, by=by)
    if duplicate.pk == target.pk or duplicate.status == "merged" or target.status == "merged":
        raise WrongStatus(
            "合并的两个项目都不能是已并入他项的。",
            "Merge a project that is not merged into another one that is not merged either.",
        )
    if Project.objects.filter(merged_into=duplicate).exists():
        raise WrongStatus(
            "已有项目并入本项目。请先把它们并入另一个。",
            "Others were merged into this project. Merge those into the other one first.",
        )
    if not reason.strip():
        raise WrongStatus("合并须写明原因。", "A merge needs a reason.")
    identity = ledger.identify(key=key_of(duplicate.pk), thing=key_of(target.pk), reason=reason, by=by, at=at)
    StatusRow.objects.create(
        project=duplicate, status="merged", effective_on=timezone.localdate(at), reason=reason.strip()[:300],
        into=target, identity_id=identity, at=at, by_id=by.user_id,
    )  # fmt: skip
    _settled(duplicate, by, at)
    log(by=by, at=at, operation="merge", subject=key_of(duplicate.pk), into=target.pk, reason=reason)


@transaction.atomic
def undo_merge(*, project_id: int, by: Actor, at: datetime) -> None:
    """Take a merge back: the project stands where it stood before."""
    by.must("review")
    project = to_decide(project_id=project_id, by=by)
    rows = list(StatusRow.objects.filter(project=project).order_by("pk"))
    if project.status != "merged" or rows[-1].identity_id is None:
        raise WrongStatus(
            f"项目 {project_id} 没有并入他项。", f"Project {project_id} is not merged into another."
        )
    ledger.take_back_identity(identity_id=rows[-1].identity_id, by=by, at=at)
    before = rows[-2]
    StatusRow.objects.create(
        project=project, status=before.status, effective_on=before.effective_on,
        reason_code=before.reason_code, reason=before.reason, review_on=before.review_on,
        at=at, by_id=by.user_id,
    )  # fmt: skip
    _settled(project, by, at)
    log(by=by, at=at, operation="undo_merge", subject=key_of(project_id), from_=rows[-1].into_id)


@transaction.atomic
def recount(*, by: Actor, at: datetime) -> int:
    """Count anew what every project lacks, after the rules of gates changed; how many differed.

    Each that differed has its row of the record, so that whoever asks what changed since then is told of it.
    """
    by.must("review")
    details = []
    for project in Project.objects.order_by("pk").iterator():
        before = project.lacking
        if _recounted(project, at):
            told = {"changed": {"lacking": [before, project.lacking]}}
            details.append((key_of(project.pk), told))
    log_many(by=by, at=at, operation="recount", details=details)
    log(by=by, at=at, operation="recount", subject="list:projects", changed=len(details))
    return len(details)


def _recounted(project: Project, at: datetime) -> bool:
    before, project.lacking = project.lacking, _lacking(project, at)
    if before != project.lacking:
        project.save(update_fields=["lacking"])
    return before != project.lacking


def _holding(evidence_id: int | None, project_id: int) -> None:
    if evidence_id is None:
        return
    if not Evidence.objects.filter(pk=evidence_id, project_id=project_id, taken_back_at=None).exists():
        raise NoSuchEvidence(evidence_id)


def _entered(project: Project, stage: str, day: date, reason: str, at: datetime) -> list[str]:
    """The stages that a step enters, their gates asked; empty for a step back."""
    entered = entered_by(
        load(), standing_at=project.stage, since=project.stage_since, status=project.status, stage=stage,
        on=day, reason=reason, today=timezone.localdate(at),
    )  # fmt: skip
    _ask_gates(project, entered, day)
    return entered


def _ask_gates(project: Project, entered: list[str], day: date) -> None:
    held = supplied(project)
    found = [one for stage in entered for one in missing_for(stage, rules=load(), on=day, **held)]
    musts = tuple(one for one in found if one.must)
    if musts:
        raise GateClosed(musts)


def _lacking(project: Project, at: datetime) -> int:
    day = timezone.localdate(at)
    return lacking(project.stage, project.status, rules=load(), on=day, **supplied(project))


def _enter(
    project: Project,
    stages: list[str],
    day: date,
    reason: str,
    by: Actor,
    at: datetime,
    *,
    approver: Actor | None,
    back: bool = False,
) -> None:
    before = project.stage
    for stage in stages:
        StageRow.objects.create(
            project=project, stage=stage, effective_on=day, back=back, reason=reason[:300], at=at,
            by_id=by.user_id, approved_by_id=approver.user_id if approver else None,
        )  # fmt: skip
    _settled(project, approver or by, at)
    log(
        by=by, at=at, operation="move", subject=key_of(project.pk), stages=stages, day=str(day), back=back,
        changed={"stage": [before, project.stage]},
    )  # fmt: skip


def _settled(project: Project, by: Actor, at: datetime) -> None:
    """Work out what lists and figures need from the rows, and write it."""
    status = StatusRow.objects.filter(project=project).order_by("pk").last()
    assert status is not None
    keys, wanted = derive(
        project,
        StageRow.objects.filter(project=project).order_by("pk"),
        status,
        list(Amount.objects.filter(project=project).order_by("pk")),
        FormerName.objects.filter(project=project).values_list("name", flat=True),
        Sheet.objects.filter(project=project).values_list("columns", flat=True).first() or {},
    )
    project.lacking = _lacking(project, at)
    project.save()
    ledger.settle(keys=keys, wanted=wanted, by=by, at=at)
