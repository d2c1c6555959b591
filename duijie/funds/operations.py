"""The only writer of receipts, checks, promises and achievements. It is long because one module writes these tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from duijie.accounts.models import User
from duijie.accounts.operations import log, log_many
from duijie.accounts.types import Actor
from duijie.funds.models import Achievement, Check, Promise, Receipt
from duijie.funds.queries import holding, info_of
from duijie.funds.rules import entry_of, promise_kinds, receipt_key, receipt_kinds
from duijie.funds.types import Incoming, NoSuchReceipt, WrongMoney
from duijie.journal import Journal, differences, image
from duijie.journal.inserting import insert
from duijie.ledger import operations as ledger
from duijie.ledger.types import Posted
from duijie.pipeline import queries as projects
from duijie.pipeline.models import Evidence
from duijie.pipeline.rules import BASES, key_of
from duijie.pipeline.state import belongings
from duijie.pipeline.types import NoSuchEvidence

AT_ONCE: Final = 1000


@transaction.atomic
def receive(
    *,
    project_id: int,
    received_on: date,
    payer: str,
    kind: str,
    number: Decimal,
    by: Actor,
    at: datetime,
    source: str = "",
    currency: str = "CNY",
    evidence_id: int | None = None,
    note: str = "",
) -> int:
    """Record money that arrived; the receipt's number. Without evidence it counts, and is warned of."""
    projects.to_write(project_id=project_id, by=by)
    _checked(kind, number, received_on, payer, at)
    _proof(evidence_id, project_id)
    row = Receipt.objects.create(
        project_id=project_id, received_on=received_on, payer=payer.strip()[:200], source=source, kind=kind,
        number=number, currency=currency, evidence_id=evidence_id, note=note[:300], at=at, by_id=by.user_id,
    )  # fmt: skip
    _settled(row, by, at)
    log(by=by, at=at, operation="receive", subject=key_of(project_id), receipt=row.pk, number=str(number))
    return row.pk


@transaction.atomic
def receive_many(
    *,
    rows: Sequence[Incoming],
    by: Actor,
    at: datetime,
    journal: Journal,
) -> list[int]:
    """Record money that another record tells of; the receipts' numbers, in order. Raises as :func:`receive`."""
    user = User.objects.get(pk=by.user_id)
    found: list[int] = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        held = {
            number: projects.to_write(project_id=number, by=by) for number in {r.project_id for r in some}
        }
        for row in some:
            _checked(row.kind, row.number, row.received_on, row.payer, at)
        made = [
            Receipt(
                project=held[row.project_id], received_on=row.received_on, payer=row.payer.strip()[:200],
                source=row.source, kind=row.kind, number=row.number, currency=row.currency, note=row.note[:300],
                at=at, by=user,
            )
            for row in some
        ]  # fmt: skip
        insert(made)
        journal.wrote(made)
        belong = belongings(projects=held)
        wanted = [
            one
            for row in made
            for one in entry_of(info_of(row, [], holds=True), row.project.name, belong[row.project_id])
        ]
        keys = [receipt_key(row.project_id, row.pk) for row in made]
        ledger.settle(keys=keys, wanted=wanted, by=by, at=at, journal=journal)
        log_many(
            by=by, at=at, operation="receive",
            details=[(key_of(row.project_id), {"receipt": row.pk, "number": str(row.number)}) for row in made],
        )  # fmt: skip
        found += [row.pk for row in made]
    return found


@transaction.atomic
def correct(
    *,
    receipt_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    number: Decimal | None = None,
    received_on: date | None = None,
    payer: str = "",
    kind: str = "",
    evidence_id: int | None = None,
) -> int:
    """Correct a receipt by a further one that says what was right; the new receipt's number.

    What is left out stays as it was; a verified number does not go along. Raises :class:`NoSuchReceipt`.
    """
    old = _held(receipt_id, by)
    _reason(reason)
    proof = evidence_id or old.evidence_id
    row = Receipt(
        project_id=old.project_id, received_on=received_on or old.received_on, payer=(payer or old.payer)[:200],
        source=old.source, kind=kind or old.kind, number=old.number if number is None else number,
        currency=old.currency, evidence_id=proof, note=reason.strip()[:300], corrects=old, at=at,
        by_id=by.user_id,
    )  # fmt: skip
    _checked(row.kind, row.number, row.received_on, row.payer, at)
    _proof(evidence_id, old.project_id)
    row.save()
    _settled(old, by, at)
    _settled(row, by, at)
    changed = {
        field: pair
        for field, pair in differences(image(old), row).items()
        if field not in ("corrects", "note")
    }
    log(
        by=by, at=at, operation="correct_receipt", subject=key_of(old.project_id), receipt=row.pk, old=old.pk,
        changed=changed, reason=row.note,
    )  # fmt: skip
    return row.pk


@transaction.atomic
def take_out(*, receipt_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Say that a receipt never was. Raises :class:`NoSuchReceipt`."""
    old = _held(receipt_id, by)
    _reason(reason)
    Receipt.objects.create(
        project_id=old.project_id, received_on=old.received_on, payer=old.payer, source=old.source, kind=old.kind,
        number=0, currency=old.currency, note=reason.strip()[:300], void=True, corrects=old, at=at,
        by_id=by.user_id,
    )  # fmt: skip
    _settled(old, by, at)
    log(
        by=by, at=at, operation="take_out_receipt", subject=key_of(old.project_id), receipt=old.pk,
        changed={"number": [str(old.number), None]}, reason=reason.strip()[:300],
    )  # fmt: skip


@transaction.atomic
def verify(
    *, receipt_id: int, number: Decimal, by: Actor, at: datetime, basis: str = "verified", note: str = ""
) -> None:
    """Say what a receipt was found to be. Whoever reported it does not verify it."""
    by.must("review")
    row = _held(receipt_id, by)
    if row.by_id == by.user_id and basis == "verified":
        raise WrongMoney(
            f"这笔资金由{by.name}填报，须由他人核实。",
            f"{by.name} reported this receipt; another person verifies it.",
        )
    if number < 0 or basis not in BASES[1:]:
        raise WrongMoney(
            "请填不为负的数，口径为核实或统计。",
            "Give a number that is not negative, verified or statistical.",
        )
    Check.objects.create(receipt=row, basis=basis, number=number, note=note[:300], at=at, by_id=by.user_id)
    _settled(row, by, at)
    log(
        by=by,
        at=at,
        operation="verify_receipt",
        subject=key_of(row.project_id),
        receipt=row.pk,
        changed={"number": [str(row.number), str(number)]},
    )


@transaction.atomic
def promise(
    *,
    project_id: int,
    kind: str,
    number: Decimal,
    due_on: date,
    by: Actor,
    at: datetime,
    evidence_id: int | None = None,
    note: str = "",
) -> int:
    """Record what an agreement promises by a day, in the kind's base unit; the row's number."""
    projects.to_write(project_id=project_id, by=by)
    if kind not in promise_kinds() or number < 0:
        raise WrongMoney(
            f"请填不为负的数，种类为：{'、'.join(promise_kinds())}。",
            f"Give a number that is not negative, of one of {', '.join(promise_kinds())}.",
        )
    _proof(evidence_id, project_id)
    row = Promise.objects.create(
        project_id=project_id, kind=kind, number=number, due_on=due_on, evidence_id=evidence_id, note=note[:300],
        at=at, by_id=by.user_id,
    )  # fmt: skip
    log(by=by, at=at, operation="promise", subject=key_of(project_id), promise=row.pk, kind=kind)
    return row.pk


@transaction.atomic
def achieve(
    *,
    project_id: int,
    kind: str,
    number: Decimal,
    effective_on: date,
    by: Actor,
    at: datetime,
    basis: str = "reported",
    evidence_id: int | None = None,
) -> int:
    """Record what came of a promise, as it stood on a day; the row's number."""
    projects.to_write(project_id=project_id, by=by)
    kinds = [code for code, row in promise_kinds().items() if not row.from_receipts]
    if basis != "reported":
        by.must("review")
    if kind not in kinds or number < 0 or basis not in BASES:
        raise WrongMoney(
            f"请填不为负的数，种类为：{'、'.join(kinds)}；投资额按到位资金登记。",
            f"Give a number that is not negative, of one of {', '.join(kinds)}; investment is what is received.",
        )
    if effective_on > timezone.localdate(at):
        raise WrongMoney(
            f"{effective_on} 还没有到。这里登记已经实现的；将来的请登记为承诺。",
            f"{effective_on} lies ahead. Record what has come; what is to come is a promise.",
        )
    _proof(evidence_id, project_id)
    row = Achievement.objects.create(
        project_id=project_id, kind=kind, basis=basis, number=number, effective_on=effective_on,
        evidence_id=evidence_id, at=at, by_id=by.user_id,
    )  # fmt: skip
    log(by=by, at=at, operation="achieve", subject=key_of(project_id), achievement=row.pk, kind=kind)
    return row.pk


def _held(receipt_id: int, by: Actor) -> Receipt:
    row = holding(viewer=by).select_for_update(of=("self",)).filter(pk=receipt_id).first()
    if row is None:
        raise NoSuchReceipt(receipt_id)
    projects.to_write(project_id=row.project_id, by=by)
    return row


def _checked(kind: str, number: Decimal, day: date, payer: str, at: datetime) -> None:
    if kind not in receipt_kinds():
        raise WrongMoney(
            f"没有资金种类“{kind}”，可选：{'、'.join(receipt_kinds())}。",
            f"There is no kind of money {kind!r}; there are {', '.join(receipt_kinds())}.",
        )
    if number <= 0:
        raise WrongMoney(
            "到位资金须大于零。要去掉一笔，请用撤销。",
            "Money received is more than nothing. To take a receipt out, say so.",
        )
    if day > timezone.localdate(at):
        raise WrongMoney(
            f"{day} 还没有到。资金到位后再登记。", f"{day} lies ahead. Record money when it has arrived."
        )
    if not payer.strip():
        raise WrongMoney("请写明付款方。", "A receipt names its payer.")


def _proof(evidence_id: int | None, project_id: int) -> None:
    if evidence_id is None:
        return
    if not Evidence.objects.filter(pk=evidence_id, project_id=project_id, taken_back_at=None).exists():
        raise NoSuchEvidence(evidence_id)


def _reason(reason: str) -> None:
    if not reason.strip():
        raise WrongMoney("更正须写明原因。", "A correction needs a reason.")


@transaction.atomic
def repost(*, by: Actor, at: datetime) -> Posted:
    """Bring the ledger in step with every receipt, as after a change of the tables; where they agree nothing is written."""
    by.must("settle")
    posted = Posted(0, 0)
    numbers = list(Receipt.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        rows = Receipt.objects.select_related("project", "by").in_bulk(numbers[start : start + AT_ONCE])
        replaced = set(Receipt.objects.filter(corrects__in=rows).values_list("corrects_id", flat=True))
        checks: dict[int, list[Check]] = defaultdict(list)
        for check in Check.objects.filter(receipt__in=rows).select_related("by").order_by("pk"):
            checks[check.receipt_id].append(check)
        belong = belongings(projects={row.project_id for row in rows.values()})
        wanted = [
            one
            for number, row in rows.items()
            for one in entry_of(
                info_of(row, checks[number], holds=number not in replaced),
                row.project.name,
                belong[row.project_id],
            )
        ]
        keys = [receipt_key(row.project_id, number) for number, row in rows.items()]
        posted += ledger.settle(keys=keys, wanted=wanted, by=by, at=at)
    return ledger.note_repost(of="receipts", posted=posted, by=by, at=at)


def _settled(row: Receipt, by: Actor, at: datetime) -> None:
    """Bring the ledger in step with a receipt."""
    fresh = Receipt.objects.select_related("project", "by").get(pk=row.pk)
    holds = not Receipt.objects.filter(corrects=row.pk).exists()
    checks = list(Check.objects.filter(receipt=row).select_related("by").order_by("pk"))
    belong = belongings(projects=[row.project_id])
    wanted = entry_of(info_of(fresh, checks, holds=holds), fresh.project.name, belong[row.project_id])
    ledger.settle(keys=[receipt_key(row.project_id, row.pk)], wanted=wanted, by=by, at=at)
