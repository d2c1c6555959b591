# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""Rows on standard output: one JSON array, one JSON object a line, a table for people, or CSV.

A row is a mapping of ready values. :class:`Words` become both languages in JSON and the chosen one elsewhere.
Without ``--format``, people at a terminal get the table and programs the lines.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import typer

from duijie.cli.words import YES_NO, label, say
from duijie.kernel.words import Words

Row = Mapping[str, Any]


class Format(StrEnum):
    """How rows are printed."""

    JSON = "json"
    JSONL = "jsonl"
    TABLE = "table"
    CSV = "csv"


FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format", "-f", help="How to print. At a terminal: table; else jsonl.", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table and of CSV. ``key`` picks the value; its head is the label of ``head or key``.

    ``wide`` columns may be folded over several lines, the others not.
    """

    key: str
    head: str = ""
    number: bool = False
    wide: bool = False

    @property
    def title(self) -> str:
        """The column's head in the language in force."""
        return label(self.head or self.key)


def chosen(wanted: Format | None) -> Format:
    """The format asked for, else the one that suits where the output goes."""
    return wanted or (Format.TABLE if sys.stdout.isatty() else Format.JSONL)


def show(rows: Iterable[Row], columns: Sequence[Column], wanted: Format | None, title: str = "") -> None:
    """Print the rows. Nothing is printed for no rows, but the brackets of a JSON array and CSV's head.

    JSONL and CSV print each row as it comes, the others when all have come.
    """
    match chosen(wanted):
        case Format.JSON:
            typer.echo(as_json(list(rows), indent=1))
        case Format.JSONL:
            for row in rows:
                typer.echo(as_json(row))
        case Format.CSV:
            typer.echo(as_csv([], columns), nl=False)
            for row in rows:
                typer.echo(_csv_line(row, columns), nl=False)
        case Format.TABLE:
            if rows := list(rows):
                _table(rows, columns, title)


def show_one(record: Row, wanted: Format | None, lines: Iterable[str]) -> None:
    """Print one outcome: the record for programs, the lines for people. CSV takes the record's plain values."""
    match chosen(wanted):
        case Format.JSON:
            typer.echo(as_json(record, indent=1))
        case Format.JSONL:
            typer.echo(as_json(record))
        case Format.CSV:
            buffer = io.StringIO()
            writer = csv.writer(buffer, lineterminator="\n")
            writer.writerow(record)
            writer.writerow(_safe(text_of(value)) for value in record.values())
            typer.echo(buffer.getvalue(), nl=False)
        case Format.TABLE:
            for line in lines:
                typer.echo(line)


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON with Chinese characters as they are."""
    return json.dumps(value, ensure_ascii=False, default=_plain, indent=indent)


def as_csv(rows: Iterable[Row], columns: Sequence[Column]) -> str:
    """RFC 4180 with a head of column keys, which do not change with the language."""
    head = ",".join(column.key for column in columns) + "\n"
    return head + "".join(_csv_line(row, columns) for row in rows)


def _csv_line(row: Row, columns: Sequence[Column]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(_safe(text_of(row[column.key])) for column in columns)
    return buffer.getvalue()


def text_of(value: Any) -> str:
    """A value as a cell's text."""
    match value:
        case None:
            return ""
        case bool():
            return say(YES_NO[value])
        case Words():
            return say(value)
        case datetime():
            return value.astimezone().strftime("%Y-%m-%d %H:%M")
        case Mapping():
            return as_json(value)
        case str():
            return value
        case Sequence():
            return "; ".join(text_of(item) for item in value)
        case _:
            return str(value)


NARROWEST = 10
"""Terminal columns below which a folded column cannot be read."""


def _table(rows: Sequence[Row], columns: Sequence[Column], title: str) -> None:
    # rich is imported late: programs that read lines need not wait for it.
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout)
    cells = [[text_of(row[column.key]) for column in columns] for row in rows]
    widths = [max(map(cell_len, texts)) for texts in zip([c.title for c in columns], *cells, strict=True)]
    needed = (min(width, NARROWEST) if c.wide else width for c, width in zip(columns, widths, strict=True))
    if sum(needed) + 3 * len(columns) > console.width:
        _cards(cells, columns, title)
        return
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(
            Text(column.title),
            justify="right" if column.number else "left",
            overflow="fold",
            no_wrap=not column.wide,
        )
    for row in cells:
        table.add_row(*map(Text, row))
    console.print(table)


def _cards(cells: Sequence[Sequence[str]], columns: Sequence[Column], title: str) -> None:
    """For a terminal too narrow for a table: what is said of a row, line by line; the terminal folds them."""
    if title:
        typer.echo(title)
    for row in cells:
        typer.echo()
        for column, text in zip(columns, row, strict=True):
            if text:
                typer.echo(f"{column.title}: {text}")


def _plain(value: Any) -> Any:
    match value:
        case Words():
            return {"zh": value.zh, "en": value.en}
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            raise TypeError(f"{value!r} has no place in JSON")


def _safe(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front: documents are not trusted."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
