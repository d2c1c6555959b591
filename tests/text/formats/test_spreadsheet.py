"""Workbooks and separated values: a cell is a place."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from duijie.kernel.span import Span
from duijie.text.formats import CannotRead, open_document, place_of
from duijie.text.formats.spreadsheet import MOST_CELLS, letters, printed, read_spreadsheet
from tests.text.formats.samples import HEADER, PROJECTS, ods_bytes, xlsx_bytes

XLS = Path(__file__).parents[2] / "cases" / "formats" / "signed.xls"
LINE = "项目名称：远拓新材料项目，投资方：天津远拓新材料有限公司，总投资：3.5亿元，签约日期：2024-06-02"


def csv_bytes(separator: str, encoding: str) -> bytes:
    rows = [HEADER, *PROJECTS]
    return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)


@pytest.mark.parametrize(
    ("name", "data", "where"),
    [
        ("a.xlsx", xlsx_bytes({"签约": [HEADER, *PROJECTS]}), "签约!B3"),
        ("a.xls", XLS.read_bytes(), "签约!B4"),
        ("a.ods", ods_bytes([HEADER, *[[str(value) for value in row] for row in PROJECTS]]), "签约!B3"),
        ("a.csv", csv_bytes(",", "utf-8-sig"), "B3"),
        ("a.csv", csv_bytes(";", "gb18030"), "B3"),
        ("a.tsv", csv_bytes("\t", "utf-16"), "B3"),
    ],
    ids=["xlsx", "xls", "ods", "csv", "csv in gb18030", "tsv in utf-16"],
)
def test_a_row_is_a_line_and_a_cell_a_place(name: str, data: bytes, where: str) -> None:
    source = open_document(data, name)
    assert source.format == name[2:]
    assert LINE in source.text.split("\n")
    at = source.text.index("天津远拓")
    assert place_of(source.blocks, Span(at, at + 4)) == where
    start = source.text.index(LINE)
    row = where.split("!")[-1][1:]
    assert place_of(source.blocks, Span(start, start + len(LINE))).endswith(f"A{row}:D{row}")


def test_a_csv_in_big5_is_read() -> None:
    rows = "項目名稱,投資方,總投資\r\n雲帆產業園項目,北京雲帆裝備有限公司,十二億元\r\n青禾食品項目,保定青禾食品有限公司,八千萬元\r\n"
    source = open_document(rows.encode("big5"), "a.csv")
    assert "雲帆產業園項目" in source.text


def test_prose_named_csv_is_read_as_text() -> None:
    source = open_document("青河县签约项目15个。\n总投资92亿元。\n".encode(), "a.csv")
    assert source.format == "txt"


def test_merged_cells_and_several_sheets() -> None:
    rows = [
        ["青河县2024年签约项目表"],
        ["县区", "项目名称", "总投资（亿元）"],
        ["青河县", "云帆产业园", 12],
        [None, "远拓新材料", 3.5],
    ]
    source = read_spreadsheet(xlsx_bytes({"签约": rows, "备用": [["无"]]}, ["A1:C1", "A3:A4"]), "a.xlsx")
    assert source.frame.title == "青河县2024年签约项目表"
    assert source.text.split("\n") == [
        "签约",
        "青河县2024年签约项目表",
        "县区\t项目名称\t总投资（亿元）",
        "县区：青河县，项目名称：云帆产业园，总投资：12亿元",
        "县区：青河县，项目名称：远拓新材料，总投资：3.5亿元",
        "备用",
        "无",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.0, "12"), (0.1 + 0.2, "0.3"), (1e20, "1" + "0" * 20), (True, "TRUE"), (datetime(2024, 5, 18), "2024-05-18"),
     (datetime(2024, 5, 18, 9, 30), "2024-05-18 09:30"), (date(2024, 5, 18), "2024-05-18"), (92, "92")],
)  # fmt: skip
def test_values_are_printed_as_people_write_them(value: object, text: str) -> None:
    assert printed(value) == text


def test_columns_have_letters() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_too_many_cells_are_refused_by_name() -> None:
    rows = [[1] * 26] * (MOST_CELLS // 26 + 1)
    with pytest.raises(CannotRead, match=f"{MOST_CELLS:,} cells"):
        read_spreadsheet(xlsx_bytes({"S": rows}), "large.xlsx")


def test_two_cells_far_apart_do_not_fill_the_memory() -> None:
    near = xlsx_bytes({"S": [["a"], ["b"]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(near)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            content = (
                old.read(member)
                .replace(b'"A2"', b'"XFD1048576"')
                .replace(b'<row r="2">', b'<row r="1048576">')
            )
            new.writestr(member, content)
    with pytest.raises(CannotRead):
        read_spreadsheet(out.getvalue(), "sparse.xlsx")
