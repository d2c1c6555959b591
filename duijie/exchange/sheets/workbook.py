"""A workbook or separated file as sheets of plain values, each at its place.

Workbooks are read in a process of their own, bounded in time and memory. Formulas count with the result that was
saved beside them; macros and links to other files are neither run nor followed.
"""

# ruff: noqa: PLC0415 -- the spreadsheet library is loaded in the child alone
from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from duijie.exchange.sheets.unseen import unseen
from duijie.kernel.words import Words
from duijie.text.formats.confined import Bounds, run_confined
from duijie.text.formats.detection import binary_format
from duijie.text.formats.encoding import decode
from duijie.text.formats.pieces import clean
from duijie.text.formats.separated import separator_of
from duijie.text.formats.source import AGAIN_AS_XLSX, ENCRYPTED, WITHOUT_PASSWORD, CannotRead
from duijie.text.formats.spreadsheet import letters
from duijie.text.formats.zipped import open_zip

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

BOUNDS: Final = Bounds(seconds=120, mebibytes=3072)
MOST_CELLS: Final = 4_000_000
"""Cells with something in them, all sheets together."""
MOST_FIELDS: Final = 16_000_000
"""Rows times columns of a sheet, blank ones too: what the library lays out in memory."""
MOST_MERGED: Final = 100_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAY: Final = "\0d"
"""In front of a day on its way from the child, where everything is text, number or truth."""
_LARGEST_FIELD: Final = 131_072

Value = str | int | float | date | bool | None
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows from A1 on; ``None`` is a blank field. ``merged`` fields hold their value in the first one."""

    name: str
    rows: list[list[Value]]
    merged: tuple[Area, ...] = ()
    hidden: bool = False

    def where(self, row: int, column: int) -> str:
        """The address of a field, rows and columns from 0: ``签约!B7``."""
        return f"{self.name}!{letters(column)}{row + 1}" if self.name else f"{letters(column)}{row + 1}"

    def at(self, row: int, column: int) -> Value:
        """What the field holds; ``None`` beyond the edge."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file in their order, and what was odd about it."""

    name: str
    form: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = field(default=())
    told: tuple[Words, ...] = ()
    """What a person sees in the file and its values do not say."""


def read_workbook(data: bytes, name: str) -> Workbook:
    """The file's sheets. Raises :class:`CannotRead` for one that is damaged, encrypted, too large, or no sheet."""
    if not data:
        raise CannotRead(
            name,
            Words("是空文件", "it is empty"),
            Words("请提供工作簿或分隔文本", "Give a workbook or a separated file"),
        )
    if data.startswith(b"PK"):
        with open_zip(data, name) as members:
            odd = _oddities(members.namelist())
        return _received(run_confined(read_cells, data, name, BOUNDS), name, odd)
    if data.startswith(_OLE):
        binary_format(data, name)
        return _received(run_confined(read_cells, data, name, BOUNDS), name, ())
    return _separated(data, name)


def read_cells(data: bytes, name: str) -> dict[str, Any]:
    """In the child: every sheet's values, days marked."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return _cells(CalamineWorkbook.from_filelike(io.BytesIO(data)), name, data)
    except PasswordError as locked:
        raise CannotRead(name, ENCRYPTED, WITHOUT_PASSWORD) from locked
    except (CalamineError, OSError, ValueError, OverflowError) as broken:
        if isinstance(broken, CannotRead):
            raise
        raise CannotRead(
            name,
            Words("已损坏，或不是可读的工作簿", "it is damaged or no workbook that can be read"),
            AGAIN_AS_XLSX,
        ) from broken
    except BaseException as panic:
        # The library's own panics derive from BaseException.
        if type(panic).__name__ != "PanicException":
            raise
        raise CannotRead(name, Words("已损坏", "it is damaged"), AGAIN_AS_XLSX) from panic


def _cells(workbook: CalamineWorkbook, name: str, data: bytes) -> dict[str, Any]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = []
    filled = 0
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > MOST_FIELDS:
            fields = sheet.total_height * sheet.total_width
            raise _too_large(
                name,
                Words(
                    f"工作表“{meta.name}”有 {fields:,} 格", f"its sheet {meta.name!r} spans {fields:,} fields"
                ),
            )
        rows, more = _rows(sheet, MOST_CELLS - filled)
        filled += more
        if filled > MOST_CELLS:
            raise _too_large(
                name,
                Words(
                    f"有内容的单元格超过 {MOST_CELLS:,} 个",
                    f"it has more than {MOST_CELLS:,} cells with something in them",
                ),
            )
        merged = [
            [top, left, bottom, right]
            for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:MOST_MERGED]
        ]
        hidden = meta.visible != SheetVisibleEnum.Visible
        sheets.append({"name": meta.name, "rows": rows, "merged": merged, "hidden": hidden})
    form = "xls" if data.startswith(_OLE) else "ods" if b"opendocument" in data[:120] else "xlsx"
    told: list[list[str]] = []
    if form == "xlsx":
        with open_zip(data, name) as book:
            told = [[words.zh, words.en] for words in unseen(book, name)]
    return {"form": form, "sheets": sheets, "told": told}


def _rows(sheet: CalamineSheet, most: int) -> tuple[list[list[Any]], int]:
    """The rows, blank ends cut off, and how many cells hold something (to just over ``most``)."""
    lead = [None] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[Any]] = []
    filled = 0
    for values in sheet.iter_rows():
        line = [*lead, *map(_sent, values)]
        while line and line[-1] is None:
            line.pop()
        filled += sum(value is not None for value in line)
        rows.append(line)
        if filled > most:
            break
    while rows and not rows[-1]:
        rows.pop()
    return rows, filled


def _sent(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value).strip() or None
    if isinstance(value, datetime):
        return f"{_DAY}{value.date().isoformat()}"
    if isinstance(value, date):
        return f"{_DAY}{value.isoformat()}"
    if isinstance(value, bool | int | float):
        return value
    return str(value)


def _received(reply: dict[str, Any], name: str, oddities: tuple[Words, ...]) -> Workbook:
    sheets = []
    for one in reply["sheets"]:
        for row in one["rows"]:
            for place, value in enumerate(row):
                if isinstance(value, str) and value.startswith(_DAY):
                    row[place] = date.fromisoformat(value[len(_DAY) :])
        merged = tuple((top, left, bottom, right) for top, left, bottom, right in one["merged"])
        sheets.append(Sheet(one["name"], one["rows"], merged, one["hidden"]))
    return Workbook(
        name, reply["form"], tuple(sheets), (), (*oddities, *(Words(*one) for one in reply["told"]))
    )


def _oddities(members: list[str]) -> tuple[Words, ...]:
    found = []
    if any(member.lower().endswith("vbaproject.bin") for member in members):
        found.append(Words("工作簿带有宏，没有运行", "the workbook carries macros; they were not run"))
    if any("externallinks/" in member.lower() for member in members):
        found.append(
            Words(
                "工作簿链接到其他文件，没有打开，按保存的数值计",
                "the workbook links to other files; they were not opened, saved values count",
            )
        )
    return tuple(found)


def _separated(data: bytes, name: str) -> Workbook:
    decoded = decode(data)
    separator = separator_of(decoded.text) if decoded else None
    if decoded is None or separator is None:
        reason = Words(
            "既不是工作簿，也不是各行列数一致的文本",
            "it is neither a workbook nor a text with one number of columns in most rows",
        )
        raise CannotRead(
            name,
            reason,
            Words(
                "请存为 xlsx，或用逗号、制表符分隔的 CSV", "Save it as xlsx, or as CSV with commas or tabs"
            ),
        )
    csv.field_size_limit(_LARGEST_FIELD)
    rows: list[list[Value]] = []
    filled = 0
    try:
        for values in csv.reader(io.StringIO(decoded.text.lstrip("\ufeff"), newline=""), delimiter=separator):
            line: list[Value] = [_plain(clean(value).strip()) or None for value in values]
            filled += sum(value is not None for value in line)
            rows.append(line)
            if filled > MOST_CELLS:
                raise _too_large(
                    name,
                    Words(
                        f"有内容的单元格超过 {MOST_CELLS:,} 个",
                        f"it has more than {MOST_CELLS:,} cells with something in them",
                    ),
                )
    except csv.Error as broken:
        raise CannotRead(
            name,
            Words(f"无法分列（{broken}）", f"its columns cannot be told apart ({broken})"),
            Words("请存为 xlsx", "Save it as xlsx"),
        ) from broken
    return Workbook(name, "csv", (Sheet("", rows),), decoded.remarks)


def _plain(text: str) -> str:
    """Without the apostrophe that keeps a text from being taken for a formula."""
    return text[1:] if text[:1] == "'" and text[1:].lstrip()[:1] in ("=", "+", "-", "@") else text


def _too_large(name: str, reason: Words) -> CannotRead:
    return CannotRead(
        name,
        reason,
        Words(
            "请拆分，或删去数据后面的空行空列",
            "Split it, or delete the blank rows and columns behind the data",
        ),
    )
