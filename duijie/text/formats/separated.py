"""Separated values (.csv, .tsv): a sheet whose cells stand between commas, tabs, semicolons or bars."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from duijie.kernel.words import Words
from duijie.text.formats.encoding import Decoded
from duijie.text.formats.pieces import Pieces, clean
from duijie.text.formats.source import SPLIT, CannotRead, Source
from duijie.text.formats.spreadsheet import MOST_CELLS, add_sheet, letters
from duijie.text.formats.table import Cell

_SEPARATORS = ",\t;|，"
_SAMPLE_ROWS = 50
_LARGEST_CELL = 131_072


def read_separated(decoded: Decoded, name: str) -> Source | None:
    """Blocks are rows at ``A7:E7`` and in them cells at ``B7``; ``None`` where the text is no table.

    Raises :class:`CannotRead` where it has more than :data:`MOST_CELLS` cells.
    """
    separator = separator_of(decoded.text)
    if separator is None:
        return None
    pieces = Pieces(name)
    grid: list[list[Cell | None]] = []
    filled = 0
    try:
        for number, values in enumerate(_rows(decoded.text, separator), 1):
            texts = [clean(value) for value in values]
            filled += sum(map(bool, texts))
            if filled > MOST_CELLS:
                raise CannotRead(
                    name,
                    Words(
                        f"有内容的单元格超过 {MOST_CELLS:,} 个",
                        f"it has more than {MOST_CELLS:,} cells with something in them",
                    ),
                    SPLIT,
                )
            grid.append(
                [
                    Cell(text, f"{letters(column)}{number}") if text else None
                    for column, text in enumerate(texts)
                ]
            )
    except csv.Error:
        return None
    add_sheet(pieces, grid, "")
    return pieces.source("tsv" if separator == "\t" else "csv", decoded.encoding, decoded.remarks)


def separator_of(text: str) -> str | None:
    """The character that splits most of the first rows into one number of cells, two or more."""
    best: tuple[float, int, str] | None = None
    for separator in _SEPARATORS:
        sample = _sample(text, separator)
        counts = Counter(len(row) for row in sample if len(row) > 1)
        if not counts:
            continue
        width, same = counts.most_common(1)[0]
        share = same / len(sample)
        if share >= 0.6 and (best is None or (share, width) > best[:2]):
            best = (share, width, separator)
    return best[2] if best else None


def _sample(text: str, separator: str) -> list[list[str]]:
    rows = []
    try:
        for row in _rows(text[:200_000], separator):
            if any(value.strip() for value in row):
                rows.append(row)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return []
    return rows


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LARGEST_CELL)
    return csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
