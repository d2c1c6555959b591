"""A file read as tables of one kind, each with its mapping: the way from bytes to what is shown for correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.mapping import Mapped, guess, score_of
from duijie.exchange.sheets.tables import Table, find_tables
from duijie.exchange.sheets.workbook import Workbook
from duijie.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Found:
    """A table with its mapping."""

    table: Table
    mapped: tuple[Mapped, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds: of which kind, the tables that fit it, and what was passed over, with the reason."""

    kind: str
    found: tuple[Found, ...]
    passed_over: tuple[Words, ...]


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
        tables += here
    best: tuple[float, str, list[Found]] = (-1.0, kind or next(iter(kinds)), [])
    for name in [kind] if kind else list(kinds):
        found = [Found(table, guess(table, kinds[name])) for table in tables if table.lines]
        total = sum(score_of(one.mapped, kinds[name]) for one in found)
        if total > best[0]:
            best = (total, name, found)
    _, chosen, found = best
    fitting = [one for one in found if score_of(one.mapped, kinds[chosen]) > 0]
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
