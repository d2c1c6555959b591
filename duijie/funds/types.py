"""Money and promises as other packages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from duijie.kernel.words import Told, Words


class NoSuchReceipt(Told, LookupError):
    """No receipt of this number holds, or the viewer may not see its project."""

    def __init__(self, receipt_id: object) -> None:
        super().__init__(
            f"没有有效的到位资金 {receipt_id}。项目页列有全部到位资金。",
            f"There is no receipt {receipt_id} that holds. `duijie project ID` lists a project's receipts.",
        )


class WrongMoney(Told, ValueError):
    """An amount, a kind or a day that makes no sense here."""


@dataclass(frozen=True, slots=True)
class ReceiptInfo:
    """A receipt. Three numbers stand apart: reported, verified, statistical. ``holds``: no further row corrects it."""

    id: int
    project_id: int
    received_on: date
    payer: str
    source: str
    kind: str
    number: Decimal
    verified: Decimal | None
    statistical: Decimal | None
    verifier: str
    currency: str
    evidence_id: int | None
    note: str
    by: str
    by_id: int
    at: datetime
    holds: bool

    @property
    def period(self) -> str:
        """The month it arrived in: ``2024-05``."""
        return f"{self.received_on:%Y-%m}"

    @property
    def counted(self) -> Decimal:
        """What counts: the verified number where there is one."""
        return self.number if self.verified is None else self.verified


@dataclass(frozen=True, slots=True)
class Received:
    """What a project received, in yuan: in all, in the year and in the month of a day, and what formed fixed assets."""

    total: Decimal
    year: Decimal
    month: Decimal
    fixed: Decimal


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise against what came. ``state``: ``kept``, ``open`` (not yet due), ``short``, ``unknown`` (nothing told)."""

    kind: str
    name: Words
    unit: str
    promised: Decimal
    due_on: date
    achieved: Decimal | None
    basis: str
    state: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """Money received of which another record tells."""

    project_id: int
    received_on: date
    payer: str
    kind: str
    number: Decimal
    currency: str = "CNY"
    source: str = ""
    note: str = ""
