"""Scores and grades as other packages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from duijie.kernel.words import Told, Words


class NoSuchAssessment(Told, LookupError):
    """No assessment, or no score in one, has this number."""

    def __init__(self, number: object) -> None:
        super().__init__(
            f"没有评价 {number}。亩均评价页列有全部评价。",
            f"There is no assessment {number}. The page of yields lists what there is.",
        )


class NothingToScore(Told, ValueError):
    """No enterprise told of the year."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"{year} 年没有企业数据，请先登记。",
            f"No enterprise in residence told of {year}. Record their years first.",
        )


class WrongVeto(Told, ValueError):
    """A veto needs a kind and what it rests on."""


@dataclass(frozen=True, slots=True)
class Part:
    """An item of a score. ``value`` is ``None`` where not told: ``points`` are then the group's average, or 0."""

    measure: str
    value: Decimal | None
    benchmark: Decimal
    weight: Decimal
    points: Decimal
    capped: bool
    averaged: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """An enterprise's score: ``None`` where it is left out, and why."""

    tenant_id: int
    group: str
    score: Decimal | None
    parts: tuple[Part, ...]
    left_out: Words | None = None


@dataclass(frozen=True, slots=True)
class AssessmentInfo:
    """An assessment. ``rules_on`` is the day whose rules were used; nothing changes once it is published."""

    id: int
    year: int
    rules_on: date
    at: datetime
    by: str
    published_at: datetime | None
    scored: int
    left_out: int
    grades: tuple[tuple[str, str, int], ...]
    """Group, grade and how many enterprises."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """An enterprise's place. ``parts`` is empty where the viewer may not read its numbers."""

    id: int
    tenant_id: int
    tenant: str
    park_id: int
    park: str
    group: str
    score: Decimal | None
    grade: str
    place: int | None
    veto: str
    left_out: Words | None
    parts: tuple[Part, ...]
