"""Figures with their definitions and the way back to the characters."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from duijie.accounts.queries import own_region
from duijie.api.access import caller
from duijie.api.directory import Said, said
from duijie.api.problems import ANSWERS, Problem
from duijie.api.times import IN_UTC, WRITTEN
from duijie.figures.dimensions import name_of, names_of, within_of
from duijie.figures.narrowing import split
from duijie.figures.registry import compute_all
from duijie.figures.trace import trace
from duijie.figures.types import FigureValue, SourcePlace, TraceLine
from duijie.kernel.quantity import Quantity

router = Router(tags=["figures"])


class Amount(Schema):
    """A number in base units (yuan, square metres …) as decimal text; its interval where it is not exact."""

    number: str
    unit: str
    low: str | None
    high: str | None
    words: str


class Figure(Schema):
    """A measure as of a day, as known at a moment. ``amount`` is null where the ledger says nothing, which is not zero."""

    code: str
    name: Said
    definition: Said
    version: str
    amount: Amount | None
    as_of: date
    known_at: datetime
    gaps: list[Said]
    over: list[Amount | None] | None
    """Of a rate: what is divided, and by what."""
    within: dict[str, str]
    """What it is narrowed to; empty for the whole region."""


class Place(Schema):
    """The characters that an entry rests on; ``start`` and ``end`` count in the document's original text."""

    document: int
    statement: str
    start: int
    end: int
    exact: str


class Contribution(Schema):
    """What one entry of the ledger adds, and where that stands."""

    entry: int
    label: str
    amount: Amount
    effective_on: date
    basis: str
    recorded_by: str
    evidence: str
    sources: list[Place]


class Part(Schema):
    """What one unit, park … contributes to a figure. Asking within ``within`` gives its entries."""

    value: str
    name: Said
    amount: Amount | None
    within: dict[str, str]


class TracedFigure(Figure):
    """A figure with all that it is the sum of; of a rate, with all that it divides by."""

    contributions: list[Contribution]
    parts: list[Part]
    """Apart by the dimension asked for; that of which nothing is told comes last. They add up to the figure."""


class Scope(Schema):
    """What figures are narrowed to; several together hold at once, and ``-`` asks for what is not told."""

    unit: str | None = Field(None, description="Who keeps it, by number or name, with the units below.")
    park: str | None = Field(None, description="By its name.")
    source: str | None = Field(None, description="Two digits of the investor's province, or `foreign`.")
    band: str | None = Field(None, description="A code of the size bands.")
    chain: str | None = Field(None, description="An industry chain by its name.")
    basis: Literal["reported", "verified", "statistical"] | None = None


AsOf = Annotated[
    date | None, Query(description="By default the closing day of the region, else today."), WRITTEN
]
KnownAt = Annotated[AwareDatetime | None, Query(description="By default now."), WRITTEN, IN_UTC]


Dimension = Annotated[
    Literal["unit", "park", "source", "band", "chain", "basis"] | None,
    Query(description="Tell the parts too: by unit, park …"),
]


@router.get("/figures", response={200: list[Figure], 404: Problem, **ANSWERS})
def figures(
    request: HttpRequest, scope: Query[Scope], as_of: AsOf = None, known_at: KnownAt = None
) -> list[Figure]:
    """Every figure, the whole first, then by scope; narrowed to a unit, a park …"""
    viewer, (day, moment) = caller(request, "see"), when(as_of, known_at)
    within = within_of(scope.dict())
    found = compute_all(as_of=day, known_at=moment, viewer=viewer, within=within)
    return [Figure(**_figure(one)) for one in found]


@router.get("/figures/{code}", response={200: TracedFigure, 404: Problem, **ANSWERS})
def figure(
    request: HttpRequest, code: str, scope: Query[Scope], as_of: AsOf = None, known_at: KnownAt = None,
    by: Dimension = None,
) -> TracedFigure:  # fmt: skip
    """One figure (``parks`` or ``parks[县级]``) with its entries, and these with their characters."""
    viewer, (day, moment) = caller(request, "see"), when(as_of, known_at)
    found = trace(code, as_of=day, known_at=moment, viewer=viewer, within=within_of(scope.dict()))
    return TracedFigure(
        **_figure(found.value), contributions=[_contribution(one) for one in found.lines],
        parts=_parts(found.value, by) if by else [],
    )  # fmt: skip


def when(as_of: date | None, known_at: datetime | None) -> tuple[date, datetime]:
    """The day and the moment asked for, or those that stand in for them."""
    return as_of or own_region().closed_on or timezone.localdate(), known_at or timezone.now()


def _figure(value: FigureValue) -> dict[str, Any]:
    definition = value.definition
    return {
        "code": value.code,
        "name": said(definition.name),
        "definition": said(definition.text),
        "version": definition.version,
        "amount": amount(value.quantity) if value.quantity else None,
        "as_of": value.as_of,
        "known_at": value.known_at,
        "gaps": [said(one) for one in value.gaps],
        "over": [amount(one.quantity) if one.quantity else None for one in value.over]
        if value.over
        else None,
        "within": value.within.asked(),
    }


def _parts(value: FigureValue, dimension: str) -> list[Part]:
    names = names_of(dimension)
    return [
        Part(
            value=str(key), name=said(name_of(dimension, key, names)),
            amount=amount(part.quantity) if part.quantity else None, within=part.within.asked(),
        )
        for key, part in split(value, dimension).items()
    ]  # fmt: skip


def _contribution(line: TraceLine) -> Contribution:
    one = line.contribution
    return Contribution(
        entry=one.entry_id, label=one.label, amount=amount(one.amount), effective_on=one.effective_on,
        basis=one.basis, recorded_by=one.recorded_by, evidence=one.evidence,
        sources=[_place(each) for each in line.sources],
    )  # fmt: skip


def _place(one: SourcePlace) -> Place:
    return Place(
        document=one.document_id, statement=one.statement_id, start=one.place.start, end=one.place.end,
        exact=one.exact,
    )  # fmt: skip


def amount(one: Quantity) -> Amount:
    """A quantity as it goes out."""
    return Amount(
        number=_text(one.number), unit=one.unit, low=None if one.low is None else _text(one.low),
        high=None if one.high is None else _text(one.high), words=one.words,
    )  # fmt: skip


def _text(value: Decimal) -> str:
    """All digits, none behind the last that says something."""
    return format(value.normalize(), "f")
