"""The tables of a sheet: where the head stands, in how many storeys, which rows are rows.

Heads are told from rows by their words, which are those of the lexicons. What is no row is kept with the reason:
totals, notes, headings, heads printed again. A sheet whose labels stand beside their values is a form, or a table
turned on its side. It is long because a sheet is walked in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from duijie.exchange.sheets.fields import known_labels
from duijie.exchange.sheets.labels import caption_unit, is_unit, plain_label, squeezed, unit_in
from duijie.exchange.sheets.values import words_of
from duijie.exchange.sheets.workbook import Sheet, Value

_LONGEST_LABEL: Final = 30
_MOST_STOREYS: Final = 4
_TOTAL: Final = re.compile(
    r".{0,8}(?:合计|小计|总计|共计|累计)(?:[(]?.{0,8}[)]?)?[::]?|其中[::]?|(?:合|小|总|共)计.{0,6}"
)
_NOTE: Final = re.compile(
    r"(?:注|备注|说明|附注|填表说明|填报说明)[::\d(1]|(?:填表|制表|填报|审核|负责|联系|经办|报送|复核|统计)人.{0,4}[::]|"
    r"(?:联系电话|电话|填报日期|填报时间|报送时间|填报单位|单位负责人|分管领导|主要领导|制表日期|负责人签字|单位盖章).{0,3}[::]|"
    r"第.{1,4}页|数据来源|\(盖章\)"
)  # fmt: skip
_HEADING: Final = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.:]|[(][一二三四五六七八九十]{1,3}[)]).+")
_ORDINALS: Final = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|\d{1,2}|[a-z]{1,2}|[(]\d{1,2}[)]|栏次|\d{1,2}=.*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place in the sheet (from 0), the storeys of its label from the top down, the unit that they name."""

    place: int
    storeys: tuple[str, ...]
    unit: str = ""

    @property
    def label(self) -> str:
        """The storeys as one line."""
        return " / ".join(self.storeys)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number as the sheet counts it (from 1), its values by column, what of them is implied.

    ``implied`` are columns whose value stands in an earlier row: merged fields, or the same again. ``heading`` is
    the line between rows under which it stands.
    """

    number: int
    values: tuple[Value, ...]
    implied: frozenset[int] = frozenset()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet. ``unit`` is said above it for all of its numbers; ``dropped`` are lines that are no rows.

    ``turned``: a record is a column of the sheet, or the whole sheet (``form``); places then follow the labels.
    """

    sheet: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    dropped: tuple[tuple[int, str], ...] = ()
    head_row: int = 1
    shape: str = "rows"
    places: tuple[tuple[int, int], ...] = field(default=())
    """For a form: the field (row, column) of every value."""


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet from the top down; none where no head is recognised."""
    grid = _Grid(sheet)
    if _labels_beside_values(grid):
        return _beside(sheet, grid)
    return list(_below(sheet, grid))


class _Grid:
    """A sheet with its merged fields resolved."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.corner: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in sheet.merged:
            if (bottom - top + 1) * (right - left + 1) > 100_000:
                continue
            for row in range(top, min(bottom, self.height - 1) + 1):
                for column in range(left, right + 1):
                    self.corner[row, column] = (top, left)

    def home(self, row: int, column: int) -> tuple[int, int]:
        here = (row, column)
        return self.corner.get(here, here) if self.corner else here

    def text(self, row: int, column: int) -> str:
        """The words of a field; of a merged one, of the whole."""
        return words_of(self.sheet.at(*self.home(row, column)))

    @cache  # noqa: B019 -- a grid lives as long as its sheet is looked at
    def distinct(self, row: int) -> tuple[tuple[int, str], ...]:
        """The columns and words of a row's fields that hold something, merged ones once."""
        cells = self.sheet.rows[row]
        if not self.corner:
            return tuple(
                (column, text)
                for column, value in enumerate(cells)
                if value is not None and (text := value if type(value) is str else words_of(value))
            )
        found, seen = [], set()
        for column in range(self._widths().get(row, 0) or len(cells)):
            home = self.home(row, column)
            if home in seen:
                continue
            seen.add(home)
            text = self.text(row, column)
            if text:
                found.append((column, text))
        return tuple(found)

    @cache  # noqa: B019
    def _widths(self) -> dict[int, int]:
        widths = {row: len(cells) for row, cells in enumerate(self.sheet.rows)}
        for row, column in self.corner:
            widths[row] = max(widths.get(row, 0), column + 1)
        return widths


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and plain_label(text) in known_labels()


def _looks_like_label(text: str) -> bool:
    """Short words that are no number, day or sentence."""
    short = squeezed(text)
    return (
        0 < len(short) <= _LONGEST_LABEL
        and not re.fullmatch(r"[\d.,%/\-年月日:¥]+", short)
        and "。" not in short
    )


def _labels_beside_values(grid: _Grid) -> bool:
    """Whether labels have values, not labels, to their right, and stand in many rows: a form or a turned table."""
    labels = followed = 0
    rows = set()
    for row in range(min(grid.height, 60)):
        cells = grid.distinct(row)
        for place, (_, text) in enumerate(cells):
            if not _is_label(text):
                continue
            labels += 1
            rows.add(row)
            followed += place + 1 < len(cells) and _is_label(cells[place + 1][1])
    return labels >= 3 and len(rows) >= 3 and followed <= 0.25 * labels and labels <= 3 * len(rows)


def _beside(sheet: Sheet, grid: _Grid) -> list[Table]:
    first = [row for row in range(grid.height) if any(_is_label(text) for _, text in grid.distinct(row))]
    title = _title(grid, range(first[0]))
    columns: dict[int, int] = {}
    for row in first:
        for column, text in grid.distinct(row):
            if _is_label(text):
                columns[column] = columns.get(column, 0) + 1
    main = max(columns, key=lambda one: columns[one])
    wide = max((len(grid.distinct(row)) for row in first), default=0)
    beside = [column for column, number in columns.items() if number >= 0.5 * columns[main]]
    if len(beside) == 1 and wide > 2:
        return _turned(sheet, grid, main, first, title)
    heads: list[Column] = []
    values: list[Value] = []
    places: list[tuple[int, int]] = []
    for row in range(grid.height):
        cells = grid.distinct(row)
        for place, (_, text) in enumerate(cells):
            nearby = cells[place + 1] if place + 1 < len(cells) else None
            if _is_label(text) and nearby and not _is_label(nearby[1]):
                heads.append(Column(len(heads), (text,), unit_in(text)))
                home = grid.home(row, nearby[0])
                values.append(sheet.at(*home))
                places.append(home)
    line = Line(first[0] + 1, tuple(values))
    unit = caption_unit(title)
    return [Table(sheet.name, title, unit, tuple(heads), (line,), (), first[0] + 1, "form", tuple(places))]


def _turned(sheet: Sheet, grid: _Grid, main: int, first: list[int], title: str) -> list[Table]:
    rows = [row for row in range(first[0], grid.height) if grid.text(row, main)]
    heads = tuple(Column(row, (grid.text(row, main),), unit_in(grid.text(row, main))) for row in rows)
    widest = max(len(sheet.rows[row]) for row in rows)
    lines = []
    for column in range(main + 1, widest):
        values = tuple(sheet.at(*grid.home(row, column)) for row in rows)
        if any(value is not None for value in values):
            lines.append(Line(column + 1, values))
    unit = caption_unit(title)
    return [Table(sheet.name, title, unit, heads, tuple(lines), (), rows[0] + 1, "turned")]


def _below(sheet: Sheet, grid: _Grid) -> Iterator[Table]:
    row = start = 0
    while row < grid.height:
        storeys = _head(grid, row, start)
        if storeys is None:
            row += 1
            continue
        top, bottom = storeys
        columns = _columns(grid, top, bottom)
        title, unit = _above(grid, range(start, top))
        body = bottom + 1
        lines, dropped, row = _lines(sheet, grid, columns, (top, bottom), body)
        start = row
        # A heading that stood right above the next head is that table's title.
        while (
            start > body
            and start - 1 not in {line.number - 1 for line in lines[-1:]}
            and len(grid.distinct(start - 1)) <= 1
        ):
            start -= 1
        for part in _side_by_side(columns):
            places = [columns.index(column) for column in part]
            own = lines
            if len(part) < len(columns):
                own = [
                    replace(line, values=tuple(line.values[place] for place in places), implied=frozenset())
                    for line in lines
                    if any(line.values[place] is not None for place in places)
                ]
            yield Table(sheet.name, title, unit, part, tuple(own), tuple(dropped), top + 1)


def _side_by_side(columns: tuple[Column, ...]) -> list[tuple[Column, ...]]:
    """The columns of each table where one head holds the same labels several times."""
    labels = [column.label for column in columns if column.storeys]
    told = [column for column in columns if column.storeys]
    for width in range(2, len(labels) // 2 + 1):
        if len(labels) % width == 0 and labels == labels[:width] * (len(labels) // width):
            return [tuple(told[start : start + width]) for start in range(0, len(told), width)]
    return [columns]


def _holds_numbers(cells: Sequence[Value]) -> bool:
    """Whether so many cells are numbers or days that the row is no head."""
    filled = sum(value is not None for value in cells)
    return sum(value is not None and type(value) is not str for value in cells) > 0.2 * filled


def _head(grid: _Grid, row: int, start: int) -> tuple[int, int] | None:
    """First and last row of the head that ``row`` belongs to; ``None`` where it is no head."""
    cells = grid.distinct(row)
    known = sum(_is_label(text) for _, text in cells)
    if len(cells) < 2 or known < 2 or known < 0.4 * len(cells):
        return None
    if sum(_looks_like_label(text) for _, text in cells) < 0.8 * len(cells):
        return None
    top = bottom = row
    while top > start and _is_storey(grid, top - 1):
        top -= 1
    while bottom + 1 < grid.height and bottom - top + 1 < _MOST_STOREYS and _is_lower(grid, top, bottom + 1):
        bottom += 1
    return top, bottom


def _is_storey(grid: _Grid, row: int) -> bool:
    """Whether a row above a head is another storey of it: two short labels or more, none with a colon inside."""
    cells = grid.distinct(row)
    return len(cells) >= 2 and all(
        _looks_like_label(text) and not re.search("[:：].", text) and not caption_unit(text)
        for _, text in cells
    )


def _is_lower(grid: _Grid, top: int, row: int) -> bool:
    """Whether a row is a further storey: labels under fields that span several columns or are blank, or only units."""
    own = [(column, text) for column, text in grid.distinct(row) if grid.home(row, column)[0] == row]
    if not own:
        # A row whose every field is merged with the one above goes with it.
        return bool(grid.distinct(row))
    if all(is_unit(text) for _, text in own):
        return True
    if not all(_looks_like_label(text) for _, text in own):
        return False
    spanned = 0
    for column, _ in own:
        above = grid.home(row - 1, column)
        wide = (
            grid.corner.get((row - 1, column + 1)) == above or grid.corner.get((row - 1, column - 1)) == above
        )
        blank = not grid.text(row - 1, column)
        if not (wide or blank):
            return False
        spanned += wide or (blank and any(grid.text(upper, column) == "" for upper in range(top, row)))
    return (
        spanned > 0
        and (
            any(_is_label(text) for _, text in own)
            or any(_is_label(text) for _, text in own[:1])
            or len(own) > 1
        )
        and _stands_over_something(grid, row)
    )


def _stands_over_something(grid: _Grid, row: int) -> bool:
    """Whether the next row that holds something is wider than this one: rows of a table are, below its head."""
    for below in range(row + 1, min(row + 4, grid.height)):
        cells = grid.distinct(below)
        if cells:
            return len(cells) > 1
    return False


def _columns(grid: _Grid, top: int, bottom: int) -> tuple[Column, ...]:
    width = max(grid._widths().get(row, 0) for row in range(top, bottom + 1))
    body = range(bottom + 1, min(bottom + 21, grid.height))
    width = max([width, *(len(grid.sheet.rows[row]) for row in body)])
    spread: dict[int, str] = {}
    found = []
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
        if storeys or any(grid.text(row, column) for row in body):
            found.append(Column(column, tuple(storeys), squeezed(units)))
    return tuple(found)


def _has_below(grid: _Grid, row: int, bottom: int, column: int) -> bool:
    return (
        any(grid.text(lower, column) for lower in range(row + 1, bottom + 1))
        and (row, column) not in grid.corner
    )


def _lines(
    sheet: Sheet, grid: _Grid, columns: tuple[Column, ...], head: tuple[int, int], body: int
) -> tuple[list[Line], list[tuple[int, str]], int]:
    """The rows below a head, the lines that are none with the reason, and where the next table begins."""
    labels = {plain_label(text) for row in range(head[0], head[1] + 1) for _, text in grid.distinct(row)}
    lines: list[Line] = []
    dropped: list[tuple[int, str]] = []
    heading = ""
    row = body
    while row < grid.height:
        cells = grid.distinct(row)
        if not cells:
            row += 1
            continue
        # Most rows are told apart by the words of their first cells, or by their numbers.
        again = len(cells) > 1 and any(plain_label(text) in labels for _, text in cells[:3])
        if again and sum(plain_label(text) in labels for _, text in cells) >= 0.8 * len(cells):
            dropped.append((row + 1, "head"))
            row += 1
            continue
        if not _holds_numbers(sheet.rows[row]) and _head(grid, row, row) is not None:
            return lines, dropped, row
        why = _no_row(grid, row, cells, columns, first=row == body)
        if why == "heading":
            heading = cells[0][1]
            dropped.append((row + 1, why))
        elif why:
            dropped.append((row + 1, why))
        else:
            lines.append(_line(sheet, grid, row, columns, heading))
        row += 1
    return lines, dropped, row


def _no_row(
    grid: _Grid, row: int, cells: Sequence[tuple[int, str]], columns: Sequence[Column], *, first: bool
) -> str:
    """Why a line is no row: ``total``, ``note``, ``heading``, ``ordinals``; empty for a row."""
    lead = squeezed(cells[0][1])
    spans = grid.corner.get((row, cells[0][0] + 1)) == grid.home(row, cells[0][0])
    if (
        first
        and len(cells) > 1
        and all(_ORDINALS.fullmatch(squeezed(text)) for _, text in cells)
        and len(cells) >= 0.6 * len(columns)
    ):
        return "ordinals"
    if any(_TOTAL.fullmatch(squeezed(text)) for _, text in cells[:2]):
        return "total"
    if _NOTE.match(lead) and len(cells) <= max(1, len(columns) // 2 + 1):
        return "note"
    if len(cells) == 1 and len(columns) > 2:
        if len(lead) > 40:
            return "note"
        if _HEADING.fullmatch(lead) or spans:
            return "heading"
        if plain_label(columns[0].label) == "序号" and cells[0][0] == columns[0].place:
            return "heading"
    return ""


def _line(sheet: Sheet, grid: _Grid, row: int, columns: Sequence[Column], heading: str) -> Line:
    values: list[Value] = []
    implied = set()
    cells = sheet.rows[row]
    for number, column in enumerate(columns):
        value = cells[column.place] if column.place < len(cells) else None
        if value is None and grid.corner:
            home = grid.home(row, column.place)
            if home[0] < row and home[1] == column.place:
                value = sheet.at(*home)
                if value is not None:
                    implied.add(number)
        values.append(value)
    return Line(row + 1, tuple(values), frozenset(implied), heading)


def _title(grid: _Grid, rows: range) -> str:
    alone = [cells[0][1] for row in rows if len(cells := grid.distinct(row)) == 1]
    return " ".join(max(alone, key=len).split()) if alone else ""


def _above(grid: _Grid, rows: range) -> tuple[str, str]:
    """The title over a table, and the unit that the lines over it set; the lines nearest to it come last."""
    unit = ""
    for row in rows:
        for _, text in grid.distinct(row):
            unit = caption_unit(text) or unit
    return _title(grid, rows), unit
