"""A number as a document prints it: value, unit, hedge, and the interval that the hedge allows.

Exact arithmetic throughout (``Decimal``); a figure of 92亿元 is 9 200 000 000 yuan and nothing near it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Sense(StrEnum):
    """How the words hedge the number (多/余, 超/逾, 近, 约, 以上, 以下, 不足)."""

    EXACT = "exact"
    MORE = "more"
    OVER = "over"
    NEAR = "near"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number in base units.

    ``unit``: ``CNY`` ``USD`` ``EUR`` ``HKD`` ``JPY`` ``KRW`` for money (yuan, dollars …, never 万 or 亿),
    ``m2`` for land and floor, ``count``, ``percent``, ``t``, else the printed unit.
    ``low`` and ``high`` are inclusive ends, ``None`` where the words set no bound.
    ``words`` is the number as printed, hedge and unit included.
    """

    number: Decimal
    unit: str
    sense: Sense = Sense.EXACT
    low: Decimal | None = None
    high: Decimal | None = None
    words: str = ""

    @classmethod
    def exactly(cls, number: Decimal | int, unit: str, words: str = "") -> Quantity:
        """A number without hedge: its interval is the number itself."""
        value = Decimal(number)
        return cls(value, unit, Sense.EXACT, value, value, words)

    @property
    def is_exact(self) -> bool:
        """Whether the interval is a single point."""
        return self.low is not None and self.low == self.high

    def allows(self, value: Decimal) -> bool:
        """Whether an exact ``value`` could have been described in these words."""
        above = self.low is None or value >= self.low
        below = self.high is None or value <= self.high
        return above and below

    def meets(self, other: Quantity) -> bool:
        """Whether some value satisfies both; ``False`` across units."""
        if self.unit != other.unit:
            return False
        low = max((q.low for q in (self, other) if q.low is not None), default=None)
        high = min((q.high for q in (self, other) if q.high is not None), default=None)
        return low is None or high is None or low <= high

    def within(self, other: Quantity) -> bool:
        """Whether every value that fits these words also fits ``other``; ``False`` across units."""
        if self.unit != other.unit:
            return False
        above = other.low is None or (self.low is not None and self.low >= other.low)
        below = other.high is None or (self.high is not None and self.high <= other.high)
        return above and below

    def as_json(self) -> dict[str, Any]:
        """Plain values; whole numbers as ``int``, others as ``float``."""
        return {
            "number": plain_number(self.number),
            "unit": self.unit,
            "sense": str(self.sense),
            "low": None if self.low is None else plain_number(self.low),
            "high": None if self.high is None else plain_number(self.high),
            "words": self.words,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Quantity:
        """The inverse of :meth:`as_json`.

        Raises ``ValueError`` naming the field where one is missing or no number.
        """
        try:
            number = Decimal(str(data["number"]))
            low, high = (None if data.get(k) is None else Decimal(str(data[k])) for k in ("low", "high"))
            sense = Sense(data.get("sense", "exact"))
            unit = str(data["unit"])
        except KeyError as missing:
            raise ValueError(f"a quantity needs {missing.args[0]!r}") from missing
        except ArithmeticError as wrong:
            raise ValueError(f"a quantity's number, low and high must be numbers: {dict(data)}") from wrong
        if not number.is_finite():
            raise ValueError("a quantity's number must be finite")
        if sense is Sense.EXACT and low is None and high is None:
            low = high = number
        return cls(number, unit, sense, low, high, str(data.get("words", "")))


def plain_number(value: Decimal) -> int | float:
    """For JSON: ``int`` where nothing stands behind the point, else ``float``."""
    return int(value) if value == value.to_integral_value() else float(value)
