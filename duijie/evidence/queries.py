"""Reads of statements and readings."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from duijie.accounts.types import Actor
from duijie.documents.queries import visible
from duijie.documents.types import NoSuchDocument
from duijie.evidence.models import Rendition, Statement
from duijie.evidence.rules import sides_of
from duijie.evidence.types import Finders, NoSuchStatement, ReadDocument, StoredStatement
from duijie.kernel.span import Span
from duijie.text.alignment import Alignment
from duijie.text.repair import Note


def of_document(*, document_id: int, viewer: Actor) -> list[StoredStatement]:
    """What the document says, in the order of places; raises :class:`NoSuchDocument`."""
    if not visible(viewer=viewer).filter(pk=document_id).exists():
        raise NoSuchDocument(document_id)
    return [
        stored(row) for row in _rows(viewer).filter(document_id=document_id).order_by("start", "end", "pk")
    ]


def get(*, statement_id: str, viewer: Actor) -> StoredStatement:
    """One statement; raises :class:`NoSuchStatement`."""
    row = _rows(viewer).filter(pk=statement_id).first()
    if row is None:
        raise NoSuchStatement(statement_id)
    return stored(row)


def by_ids(*, statement_ids: Iterable[str], viewer: Actor) -> dict[str, StoredStatement]:
    """Several at once; those that are not visible are left out."""
    return {row.pk: stored(row) for row in _rows(viewer).filter(pk__in=set(statement_ids))}


def of_kinds(*, kinds: Iterable[str], viewer: Actor) -> list[StoredStatement]:
    """All statements of these kinds, documents in the order of their dates, places in order within one."""
    rows = (
        _rows(viewer)
        .filter(kind__in=list(kinds))
        .order_by("document__dated_on", "document_id", "start", "pk")
    )
    return [stored(row) for row in rows]


def reading_of(*, document_id: int, viewer: Actor) -> ReadDocument:
    """The latest reading with both texts; raises :class:`NoSuchDocument`."""
    row = (
        Rendition.objects.filter(document__in=visible(viewer=viewer), document_id=document_id)
        .select_related("document")
        .order_by("-made_at", "-pk")
        .first()
    )
    if row is None:
        raise NoSuchDocument(document_id)
    return ReadDocument(
        document_id=document_id,
        reader=row.reader,
        original=row.document.text,
        repaired=row.text,
        alignment=Alignment.from_json(row.alignment),
        notes=tuple(
            Note(
                step=note["step"],
                place=Span(note["start"], note["end"]),
                before=note["before"],
                after=note["after"],
                certain=note["certain"],
                alternatives=tuple(note["alternatives"]),
            )
            for note in row.notes
        ),
        spans={key: Span(start, end) for key, start, end, *_ in row.found},
    )


def finders(*, document_id: int, viewer: Actor) -> Finders:
    """Which readers have read a document, and which of them found each statement, over all its readings."""
    rows = Rendition.objects.filter(document__in=visible(viewer=viewer), document_id=document_id)
    sides: set[str] = set()
    found: dict[str, set[str]] = {}
    for reader, entries in rows.values_list("reader", "found"):
        sides |= sides_of(reader)
        for key, _, _, *rule in entries:
            found.setdefault(key, set()).update(sides_of(rule[0] if rule else reader))
    return Finders(frozenset(sides), {key: frozenset(each) for key, each in found.items()})


def _rows(viewer: Actor) -> QuerySet[Statement]:
    return (
        Statement.objects.filter(document__in=visible(viewer=viewer))
        .select_related("document")
        .defer("document__text", "document__blocks")
    )


def stored(row: Statement) -> StoredStatement:
    """A row as the frozen value that leaves this package."""
    return StoredStatement(
        id=row.pk,
        document_id=row.document_id,
        document_name=str(row.document),
        document_date=row.document.dated_on,
        kind=row.kind,
        quote=row.quote,
        place=Span(row.start, row.end),
        rule=row.rule,
        values=row.values,
    )
