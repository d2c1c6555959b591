"""What a sheet's tables are made of: columns, lines, and the grid of fields with its merged ones resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from duijie.exchange.sheets.fields import known_labels
from duijie.exchange.sheets.labels import plain_label, sets_units, squeezed
from duijie.exchange.sheets.values import words_of
from duijie.exchange.sheets.workbook import Sheet, Value

_LONGEST_LABEL: Final = 30


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place in the sheet (from 0), the storeys of its label from the top down, the unit that they name."""

    place: int
    storeys: tuple[str, ...]
    unit: str = ""
    ticked: bool = False
    """Whether it was made of columns of ticks: its cells hold the heads that were ticked."""

    @property
    def label(self) -> str:
        """The storeys as one line."""
        return " / ".join(self.storeys)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number as the sheet counts it (from 1), its values by column, what of them is implied.

    ``implied`` are columns whose value stands in an earlier row: merged fields, or the same again; ``shared`` those
    whose field is merged over several rows, this one or an earlier one being its first. ``heading`` is the line
    between rows under which it stands.
    """

    number: int
    values: tuple[Value, ...]
    implied: frozenset[int] = frozenset()
    heading: str = ""
    shared: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet. ``unit`` is said above it for all of its numbers; ``dropped`` are lines that are no rows.

    ``turned``: a record is a column of the sheet, or the whole sheet (``form``); places then follow the labels.
    ``above`` is everything that stands over the head.
    """

    sheet: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    dropped: tuple[tuple[int, str], ...] = ()
    head_row: int = 1
    shape: str = "rows"
    places: tuple[tuple[int, int], ...] = field(default=())
    """For a form: the field (row, column) of every value."""
    above: tuple[str, ...] = ()


class Grid:
    """A sheet with its merged fields resolved."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.corner: dict[tuple[int, int], tuple[int, int]] = {}
        self.tall: set[tuple[int, int]] = set()
        for top, left, bottom, right in sheet.merged:
            if (bottom - top + 1) * (right - left + 1) > 100_000:
                continue
            for row in range(top, min(bottom, self.height - 1) + 1):
                for column in range(left, right + 1):
                    self.corner[row, column] = (top, left)
            if bottom > top:
                self.tall.add((top, left))

    def home(self, row: int, column: int) -> tuple[int, int]:
        """Where what a field shows is kept: itself, or the first of those it is merged with."""
        here = (row, column)
        return self.corner.get(here, here) if self.corner else here

    def text(self, row: int, column: int) -> str:
        """The words of a field; of a merged one, of the whole."""
        return words_of(self.sheet.at(*self.home(row, column)))

    @cache  # noqa: B019 -- a grid lives as long as its sheet is looked at
    def distinct(self, row: int) -> tuple[tuple[int, str], ...]:
        """The columns and words of a row's fields that hold something, merged ones once."""
        cells = self.sheet.rows[row]
        if not self.corner:
            return tuple(
                (column, text)
                for column, value in enumerate(cells)
                if value is not None and (text := value if type(value) is str else words_of(value))
            )
        found, seen = [], set()
        for column in range(self.widths().get(row, 0) or len(cells)):
            home = self.home(row, column)
            if home in seen:
                continue
            seen.add(home)
            text = self.text(row, column)
            if text:
                found.append((column, text))
        return tuple(found)

    @cache  # noqa: B019
    def widths(self) -> dict[int, int]:
        """By row, how many columns it has, merged ones included."""
        widths = {row: len(cells) for row, cells in enumerate(self.sheet.rows)}
        for row, column in self.corner:
            widths[row] = max(widths.get(row, 0), column + 1)
        return widths


def is_label(text: str) -> bool:
    """Whether a lexicon knows the words as a label."""
    return len(text) <= _LONGEST_LABEL and plain_label(text) in known_labels()


@lru_cache(maxsize=1 << 12)
def sounds_like_label(text: str) -> bool:
    """Whether words are a label, or end or begin with one of three characters or more."""
    label = plain_label(text)
    return is_label(text) or (
        len(text) <= _LONGEST_LABEL
        and any(len(one) > 2 and (label.endswith(one) or label.startswith(one)) for one in known_labels())
    )


def looks_like_label(text: str) -> bool:
    """Short words that are no number, day or sentence."""
    short = squeezed(text)
    return (
        0 < len(short) <= _LONGEST_LABEL
        and not re.fullmatch(r"[\d.,%/\-年月日:¥]+", short)
        and "。" not in short
    )


def words_above(grid: Grid, rows: range) -> tuple[str, ...]:
    """Everything that some rows say, field by field."""
    return tuple(text for row in rows for _, text in grid.distinct(row))


def title_in(grid: Grid, rows: range) -> str:
    """The longest words that have a row of their own."""
    alone = [
        cells[0][1] for row in rows if len(cells := grid.distinct(row)) == 1 and not sets_units(cells[0][1])
    ] or [cells[0][1] for row in rows if len(cells := grid.distinct(row)) == 1]
    return " ".join(max(alone, key=len).split()) if alone else ""
