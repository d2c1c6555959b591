"""Vettings as other packages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from duijie.kernel.words import Told, Words


class NoSuchVetting(Told, LookupError):
    """No vetting has this number, or the viewer may not see its project."""

    def __init__(self, vetting_id: object) -> None:
        super().__init__(
            f"没有评审 {vetting_id}。请为待审的项目发起一次。",
            f"There is no vetting {vetting_id}. Open one for a project that stands before the committee.",
        )


class WrongScore(Told, ValueError):
    """Points or vetoes that the scorecard does not have."""


class WrongDecision(Told, ValueError):
    """The vetting does not stand where this could be decided."""


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A member's sheet."""

    unit: str
    points: Mapping[str, Decimal]
    total: Decimal
    vetoes: tuple[str, ...]
    opinion: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionInfo:
    """The word of a step."""

    step: str
    passed: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VettingInfo:
    """A vetting. ``score`` is the mean of the members' totals, ``None`` before the first sheet.

    ``hindered`` says why it cannot pass as it stands, ``None`` where it can.
    """

    id: int
    project_id: int
    scorecard: str
    state: str
    score: Decimal | None
    by_item: Mapping[str, Decimal]
    least: Decimal
    vetoes: tuple[Words, ...]
    hindered: Words | None
    sheets: tuple[SheetInfo, ...]
    decisions: tuple[DecisionInfo, ...]
    by: str
    at: datetime
