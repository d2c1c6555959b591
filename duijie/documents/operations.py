"""The only writer of documents and of the files behind them."""

from __future__ import annotations

import os
import tempfile
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.documents.models import Document
from duijie.documents.rules import name_of
from duijie.documents.types import Received
from duijie.kernel.ids import digest
from duijie.reading.own_day import day_of
from duijie.text.formats import open_document


def receive(
    *,
    data: bytes,
    name: str,
    by: Actor,
    at: datetime,
    source: str = "",
    dated_on: date | None = None,
    why: str = "",
    archive: str = "",
) -> Received:
    """Keep a file: bytes under their hash, the decoded text and the page frame in the database.

    ``archive`` is the name of the archive that the file came in; ``name`` is then its name inside.

    The same bytes received again are the same document; nothing is added. ``source`` and ``dated_on`` given
    here win over what the document says of itself. Raises :class:`duijie.text.formats.source.CannotRead` for a file
    that cannot be read, before anything is stored.
    """
    by.must("add")
    known = Document.objects.filter(sha256=digest(data)).values_list("pk", flat=True).first()
    if known is not None:
        return Received(known, new=False)
    # A refusal names the file as it was given, with its folders.
    called = f"{archive}/{name}" if archive else name
    opened = open_document(data, called, max_bytes=settings.DUIJIE_MAX_BYTES)
    frame = opened.frame
    path = file_path(digest(data))
    with transaction.atomic():
        document, new = Document.objects.get_or_create(
            sha256=digest(data),
            defaults={
                "name": name_of(name, archive),
                "format": opened.format,
                "encoding": opened.encoding,
                "size": len(data),
                "text": opened.text,
                "title": (frame.title or "")[:300],
                "section": (frame.section or "")[:100],
                "source": (source or frame.source or "")[:200],
                "dated_on": dated_on or day_of(opened),
                "why": why[:200],
                "blocks": [asdict(block) for block in opened.blocks],
                "remarks": list(opened.remarks),
                "received_at": at,
                "received_by_id": by.user_id,
            },
        )
        if new:
            log(by=by, at=at, operation="receive", subject=f"document:{document.pk}", name=document.name)
            _write(path, data)
    return Received(document.pk, new)


def file_path(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.DUIJIE_HOME) / "documents" / sha256[:2] / sha256


def _write(path: Path, data: bytes) -> None:
    """All or nothing: written beside, then moved into place, so that a full disk leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
