"""Prospects as pages and programs see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duijie.kernel.words import Words


class NothingToMatch(ValueError):
    """There is nothing by which enterprises could be ranked; says what to do."""

    def __init__(self, why: Words) -> None:
        self.why = why
        super().__init__(f"{why.en} / {why.zh}")


@dataclass(frozen=True, slots=True)
class Part:
    """A factor's part in a row: ``value`` from 0 to 1, ``None`` where it is not known; ``points`` of ``most``."""

    code: str
    name: Words
    value: float | None
    points: float
    most: float
    reason: Words


@dataclass(frozen=True, slots=True)
class Prospect:
    """An enterprise in its place in the list. ``source``, ``row`` and ``as_of`` tell where it is known from."""

    rank: int
    points: float
    name: str
    credit_code: str
    division: str
    place: str
    registered_on: date | None
    capital: Decimal | None
    chain_id: int
    chain: Words
    link: str
    link_name: Words
    parts: tuple[Part, ...]
    not_known: tuple[Words, ...]
    source: str
    row: int
    as_of: date | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many on the chains were left out before ranking, and why."""

    code: str
    why: Words
    number: int


@dataclass(frozen=True, slots=True)
class Prospects:
    """The head of the ranking. ``ranked`` of ``registered`` rows were candidates; ``without``: factors nobody fills."""

    target: str
    place: str
    rows: tuple[Prospect, ...]
    ranked: int
    registered: int
    left_out: tuple[LeftOut, ...]
    without: tuple[Words, ...]
