"""A file read as tables of one kind, each with its mapping: the way from bytes to what is shown for correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.layout import Table
from duijie.exchange.sheets.mapping import Mapped, guess, score_of
from duijie.exchange.sheets.reshaping import shaped
from duijie.exchange.sheets.said import said_above
from duijie.exchange.sheets.tables import find_tables
from duijie.exchange.sheets.workbook import Workbook
from duijie.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Found:
    """A table with its mapping. ``said``: by target, what stands over it for all rows."""

    table: Table
    mapped: tuple[Mapped, ...]
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds: of which kind, the tables that fit it, and what was passed over, with the reason."""

    kind: str
    found: tuple[Found, ...]
    passed_over: tuple[Words, ...]


def _found(table: Table, fields: Sequence[Field]) -> Found:
    """A table with its mapping; where a column says what must be, no words above it do."""
    mapped = guess(table, fields)
    filled = {one.target for one in mapped} & {field.target for field in fields if field.must}
    said = said_above(table, fields)
    return Found(table, mapped, {target: words for target, words in said.items() if target not in filled})


def open_tables(workbook: Workbook, kinds: Mapping[str, Sequence[Field]], *, kind: str = "") -> Opened:
    """The tables of ``kind``, or of the kind that fits best. ``found`` is empty where none is recognised."""
    over = []
    tables = []
    for sheet in workbook.sheets:
        if sheet.hidden:
            over.append(
                Words(f"隐藏的工作表“{sheet.name}”未读", f"sheet “{sheet.name}” is hidden and was not read")
            )
            continue
        here = find_tables(sheet)
        if not here and sheet.rows:
            over.append(Words(f"“{sheet.name}”里没有认出表头", f"no head was recognised on “{sheet.name}”"))
        over += [
            Words(
                f"“{sheet.name}”第{one.head_row}行是表头，下面没有行",
                f"row {one.head_row} of “{sheet.name}” is a head without rows below it",
            )
            for one in here
            if not one.lines
        ]
        tables += here
    best: tuple[float, str, list[Found]] = (-1.0, kind or next(iter(kinds)), [])
    for name in [kind] if kind else list(kinds):
        found = [
            _found(one, kinds[name]) for table in tables if table.lines for one in shaped(table, kinds[name])
        ]
        total = sum(score_of(one.mapped, kinds[name], one.said) for one in found)
        if total > best[0]:
            best = (total, name, found)
    _, chosen, found = best
    fitting = [one for one in found if score_of(one.mapped, kinds[chosen], one.said) > 0]
    if fitting:
        over += [
            Words(
                f"“{one.table.sheet}”第{one.table.head_row}行起的表没有必填的列，未读",
                f"the table from row {one.table.head_row} of “{one.table.sheet}” lacks columns that must be; it was not read",
            )
            for one in found
            if one not in fitting
        ]  # fmt: skip
    return Opened(chosen, tuple(fitting or found), tuple(over))
