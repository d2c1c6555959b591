"""Kinds of money and promises, how receipts add up, and how a promise stands. Tables and pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from duijie.funds.types import ReceiptInfo, Received
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger.rules import PART
from duijie.ledger.types import Draft, Kept, Within
from duijie.pipeline.rules import key_of
from duijie.rulebook import table

MEASURE: Final = "funds.received"


@dataclass(frozen=True, slots=True)
class ReceiptKind:
    """What money is for; see the head of ``receipt_kinds.toml``."""

    code: str
    name: Words
    fixed: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class PromiseKind:
    """What is promised; see the head of ``promise_kinds.toml``."""

    code: str
    name: Words
    unit: str
    from_receipts: bool = False


@cache
def receipt_kinds() -> Mapping[str, ReceiptKind]:
    """By code. Raises :class:`duijie.rulebook.WrongTable`."""
    return {row.code: row for row in table("duijie.funds", "receipt_kinds", ReceiptKind)}


@cache
def promise_kinds() -> Mapping[str, PromiseKind]:
    """By code. Raises :class:`duijie.rulebook.WrongTable`."""
    return {row.code: row for row in table("duijie.funds", "promise_kinds", PromiseKind)}


def receipt_key(project_id: int, receipt_id: int) -> str:
    """The ledger key of a receipt: a part of its project, so that it goes along when that is merged."""
    return f"{key_of(project_id)}{PART}receipt:{receipt_id}"


def entry_of(row: ReceiptInfo, label: str, belongs: Within) -> list[Kept]:
    """The entry that follows from a receipt; none where it does not hold or its kind does not count."""
    kind = receipt_kinds()[row.kind]
    if not row.holds or not kind.counts:
        return []
    draft = Draft(
        "item", MEASURE, label, Quantity.exactly(row.counted, row.currency),
        key=receipt_key(row.project_id, row.id), data={"kind": row.kind, "fixed": kind.fixed, "source": row.source},
        belongs=belongs,
    )  # fmt: skip
    basis = "reported" if row.verified is None else "verified"
    return [Kept(draft, row.received_on, f"项目 {row.project_id} 到位资金记录 {row.id}", basis)]


def add_up(rows: Iterable[ReceiptInfo], today: date) -> Received:
    """What counts of the receipts that hold, in yuan, up to a day."""
    total = year = month = fixed = Decimal(0)
    for row in rows:
        kind = receipt_kinds()[row.kind]
        if not (row.holds and kind.counts and row.currency == "CNY" and row.received_on <= today):
            continue
        total += row.counted
        fixed += row.counted if kind.fixed else 0
        if row.received_on.year == today.year:
            year += row.counted
            month += row.counted if row.received_on.month == today.month else 0
    return Received(total, year, month, fixed)


def state_of(promised: Decimal, achieved: Decimal | None, due_on: date, today: date) -> str:
    """How a promise stands on a day."""
    if achieved is not None and achieved >= promised:
        return "kept"
    if today <= due_on:
        return "open"
    return "unknown" if achieved is None else "short"
