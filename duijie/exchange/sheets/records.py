"""The rows of a table as records: every field read, at its place, with what was left as words and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.mapping import HEADING, Mapped
from duijie.exchange.sheets.tables import Line, Table
from duijie.exchange.sheets.values import read, words_of
from duijie.exchange.sheets.workbook import Value
from duijie.kernel.words import Words
from duijie.text.formats.spreadsheet import letters

KEEPS = ("remarks", "note")
"""Fields that take words which no other field could take."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it was read. ``said`` are the mapped cells' own words, ``cells`` all of the row's, by label.

    ``left``: target, the words, why they are not a value. ``places``: the address of every mapped cell.
    """

    number: int
    where: str
    values: Mapping[str, Any]
    said: Mapping[str, str]
    places: Mapping[str, str]
    left: tuple[tuple[str, str, Words], ...]
    cells: tuple[str, ...]


def records(table: Table, mapped: Sequence[Mapped], fields: Sequence[Field]) -> list[Record]:
    """All rows of a table. Values that repeat from above are filled in; a merged or repeated one keeps its place."""
    by_target = {field.target: field for field in fields}
    used = [(one, by_target[one.target]) for one in mapped if one.target in by_target]
    filled = _repeating(table, used, fields)
    above: dict[int, tuple[Value, int]] = {}
    found = []
    for line in table.lines:
        found.append(_record(table, line, used, filled, above))
    return found


def _record(
    table: Table,
    line: Line,
    used: Sequence[tuple[Mapped, Field]],
    filled: frozenset[int],
    above: dict[int, tuple[Value, int]],
) -> Record:
    values: dict[str, Any] = {}
    said: dict[str, str] = {}
    places: dict[str, str] = {}
    left = []
    for one, field in used:
        number = line.number
        if one.number == HEADING:
            raw: Value = line.heading or table.sheet
        else:
            raw = line.values[one.number]
            if one.number in filled:
                if raw is None and one.number in above:
                    raw, number = above[one.number]
                elif raw is not None:
                    above[one.number] = (raw, number)
            places[field.target] = _where(table, line, one.number, number)
        answer = read(field, raw, one.unit)
        values[field.target] = answer.value
        said[field.target] = words_of(raw)
        if answer.left is not None and not (one.number == HEADING and not line.heading):
            left.append((field.target, words_of(raw), answer.left))
    by_target = {field.target: field for _, field in used}
    keep = next((target for target in KEEPS if target in by_target), "")
    spoken = [
        f"{by_target[target].name.zh}：{words}" for target, words, _ in left if not by_target[target].must
    ]
    if spoken:
        # Words that nobody may turn into a number are not lost: they go where words go.
        target = keep or "remarks"
        values[target] = "；".join([*filter(None, [values.get(target)]), *spoken])
    cells = tuple(words_of(value) for value in line.values)
    return Record(line.number, _row_where(table, line), values, said, places, tuple(left), cells)


def _repeating(table: Table, used: Sequence[tuple[Mapped, Field]], fields: Sequence[Field]) -> frozenset[int]:
    """Columns in which a blank means the same again: left of the name, filled in the first row, blank in others."""
    if table.shape != "rows" or not table.lines:
        return frozenset()
    must = {field.target for field in fields if field.must}
    names = [one.number for one, field in used if field.target in must]
    if not names:
        return frozenset()
    return frozenset(
        one.number
        for one, field in used
        if field.repeats
        and 0 <= one.number < min(names)
        and table.lines[0].values[one.number] is not None
        and any(line.values[one.number] is None for line in table.lines)
    )


def _where(table: Table, line: Line, column: int, number: int) -> str:
    prefix = f"{table.sheet}!" if table.sheet else ""
    if table.shape == "form":
        row, place = table.places[column]
        return f"{prefix}{letters(place)}{row + 1}"
    place = table.columns[column].place
    if table.shape == "turned":
        return f"{prefix}{letters(number - 1)}{place + 1}"
    return f"{prefix}{letters(place)}{number}"


def _row_where(table: Table, line: Line) -> str:
    prefix = f"{table.sheet}!" if table.sheet else ""
    if table.shape == "turned":
        return f"{prefix}{letters(line.number - 1)}"
    return f"{prefix}{line.number}"
