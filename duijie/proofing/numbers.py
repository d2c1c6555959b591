"""The numbers of a sentence with what stands round them, and the interval that their printing leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.span import Span
from duijie.kernel.words import Words
from duijie.reading.quantities import find_quantities

STOP: Final = re.compile(r"[。！？!?\n]")
CLAUSE: Final = re.compile(r"[，,；;：:、（()）。！？!?\n]")
_PRINTED: Final = re.compile(r"[0-9０-９][0-9０-９,]*(?:[.．]([0-9０-９]+))?")
_YEAR: Final = re.compile(r"((?:19|20)\d{2})年")
# The measure word of a count, and which of them count the same sort of thing.
_COUNTER: Final = re.compile(
    r"([^\d\s.,，多余万亿千百十以上下内左右含（）()几数])(?:以上|以下|以内|左右|上下|多|余|[（(]含[）)])*$"
)
_ALIKE: Final = {"名": "人", "位": "人", "户": "家", "项": "个"}
_BRACKET: Final = re.compile(r"[（(][^（）()]*[）)]")
HALF: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a rule found: its code, the words (a place in the text), and why in both languages."""

    rule: str
    span: Span
    reason: Words


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sentence. ``low`` and ``high`` are the ends that hedge and printed places leave open.

    ``lead`` is what stands before it in its clause, ``year`` the last one named before it in the sentence.
    """

    span: Span
    quantity: Quantity
    low: Decimal | None
    high: Decimal | None
    lead: str
    year: int | None

    @property
    def unit(self) -> str:
        """The unit that it is counted in; counts of people, of firms and of things are units of their own."""
        if self.quantity.unit != "count":
            return self.quantity.unit
        found = _COUNTER.search(self.words)
        return f"count {_ALIKE.get(found[1], found[1])}" if found else "count"

    @property
    def words(self) -> str:
        """As printed."""
        return self.quantity.words


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it stands."""

    text: str
    start: int

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers in order; their spans count within the sentence."""
        found = []
        end = 0
        for one in find_quantities(self.text):
            lead = self.text[end : one.span.start]
            lead = CLAUSE.split(lead)[-1]
            year = next(
                (int(hit[1]) for hit in reversed(list(_YEAR.finditer(self.text, 0, one.span.start)))), None
            )
            found.append(Number(one.span, one.quantity, *_ends(one.quantity), lead, year))
            end = one.span.end
        return tuple(found)

    def clause(self, number: Number) -> str:
        """What stands before a number in its clause, earlier numbers of it included."""
        return CLAUSE.split(self.text[: number.span.start])[-1]

    def bracket(self, at: int) -> str:
        """The words in brackets round a place; empty outside of any."""
        return next((hit.group() for hit in _BRACKET.finditer(self.text) if hit.start() < at < hit.end()), "")

    def doubt(self, rule: str, span: Span, reason: Words) -> Doubt:
        """A doubt with its place in the whole text."""
        return Doubt(rule, span.shifted(self.start), reason)


def sentences(text: str) -> Iterator[Sentence]:
    """The text cut at full stops and line ends."""
    start = 0
    for mark in [*STOP.finditer(text), None]:
        end = mark.start() if mark else len(text)
        if text[start:end].strip():
            yield Sentence(text[start:end], start)
        start = mark.end() if mark else len(text)


def _ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """The interval of the words; of an exact amount half a unit of its last printed place to both sides."""
    printed = _PRINTED.search(quantity.words)
    if quantity.sense is not Sense.EXACT or not quantity.is_exact or printed is None:
        return quantity.low, quantity.high
    digits = Decimal(printed.group().replace(",", "").replace("．", "."))
    places = len(printed[1] or "")
    scaled = any(mark in quantity.words for mark in "万亿")
    if not digits or (quantity.unit == "count" and not places and not scaled):
        return quantity.low, quantity.high
    slack = quantity.number / digits * HALF.scaleb(-places)
    return quantity.number - slack, quantity.number + slack


def ratio(part: Number, whole: Number) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest percentage that part over whole can be; ``None`` where an end is open."""
    if part.low is None or part.high is None or not whole.low or not whole.high or whole.low <= 0:
        return None
    return part.low / whole.high * 100, part.high / whole.low * 100


def share(part: Number, whole: Number) -> str:
    """Part over whole in percent, to one place, as printed in a reason."""
    return f"{part.quantity.number / whole.quantity.number * 100:.1f}%"


def total(numbers: Sequence[Number]) -> tuple[Decimal | None, Decimal | None]:
    """The ends of a sum; ``None`` where one of its ends is open."""
    low = (
        None
        if any(one.low is None for one in numbers)
        else sum((one.low or Decimal() for one in numbers), Decimal())
    )
    high = (
        None
        if any(one.high is None for one in numbers)
        else sum((one.high or Decimal() for one in numbers), Decimal())
    )
    return low, high


def meet(a: tuple[Decimal | None, Decimal | None], b: tuple[Decimal | None, Decimal | None]) -> bool:
    """Whether two intervals share a value; ``None`` is an open end."""
    lows = [one for one in (a[0], b[0]) if one is not None]
    highs = [one for one in (a[1], b[1]) if one is not None]
    return not lows or not highs or max(lows) <= min(highs)
