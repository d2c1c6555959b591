"""The catalogue of figures and one figure with its trace."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Amount, Field, Link, Quote


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure in the catalogue."""

    code: str
    name: str
    amount: Amount
    wording: str
    as_of: str
    sources: str
    gaps: str
    url: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of one subject."""

    title: str
    rows: tuple[FigureRow, ...]
    silent: tuple[Link, ...] = ()
    """Those of which nothing is recorded yet."""


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The catalogue as of one day, as known at one moment."""

    as_of: str
    known_at: str
    controls: tuple[Field, ...]
    groups: tuple[FigureGroup, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """A ledger entry that the figure is made of. ``quotes`` lead to the characters that say so."""

    label: str
    entry: str
    amount: Amount
    effective_on: str
    basis: str
    note: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit, park … contributes; the link leads to the figure narrowed to it."""

    name: Link
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class Split:
    """A figure apart by a dimension; the parts add up to it."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure: definition, value, and the entries that add up to it."""

    code: str
    name: str
    other_name: str
    definition: str
    version: str
    amount: Amount | None
    wording: str
    as_of: str
    known_at: str
    controls: tuple[Field, ...]
    contributions: tuple[Contribution, ...]
    sum: Amount | None
    gaps: tuple[str, ...]
    claims: Link
    formula: str = ""
    """Of a rate: what is divided by what."""
    narrowed: tuple[Link, ...] = ()
    """What it is narrowed to; each link leads to the figure without that."""
    kept: tuple[tuple[str, str], ...] = ()
    """What the two dates' form carries along."""
    splits: tuple[Split, ...] = ()
    publish: Link | None = None
    """To a notice of it for the public, for who may write one."""
