"""A file of enterprises as a table: its head, and its rows as text, batch by batch from any row on.

What kind of file it is, its content says, not its name. Rows are counted from 1 below the head; blank rows are not
counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from duijie.registry.columns import is_head, plain
from duijie.text.formats.source import CannotRead

MOST_COLUMNS: Final = 1_000
LOOK: Final = 20
"""Rows among which the head is looked for."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """A row that has not as many cells as the head."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """The next rows of a file without a gap: ``frame`` has ``row`` and the heads; ``total``: rows of the file, about."""

    frame: pl.DataFrame
    ragged: tuple[Ragged, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """``batches(after)`` yields the rows behind the first ``after``; raises :class:`CannotRead` where it breaks off.

    ``head_row``: in which row of the file the head stands, 0 where it is not among the rows.
    """

    path: Path
    form: str
    heads: tuple[str, ...]
    batches: Callable[[int], Iterator[Batch]] = field(compare=False)
    head_row: int = 0
    sheet: str = ""
    remarks: tuple[str, ...] = ()


def head_among(rows: Sequence[Sequence[str]], asked: Mapping[str, str]) -> int:
    """Which of the first rows is the head: the one with all heads ``asked`` for, else one that reads like it."""
    wanted = {plain(head) for head in asked.values() if head}
    for number, row in enumerate(rows):
        if wanted and wanted <= {plain(cell) for cell in row}:
            return number
    for number, row in enumerate(rows):
        if not wanted and is_head(row):
            return number
    return next((number for number, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), 0)


def too_wide(name: str, width: int) -> CannotRead:
    """The error for a table of more than :data:`MOST_COLUMNS` columns."""
    reason = f"it has {width:,} columns, more than the {MOST_COLUMNS:,} that a table of enterprises may have"
    return CannotRead(name, reason, "Check the separator, or keep the columns that are needed")
