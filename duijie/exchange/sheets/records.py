"""The rows of a table as records: every field read, at its place, with what was left as words and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.mapping import HEADING, Mapped
from duijie.exchange.sheets.tables import Line, Table
from duijie.exchange.sheets.values import read, words_of
from duijie.exchange.sheets.workbook import Value
from duijie.kernel.words import Words
from duijie.text.formats.spreadsheet import letters


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it was read. ``cells`` are all of the row's fields, column by column, days as text.

    ``left``: target, the words, why they are not a value. ``moved``: the row in which a repeated value stands.
    """

    number: int
    where: str
    values: Mapping[str, Any]
    left: tuple[tuple[str, str, Words], ...]
    cells: tuple[str | int | float | bool | None, ...]
    moved: Mapping[str, int]


def records(table: Table, mapped: Sequence[Mapped], fields: Sequence[Field]) -> Iterator[Record]:
    """The rows of a table, one by one. Values that repeat from above are filled in."""
    by_target = {field.target: field for field in fields}
    used = [(one, by_target[one.target]) for one in mapped if one.target in by_target]
    filled = _repeating(table, used, fields)
    above: dict[int, tuple[Value, int]] = {}
    for line in table.lines:
        yield _record(table, line, used, filled, above)


def place_of(table: Table, mapped: Sequence[Mapped], record: Record, target: str) -> str:
    """The address of the cell that a value was read from; the row's where a heading or the sheet's name says it."""
    one = next(one for one in mapped if one.target == target)
    if one.number == HEADING:
        return record.where
    prefix = f"{table.sheet}!" if table.sheet else ""
    if table.shape == "form":
        row, place = table.places[one.number]
        return f"{prefix}{letters(place)}{row + 1}"
    place = table.columns[one.number].place
    number = record.moved.get(target, record.number)
    return (
        f"{prefix}{letters(number - 1)}{place + 1}"
        if table.shape == "turned"
        else f"{prefix}{letters(place)}{number}"
    )


def _record(
    table: Table,
    line: Line,
    used: Sequence[tuple[Mapped, Field]],
    filled: frozenset[int],
    above: dict[int, tuple[Value, int]],
) -> Record:
    values: dict[str, Any] = {}
    moved: dict[str, int] = {}
    left = []
    for one, field in used:
        if one.number == HEADING:
            raw: Value = line.heading or table.sheet
        else:
            raw = line.values[one.number]
            if one.number in filled:
                if raw is not None:
                    above[one.number] = (raw, line.number)
                elif one.number in above:
                    raw, moved[field.target] = above[one.number]
        if raw is None:
            continue
        answer = read(field, raw, one.unit)
        if answer.value is not None:
            values[field.target] = answer.value
        if answer.left is not None and not (one.number == HEADING and not line.heading):
            left.append((field.target, words_of(raw), answer.left))
    if left:
        by_target = {field.target: field for _, field in used}
        keep(values, [(by_target[target], words) for target, words, _ in left if not by_target[target].must])
    cells = tuple(words_of(value) if isinstance(value, date) else value for value in line.values)
    prefix = f"{table.sheet}!" if table.sheet else ""
    where = letters(line.number - 1) if table.shape == "turned" else str(line.number)
    return Record(line.number, f"{prefix}{where}", values, tuple(left), cells, moved)


def keep(values: dict[str, Any], words: Sequence[tuple[Field, str]], target: str = "remarks") -> None:
    """Words that nobody may turn into a value are not lost: they go where words go. Kept twice they stand once."""
    held = values.get(target) or ""
    for field, said in words:
        spoken = f"{field.name.zh}：{said}"
        if spoken not in held:
            held = "；".join(filter(None, [held, spoken]))
    if held:
        values[target] = held


def _repeating(table: Table, used: Sequence[tuple[Mapped, Field]], fields: Sequence[Field]) -> frozenset[int]:
    """Columns in which a blank means the same again: left of what is each row's own, filled in the first row, blank in others."""
    if table.shape != "rows" or not table.lines:
        return frozenset()
    must = {field.target for field in fields if field.must and not field.repeats}
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
