"""The tables of a sheet: where the head stands, in how many storeys, which rows are rows.

Heads are told from rows by their words, which are those of the lexicons. What is no row is kept with the reason:
totals, notes, headings, heads printed again. It is long because a sheet is walked in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from duijie.exchange.sheets.beside import beside, labels_beside_values
from duijie.exchange.sheets.fields import naming_labels, repeating_labels
from duijie.exchange.sheets.labels import caption_unit, is_unit, plain_label, sets_units, squeezed, unit_in
from duijie.exchange.sheets.layout import (
    Column,
    Grid,
    Line,
    Table,
    is_label,
    looks_like_label,
    sounds_like_label,
    title_in,
    words_above,
)
from duijie.exchange.sheets.values import words_of
from duijie.exchange.sheets.workbook import Sheet, Value

_MOST_STOREYS: Final = 4
_STRICT: Final = 0.4
"""Share of a head's fields that a lexicon knows; where a sheet has no such head, half of it will do."""
_TOTAL: Final = re.compile(
    r".{0,8}(?:合计|小计|总计|共计|累计)(?:[(]?.{0,8}[)]?)?[::]?|(?:合|小|总|共)计.{0,6}|其中(?:[::].*)?|"
    r"平均(?:值|数)?|占比|(?:同比|环比)(?:增长|增减)?.{0,4}|上年同期.{0,4}|比上年.{0,6}"
)
_NOTE: Final = re.compile(
    r"(?:注|备注|说明|附注|填表说明|填报说明)[::\d(1]|(?:填表|制表|填报|审核|负责|联系|经办|报送|复核|统计)人.{0,4}[::]|"
    r"(?:联系电话|电话|填报日期|填报时间|报送时间|填报单位|单位负责人|分管领导|主要领导|制表日期|负责人签字|单位盖章).{0,3}[::]|"
    r"第.{1,4}页|数据来源|\(盖章\)"
)  # fmt: skip
_SIGNED: Final = re.compile(r"[^\d:]{1,10}[::].{0,20}")
"""Who made a table, and when: a short word, a colon, and what was filled in behind it."""
_HEADING: Final = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.:]|[(][一二三四五六七八九十]{1,3}[)]).+")
_NUMERAL: Final = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?")
_TALLY: Final = re.compile(r"[\d,.]+[个项家户件]?")
_ORDINALS: Final = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|\d{1,2}|[a-z]{1,2}|[(]\d{1,2}[)]|栏次|\d{1,2}=.*")
_PART_OF_TIME: Final = re.compile(
    r"(?:(?:19|20)\d\d年?度?|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|第?[一二三四1-4]季度)"
)
_TITLE: Final = re.compile(
    r".+(?:表|台账|清单|名册|名录|目录|一览|汇总|登记簿|明细账?)(?:[(].*[)])?|(?:截至|截止|填报日|填报时|报送|制表|附件|附表).*|.*\d{4}年.*月.*"
)
_SENTENCE: Final = re.compile("[，。；,;].*[^.]$|。$")
_DIGITS: Final = re.compile(r"\d+")


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet from the top down; none where no head is recognised."""
    grid = Grid(sheet)
    if labels_beside_values(grid):
        return beside(sheet, grid)
    return list(_below(sheet, grid, _STRICT)) or list(_below(sheet, grid, _STRICT / 2))


@dataclass(slots=True)
class _Body:
    """What stands below a head: rows by the unit that is set for them, lines that are none, the next table's row."""

    unit: str
    parts: list[tuple[str, list[Line]]] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)
    end: int = 0

    @property
    def lines(self) -> list[Line]:
        if not self.parts or self.parts[-1][0] != self.unit:
            self.parts.append((self.unit, []))
        return self.parts[-1][1]


def _below(sheet: Sheet, grid: Grid, least: float) -> Iterator[Table]:
    row = start = 0
    while row < grid.height:
        storeys = _head(grid, row, start, least)
        if storeys is None:
            row += 1
            continue
        top, bottom = storeys
        title, unit = _above(grid, range(start, top))
        above = words_above(grid, range(start, top))
        last = body = bottom + 1
        row = body
        for part in side_by_side(_columns(grid, top, bottom)):
            named, columns = _named_apart(part)
            walked = _lines(sheet, grid, part, storeys, (named or title, unit, least))
            row = max(row, walked.end)
            for set_for, lines in walked.parts:
                last = max([last, *(line.number for line in lines[-1:])])
                yield Table(
                    sheet.name, named or title, set_for, columns, tuple(lines), tuple(walked.dropped), top + 1, above=above,
                )  # fmt: skip
        start = row
        # A heading that stood right above the next head is that table's title.
        while start > last and len(grid.distinct(start - 1)) <= 1:
            start -= 1


def side_by_side(columns: tuple[Column, ...]) -> list[tuple[Column, ...]]:
    """The columns of each table where one head holds several: its first label comes again behind a gap, as the
    column of numbers does, or with all the others."""
    told = [column for column in columns if column.storeys]
    labels = [plain_label(column.storeys[-1]) for column in told]
    starts = [0]
    for place in range(2, len(told) - 1):
        if labels[place] != labels[0]:
            continue
        before, behind = set(labels[starts[-1] : place]), set(labels[place:])
        gap = told[place].place > told[place - 1].place + 1 or any(
            not column.storeys and told[place - 1].place < column.place < told[place].place
            for column in columns
        )
        known = sum(is_label(column.storeys[-1]) for column in told[place:])
        if known >= 2 and (gap or labels[0] == "序号" or len(before & behind) > 2):
            starts.append(place)
    if len(starts) == 1:
        return [columns]
    return [tuple(told[one:end]) for one, end in zip(starts, [*starts[1:], len(told)], strict=True)]


def _named_apart(part: tuple[Column, ...]) -> tuple[str, tuple[Column, ...]]:
    """A storey that spans a whole table is its title."""
    tops = {column.storeys[0] for column in part if column.storeys}
    if len(tops) != 1 or len(part) < 2 or any(len(column.storeys) < 2 for column in part):
        return "", part
    return tops.pop(), tuple(Column(column.place, column.storeys[1:], column.unit) for column in part)


def _holds_numbers(cells: Sequence[Value]) -> bool:
    """Whether so many cells are numbers or days that the row is no head."""
    filled = sum(value is not None for value in cells)
    return sum(value is not None and type(value) is not str for value in cells) > 0.2 * filled


def _head(grid: Grid, row: int, start: int, least: float) -> tuple[int, int] | None:
    """First and last row of the head that ``row`` belongs to; ``None`` where it is no head."""
    cells = grid.distinct(row)
    if len(cells) < 2:
        return None
    known = sum(is_label(text) for _, text in cells)
    if known and least < _STRICT:
        known = sum(sounds_like_label(text) for _, text in cells)
    if known < 2 or known < least * len(cells):
        return None
    if sum(looks_like_label(text) for _, text in cells) < 0.8 * len(cells):
        return None
    top = bottom = row
    while top > start and _is_storey(grid, top - 1):
        top -= 1
    while bottom + 1 < grid.height and bottom - top + 1 < _MOST_STOREYS and _is_lower(grid, top, bottom + 1):
        bottom += 1
    return top, bottom


def _is_storey(grid: Grid, row: int) -> bool:
    """Whether a row above a head is another storey of it: two short labels or more, none with a colon inside."""
    cells = grid.distinct(row)
    return len(cells) >= 2 and all(
        looks_like_label(text)
        and not re.search("[:：].", text)
        and not sets_units(text)
        and not _titles(text)
        for _, text in cells
    )


def _titles(text: str) -> bool:
    """Whether words tell of a whole table, as its title and the day it holds for do."""
    return not is_label(text) and _TITLE.fullmatch(squeezed(text)) is not None


def _is_lower(grid: Grid, top: int, row: int) -> bool:
    """Whether a row is a further storey: labels under fields that span several columns or are blank, or only units."""
    own = [(column, text) for column, text in grid.distinct(row) if grid.home(row, column)[0] == row]
    if not own:
        # A row whose every field is merged with the one above goes with it.
        return bool(grid.distinct(row))
    if all(is_unit(text) for _, text in own):
        return True
    if not all(looks_like_label(text) or _PART_OF_TIME.fullmatch(squeezed(text)) for _, text in own):
        return False
    spanned = 0
    for column, _ in own:
        above = grid.home(row - 1, column)
        wide = (
            grid.corner.get((row - 1, column + 1)) == above
            or grid.corner.get((row - 1, column - 1)) == above
            # Unmerged: the upper label has nothing beside it, and spans what is below.
            or (bool(grid.text(row - 1, column)) and not grid.text(row - 1, column + 1))
        )
        blank = not grid.text(row - 1, column)
        if not (wide or blank):
            return False
        spanned += wide or (blank and any(grid.text(upper, column) == "" for upper in range(top, row)))
    return (
        spanned > 0
        and (
            any(is_label(text) for _, text in own)
            or any(is_label(text) for _, text in own[:1])
            or len(own) > 1
        )
        and _stands_over_something(grid, row)
    )


def _stands_over_something(grid: Grid, row: int) -> bool:
    """Whether the next row that holds something is wider than this one: rows of a table are, below its head."""
    for below in range(row + 1, min(row + 4, grid.height)):
        cells = grid.distinct(below)
        if cells:
            return len(cells) > 1
    return False


def _columns(grid: Grid, top: int, bottom: int) -> tuple[Column, ...]:
    width = max(grid.widths().get(row, 0) for row in range(top, bottom + 1))
    body = range(bottom + 1, min(bottom + 21, grid.height))
    width = max([width, *(len(grid.sheet.rows[row]) for row in body)])
    spread: dict[int, str] = {}
    found: list[Column] = []
    for column in range(width):
        storeys: list[str] = []
        units = ""
        for row in range(top, bottom + 1):
            text = grid.text(row, column)
            if not text and row < bottom and row in spread and _has_below(grid, row, bottom, column):
                text = spread[row]
            elif text:
                spread[row] = text
                for lower in range(row + 1, bottom + 1):
                    spread.pop(lower, None)
            if not text:
                continue
            if is_unit(text) and storeys:
                units = unit_in(f"({text})") or text
            elif not storeys or storeys[-1] != text:
                storeys.append(text)
        units = units or next((unit for unit in map(unit_in, reversed(storeys)) if unit), "")
        if not units and found and any(squeezed(storey).startswith("其中") for storey in storeys):
            units = found[-1].unit
        if storeys or any(grid.text(row, column) for row in body):
            found.append(Column(column, tuple(storeys), squeezed(units)))
    return tuple(found)


def _has_below(grid: Grid, row: int, bottom: int, column: int) -> bool:
    return (
        any(grid.text(lower, column) for lower in range(row + 1, bottom + 1))
        and (row, column) not in grid.corner
    )


def _lines(
    sheet: Sheet,
    grid: Grid,
    columns: tuple[Column, ...],
    head: tuple[int, int],
    said: tuple[str, str, float],
) -> _Body:
    """The rows below a head. ``said``: the title and the unit above it, and how sure a head must be.

    A line that sets another unit sets it for the rows below it.
    """
    title, unit, least = said
    labels = {
        plain_label(text): unit_in(text)
        for row in range(head[0], head[1] + 1)
        for _, text in grid.distinct(row)
    }
    first, last = columns[0].place, columns[-1].place
    names = frozenset(
        column.place
        for column in columns
        if column.storeys and plain_label(column.storeys[-1]) in naming_labels()
    )
    titles = {_DIGITS.sub("#", squeezed(title))} if title else set()
    walked = _Body(unit)
    heading = ""
    group: dict[int, Value] = {}
    row = head[1] + 1
    while row < grid.height:
        whole = grid.distinct(row)
        cells = whole
        if whole and (whole[0][0] < first or whole[-1][0] > last):
            cells = tuple(cell for cell in whole if first <= cell[0] <= last)
        if not whole:
            row += 1
            continue
        # Most rows are told apart by the words of their first cells, or by their numbers.
        again = len(cells) > 1 and any(plain_label(text) in labels for _, text in cells[:3])
        if (
            again
            and sum(plain_label(text) in labels for _, text in cells) >= 0.8 * len(cells)
            and all(unit_in(text) in ("", labels.get(plain_label(text), unit_in(text))) for _, text in cells)
        ):
            walked.dropped.append((row + 1, "head"))
            row += 1
            continue
        if not _holds_numbers(sheet.rows[row]) and _head(grid, row, row, least) is not None:
            break
        why = _no_row(grid, row, cells, columns, first=row == head[1] + 1, names=names) if cells else "note"
        if len(cells) == 1 and _DIGITS.sub("#", squeezed(cells[0][1])) in titles:
            why = "title"
        if why:
            walked.dropped.append((row + 1, why))
            if why == "heading":
                heading = next(text for _, text in cells if not _NUMERAL.fullmatch(squeezed(text)))
            elif why == "group":
                group[cells[0][0]] = sheet.at(*grid.home(row, cells[0][0]))
            if why != "total":
                walked.unit = next(
                    (told for _, text in cells if sets_units(text) and (told := caption_unit(text))),
                    walked.unit,
                )
        else:
            walked.lines.append(_line(sheet, grid, row, columns, heading, group))
        row += 1
    walked.end = row
    if not walked.parts:
        walked.parts.append((unit, []))
    # A note below says of which unit all were, where nothing above did.
    if not unit and walked.unit and len(walked.parts) == 1:
        walked.parts = [(walked.unit, walked.parts[0][1])]
    return walked


def _no_row(
    grid: Grid,
    row: int,
    cells: Sequence[tuple[int, str]],
    columns: Sequence[Column],
    *,
    first: bool,
    names: frozenset[int],
) -> str:
    """Why a line is no row: ``total``, ``note``, ``heading``, ``group``, ``ordinals``; empty for a row.

    A group is what the rows below it do not say again: a township on a line of its own.
    """
    place, text = cells[0]
    lead = squeezed(text)
    if (
        first
        and len(cells) > 1
        and all(_ORDINALS.fullmatch(squeezed(text)) for _, text in cells)
        and len(cells) >= 0.6 * len(columns)
    ):
        return "ordinals"
    if any(_TOTAL.fullmatch(squeezed(text)) for _, text in cells[:2]):
        return "total"
    few = len(cells) <= max(1, len(columns) // 2 + 1)
    if few and (_NOTE.match(lead) or all(_SIGNED.fullmatch(squeezed(text)) for _, text in cells)):
        return "note"
    if len(columns) < 3:
        return ""
    if len(cells) == 1:
        return _alone(grid, row, place, lead, columns, names)
    if (
        few
        and len(columns) > 3
        and _HEADING.fullmatch(lead)
        and all(type(grid.sheet.at(row, one)) in (int, float) for one, _ in cells[1:])
    ):
        return "heading"
    if few and len(columns) > 3 and _NUMERAL.fullmatch(lead) and _heads(grid, place, cells[1:]):
        return "heading"
    return ""


def _heads(grid: Grid, place: int, cells: Sequence[tuple[int, str]]) -> bool:
    """Whether words behind a numeral in characters head rows: those count in digits, and only sums stand behind."""
    return (
        not _TALLY.fullmatch(squeezed(cells[0][1]))
        and all(_TALLY.fullmatch(squeezed(text)) for _, text in cells[1:])
        and any(words_of(grid.sheet.at(row, place)).isdigit() for row in range(grid.height))
    )


def _alone(
    grid: Grid, row: int, place: int, lead: str, columns: Sequence[Column], names: frozenset[int]
) -> str:
    """What the one filled field of a line is."""
    spans = grid.corner.get((row, place + 1)) == grid.home(row, place)
    if len(lead) > 40:
        return "note"
    if _HEADING.fullmatch(lead) or spans:
        return "heading"
    column = next((one for one in columns if one.place == place), None)
    label = plain_label(column.storeys[-1]) if column is not None and column.storeys else ""
    if label == "序号":
        return "heading"
    if place in names or not names or len(columns) < 4:
        return ""
    if _SENTENCE.search(lead):
        return "note"
    if place > min(names) or not looks_like_label(lead):
        return ""
    return "group" if label in repeating_labels() else "heading"


_NONE: Final[frozenset[int]] = frozenset()


def _line(
    sheet: Sheet, grid: Grid, row: int, columns: Sequence[Column], heading: str, group: dict[int, Value]
) -> Line:
    """A row; ``group`` holds what stood on a line of its own above it, until a row says otherwise."""
    values: list[Value] = []
    implied: set[int] = set()
    shared: set[int] = set()
    cells = sheet.rows[row]
    for number, column in enumerate(columns):
        value = cells[column.place] if column.place < len(cells) else None
        if grid.corner:
            home = grid.home(row, column.place)
            if home in grid.tall:
                shared.add(number)
            if value is None and home[0] < row and home[1] == column.place:
                value = sheet.at(*home)
                if value is not None:
                    implied.add(number)
        if group and column.place in group:
            if value is None:
                value = group[column.place]
                implied.add(number)
            else:
                del group[column.place]
        values.append(value)
    return Line(
        row + 1,
        tuple(values),
        frozenset(implied) if implied else _NONE,
        heading,
        frozenset(shared) if shared else _NONE,
    )


def _above(grid: Grid, rows: range) -> tuple[str, str]:
    """The title over a table, and the unit that the lines over it set; the lines nearest to it come last."""
    unit = ""
    for row in rows:
        for _, text in grid.distinct(row):
            unit = caption_unit(text) or unit
    return title_in(grid, rows), unit
