"""The only writer of renditions and statements: a file comes in, is read, and what it says is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.documents.models import Document
from duijie.documents.operations import receive
from duijie.evidence.models import Rendition, Statement
from duijie.evidence.types import TakenIn
from duijie.kernel.ids import content_id
from duijie.kernel.words import Words
from duijie.reading.engine import read
from duijie.reading.kinds import as_values
from duijie.reading.statement import Reader, Reading
from duijie.text.formats import ArchiveLimits, CannotRead, open_archive


@transaction.atomic
def take_in(
    *,
    data: bytes,
    name: str,
    by: Actor,
    at: datetime,
    source: str = "",
    dated_on: date | None = None,
    why: str = "",
    reader: Reader | None = None,
    archive: str = "",
) -> TakenIn:
    """Receive a file, read it and store what it says: all of it or nothing.

    The same file taken in again adds nothing. ``archive`` is the name of the archive that it came in.
    Raises :class:`duijie.text.formats.source.CannotRead`.
    """
    received = receive(
        data=data, name=name, by=by, at=at, source=source, dated_on=dated_on, why=why, archive=archive
    )
    added = read_again(document_id=received.document_id, by=by, at=at, reader=reader)
    return TakenIn(received.document_id, received.new, added)


@transaction.atomic
def take_in_archive(
    *,
    data: bytes,
    name: str,
    by: Actor,
    at: datetime,
    source: str = "",
    dated_on: date | None = None,
    why: str = "",
) -> list[TakenIn]:
    """Every file in a zip archive taken in, in its order: all of them or none.

    Raises :class:`duijie.text.formats.source.CannotRead` for the archive or the first bad file in it.
    """
    by.must("add")
    limit = settings.DUIJIE_MAX_BYTES
    if len(data) > limit:
        reason = Words(
            f"有 {len(data) / 2**20:.1f} MB，超过上限 {limit // 2**20} MB",
            f"it has {len(data) / 2**20:.1f} MB, more than the {limit // 2**20} MB allowed",
        )
        raise CannotRead(
            name,
            reason,
            Words("请拆分，或调高 DUIJIE_MAX_MEGABYTES", "Split it, or raise DUIJIE_MAX_MEGABYTES"),
        )
    members = open_archive(data, name, limits=ArchiveLimits(file_bytes=limit))
    return [
        take_in(
            data=content, name=inside, by=by, at=at, source=source, dated_on=dated_on, why=why, archive=name
        )
        for inside, content in members
    ]


@transaction.atomic
def read_again(*, document_id: int, by: Actor, at: datetime, reader: Reader | None = None) -> int:
    """Read a stored document with today's reader; how many statements were not known before.

    Statements of earlier readings stay, and so do the decisions on them.
    """
    by.must("add")
    document = Document.objects.get(pk=document_id)
    reading = read(document.text, dated_on=document.dated_on, reader=reader)
    if Rendition.objects.filter(document=document, reader=reading.reader).exists():
        return 0
    rows = _rows(document, reading, at)
    known = set(Statement.objects.filter(pk__in=rows).values_list("pk", flat=True))
    Statement.objects.bulk_create([row for key, row in rows.items() if key not in known])
    Rendition.objects.create(
        document=document,
        reader=reading.reader,
        text=reading.repaired.text,
        alignment=reading.repaired.alignment.as_json(),
        notes=[
            {
                "step": note.step,
                "start": note.place.start,
                "end": note.place.end,
                "before": note.before,
                "after": note.after,
                "certain": note.certain,
                "alternatives": list(note.alternatives),
            }
            for note in reading.repaired.notes
        ],
        found=[
            [key, statement.span.start, statement.span.end, statement.rule]
            for key, statement in zip(rows, reading.statements, strict=True)
        ],
        made_at=at,
    )
    added = len(rows) - len(known)
    log(by=by, at=at, operation="read", subject=f"document:{document.pk}", reader=reading.reader, added=added)
    return added


def _rows(document: Document, reading: Reading, at: datetime) -> dict[str, Statement]:
    """Unsaved rows by id, in the order of the reading."""
    rows = {}
    for statement in reading.statements:
        key = content_id(document.sha256, statement.id)
        rows[key] = Statement(
            id=key,
            document=document,
            kind=statement.kind,
            quote=statement.quote,
            start=statement.place.start,
            end=statement.place.end,
            rule=statement.rule,
            values=as_values(statement.said),
            found_at=at,
        )
    return rows
