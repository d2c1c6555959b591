"""A document made ready for the rules: sentences, quantities and names, each found once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from duijie.kernel.span import Span
from duijie.reading.dates import Dated, find_dates
from duijie.reading.organisations import Named, find_organisations, find_short_names
from duijie.reading.quantities import Measured, find_quantities
from duijie.reading.traded_names import find_traded_names

T = TypeVar("T")

SENTENCE = re.compile(r"[^。！？；;!?\n]+[。！？；;!?]?[”’」』）]?")
# A year that can be the document's own: not one to be reached (到2027年) nor the end of a span (2022—2024年).
# 2017京津冀产业对接会: an occasion's year stands before its name.
OWN_YEAR = re.compile(r"(?<![\d到至—–~-])((?:19|20)\d\d)(?=年|[-./]\d|[一-鿿]{2})(?![万亿多余个家名人元])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch up to 。！？；or a line's end."""

    span: Span
    line: int


@dataclass(frozen=True)
class Prepared:
    """Repaired text as the rules see it. Everything is found on first use and kept."""

    text: str
    dated_on: date | None = None
    _made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[Prepared], T]) -> T:
        """What ``make`` finds in this document: made on first use and kept as long as the document is."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """In order; ``line`` counts the lines of the text from 0."""
        found = []
        line = told = 0
        for match in SENTENCE.finditer(self.text):
            start, end = match.span()
            line += self.text.count("\n", told, start)
            told = start
            if not match.group().isspace():
                found.append(Sentence(Span(start, end), line))
        return tuple(found)

    @cached_property
    def quantities(self) -> tuple[Measured, ...]:
        """All numbers with a unit, in order, none inside another."""
        return tuple(find_quantities(self.text))

    @cached_property
    def organisations(self) -> tuple[Named, ...]:
        """All organisations' names, and the short names given to them, in order, none inside another."""
        found = list(find_organisations(self.text))
        short = list(find_short_names(self.text, found))
        if short:
            found = sorted(found + short, key=lambda one: one.span.start)
        traded = list(find_traded_names(self.text, found))
        return tuple(sorted(found + traded, key=lambda one: one.span.start) if traded else found)

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """All dates, in order, none inside another."""
        return tuple(find_dates(self.text, year=self.year, dated_on=self.dated_on))

    def quantities_in(self, span: Span) -> list[Measured]:
        """Those that stand wholly inside ``span``."""
        return [found for found in self.quantities if span.covers(found.span)]

    def organisations_in(self, span: Span) -> list[Named]:
        """Those that stand wholly inside ``span``."""
        return [found for found in self.organisations if span.covers(found.span)]

    @cached_property
    def year(self) -> int | None:
        """The year that a date without one belongs to: the document's own, else the latest it speaks of."""
        if self.dated_on is not None:
            return self.dated_on.year
        return max((int(found) for found in OWN_YEAR.findall(self.text)), default=None)
