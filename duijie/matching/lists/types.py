"""Saved lists as pages and programs see them, and what can go wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from duijie.kernel.words import Told, Words
from duijie.leads.types import Duplicate
from duijie.matching.types import Part


class NoSuchShortlist(Told, LookupError):
    """No saved list, or row of one, has this number."""

    def __init__(self, number: object) -> None:
        super().__init__(
            f"没有目标企业清单或条目 {number}。清单页列有全部清单。",
            f"There is no list of prospects, or row of one, {number}. `duijie prospects` lists the lists.",
        )


class NothingSaid(Told, ValueError):
    """What was asked for cannot be kept; says what to do."""


@dataclass(frozen=True, slots=True)
class Remarked:
    """Something said of a row. ``said`` and ``reason`` are codes, ``why`` the reason in words and what was typed."""

    said: str
    reason: str
    why: Words
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list among others. ``rows`` are on it; of those ``contacted``, ``right``, ``wrong`` and ``leads``."""

    id: int
    name: str
    target: str
    place: str
    weights: str
    at: datetime
    by: str
    rows: int
    contacted: int
    right: int
    wrong: int
    leads: int


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row as it was ranked, whose it is, and what was said. ``lead_id`` only where the viewer may see that lead."""

    id: int
    list_id: int
    rank: int
    points: Decimal
    name: str
    credit_code: str
    about: str
    chain_id: int
    chain: Words
    link: str
    link_name: Words
    parts: tuple[Part, ...]
    source: str
    row: int
    as_of: date | None
    unit: str
    person: str
    due_on: date | None
    late: bool
    verdict: str
    contacted_on: date | None
    taken_up: bool
    lead_id: int | None
    remarks: tuple[Remarked, ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """How many were rated right among those rated, over a chain and a version of the weights; ``k``: of the first k."""

    chain: Words
    weights: str
    rated: int
    right: int
    k: int
    rated_of_first: int
    right_of_first: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What was said of an enterprise when it was on a list before."""

    list_id: int
    list_name: str
    said: str
    why: Words
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A row turned into a lead; ``duplicates``: what may be the same, as the registration told it."""

    lead_id: int
    duplicates: tuple[Duplicate, ...]
