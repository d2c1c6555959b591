"""The rows of a table as records: every field read, at its place, with what was left as words and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from duijie.codes.credit import CreditCode, read_credit_code
from duijie.exchange.sheets.fields import Field, lexicon
from duijie.exchange.sheets.labels import plain_label, squeezed
from duijie.exchange.sheets.layout import Line, Table
from duijie.exchange.sheets.mapping import HEADING, Mapped, choice_above
from duijie.exchange.sheets.values import read, words_of
from duijie.exchange.sheets.workbook import Value
from duijie.kernel.words import Words
from duijie.text.formats.spreadsheet import letters

_SAME: Final = frozenset({"同上", "〃", "″", '"', "同前", "同上行", "″″", "〃〃"})
"""Words that repeat what stands above them."""
_CODED: Final = frozenset({"name", "investor"})
_CODE: Final = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}(?![0-9A-Za-z])")
_LONG: Final = re.compile(r"[0-9A-Za-z-]{10}")
_CALL: Final = re.compile(
    r"[\s,，;；、/(（]+(?:联系人|电话|联系电话|联系方式)?[:：]?\s*(?:[\u4e00-\u9fff]{2,4})?[\s:：,，]*(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})[)）]?"
)
"""A telephone behind a name, with the person who answers it."""
_EDGES: Final = " \n\r\t/、,，;；:：-—()（）"
_EMPTY: Final = re.compile(r"(?:统一)?(?:社会)?信用代码[:：]?|[(（\[【]\s*[)）\]】]")
_SHARED: Final = Words(
    "合并在几行上，属于哪一行没有写明", "is merged over several rows; whose it is nobody says"
)


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it was read. ``cells`` are all of the row's fields, column by column, days as text; what headings
    say stands behind.

    ``left``: target, the words, why they are not a value. ``moved``: the row in which a repeated value stands.
    """

    number: int
    where: str
    values: Mapping[str, Any]
    left: tuple[tuple[str, str, Words], ...]
    cells: tuple[str | int | float | bool | None, ...]
    moved: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known of a table before its rows are read.

    ``filled``: columns in which a blank repeats what stands above it. ``same``: whether words say that they repeat.
    ``name``: the column of what a row is of; ``currency``: that of the currencies; -1 for none.
    """

    used: Sequence[tuple[Mapped, Field]]
    filled: frozenset[int]
    same: bool
    name: int
    currency: int
    codes: bool
    headed: Sequence[Field]


def records(table: Table, mapped: Sequence[Mapped], fields: Sequence[Field]) -> Iterator[Record]:
    """The rows of a table, one by one. Values that repeat from above are filled in."""
    by_target = {field.target: field for field in fields}
    used = [(one, by_target[one.target]) for one in mapped if one.target in by_target]
    reading = _Reading(
        used,
        _repeating(table, used, fields),
        any(type(value) is str and value in _SAME for line in table.lines for value in line.values),
        next((one.number for one, field in used if field.must and not field.repeats and field.holds in ("text", "name")), -1),
        next((place for place, column in enumerate(table.columns) if plain_label(column.label) in _currencies()), -1),
        "credit_code" in by_target,
        [field for one, field in used if one.number == HEADING],
    )  # fmt: skip
    above: dict[int, tuple[Value, int]] = {}
    for line in table.lines:
        yield _record(table, line, reading, above)


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


def _record(table: Table, line: Line, reading: _Reading, above: dict[int, tuple[Value, int]]) -> Record:
    values: dict[str, Any] = {}
    moved: dict[str, int] = {}
    left: list[tuple[str, str, Words]] = []
    beside: list[tuple[Field, str]] = []
    for one, field in reading.used:
        if one.number == HEADING:
            raw: Value = said_over(table, line, field)
        else:
            raw = line.values[one.number]
            if reading.same or one.number in reading.filled:
                raw, row = _repeated(raw, one.number, field, line, reading, above)
                if row != line.number:
                    moved[field.target] = row
        if raw is None:
            continue
        if line.shared and field.holds in ("money", "number") and _of_several(line, one.number, reading):
            left.append((field.target, words_of(raw), _SHARED))
            continue
        unit = one.unit
        if reading.currency >= 0 and field.holds == "money" and unit:
            unit = _in_currency(unit, line.values[reading.currency])
        if field.holds == "name" and type(raw) is str and _LONG.search(raw):
            raw, code, call = _apart(raw)
            if code and reading.codes and field.target in _CODED:
                values.setdefault("credit_code", code)
            if call:
                beside.append((field, call))
        answer = read(field, raw, unit)
        if answer.value is not None:
            values[field.target] = answer.value
        if answer.left is not None and not (one.number == HEADING and not line.heading):
            left.append((field.target, words_of(raw), answer.left))
    if left or beside:
        by_target = {field.target: field for _, field in reading.used}
        words = [(by_target[target], said) for target, said, _ in left if not by_target[target].must]
        keep(values, [*words, *beside])
    cells = tuple(words_of(value) if isinstance(value, date) else value for value in line.values)
    if reading.headed:
        cells = (*cells, *(said_over(table, line, field) for field in reading.headed))
    prefix = f"{table.sheet}!" if table.sheet else ""
    where = letters(line.number - 1) if table.shape == "turned" else str(line.number)
    return Record(line.number, f"{prefix}{where}", values, tuple(left), cells, moved)


def said_over(table: Table, line: Line, field: Field) -> str:
    """What the heading over a row, the sheet's name or the title says of a field."""
    return line.heading or choice_above(table, field) or table.sheet


def _repeated(
    raw: Value, number: int, field: Field, line: Line, reading: _Reading, above: dict[int, tuple[Value, int]]
) -> tuple[Value, int]:
    """A value with the row where it stands: this one, or one above that it repeats. No amount is counted again."""
    said = reading.same and type(raw) is str and raw in _SAME
    if said or (raw is None and number in reading.filled):
        if number in above and field.holds not in ("money", "number"):
            return above[number]
    elif raw is not None:
        above[number] = (raw, line.number)
    return raw, line.number


def _of_several(line: Line, number: int, reading: _Reading) -> bool:
    """Whether one number stands in a field merged over the rows of several names."""
    return number in line.shared and reading.name >= 0 and reading.name not in line.shared


def _in_currency(unit: str, said: Value) -> str:
    """The unit of a row that names its currency: ``万`` and 美元 are 万美元; 万元 and 美元 contradict each other."""
    currency = squeezed(words_of(said))
    if not currency or currency in ("元", "人民币", "人民币元", "rmb", "cny") or unit.endswith(currency):
        return unit
    return f"{unit}{currency}" if not unit.strip("百千万亿") else f"{unit}({currency})"


def _apart(raw: str) -> tuple[str, str, str]:
    """A name, the credit code and the telephone that stand in its cell; the latter with who answers it, or empty."""
    name, code, beside = raw, "", ""
    if (found := _CODE.search(name)) and isinstance(read_credit_code(found[0]), CreditCode):
        code, name = found[0].upper(), name[: found.start()] + name[found.end() :]
    if found := _CALL.search(name):
        beside, name = found[0].strip(_EDGES), name[: found.start()] + name[found.end() :]
    if not code and not beside:
        return raw, "", ""
    name = _EMPTY.sub("", name).strip(_EDGES)
    return (name, code, beside) if name else (raw, "", "")


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


@cache
def _currencies() -> frozenset[str]:
    return frozenset(plain_label(word) for word in lexicon("other")["currency"].words)
