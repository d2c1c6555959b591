"""Decisions and facts as other packages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from duijie.evidence.types import StoredStatement
from duijie.kernel.span import Span
from duijie.kernel.words import Told
from duijie.reading.kinds import Said, from_values


class NothingToWithdraw(Told, ValueError):
    """The statement has no decision that could be taken back."""

    def __init__(self, statement_id: str) -> None:
        super().__init__(
            f"陈述 {statement_id} 还没有审定，无可撤回。",
            f"Statement {statement_id} has no decision to take back. It is still waiting.",
        )


class ReasonMissing(Told, ValueError):
    """A rejection needs a reason, so that the next reader knows why."""

    def __init__(self) -> None:
        super().__init__(
            "否决须写明理由，为何这条陈述不成立。",
            "A rejection needs a reason. Say in a few words why the statement does not hold.",
        )


@dataclass(frozen=True, slots=True)
class DecisionInfo:
    """The decision in force on a statement."""

    verdict: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement with the decision in force (``None``: waiting) and, if it is a fact, the accepted values."""

    statement: StoredStatement
    decision: DecisionInfo | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FactInfo:
    """A fact in force, with the statement that it rests on."""

    id: int
    kind: str
    values: Mapping[str, Any]
    statement_id: str
    quote: str
    place: Span
    document_id: int
    document_date: date | None

    @property
    def said(self) -> Said:
        """The typed meaning."""
        return from_values(self.kind, self.values)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document's review has come."""

    waiting: int
    accepted: int
    rejected: int

    @property
    def all(self) -> int:
        """Statements in all."""
        return self.waiting + self.accepted + self.rejected
