"""Tables brought into the shape of a kind: a table for each of several years, one column for several of ticks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.labels import plain_label, squeezed
from duijie.exchange.sheets.layout import Column, Table
from duijie.exchange.sheets.values import is_nothing, read, words_of
from duijie.exchange.sheets.workbook import Value

_TICKS: Final = frozenset("√✓✔☑✅■●★▲vy是有1")
_SURE_TICKS: Final = frozenset("√✓✔☑✅■●★▲v")
_NO_TICKS: Final = frozenset("×✗✘xn否无□○0")
_YEAR: Final = re.compile(r"[(]?(?<!\d)((?:19|20)\d\d)(?:年度?)?[)]?")
_PART: Final = re.compile(r"\d|第?[一二三四]季|[上下]半年|前|月|至今")


def shaped(table: Table, fields: Sequence[Field]) -> list[Table]:
    """The table as ``fields`` can take it: one, or one a year where they know a year."""
    for field in fields:
        if field.holds == "choice":
            table = _unticked(table, field)
    year = next((field for field in fields if field.above == "year"), None)
    return [table] if year is None else _by_year(table, year.words[0])


def _unticked(table: Table, field: Field) -> Table:
    """Beside each other, columns that are headed by a field's choices and hold ticks become one of the ticked heads."""
    run: list[int] = []
    for number, column in enumerate((*table.columns, None)):
        if column is not None and _is_choice(column, field) and _holds_ticks(table, number):
            run.append(number)
            continue
        if len(run) > 1 and any(_surely(line.values[one]) for line in table.lines for one in run):
            return _unticked(_joined(table, run), field)
        run = []
    return table


def _is_choice(column: Column, field: Field) -> bool:
    if column.ticked or not column.storeys:
        return False
    return read(field, _head_of(column)).value is not None


def _head_of(column: Column) -> str:
    return plain_label(column.storeys[-1]).removeprefix("是否")


def _holds_ticks(table: Table, number: int) -> bool:
    return all(
        line.values[number] is None or squeezed(words_of(line.values[number])) in _TICKS | _NO_TICKS
        or is_nothing(line.values[number])
        for line in table.lines
    )  # fmt: skip


def _surely(value: Value) -> bool:
    return type(value) is str and squeezed(value) in _SURE_TICKS


def _joined(table: Table, run: list[int]) -> Table:
    first, heads = run[0], [_head_of(table.columns[number]) for number in run]
    upper = {table.columns[number].storeys[:-1] for number in run}
    over = upper.pop() if len(upper) == 1 else ()
    column = Column(table.columns[first].place, over or ("／".join(heads),), "", ticked=True)
    lines = []
    for line in table.lines:
        values = list(line.values)
        values[first : run[-1] + 1] = [_ticked([values[number] for number in run], heads)]
        gone = len(run) - 1
        lines.append(replace(line, values=tuple(values), implied=_moved(line.implied, run, gone), shared=_moved(line.shared, run, gone)))  # fmt: skip
    columns = (*table.columns[:first], column, *table.columns[run[-1] + 1 :])
    return replace(table, columns=columns, lines=tuple(lines))


def _moved(numbers: frozenset[int], run: list[int], gone: int) -> frozenset[int]:
    return frozenset(one if one < run[0] else one - gone for one in numbers if one <= run[0] or one > run[-1])


def _ticked(values: Sequence[Value], heads: Sequence[str]) -> str | None:
    """The head that is ticked; of heads ticked one after the other from the first on, the last of these."""
    ticked = [
        place
        for place, value in enumerate(values)
        if value is not None and squeezed(words_of(value)) in _TICKS
    ]
    if not ticked:
        return None
    if ticked == list(range(len(ticked))):
        return heads[ticked[-1]]
    return "、".join(heads[place] for place in ticked)


def _by_year(table: Table, word: str) -> list[Table]:
    """A table a year, where heads name years; columns that name none belong to each. ``word`` heads the year's own."""
    years: dict[int, str] = {}
    stripped: dict[int, Column] = {}
    for number, column in enumerate(table.columns):
        told = _year_of(column)
        if told is not None:
            years[number], stripped[number] = told
    if not years or table.shape != "rows":
        return [table]
    return list(_years(table, years, stripped, word))


def _year_of(column: Column) -> tuple[str, Column] | None:
    for place, storey in enumerate(column.storeys):
        text = squeezed(storey)
        found = _YEAR.findall(text)
        if len(found) != 1:
            continue
        match = _YEAR.search(text)
        assert match is not None
        rest = text[: match.start()] + text[match.end() :]
        if _PART.match(text[match.end() :]) or (not rest and len(column.storeys) == 1):
            return None
        storeys = (*column.storeys[:place], *([rest] if rest else []), *column.storeys[place + 1 :])
        return match[1], replace(column, storeys=storeys)
    return None


def _years(table: Table, years: dict[int, str], stripped: dict[int, Column], word: str) -> Iterator[Table]:
    for year in sorted(set(years.values())):
        kept = [number for number in range(len(table.columns)) if years.get(number, year) == year]
        own = [place for place, number in enumerate(kept) if number in years]
        lines = []
        for line in table.lines:
            values = tuple(line.values[number] for number in kept)
            if all(is_nothing(values[place]) for place in own):
                continue
            lines.append(replace(line, values=(*values, year), implied=_kept(line.implied, kept), shared=_kept(line.shared, kept)))  # fmt: skip
        columns = tuple(stripped.get(number, table.columns[number]) for number in kept)
        head = Column(columns[own[0]].place, (word,))
        yield replace(table, columns=(*columns, head), lines=tuple(lines))


def _kept(numbers: frozenset[int], kept: Sequence[int]) -> frozenset[int]:
    return frozenset(place for place, number in enumerate(kept) if number in numbers) if numbers else numbers
