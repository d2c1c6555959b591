"""What a project is worth and why a park is liked: two tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.rulebook import WrongTable, table

OWN: Final = "duijie.allocation"
SCALE: Final = 1000
"""Amounts are counted in thousandths, the smallest step that a ledger of supplies keeps."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A way to be worth something; see the head of ``points.toml``."""

    code: str
    name: Words
    unit: str
    per: int
    weight: int


@dataclass(frozen=True, slots=True)
class Liking:
    """A reason to prefer a park; see the head of ``likes.toml``."""

    code: str
    name: Words
    points: int


@cache
def measures() -> Mapping[str, Measure]:
    """By code. Raises :class:`duijie.rulebook.WrongTable`."""
    rows = table(OWN, "points", Measure)
    for number, row in enumerate(rows, 1):
        if row.per <= 0 or row.weight < 0:
            raise WrongTable(
                "points.toml", number, "per is not above 0, or weight is below 0", "Mend the numbers."
            )
    return {row.code: row for row in rows}


@cache
def likings() -> Mapping[str, Liking]:
    """By code. Raises :class:`duijie.rulebook.WrongTable`."""
    return {row.code: row for row in table(OWN, "likes", Liking)}


def points(told: Mapping[str, Decimal], weights: Mapping[str, Decimal]) -> int:
    """A project's worth in whole points, at least 1: being placed at all is worth that much."""
    total = sum(
        (weight * told[code] / measures()[code].per for code, weight in weights.items() if code in told),
        Decimal(0),
    )
    return max(int(total.quantize(Decimal(1), ROUND_HALF_UP)), 1)
