"""Tables as text: a row is a line, and where a header is recognised, every value stands behind its label.

``项目名称：云帆产业园，总投资：12亿元`` can be read by rules that know sentences; a bare row of cells cannot. The
unit in a label's brackets moves behind the number, ``总投资（亿元）`` and ``12`` giving ``总投资：12亿元``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from duijie.text.formats.pieces import Pieces, clean


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell's text and its place; a merged cell is the same object in every field that it covers."""

    text: str
    where: str


Row = Sequence[Cell | None]

_LONGEST_LABEL = 24
_LONGEST_UNSURE = 5
_HEADER_AMONG = 12
"""Rows from the top among which the first header may be."""
_NUMBER = r"[-+−]?\d[\d,，]*(?:\.\d+)?"
_AMOUNT = (
    r"[百千万亿]*(?:元|美元|人民币|欧元|港元|日元|平方米|㎡|平方公里|公顷|亩|吨|人次|人|名|个|家|项|户|宗|台|套|辆|件|批|次|"
    r"千瓦时|千瓦)|[%％]"
)
_VALUE = re.compile(
    rf"\s*[约近超逾]?(?:{_NUMBER}\s*[多余]?(?:{_AMOUNT})?|(?:19|20)\d\d[-/.年]\d{{1,2}}(?:[-/.月]\d{{1,2}}日?)?月?.*)\s*"
)
_BARE_NUMBER = re.compile(_NUMBER)
_UNIT = re.compile(rf"(?P<label>.+?)\s*[（(]\s*(?:单位\s*[:：]?\s*)?(?P<unit>{_AMOUNT})\s*[）)]")
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计|累\s*计")
_NO_LABEL = re.compile("[。！？；]|[，,].*[，,]")
_BRACKETS = re.compile(r"\s*[（(][^（()）]*[）)]\s*$")


@cache
def _header_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that end a label and nothing else, and those that end names as well."""
    lines = Path(__file__).with_name("header_words.txt").read_text("utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    return (
        tuple(word for word in words if not word.startswith("~")),
        tuple(word[1:] for word in words if word.startswith("~")),
    )


def add_table(pieces: Pieces, rows: Sequence[Row], where_row: Sequence[str]) -> None:
    """All rows as lines; ``where_row`` gives the place of each row.

    A later row that is a header by its words replaces the header before it. A row with one cell, such as a
    caption or a note, is a line of its own.
    """
    labels: list[str] = []
    pairs = _is_form(rows)
    number = 0
    while number < len(rows):
        row, where = rows[number], where_row[number]
        cells = _distinct(row)
        if len(cells) == 1:
            pieces.add(_flat(cells[0].text), "cell", cells[0].where)
        elif cells and pairs:
            _add_pairs(pieces, cells, where)
        elif cells:
            storeys = _header_storeys(rows, number, first=not labels)
            if storeys:
                labels = _labels(rows[number : number + storeys])
                for upper in range(number, number + storeys):
                    _add_bare(pieces, _distinct(rows[upper]), where_row[upper], "header")
                number += storeys
                continue
            if labels:
                _add_labelled(pieces, row, labels, where)
            else:
                _add_bare(pieces, cells, where, "row")
        number += 1


def _distinct(row: Row) -> list[Cell]:
    """The cells with something in them, a merged one once."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and cell.text and not any(cell is one for one in found[-1:]):
            found.append(cell)
    return found


def _flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", clean(text)).replace("\t", " ")


def _labelling(text: str) -> float:
    """1 for a header's word, a half for one that may end a name as well, else 0."""
    words = re.sub(r"\s", "", _BRACKETS.sub("", _flat(text))).rstrip(":：")
    sure, unsure = _header_words()
    if len(words) <= _LONGEST_LABEL and words.endswith(sure):
        return 1.0
    return 0.5 if len(words) <= _LONGEST_UNSURE and words.endswith(unsure) else 0.0


def _is_short(text: str) -> bool:
    words = _flat(text)
    return len(words) <= _LONGEST_LABEL and not _VALUE.fullmatch(words) and not _NO_LABEL.search(words)


def _header_storeys(rows: Sequence[Row], at: int, *, first: bool) -> int:
    """How many rows from ``at`` on are a header: 0, 1 or 2.

    By its words, or, for the first header of a table, by standing over columns of numbers and dates.
    """
    row = rows[at]
    cells = _distinct(row)
    if at + 1 >= len(rows) or len(cells) < 2 or not all(_is_short(cell.text) for cell in cells):
        return 0
    marks = [_labelling(cell.text) for cell in cells]
    known = sum(mark > 0 for mark in marks)
    # Under a header, only a row that is nearly all labels is another.
    by_words = max(marks) == 1.0 and known >= max(2, (0.5 if first else 0.8) * len(cells))
    if not by_words and not (first and at < _HEADER_AMONG and _stands_over_values(rows, at)):
        return 0
    below = _distinct(rows[at + 1])
    if at + 2 < len(rows) and all(_is_short(cell.text) for cell in below) and _splits(row, rows[at + 1]):
        return 2
    return 1


def _splits(upper: Row, lower: Row) -> bool:
    """Whether ``lower`` has labels under a field that ``upper`` spans over several columns or leaves blank."""
    for column, cell in enumerate(lower):
        if cell is None or not cell.text or column >= len(upper) or cell is upper[column]:
            continue
        above = upper[column]
        beside = [upper[near] for near in (column - 1, column + 1) if 0 <= near < len(upper)]
        if above is None or not above.text or any(above is one for one in beside):
            return True
    return False


def _stands_over_values(rows: Sequence[Row], at: int) -> bool:
    """Whether, under two fields in five or more, most of the next rows hold numbers or dates."""
    under = rows[at + 1 : at + 21]
    columns = [column for column, cell in enumerate(rows[at]) if cell is not None and cell.text]
    numeric = 0
    for column in columns:
        values = [row[column] for row in under if column < len(row)]
        texts = [cell.text for cell in values if cell is not None and cell.text]
        numeric += bool(texts) and sum(bool(_VALUE.fullmatch(text)) for text in texts) > 0.6 * len(texts)
    return len(columns) >= 2 and numeric >= 0.4 * len(columns)


def _labels(storeys: Sequence[Row]) -> list[str]:
    """A label for every column; an upper one reaches over the blank fields to its right."""
    width = max(len(row) for row in storeys)
    labels = []
    above = ""
    for column in range(width):
        stack = [row[column] if column < len(row) else None for row in storeys]
        texts = [_flat(cell.text) if cell is not None else "" for cell in stack]
        if len(stack) == 2 and stack[0] is not None and stack[0] is stack[1]:
            texts = texts[:1]
        if texts[0]:
            above = texts[0]
        elif len(texts) == 2 and texts[1]:
            texts[0] = above
        labels.append("".join(texts).rstrip(":："))
    return labels


def _is_form(rows: Sequence[Row]) -> bool:
    """Whether labels stand beside their values: ``项目名称 | … | 投资方 | …``, row by row."""
    full = [cells for row in rows if len(cells := _distinct(row)) > 1]
    paired = [cells for cells in full if len(cells) % 2 == 0 and len(cells) <= 6]
    if len(paired) < max(2, 0.7 * len(full)):
        return False
    labels = [cell for cells in paired for cell in cells[::2]]
    values = [cell for cells in paired for cell in cells[1::2]]
    named = sum(_labelling(cell.text) > 0 for cell in labels)
    return named >= 0.6 * len(labels) and sum(_labelling(cell.text) == 1.0 for cell in values) < 0.4 * len(
        values
    )


def _add_pairs(pieces: Pieces, cells: Sequence[Cell], where: str) -> None:
    if len(cells) % 2:
        _add_bare(pieces, cells, where, "row")
        return
    start = pieces.length + bool(pieces.length)
    for number in range(0, len(cells), 2):
        label, value = cells[number], cells[number + 1]
        words, (text, unit) = _flat(label.text), _with_unit(_flat(label.text), _flat(value.text))
        named = _UNIT.fullmatch(words) if unit else None
        words = named["label"] if named else words.rstrip(":：")
        pieces.add(words, "label", label.where, before="，" if number else "\n")
        pieces.add(text + unit, "cell", value.where, before="：")
    pieces.surround(start, "row", where)


def _add_labelled(pieces: Pieces, row: Row, labels: Sequence[str], where: str) -> None:
    start = pieces.length + bool(pieces.length)
    said: Cell | None = None
    separator = "\n" if pieces.length else ""
    for column, cell in enumerate(row):
        if cell is None or not clean(cell.text) or cell is said:
            continue
        said = cell
        label = labels[column] if column < len(labels) else ""
        text, unit = _with_unit(label, _flat(cell.text))
        named = _UNIT.fullmatch(label) if unit else None
        label = named["label"] if named else label
        # 合计 is no project's name, whatever its column is called.
        is_labelled = bool(label) and not _TOTAL.fullmatch(text)
        pieces.fill(f"{separator}{label}：" if is_labelled else separator)
        pieces.add(text + unit, "cell", cell.where, before="")
        separator = "，"
    pieces.surround(start, "row", where)


def _add_bare(pieces: Pieces, cells: Sequence[Cell], where: str, kind: str) -> None:
    start = pieces.length + bool(pieces.length)
    for number, cell in enumerate(cells):
        pieces.add(_flat(cell.text), "cell", cell.where, before="\t" if number else "\n")
    pieces.surround(start, kind, where)


def _with_unit(label: str, value: str) -> tuple[str, str]:
    """The value, and the label's unit where the value is a bare number."""
    found = _UNIT.fullmatch(label)
    return value, found["unit"] if found and _BARE_NUMBER.fullmatch(value) else ""
