"""Contradictions and claims with what was said of them, as other packages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from duijie.figures.beside import Contradiction
from duijie.figures.reconcile import Claim
from duijie.kernel.words import Told, Words


class NoSuchDispute(Told, LookupError):
    """No contradiction and no unsupported claim has this key now."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"没有与“{key}”对应的矛盾或无据说法，可能已不再存在。对账页列有现有的全部。",
            f"There is no contradiction or unsupported claim {key!r}, or not any more. `duijie reconcile` lists what there is.",
        )


class WrongAnswer(Told, ValueError):
    """An answer that cannot be given to this."""


class State(StrEnum):
    """How a matter stands."""

    OPEN = "open"
    JUDGED = "judged"
    REOPENED = "reopened"
    NONE = "none"


STATE_NAMES = {
    State.OPEN: Words("待判定", "to be judged"),
    State.JUDGED: Words("已判定", "judged"),
    State.REOPENED: Words("重新待判定", "open again"),
    State.NONE: Words("无异议", "not in dispute"),
}
WAITING = (State.OPEN, State.REOPENED)


@dataclass(frozen=True, slots=True)
class AnswerInfo:
    """What a person said, when, and why. ``code`` is seen from the sides as they stand now."""

    code: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How a matter stands: the answer in force, why it is open again, and all that was said, the latest first.

    ``key`` names the matter to pages, commands and programs.
    """

    key: str
    state: State
    answer: AnswerInfo | None = None
    again: tuple[Words, ...] = ()
    history: tuple[AnswerInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """One matter: two sides that exclude each other, or a claim beside its figure; the other is ``None``."""

    standing: Standing
    contradiction: Contradiction | None = None
    claim: Claim | None = None

    @property
    def documents(self) -> frozenset[int]:
        """All that take part."""
        if self.contradiction is not None:
            return self.contradiction.documents
        assert self.claim is not None
        return frozenset({self.claim.statement.document_id})

    @property
    def measure(self) -> str:
        """What is spoken of."""
        if self.contradiction is not None:
            return str(self.contradiction.left.values["measure"])
        assert self.claim is not None
        return self.claim.measure


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of matters is narrowed to. ``unit_id``: documents that the unit, or one below it, received."""

    document_id: int | None = None
    measure: str = ""
    unit_id: int | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Disputes:
    """All contradictions and all claims, supported ones too, in the order of documents and places."""

    contradictions: tuple[Dispute, ...]
    claims: tuple[Dispute, ...]
