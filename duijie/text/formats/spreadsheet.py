"""Workbooks (.xlsx, .xls, .xlsb, .ods): every cell with its sheet and address, a row a line."""

# ruff: noqa: PLC0415 -- the spreadsheet library is loaded when a workbook comes, not when the program starts
from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from duijie.kernel.words import Words
from duijie.text.formats.confined import Bounds, read_confined
from duijie.text.formats.pieces import Pieces, clean
from duijie.text.formats.source import AGAIN_AS_XLSX, ENCRYPTED, WITHOUT_PASSWORD, CannotRead, Source
from duijie.text.formats.table import Cell, add_table
from duijie.text.formats.zipped import open_zip

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

BOUNDS = Bounds(seconds=60, mebibytes=1536)
MOST_CELLS = 200_000
"""Cells with something in them, all sheets together."""
MOST_FIELDS = 4_000_000
"""Rows times columns of a sheet, blank ones too: what the library lays out in memory."""
_MOST_MERGED = 20_000
_PLAIN_NAMES = ("sheet", "工作表", "表")
_FORMATS = ((b"PK", "xlsx"), (b"\xd0\xcf\x11\xe0", "xls"))


def read_spreadsheet(data: bytes, name: str) -> Source:
    """Blocks are rows at ``签约!A7:E7`` and in them cells at ``签约!B7``.

    Read in a process of its own. Raises :class:`CannotRead` for a damaged or encrypted workbook, one with more
    than :data:`MOST_CELLS` cells, and one without text.
    """
    if data.startswith(b"PK"):
        open_zip(data, name).close()
    return read_confined(read_spreadsheet_here, data, name, BOUNDS)


def read_spreadsheet_here(data: bytes, name: str) -> Source:
    """The same in this process, without bounds on time and memory."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return _read(workbook, _format(data), name)
    except PasswordError as locked:
        raise CannotRead(name, ENCRYPTED, WITHOUT_PASSWORD) from locked
    except (CalamineError, OSError, ValueError, OverflowError) as broken:
        if isinstance(broken, CannotRead):
            raise
        reason = Words("已损坏，或不是可读的工作簿", "it is damaged or no workbook that can be read")
        raise CannotRead(name, reason, AGAIN_AS_XLSX) from broken
    except BaseException as panic:
        # The library's own panics derive from BaseException.
        if type(panic).__name__ != "PanicException":
            raise
        raise CannotRead(name, Words("已损坏", "it is damaged"), AGAIN_AS_XLSX) from panic


def _format(data: bytes) -> str:
    if b"mimetypeapplication/vnd.oasis" in data[:200]:
        return "ods"
    return next((form for magic, form in _FORMATS if data.startswith(magic)), "xlsx")


def _read(workbook: CalamineWorkbook, form: str, name: str) -> Source:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    pieces = Pieces(name)
    remarks = []
    caption: str | None = None
    cells = 0
    sheets = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    for meta in sheets:
        sheet = workbook.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > MOST_FIELDS:
            raise _too_large(
                name,
                Words(
                    f"工作表“{meta.name}”有 {sheet.total_height * sheet.total_width:,} 格",
                    f"its sheet {meta.name!r} spans {sheet.total_height * sheet.total_width:,} fields",
                ),
            )
        grid, filled = _grid(sheet, MOST_CELLS - cells)
        cells += filled
        if cells > MOST_CELLS:
            raise _too_large(
                name,
                Words(
                    f"有内容的单元格超过 {MOST_CELLS:,} 个",
                    f"it has more than {MOST_CELLS:,} cells with something in them",
                ),
            )
        if not filled:
            continue
        if meta.visible != SheetVisibleEnum.Visible:
            remarks.append(f"sheet {meta.name!r} is hidden in the workbook and was read all the same")
        if len(sheets) > 1 and not meta.name.lower().startswith(_PLAIN_NAMES):
            pieces.add(meta.name, "sheet", meta.name)
        caption = caption or _caption(grid)
        add_sheet(pieces, grid, meta.name)
    return pieces.source(form, "utf-8", remarks, otherwise=caption)


def _caption(grid: Sequence[Sequence[Cell | None]]) -> str | None:
    """The words over a sheet's table: the first row that holds something, if it is a single cell of words."""
    first = next(({id(cell): cell for cell in row if cell} for row in grid if any(row)), {})
    text = " ".join(next(iter(first.values())).text.split()) if len(first) == 1 else ""
    return text if 4 <= len(text) <= 80 else None


def _too_large(name: str, reason: Words) -> CannotRead:
    return CannotRead(
        name,
        reason,
        Words(
            "请拆分，或删去数据后面的空行空列",
            "Split it, or delete the blank rows and columns behind the data",
        ),
    )


def _grid(sheet: CalamineSheet, most: int) -> tuple[list[list[Cell | None]], int]:
    """The sheet's fields from A1 on, merged ones filled, and how many cells hold something (to just over ``most``)."""
    grid: list[list[Cell | None]] = []
    filled = 0
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        line: list[Cell | None] = []
        for column, value in enumerate(values):
            text = "" if value == "" else clean(printed(value))
            filled += bool(text)
            line.append(Cell(text, f"{sheet.name}!{letters(column)}{number}") if text else None)
        grid.append(line)
        if filled > most:
            return grid, filled
    covered = 0
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:_MOST_MERGED]:
        corner = grid[top][left] if top < len(grid) and left < len(grid[top]) else None
        covered += (bottom - top + 1) * (right - left + 1)
        if corner is None or covered > MOST_CELLS:
            continue
        for line in grid[top : bottom + 1]:
            line[left : right + 1] = [corner] * len(line[left : right + 1])
    return grid, filled


def add_sheet(pieces: Pieces, grid: Sequence[Sequence[Cell | None]], sheet: str) -> None:
    """The rows of a sheet that hold something; fields stand from A1 on. ``sheet`` may be empty."""
    prefix = f"{sheet}!" if sheet else ""
    rows: list[Sequence[Cell | None]] = []
    where = []
    for number, row in enumerate(grid, 1):
        columns = [column for column, cell in enumerate(row) if cell is not None]
        if columns:
            rows.append(row)
            first, last = letters(columns[0]), letters(columns[-1])
            where.append(f"{prefix}{first}{number}" + (f":{last}{number}" if last != first else ""))
    add_table(pieces, rows, where)


def letters(column: int) -> str:
    """A column's letters from its number, 0 giving A, 26 giving AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def printed(value: object) -> str:
    """A cell's value as a person would write it: no exponent, no ``.0``, days without their midnight."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        short = f"{value:.15g}"
        return short if "e" not in short else f"{value:.10f}".rstrip("0").rstrip(".")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, time) else str(value)
