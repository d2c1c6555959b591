"""Reads of documents. What a viewer may not see is not there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath

from django.db.models import Q, QuerySet

from duijie.accounts.types import Actor
from duijie.documents.models import Document
from duijie.documents.operations import file_path
from duijie.documents.types import DocumentInfo, FileGone, NoSuchDocument, OriginalFile
from duijie.kernel.span import Span
from duijie.text.formats.source import Block


def visible(*, viewer: Actor) -> QuerySet[Document]:
    """The one place that says which documents ``viewer`` sees."""
    return Document.objects.all() if viewer.may("see") else Document.objects.none()


def hidden(*, viewer: Actor) -> frozenset[int]:
    """The numbers of the documents that ``viewer`` does not see."""
    seen = visible(viewer=viewer)
    if not seen.query.has_filters() and not seen.query.is_empty():
        return frozenset()
    return frozenset(Document.objects.exclude(pk__in=seen).values_list("pk", flat=True))


def listing(
    *,
    viewer: Actor,
    search: str = "",
    offset: int = 0,
    limit: int = 50,
    since: datetime | None = None,
    behind: tuple[datetime, int] | None = None,
) -> list[DocumentInfo]:
    """Newest first; ``search`` looks in title, file name and source.

    ``since``: received at that moment or later; ``behind``: only those behind the document received then, of that
    number.
    """
    rows = visible(viewer=viewer).defer("text", "blocks").select_related("received_by")
    if search:
        rows = rows.filter(
            Q(title__icontains=search) | Q(name__icontains=search) | Q(source__icontains=search)
        )
    if since:
        rows = rows.filter(received_at__gte=since)
    if behind:
        moment, number = behind
        rows = rows.filter(Q(received_at__lt=moment) | Q(received_at=moment, pk__lt=number))
    return [_info(row) for row in rows.order_by("-received_at", "-pk")[offset : offset + limit]]


def count(*, viewer: Actor, search: str = "") -> int:
    """How many :func:`listing` would give without a limit."""
    rows = visible(viewer=viewer)
    if search:
        rows = rows.filter(
            Q(title__icontains=search) | Q(name__icontains=search) | Q(source__icontains=search)
        )
    return rows.count()


def get(*, document_id: int, viewer: Actor) -> DocumentInfo:
    """One document; raises :class:`NoSuchDocument`."""
    row = visible(viewer=viewer).defer("text").select_related("received_by").filter(pk=document_id).first()
    if row is None:
        raise NoSuchDocument(document_id)
    return _info(row)


def infos(*, document_ids: Iterable[int], viewer: Actor) -> dict[int, DocumentInfo]:
    """Several at once, by number; those that are not visible are left out."""
    rows = visible(viewer=viewer).defer("text", "blocks").select_related("received_by")
    return {row.pk: _info(row) for row in rows.filter(pk__in=set(document_ids))}


def received_in(*, units: Iterable[int], viewer: Actor) -> frozenset[int]:
    """The documents that people of these units received."""
    rows = visible(viewer=viewer).filter(received_by__unit__in=list(units))
    return frozenset(rows.values_list("pk", flat=True))


def original_text(*, document_id: int, viewer: Actor) -> str:
    """The decoded text as received; raises :class:`NoSuchDocument`."""
    text = visible(viewer=viewer).filter(pk=document_id).values_list("text", flat=True).first()
    if text is None:
        raise NoSuchDocument(document_id)
    return text


def blocks_of(*, document_id: int, viewer: Actor) -> tuple[Block, ...]:
    """Where the pieces of the original text stand in the file; raises :class:`NoSuchDocument`."""
    blocks = visible(viewer=viewer).filter(pk=document_id).values_list("blocks", flat=True).first()
    if blocks is None:
        raise NoSuchDocument(document_id)
    return tuple(Block(Span(**one["span"]), one["kind"], one["where"]) for one in blocks)


def original_bytes(*, document_id: int, viewer: Actor) -> OriginalFile:
    """The file as received, open; raises :class:`NoSuchDocument`, and :class:`FileGone` where it was lost."""
    row = visible(viewer=viewer).filter(pk=document_id).values_list("sha256", "name").first()
    if row is None:
        raise NoSuchDocument(document_id)
    sha256, name = row
    try:
        return OriginalFile(PurePosixPath(name).name, file_path(sha256).open("rb"))
    except FileNotFoundError as missing:
        raise FileGone(document_id) from missing


def _info(row: Document) -> DocumentInfo:
    return DocumentInfo(
        id=row.pk,
        sha256=row.sha256,
        name=row.name,
        title=row.title or row.name,
        format=row.format,
        encoding=row.encoding,
        size=row.size,
        section=row.section,
        source=row.source,
        dated_on=row.dated_on,
        received_at=row.received_at,
        received_by=str(row.received_by),
        why=row.why,
        remarks=tuple(row.remarks),
    )
