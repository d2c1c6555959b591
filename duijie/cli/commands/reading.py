# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie read``: what files say, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.printing import Column, Format, FormatOption, chosen, show
from duijie.cli.progress import tracked
from duijie.cli.saying import kind, says
from duijie.cli.session import as_day

if TYPE_CHECKING:
    from duijie.reading.statement import Statement

TABLE = (Column("kind"), Column("says", wide=True), Column("place"), Column("quote", wide=True))
PLAIN = tuple(Column(key) for key in ("kind", "start", "end", "rule", "quote"))


def read(
    files: Annotated[list[Path], typer.Argument(help="Text, web pages, documents.", metavar="FILE…")],
    form: FormatOption = None,
    date: Annotated[
        str | None, typer.Option(help="The documents' own day, where they do not state it: 2015-09-24.")
    ] = None,
) -> None:
    """Read files and print what they say (读文件，列出陈述).

    Needs no database. One bad file and nothing is printed at all. With several files every statement names
    its document.
    """
    # Imported here: `duijie --help` and the other commands do without the rules' vocabulary.
    from duijie.cli.files import open_file
    from duijie.reading.engine import read as read_text
    from duijie.reading.own_day import day_of

    given = as_day(date, "--date")
    opened = [open_file(path) for path in files]
    found = [
        (str(one.path), statement)
        for one in tracked(opened, "read")
        for statement in read_text(one.source.text, dated_on=given or day_of(one.source)).statements
    ]
    several = len(files) > 1
    table = chosen(form) is Format.TABLE
    columns = TABLE if table else (*PLAIN, Column("values"))
    if several:
        columns = (Column("document", wide=True), *columns)
    rows = []
    for document, statement in found:
        row = _for_people(statement) if table else statement.as_json()
        if chosen(form) is Format.CSV:
            row["values"] = _own_values(statement)
        rows.append({"document": document, **row} if several else row)
    show(rows, columns, form)


def _for_people(statement: Statement) -> dict[str, Any]:
    return {
        "kind": kind(statement.kind),
        "says": says(statement.said),
        "place": f"{statement.place.start}–{statement.place.end}",
        "quote": statement.quote,
    }


def _own_values(statement: Statement) -> dict[str, Any]:
    from duijie.reading.kinds import as_values

    return as_values(statement.said)
