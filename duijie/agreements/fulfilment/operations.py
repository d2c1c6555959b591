"""The only writer of marks and waivers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.agreements.models import Agreement, Mark, Paper, Step, Waiver
from duijie.agreements.queries import paper_of, step_of, to_decide, to_write
from duijie.agreements.rules import CLOSING, key_of, not_ahead, reasoned
from duijie.agreements.types import SecondPersonWanted, WrongAgreement


@transaction.atomic
def mark(
    *,
    step_id: int,
    act: str,
    on: date,
    by: Actor,
    at: datetime,
    text: str = "",
    number: Decimal | None = None,
    paper_id: int | None = None,
) -> None:
    """Say what became of a step: ``met`` with its proof, ``partly``, ``broken`` or ``reopened`` with words.

    Finding a breach and opening again are the office's. A waiver has its own two operations.
    """
    step, row = _held_step(step_id, by)
    if act not in ("met", "partly", "broken", "reopened"):
        raise WrongAgreement(
            f"没有“{act}”这种标记。",
            f"{act!r} is no mark. Use met, partly, broken or reopened; a waiver is asked for.",
        )
    if row.state == "draft":
        raise WrongAgreement(
            "草案尚无约束力，请先标为已签。", "A draft binds nobody yet. Mark the agreement as signed first."
        )
    if (step.done != "") != (act == "reopened"):
        raise WrongAgreement(
            "该步骤当前状态不能这样标记。",
            f"The step is {step.done or 'open'}; {act} does not follow on that.",
        )
    if act in ("broken", "reopened"):
        by.must("review")
    if act == "met" and paper_id is None:
        raise WrongAgreement(
            "标为履行须有凭证，请先上传凭证。",
            "A step is met with its proof. Attach that to the agreement and give its number.",
        )
    if act != "met" and not text.strip():
        raise WrongAgreement("请简要说明情况和原因。", "Say in a few words what and why.")
    not_ahead(on, at)
    _mark(step, row, act, on, by, at, text=text, number=number, paper=paper_of(row, paper_id))


@transaction.atomic
def ask_waiver(*, step_id: int, reason: str, by: Actor, at: datetime) -> int:
    """Ask that a step be waived; a second person decides."""
    step, row = _held_step(step_id, by)
    if step.done:
        raise WrongAgreement(
            "该步骤已有结论，不能再申请豁免。", f"The step is {step.done}; only an open one is waived."
        )
    if Waiver.objects.filter(step=step, verdict="").exists():
        raise WrongAgreement(
            "该步骤已有一份豁免申请待批，请先处理。",
            "A waiver of this step waits already. Decide that one first.",
        )
    found = Waiver.objects.create(step=step, reason=reasoned(reason), at=at, by_id=by.user_id)
    log(by=by, at=at, operation="ask_waiver", subject=key_of(row.pk), step=step.pk)
    return found.pk


@transaction.atomic
def decide_waiver(*, step_id: int, approve: bool, by: Actor, at: datetime, reason: str = "") -> None:
    """Approve or refuse the waiver that waits. Raises :class:`SecondPersonWanted` for the one who asked."""
    by.must("review")
    step = step_of(step_id=step_id, by=by)
    row = to_decide(agreement_id=step.clause.agreement_id, by=by)
    found = (
        Waiver.objects.select_for_update(of=("self",))
        .select_related("by")
        .filter(step=step, verdict="")
        .first()
    )
    if found is None:
        raise WrongAgreement("没有待批的豁免申请。", f"No waiver of step {step_id} waits.")
    if found.by_id == by.user_id:
        raise SecondPersonWanted(by.name)
    found.verdict = "approved" if approve else "refused"
    found.decided_at, found.decided_by_id = at, by.user_id
    found.decided_because = reason.strip()[:500] if approve else reasoned(reason)
    found.save(update_fields=["verdict", "decided_at", "decided_by", "decided_because"])
    if approve:
        asker = Actor(found.by_id, str(found.by), "clerk")
        _mark(step, row, "waived", timezone.localdate(at), asker, at, text=found.reason, approver=by)
    log(by=by, at=at, operation="decide_waiver", subject=key_of(row.pk), step=step.pk, verdict=found.verdict)


def _held_step(step_id: int, by: Actor) -> tuple[Step, Agreement]:
    step = step_of(step_id=step_id, by=by)
    row = to_write(agreement_id=step.clause.agreement_id, by=by)
    # Read again under the agreement's lock: another mark may have come in between.
    step.refresh_from_db(fields=["done"])
    return step, row


def _mark(
    step: Step,
    row: Agreement,
    act: str,
    on: date,
    by: Actor,
    at: datetime,
    *,
    text: str = "",
    number: Decimal | None = None,
    paper: Paper | None = None,
    approver: Actor | None = None,
) -> None:
    Mark.objects.create(
        step=step, act=act, on=on, text=text.strip()[:500], number=number, paper=paper, at=at, by_id=by.user_id,
        approved_by_id=approver.user_id if approver else None,
    )  # fmt: skip
    before, step.done = step.done, act if act in CLOSING else ""
    step.save(update_fields=["done"])
    log(
        by=approver or by, at=at, operation="mark", subject=key_of(row.pk), step=step.pk, act=act,
        changed={"done": [before, step.done]},
    )  # fmt: skip
