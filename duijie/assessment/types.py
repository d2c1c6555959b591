"""Runs, results and objections as other packages see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from duijie.assessment.scoring.scheme import Scheme
from duijie.assessment.scoring.values import Scored
from duijie.kernel.words import Told, Words


class NoSuchScheme(Told, LookupError):
    """No scheme of this code is in force on the day."""

    def __init__(self, code: str, day: date, known: Iterable[str]) -> None:
        known = list(known)
        super().__init__(
            f"{day} 没有考核办法“{code}”，有：{'、'.join(known)}。",
            f"There is no scheme {code!r} on {day}; there are {', '.join(known)}.",
        )


class NoSuchRun(Told, LookupError):
    """No assessment, result or objection of this number that the viewer may read."""

    def __init__(self, what: Words, number: object) -> None:
        super().__init__(
            f"没有可以查看的{what.zh} {number}。", f"There is no {what.en} {number} that you may read."
        )


RUN, RESULT, OBJECTION = Words("考核", "assessment"), Words("考核结果", "result"), Words("申诉", "objection")


class WrongAssessment(Told, ValueError):
    """What cannot be done with an assessment now."""


@dataclass(frozen=True, slots=True)
class HandRow:
    """A number entered by hand for a unit, or one thing of it."""

    id: int
    unit_id: int
    unit: str
    input: str
    on: date
    number: Decimal
    thing: str
    evidence: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunInfo:
    """An assessment. ``state``: ``draft``, ``shown`` to units for objections, ``published``, or ``replaced`` by a later one.

    ``digest`` is of what was published: rules, numbers and scores; ``open`` counts objections without an answer.
    """

    id: int
    scheme: Scheme
    as_of: date
    known_at: datetime
    state: str
    by_id: int
    by: str
    at: datetime
    units: int
    open: int
    shown_until: date | None = None
    published_at: datetime | None = None
    published_by: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ResultInfo:
    """A unit's result in an assessment. ``mine``: the viewer is of the unit, or of one above it."""

    id: int
    run_id: int
    unit: str
    scored: Scored
    mine: bool


@dataclass(frozen=True, slots=True)
class ObjectionInfo:
    """What a unit objects to, and the answer. ``state``: ``open``, ``upheld``, ``rejected``."""

    id: int
    result_id: int
    unit: str
    item: str
    text: str
    by: str
    at: datetime
    state: str
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
