"""The file of the rows that were not taken: row, reasons in both languages, the row as given."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

HEAD: Final = ("row", "reason_zh", "reason_en")
_FORMULA: Final = re.compile(r"[=@\t\r]|[+\-](?![\d.,]*$)")


def write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write a piece of the file, without its head; appears whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    fresh.replace(path)


def join(path: Path, pieces: Sequence[Path], heads: Sequence[str]) -> None:
    """Make one file of the pieces under a head. With a byte order mark, or spreadsheets take it for another encoding."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerow([*HEAD, *map(safe, heads)])
        for piece in pieces:
            with piece.open(encoding="utf-8", newline="") as lines:
                for line in lines:
                    file.write(line)
    fresh.replace(path)


def safe(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe in front: files are not trusted."""
    return f"'{text}" if _FORMULA.match(text) else text


def widened(cells: Sequence[str], width: int, separator: str = " | ") -> list[str]:
    """The cells of a row with too many or too few, as so many as the head has."""
    kept = list(cells[:width]) + [""] * (width - len(cells))
    if len(cells) > width:
        kept[-1] = separator.join(cells[width - 1 :])
    return kept


def as_rows(
    heads: Sequence[str], refused: Iterable[tuple[int, str, str]], given: Mapping[int, Sequence[str]]
) -> list[list[str]]:
    """Lines of the file: (row, Chinese, English) with the cells as ``given``, in the order of the rows."""
    return [[str(row), zh, en, *widened(given.get(row, ()), len(heads))] for row, zh, en in sorted(refused)]
