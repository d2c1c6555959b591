"""A model's statements held against the text: what is not printed there is refused, and every refusal is kept.

Accepted are only statements whose quote stands in the text, whose names stand in the quote (or, for what is said
of a whole passage, in its paragraph), and whose numbers are those that our own reading of the printed words
gives. Codes (measure, stage, type …) are the model's judgement; no text can prove them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.reading.answers import REASONS, Refusal, Unproven, check_unit, raw, shaped
from duijie.reading.dates import date_in_name
from duijie.reading.kinds import CODES, LISTS, Said, kind_of
from duijie.reading.prepared import Prepared
from duijie.reading.quantities import Measured
from duijie.reading.statement import Found

MOST_STATEMENTS = 1000
MOST_PLACES = 20
SHORTEST_NAME = 2
# Said of the whole passage, often a line earlier than the sentence that counts.
IN_PARAGRAPH = frozenset({"subject", "period", "by", "issuer", "site", "parent"})
# A quote with one of these words means an organisation named before it in the paragraph.
REFERRING = re.compile(r"该|双方|两家|上述|同一|其[中与在]|本[公司院校园]|这[家个项]|对方|后者|前者")
REFERRED = frozenset({"parties", "host", "partner"})
# 同比下降4.6%: a growth below zero, whose sign stands in a word.
FALLING = re.compile(r"(?:下降|下滑|下跌|回落|减少|降低|负增长)[了为达]?$")
QUOTED = re.compile(r"[“\"'‘「『《]([^“”\"'‘’「」『』《》]+)[”\"'’」』》]")
CLOSED_BEFORE_BRACKET = re.compile(r"[》”’」』](?=（)")
HUNDREDTH = Decimal("0.01")


@dataclass
class Examiner:
    """Holds the statements given for one document against its text. ``rule`` goes with what is accepted."""

    prepared: Prepared
    rule: str
    found: list[Found] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    _given: set[tuple[Span, Said]] = field(default_factory=set)

    def examine(self, items: Iterable[Any], window: Span) -> None:
        """Accept or refuse each of ``items``, which were given for the stretch ``window``. Never raises."""
        behind = window.start
        for number, item in enumerate(items):
            try:
                if number >= MOST_STATEMENTS:
                    raise Unproven("too_many", f"over {MOST_STATEMENTS}")
                one = self._examined(item, window, behind)
            except Unproven as wrong:
                self.refused.append(Refusal(wrong.code, str(wrong), raw(item)))
            else:
                behind = one.span.start
                self._given.add((one.span, one.said))
                self.found.append(one)

    def declined(self, words: str) -> None:
        """Count a stretch that the model would not read."""
        self.refused.append(Refusal("declined", f"{REASONS['declined']}: {words}", ""))

    def _examined(self, item: Any, window: Span, behind: int) -> Found:
        quote, start, said = shaped(item)
        places = list(_places(self.prepared.text, quote, start, window))
        if not places:
            raise Unproven("quote_absent", quote)
        proven, failure = [], None
        for place in places:
            try:
                proven.append(Found(self._proven(said, place), place, self.rule))
            except Unproven as wrong:
                failure = wrong
        if failure is not None:
            # Borne out at some of its places and not at others: which one is meant cannot be told.
            raise Unproven("quote_ambiguous", quote) if proven else failure
        free = [one for one in proven if (one.span, one.said) not in self._given]
        if not free:
            raise Unproven("repeated", quote)
        return next((one for one in free if one.span.start >= behind), free[0])

    def _proven(self, said: Said, quote: Span) -> Said:
        """``said`` with names as printed and our own quantities, or :class:`Unproven`."""
        kind = kind_of(said)
        changes: dict[str, Any] = {}
        for name in (one.name for one in fields(said)):
            value = getattr(said, name)
            if isinstance(value, Quantity):
                changes[name] = self._quantity(value, quote, getattr(said, "measure", ""))
            elif name in LISTS:
                changes[name] = tuple(self._name(kind, name, one, quote) for one in value)
            elif name == "date":
                self._date(value, getattr(said, "name", ""), quote)
            elif value is not None and (kind, name) not in CODES:
                changes[name] = self._name(kind, name, value, quote)
        proven = replace(said, **changes)
        check_unit(proven)
        return proven

    def _name(self, kind: str, name: str, value: str, quote: Span) -> str:
        printed = _full_width(_unquoted(value))
        if len(printed) < SHORTEST_NAME:
            raise Unproven("malformed", f"{kind}.{name} is too short a name: {value!r}")
        region = quote.of(self.prepared.text)
        if name in IN_PARAGRAPH:
            region = self._paragraph(quote).of(self.prepared.text)
        elif name in REFERRED and REFERRING.search(region):
            region = self.prepared.text[self._paragraph(quote).start : quote.end]
        plain = _full_width(region)
        if printed not in plain and printed not in CLOSED_BEFORE_BRACKET.sub("", plain):
            raise Unproven("name_absent", f"{kind}.{name} {value!r}")
        return printed

    def _quantity(self, given: Quantity, quote: Span, measure: str) -> Quantity:
        """Our own reading of the number's words where they stand; the model's must be equal to it."""
        words = given.words.strip()
        if not words or words not in quote.of(self.prepared.text):
            raise Unproven("number_absent", repr(given.words))
        ours = [
            self._signed(inside[0], quote, measure)
            for place in _occurrences(self.prepared.text, words, quote)
            if len(inside := [one for one in self.prepared.quantities if one.span.overlaps(place)]) == 1
            and place.covers(inside[0].span)
        ]
        if not ours:
            raise Unproven("number_cut", repr(words))
        equal = next((one for one in ours if _equal(one, given)), None)
        if equal is None:
            raise Unproven("number_differs", f"{words!r} is {ours[0].as_json()}")
        return equal

    def _signed(self, measured: Measured, quote: Span, measure: str) -> Quantity:
        ours = measured.quantity
        before = self.prepared.text[quote.start : measured.span.start]
        if not (measure.endswith(".growth") and FALLING.search(before)):
            return ours
        low, high = (None if end is None else -end for end in (ours.high, ours.low))
        return replace(ours, number=-ours.number, low=low, high=high)

    def _date(self, value: str | None, name: str, quote: Span) -> None:
        if value is None:
            return
        paragraph = self._paragraph(quote)
        printed = {one.iso for one in self.prepared.dates if paragraph.covers(one.span)}
        if value not in printed | {date_in_name(_unquoted(name), self.prepared.year)}:
            raise Unproven("date_absent", repr(value))

    def _paragraph(self, quote: Span) -> Span:
        text = self.prepared.text
        end = text.find("\n", quote.end)
        return Span(text.rfind("\n", 0, quote.start) + 1, len(text) if end < 0 else end)


def _places(text: str, quote: str, start: int | None, window: Span) -> Iterator[Span]:
    """Where in ``window`` the quote stands: at ``start`` (counted from the window) if given, else anywhere."""
    if start is not None:
        begin = window.start + start
        if start >= 0 and begin + len(quote) <= window.end and text.startswith(quote, begin):
            yield Span(begin, begin + len(quote))
        return
    for number, place in enumerate(_occurrences(text, quote, window)):
        if number == MOST_PLACES:
            raise Unproven("quote_ambiguous", quote)
        yield place


def _occurrences(text: str, words: str, region: Span) -> Iterator[Span]:
    at = text.find(words, region.start, region.end)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1, region.end)


def _equal(ours: Quantity, given: Quantity) -> bool:
    """Same number, unit, sense and interval; hundredths may differ where 亩 do not come out even."""
    if (ours.unit, ours.sense) != (given.unit, given.sense):
        return False
    pairs = ((ours.number, given.number), (ours.low, given.low), (ours.high, given.high))
    return all(_near(a, b) for a, b in pairs)


def _near(ours: Decimal | None, given: Decimal | None) -> bool:
    if ours is None or given is None:
        return ours is given
    slack = HUNDREDTH if ours % 1 else 0
    return ours - slack <= given <= ours + slack


def _full_width(words: str) -> str:
    return words.replace("(", "（").replace(")", "）")


def _unquoted(name: str) -> str:
    """A name without blanks and quotation marks round it."""
    whole = QUOTED.fullmatch(name.strip())
    return whole.group(1).strip() if whole else name.strip()
