"""A sheet of a workbook (xlsx, xlsb, xls, ods) as a table of text.

A process of its own, bounded in time and memory, lays the sheet down as Parquet; from there on it is one.
"""

# ruff: noqa: PLC0415 -- the spreadsheet library is loaded in the child alone
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from duijie.registry.columns import distinct, is_head
from duijie.registry.parquet_file import parquet_batches
from duijie.registry.tables import LOOK, MOST_COLUMNS, Batch, Table, head_among, too_wide
from duijie.text.formats.confined import Bounds, run_confined
from duijie.text.formats.detection import binary_format
from duijie.text.formats.source import CannotRead
from duijie.text.formats.spreadsheet import printed

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

BOUNDS: Final = Bounds(seconds=600, mebibytes=4096)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK: Final = 20_000


def workbook_table(path: Path, asked: Mapping[str, str], sheet: str, *, into: Path) -> Table:
    """The sheet named, else the first whose head reads like one of enterprises; laid down in the folder ``into``.

    Raises :class:`CannotRead` for a damaged or encrypted workbook, an unknown sheet and one without rows.
    """
    laid = into / "sheet.parquet"
    task = {"path": str(path.resolve()), "into": str(laid), "sheet": sheet, "asked": dict(asked)}
    found = run_confined(lay_down, json.dumps(task).encode(), str(path), BOUNDS)
    head_row, width = found["head_row"], found["width"]
    heads = distinct([*found["head"], *[""] * (width - len(found["head"]))][:width])
    columns = [f"c{number}" for number in range(width)]

    def batches(after: int) -> Iterator[Batch]:
        yield from parquet_batches(laid, columns, heads, after)

    others = [name for name in found["sheets"] if name != found["sheet"]]
    remarks = (f"sheets not read: {', '.join(others)}",) if others else ()
    return Table(path, found["form"], heads, batches, head_row, found["sheet"], remarks)


def lay_down(data: bytes, name: str) -> dict[str, Any]:
    """In the child: write a sheet's rows below its head as Parquet; tells which sheet and what its head is."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    task = json.loads(data)
    with Path(task["path"]).open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            # Old Office files, encrypted ones among them, are told apart by what is in them.
            binary_format(_OLE + file.read(), name)
    try:
        with CalamineWorkbook.from_path(task["path"]) as workbook:
            return _lay_down(workbook, task, name)
    except PasswordError as locked:
        raise CannotRead(name, "it is encrypted", "Save it without a password") from locked
    except (CalamineError, OSError, ValueError, OverflowError) as broken:
        if isinstance(broken, CannotRead):
            raise
        reason = "it is damaged or no workbook that can be read"
        raise CannotRead(name, reason, "Save it again as xlsx or CSV") from broken
    except BaseException as panic:
        # The library's own panics derive from BaseException.
        if type(panic).__name__ != "PanicException":
            raise
        raise CannotRead(name, "it is damaged", "Save it again as xlsx or CSV") from panic


def _lay_down(workbook: CalamineWorkbook, task: Mapping[str, Any], name: str) -> dict[str, Any]:
    sheets = list(workbook.sheet_names)
    if task["sheet"] and task["sheet"] not in sheets:
        raise CannotRead(
            name, f"it has no sheet {task['sheet']!r}", f"Name one of {', '.join(sheets)} with --sheet"
        )
    chosen, sheet, first = "", None, []
    for one in [task["sheet"]] if task["sheet"] else sheets:
        found = workbook.get_sheet_by_name(one)
        begins = _first(found)
        if sheet is None or any(map(is_head, begins)):
            chosen, sheet, first = one, found, begins
        if any(map(is_head, first)):
            break
    if sheet is None or not first:
        raise CannotRead(name, f"its sheet {chosen!r} is empty", "Name another with --sheet")
    at = head_among(first, task["asked"])
    head = first[at]
    while head and not head[-1]:
        head.pop()
    width = max(sheet.width, 1)
    if width > MOST_COLUMNS:
        raise too_wide(name, width)
    schema = pa.schema([(f"c{number}", pa.string()) for number in range(width)])
    with pq.ParquetWriter(task["into"], schema) as writer:
        rows: list[list[str]] = []
        seen = 0
        for values in sheet.iter_rows():
            row = _texts(values)
            if not any(row):
                continue
            seen += 1
            if seen > at + 1:
                rows.append([*row, *[""] * (width - len(row))][:width])
            if len(rows) == _CHUNK:
                writer.write_table(_table(rows, schema))
                rows = []
        writer.write_table(_table(rows, schema))
    form = Path(task["path"]).suffix.lower().lstrip(".") or "workbook"
    return {
        "form": form, "sheet": chosen, "sheets": sheets, "head": head, "head_row": at + 1, "width": width
    }  # fmt: skip


def _first(sheet: CalamineSheet) -> list[list[str]]:
    """The first rows of a sheet that hold something."""
    rows: list[list[str]] = []
    for values in sheet.iter_rows():
        row = _texts(values)
        if any(row):
            rows.append(row)
        if len(rows) == LOOK:
            break
    return rows


def _texts(values: Sequence[object]) -> list[str]:
    return ["" if value == "" else printed(value).strip() for value in values]


def _table(rows: list[list[str]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table([pa.array(column, pa.string()) for column in columns], schema=schema)
