"""The way back from a figure: its contributions, their entries, facts, statements, documents, characters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from duijie.accounts.types import Actor
from duijie.documents import queries as documents
from duijie.evidence import queries as evidence
from duijie.evidence.types import StoredStatement
from duijie.figures.registry import compute, find_value
from duijie.figures.types import FigureValue, NoSuchFigure, SourcePlace, Trace, TraceLine
from duijie.kernel.span import Span
from duijie.ledger.types import Within
from duijie.review import queries as review

AROUND = 24


def trace(
    code: str, *, as_of: date, known_at: datetime, viewer: Actor, within: Within | None = None
) -> Trace:
    """The figure ``code`` (``measure`` or ``measure[scope]``) with every source down to the characters, narrowed to
    ``within``.

    Raises :class:`duijie.figures.types.NoSuchFigure`.
    """
    measure, _, scope = code.partition("[")
    values = compute(measure, as_of=as_of, known_at=known_at, viewer=viewer, within=within)
    wanted = find_value(values, scope.removesuffix("]"))
    if wanted is None:
        if scope or not values:
            raise NoSuchFigure(code, [value.code for value in values])
        wanted = values[0]
    return trace_of(wanted, viewer=viewer)


def trace_of(value: FigureValue, *, viewer: Actor) -> Trace:
    """The same for a value that was computed already."""
    lines = tuple(value.contributions)
    facts = review.facts_by_ids(fact_ids=[fact for line in lines for fact in line.fact_ids], viewer=viewer)
    statements = evidence.by_ids(statement_ids=[fact.statement_id for fact in facts.values()], viewer=viewer)
    originals = {
        document_id: documents.original_text(document_id=document_id, viewer=viewer)
        for document_id in {statement.document_id for statement in statements.values()}
    }
    return Trace(
        value,
        tuple(
            TraceLine(
                line,
                tuple(
                    source_place(statements[facts[fact].statement_id], originals)
                    for fact in line.fact_ids
                    if fact in facts and facts[fact].statement_id in statements
                ),
            )
            for line in lines
        ),
    )


def source_place(statement: StoredStatement, originals: Mapping[int, str]) -> SourcePlace:
    """Where a statement stands in its document's original text, with what stands round it."""
    text = originals[statement.document_id]
    place = statement.place
    return SourcePlace(
        document_id=statement.document_id,
        document_name=statement.document_name,
        statement_id=statement.id,
        quote=statement.quote,
        place=place,
        before=Span(max(0, place.start - AROUND), place.start).of(text),
        exact=place.of(text),
        after=Span(place.end, min(len(text), place.end + AROUND)).of(text),
    )
