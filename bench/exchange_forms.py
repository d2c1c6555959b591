"""A styled workbook filled with rows: our filling against openpyxl, in seconds and in what is left of the workbook.

``python -m bench.exchange_forms [ROWS]``. The peer is left out where it is not installed.
"""

from __future__ import annotations

import base64
import io
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter

from duijie.exchange.sheets.filling import fill, heads_of

ROWS = 2000
CODES = tuple(f"c{number}" for number in range(11))
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def form() -> bytes:
    """A form with a picture, a text box, a sum and a rule that colours."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("台账")
        line = book.add_format({"border": 1})
        sheet.merge_range(0, 0, 0, 10, "项目台账", line)
        for place, code in enumerate(CODES):
            sheet.write(1, place, code, line)
            sheet.write(2, place, "{{" + code + "}}", line)
        sheet.write_formula("B4", "=SUM(B3:B3)", line)
        sheet.insert_image("A6", "seal.png", {"image_data": io.BytesIO(PIXEL)})
        sheet.insert_textbox("E6", "盖章")
        sheet.conditional_format("B3:B3", {"type": "data_bar"})
    return buffer.getvalue()


def ours(data: bytes, rows: list[dict[str, Any]]) -> bytes:
    return fill(data, "form.xlsx", heads=heads_of([(code, ()) for code in CODES]), said={}, rows=rows)


def openpyxl_way(data: bytes, rows: list[dict[str, Any]]) -> bytes:
    """The same with openpyxl: styles copied cell by cell."""
    from copy import copy  # noqa: PLC0415 -- the peer's own

    import openpyxl  # noqa: PLC0415 -- not installed everywhere

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    style = [copy(sheet.cell(3, place + 1)._style) for place in range(len(CODES))]
    sheet.insert_rows(4, len(rows) - 1)
    for number, row in enumerate(rows, 3):
        for place, code in enumerate(CODES, 1):
            cell = sheet.cell(number, place, row[code])
            cell._style = style[place - 1]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def left(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = book.namelist()
        drawing = "".join(book.read(one).decode() for one in names if one.startswith("xl/drawings/drawing"))
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    kept = {
        "picture": any("media/" in one for one in names), "text box": "xdr:sp>" in drawing,
        "colour rule": "dataBar" in sheet, "sum": f"SUM(B3:B{ROWS + 2})" in sheet,
    }  # fmt: skip
    return ", ".join(f"{what} {'kept' if there else 'LOST'}" for what, there in kept.items())


def main() -> int:
    global ROWS  # noqa: PLW0603 -- the one number of this run
    ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    data = form()
    rows = [
        {code: number if code == "c1" else f"{code} 第{number}行" for code in CODES} for number in range(ROWS)
    ]
    ways: dict[str, Callable[[bytes, list[dict[str, Any]]], bytes]] = {"ours": ours, "openpyxl": openpyxl_way}
    for name, way in ways.items():
        try:
            times = []
            for _ in range(3):
                started = time.perf_counter()
                filled = way(data, rows)
                times.append(time.perf_counter() - started)
            tracemalloc.start()
            way(data, rows)
            peak = tracemalloc.get_traced_memory()[1] / 2**20
            tracemalloc.stop()
        except ImportError:
            print(f"{name}: not installed")
            continue
        print(f"{name:<10} {sorted(times)[1]:.2f} s  peak {peak:.0f} MiB  {left(filled)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
