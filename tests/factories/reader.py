"""A reader that finds what it was told to find: it keeps the tests of storage apart from the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.span import Span
from duijie.reading.kinds import Said
from duijie.reading.statement import Found


@dataclass(frozen=True)
class ToldReader:
    """``meanings`` by the quote that says it; a quote that the text does not hold is an error."""

    meanings: Mapping[str, Said | Sequence[Said]]
    name: str = "told-1"

    def find(self, text: str, *, dated_on: date | None) -> list[Found]:
        found = []
        for quote, said in self.meanings.items():
            start = text.index(quote)
            for one in said if isinstance(said, list) else [said]:
                found.append(Found(one, Span(start, start + len(quote)), "told"))
        return found


def count(number: int, words: str = "", low: int | None = None, high: int | None = None) -> Quantity:
    """``count(20, "20多家", 21, 29)``; exact without bounds."""
    if low is None and high is None:
        return Quantity.exactly(number, "count", words or f"{number}个")
    bounds = [None if n is None else Decimal(n) for n in (low, high)]
    return Quantity(Decimal(number), "count", Sense.MORE, bounds[0], bounds[1], words)


def yuan(number: int, words: str = "") -> Quantity:
    """An exact amount."""
    return Quantity.exactly(number, "CNY", words)
