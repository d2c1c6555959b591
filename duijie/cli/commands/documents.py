# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie add``, ``documents``, ``statements``: files taken in and what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date as date_type
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duijie.cli.days import as_day
from duijie.cli.printing import Column, Format, FormatOption, chosen, show
from duijie.cli.progress import tracked
from duijie.cli.readers import ReaderChoice, ReaderOption, Remembering, reader_for, tell_refused
from duijie.cli.saying import kind, says
from duijie.cli.session import now, operator

if TYPE_CHECKING:
    from duijie.cli.files import Opened
    from duijie.reading.statement import Reader

DOCUMENT = Annotated[
    int, typer.Argument(help="The document's number; `duijie documents` lists them.", metavar="DOC")
]


def add(
    files: Annotated[list[Path], typer.Argument(help="Files to keep and read.", metavar="FILE…")],
    form: FormatOption = None,
    source: Annotated[str, typer.Option(help="Who published it, where the file does not say.")] = "",
    date: Annotated[str | None, typer.Option(help="The documents' own day: 2015-09-24.")] = None,
    why: Annotated[str, typer.Option(help="Why it was taken in.")] = "",
    reader: ReaderOption = ReaderChoice.RULES,
) -> None:
    """Keep files and store what they say (收文件，存陈述).

    All files or none. A file that is here already adds nothing, unless a reader is chosen that has not read
    it yet. A zip archive is taken apart: every file in it is a document, named papers.zip/file.
    """
    given = as_day(date, "--date")
    refused: Counter[str] = Counter()
    asked = Remembering(reader_for(reader, refused))
    by = operator()
    from django.db import transaction

    from duijie.cli.files import open_files
    from duijie.evidence.operations import take_in

    # Opened before anything is stored: a bad file at the end leaves no trace of those before it.
    opened = [one for path in files for one in open_files(path)]
    if reader is not ReaderChoice.RULES:
        _ask(asked, opened, given)
    rows = []
    with transaction.atomic():
        for one in tracked(opened, "add"):
            done = take_in(
                data=one.data,
                name=one.inside or str(one.path),
                by=by,
                at=now(),
                source=source,
                dated_on=given,
                why=why,
                reader=asked,
                archive=str(one.path) if one.inside else "",
            )
            rows.append(
                {
                    "document": done.document_id,
                    "name": one.name,
                    "new": done.new_document,
                    "statements": done.statements,
                }
            )
    show(
        rows,
        (
            Column("document", number=True),
            Column("name", wide=True),
            Column("new"),
            Column("statements", number=True),
        ),
        form,
    )
    tell_refused(refused)


def _ask(reader: Reader, opened: Sequence[Opened], given: date_type | None) -> None:
    """Let a model read before the transaction begins: it takes its time, and nobody else could write meanwhile."""
    from duijie.reading.own_day import day_of
    from duijie.text.repair import repair

    for one in tracked(opened, "read"):
        reader.find(repair(one.source.text).text, dated_on=given or day_of(one.source))


def documents(
    form: FormatOption = None,
    search: Annotated[str, typer.Option(help="Words in title, file name or source.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest first.")] = 50,
) -> None:
    """List the documents, the newest first (文件清单)."""
    viewer = operator()
    from duijie.documents import queries
    from duijie.review.queries import progress

    found = queries.listing(viewer=viewer, search=search, limit=limit)
    reviewed = progress(document_ids=[one.id for one in found], viewer=viewer)
    rows = []
    for one in found:
        state = reviewed.get(one.id)
        done = (state.accepted + state.rejected, state.all) if state else (0, 0)
        rows.append(
            {
                "id": one.id,
                "dated_on": one.dated_on,
                "title": one.title,
                "source": one.source,
                "received_at": one.received_at,
                "progress": f"{done[0]}/{done[1]}",
                "name": one.name,
                "format": one.format,
                "size": one.size,
                "sha256": one.sha256,
                "statements": done[1],
                "reviewed": done[0],
            }
        )
    show(
        rows,
        (
            Column("id", number=True),
            Column("dated_on"),
            Column("title", wide=True),
            Column("source", wide=True),
            Column("progress", number=True),
        ),
        form,
    )


def statements(document: DOCUMENT, form: FormatOption = None) -> None:
    """List what a document says (文件中的陈述)."""
    viewer = operator()
    from duijie.evidence.queries import of_document

    people = chosen(form) is Format.TABLE
    rows = [
        {
            "id": one.id[:8] if people else one.id,
            "kind": kind(one.kind) if people else one.kind,
            "says": says(one.said),
            "quote": one.quote,
            "place": f"{one.place.start}–{one.place.end}",
            "start": one.place.start,
            "end": one.place.end,
            "rule": one.rule,
            "values": one.values,
        }
        for one in of_document(document_id=document, viewer=viewer)
    ]
    show(
        rows,
        (
            Column("id"),
            Column("kind"),
            Column("says", wide=True),
            Column("place"),
            Column("quote", wide=True),
        ),
        form,
    )
