"""Figures as pages, command line and documents see them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from duijie.kernel.quantity import Quantity
from duijie.kernel.span import Span
from duijie.kernel.words import Told, Words
from duijie.ledger.types import NOWHERE, Within

if TYPE_CHECKING:
    from duijie.figures.shares import Shares


class NoSuchFigure(Told, LookupError):
    """No figure has this code (or this scope)."""

    def __init__(self, code: str, known: list[str]) -> None:
        super().__init__(
            f"没有指标“{code}”。已有：{'、'.join(known)}。",
            f"There is no figure {code!r}. Known are: {', '.join(known)}.",
        )


class NoSuchScope(Told, LookupError):
    """There is no such park, source, band, chain or basis to narrow a figure to."""

    def __init__(self, dimension: Words, value: str) -> None:
        super().__init__(
            f"没有{dimension.zh}“{value}”。指标页列有可选的，“-”为未写明。",
            f"There is no {dimension.en.lower()} {value!r}. A figure's page lists what there is; - is what is not told.",
        )


class Window(StrEnum):
    """Which entries count: all that hold on the day, or those since New Year's Day."""

    STOCK = "stock"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure's published definition. ``counter`` is the Chinese measure word; amounts are in yuan."""

    code: str
    name: Words
    text: Words
    group: str
    unit: str
    counter: str
    window: Window
    version: str
    effective_from: date


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one entry adds to a figure. ``scope`` is the part that the entry speaks of, empty for the whole."""

    entry_id: int
    amount: Quantity
    label: str
    effective_on: date
    basis: str
    recorded_by: str
    fact_ids: tuple[int, ...] = ()
    evidence: str = ""
    note: Words | None = None
    scope: str = ""
    belongs: Within = NOWHERE


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure as of a day, as known at a moment.

    ``quantity`` is the sum of the contributions' amounts, interval by interval. ``None`` means that the
    ledger says nothing, which is not zero. ``gaps`` tell what is not stated or does not fit. Of a
    rate ``over`` is what is divided, and by what; its contributions are the latter's.
    """

    definition: Definition
    scope: str
    scope_name: Words
    quantity: Quantity | None
    as_of: date
    known_at: datetime
    contributions: Shares
    gaps: tuple[Words, ...] = ()
    over: tuple[FigureValue, FigureValue] | None = None
    within: Within = NOWHERE
    """What it is narrowed to."""

    def as_known(self, moment: datetime) -> FigureValue:
        """The same as known at another moment, at which it came to the same."""
        over = self.over and (self.over[0].as_known(moment), self.over[1].as_known(moment))
        return replace(self, known_at=moment, over=over)

    @property
    def parts_counter(self) -> str:
        """The measure word of the contributions: a rate's are those of what it divides by."""
        return self.over[1].definition.counter if self.over else self.definition.counter

    @property
    def code(self) -> str:
        """``measure`` or ``measure[scope]``."""
        return f"{self.definition.code}[{self.scope}]" if self.scope else self.definition.code


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """The very characters that an entry rests on, with a little of what stands round them."""

    document_id: int
    document_name: str
    statement_id: str
    quote: str
    place: Span
    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class TraceLine:
    """A contribution and where it comes from."""

    contribution: Contribution
    sources: tuple[SourcePlace, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure and the way back from it: entries, facts, statements, documents, characters."""

    value: FigureValue
    lines: tuple[TraceLine, ...]
