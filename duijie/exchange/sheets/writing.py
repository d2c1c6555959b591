"""Sheets as they go out: real dates and numbers, a head that stays in sight, widths that fit, ready to print.

Every text is written as text, so that no cell starts a formula, whatever it begins with.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

FORMULA: Final = ("=", "+", "-", "@")
"""What makes a spreadsheet take separated text for a formula."""
LONGEST: Final = 32_767
"""Characters that a cell holds."""
DIGITS: Final = 15
"""Digits of a number that a workbook keeps."""
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE: Final = re.compile("[\u1100-\uffe6]")


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column: its head, what it holds (``text number money day``), and its width in characters, 0 for what fits."""

    head: str
    holds: str = "text"
    width: float = 0


@dataclass(frozen=True, slots=True)
class Out:
    """A sheet to write. ``storeys`` are further lines of the head above ``columns``'s, one text a column."""

    name: str
    columns: Sequence[OutColumn]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    storeys: Sequence[Sequence[str]] = ()


def write_workbook(sheets: Iterable[Out]) -> bytes:
    """The sheets as an xlsx file. Rows are written as they come; memory holds one at a time."""
    buffer = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False
    }  # fmt: skip
    with xlsxwriter.Workbook(buffer, options) as book:
        for one in sheets:
            _sheet(book, one)
    return buffer.getvalue()


def write_separated(out: Out) -> bytes:
    """The rows as separated text, as spreadsheets open it: with a mark of its encoding.

    A text that would start a formula gets an apostrophe in front, which reading takes away again.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([_guarded(column.head) for column in out.columns])
    for values in out.rows:
        writer.writerow([_separated(value) for value in values])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def _separated(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return _guarded(value) if isinstance(value, str) else str(value)


def _guarded(text: str) -> str:
    text = text_of(text)
    return f"'{text}" if text.lstrip()[:1] in FORMULA or (text[:1] in "\t\r\n" and text) else text


def _sheet(book: Any, out: Out) -> None:
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", out.name)[:31] or "Sheet1")
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format(
        {
            "bold": True,
            "bg_color": "#EEF2F7",
            "border": 1,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
        }
    )
    formats = {
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.######", "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "center", "valign": "top"}),
    }
    formats["money"] = formats["number"]
    last = len(out.columns) - 1
    for place, column in enumerate(out.columns):
        sheet.set_column(place, place, column.width or _width(column))
    row = 0
    if out.title:
        sheet.write_string(0, 0, text_of(out.title), title)
        row = 1
    first = row
    for line in out.storeys:
        for place, text in enumerate(line):
            sheet.write_string(row, place, text_of(text), head)
        row += 1
    for place, column in enumerate(out.columns):
        sheet.write_string(row, place, text_of(column.head), head)
    sheet.freeze_panes(row + 1, min(2, len(out.columns)))
    sheet.repeat_rows(first, row)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    begun = row
    for values in out.rows:
        row += 1
        for place, (column, value) in enumerate(zip(out.columns, values, strict=True)):
            _cell(sheet, row, place, value, formats.get(column.holds, formats["text"]), formats["text"])
    if row > begun:
        # One rule draws the lines of all fields: blank ones need not be written, and most are blank.
        ruled = {"type": "formula", "criteria": "=TRUE", "format": book.add_format({"border": 1})}
        sheet.conditional_format(begun + 1, 0, row, last, ruled)
    if row > begun and not out.storeys:
        sheet.autofilter(begun, 0, row, last)


def _cell(sheet: Any, row: int, place: int, value: Any, fitting: Any, text: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, place, "是" if value else "否", text)
    elif isinstance(value, date):
        if value.year < 1900:
            sheet.write_string(row, place, value.isoformat()[:10], text)
        else:
            sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), fitting)
    elif isinstance(value, int | float | Decimal):
        exact = Decimal(str(value)).normalize()
        if len(exact.as_tuple().digits) > DIGITS:
            sheet.write_string(row, place, f"{exact:f}", text)
        else:
            sheet.write_number(row, place, float(exact), fitting)
    else:
        sheet.write_string(row, place, text_of(str(value)), text)


def text_of(text: str) -> str:
    """A text as a cell can hold it."""
    text = _NOT_IN_XML.sub(" ", text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _width(column: OutColumn) -> float:
    if column.holds == "day":
        return 12
    wide = len(column.head) + len(_WIDE.findall(column.head))
    return (
        max(10.0, min(wide + 2, 24)) if column.holds in ("number", "money") else max(14.0, min(wide + 4, 30))
    )
