"""A workbook put down row by row, and what an ugly one must come out as."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

WAN = Decimal(10_000)
YI = Decimal(100_000_000)


@dataclass(frozen=True)
class Ugly:
    """A file and, row by row, the fields that must be read from it. ``left``: words kept because nobody may guess."""

    name: str
    data: bytes
    kind: str
    rows: list[dict[str, Any]]
    left: tuple[str, ...] = ()


SHEETS: list[Callable[[], Ugly]] = []


def ugly(build: Callable[[], Ugly]) -> Callable[[], Ugly]:
    SHEETS.append(build)
    return build


class Book:
    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.sheet: Any = None
        self.next = 0

    def on(self, name: str = "Sheet1", *, hidden: bool = False) -> Book:
        self.sheet, self.next = self.book.add_worksheet(name), 0
        if hidden:
            self.sheet.hide()
        return self

    def row(self, *values: Any, left: int = 0, skip: int = 0) -> Book:
        """A row, ``left`` columns in, after ``skip`` blank ones; ``None`` leaves a field blank."""
        self.next += skip
        for column, value in enumerate(values, left):
            if isinstance(value, datetime | date):
                self.sheet.write_datetime(
                    self.next, column, datetime(value.year, value.month, value.day), self.day
                )
            elif isinstance(value, str):
                self.sheet.write_string(self.next, column, value)
            elif value is not None:
                self.sheet.write(self.next, column, value)
        self.next += 1
        return self

    def rows(self, *rows: tuple[Any, ...], left: int = 0) -> Book:
        for row in rows:
            self.row(*row, left=left)
        return self

    def merge(self, area: str, value: Any) -> Book:
        self.sheet.merge_range(area, value)
        return self

    def bytes(self) -> bytes:
        self.book.close()
        return self.buffer.getvalue()
