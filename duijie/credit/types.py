"""Shares as other packages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from duijie.kernel.words import Told


class WrongSplit(Told, ValueError):
    """Shares that do not sum to 100, or a role or rule that is not in the table."""


@dataclass(frozen=True, slots=True)
class ShareInfo:
    """A unit's part in a project, in percent."""

    unit_id: int
    unit: str
    role: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class SplitInfo:
    """How a project is shared, by which rule, and who said so."""

    rule: str
    reason: str
    shares: tuple[ShareInfo, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Credited:
    """A unit's credit in assessment: projects and investment by its shares. Totals count each project once."""

    unit_id: int
    unit: str
    projects: Decimal
    investment: Decimal
