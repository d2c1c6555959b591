"""Sheets made to harm are read within bounds or refused with one clear line."""

from __future__ import annotations

import io
import zipfile

import pytest

from duijie.exchange.kinds import fields_of
from duijie.exchange.sheets import workbook
from duijie.exchange.sheets.reading import open_tables
from duijie.exchange.sheets.records import records
from duijie.exchange.sheets.workbook import read_workbook
from duijie.text.formats.confined import Bounds
from duijie.text.formats.source import CannotRead
from tests.exchange.ugly.book import Book
from tests.text.formats.samples import zip_of

HEAD = ("项目名称", "投资方", "总投资（万元）")
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def plain_book() -> bytes:
    return Book().on("台账").row(*HEAD).row("轴承项目", "恒远轴承有限公司", 12000).bytes()


def with_sheet(rows: str, **members: str) -> bytes:
    """The plain workbook with other rows, and further members."""
    with zipfile.ZipFile(io.BytesIO(plain_book())) as book:
        found: dict[str, str | bytes] = {name: book.read(name) for name in book.namelist()}
    found["xl/worksheets/sheet1.xml"] = SHEET.format(rows)
    return zip_of({**found, **members})


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


HEAD_ROW = (
    '<row r="1">'
    + "".join(text(f"{column}1", word) for column, word in zip("ABC", HEAD, strict=True))
    + "</row>"
)


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(CannotRead, match="unpack"):
        read_workbook(zip_of({"xl/workbook.xml": b"0" * 60_000_000}), "bomb.xlsx")


def test_ten_million_empty_rows_are_refused_or_read_within_bounds() -> None:
    far = '<row r="10000000">' + text("C10000000", "远") + "</row>"
    with pytest.raises(CannotRead, match=r"spans|memory|damaged|long"):
        read_workbook(with_sheet(HEAD_ROW + far), "far.xlsx")
    rows = "".join(f'<row r="{number}"/>' for number in range(2, 200_000))
    found = read_workbook(with_sheet(HEAD_ROW + rows), "empty.xlsx")
    assert [len(sheet.rows) for sheet in found.sheets] == [1]


def test_more_cells_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 50)
    data = ("\n".join(["甲,乙,丙"] * 40)).encode()
    with pytest.raises(CannotRead, match="more than 50 cells"):
        read_workbook(data, "big.csv")


def test_macros_and_links_are_told_and_not_followed() -> None:
    with zipfile.ZipFile(io.BytesIO(plain_book())) as book:
        found: dict[str, str | bytes] = {name: book.read(name) for name in book.namelist()}
    found |= {"xl/vbaProject.bin": b"\0" * 100, "xl/externalLinks/externalLink1.xml": "<x/>"}
    read = read_workbook(zip_of(found), "macros.xlsm")
    assert "macros" in read.told[0].en
    assert "links" in read.told[1].en
    assert read.sheets[0].rows[1][0] == "轴承项目"


def test_a_formula_counts_with_its_saved_result_and_is_never_run() -> None:
    row = (
        '<row r="2">' + text("A2", "轴承项目") + text("B2", "甲有限公司")
        + '<c r="C2"><f>WEBSERVICE("http://x")</f><v>12000</v></c></row>'
    )  # fmt: skip
    opened = open_tables(read_workbook(with_sheet(HEAD_ROW + row), "f.xlsx"), fields_of())
    (record,) = records(opened.found[0].table, opened.found[0].mapped, fields_of()["projects"])
    assert record.values["total_investment"][0] == 120_000_000


def test_a_cell_of_all_characters_that_fit_is_read_and_too_long_a_name_is_left() -> None:
    book = Book().on("台账").row(*HEAD, "备注").row("长" * 32_767, "甲有限公司", 1, "注" * 32_767)
    opened = open_tables(read_workbook(book.bytes(), "long.xlsx"), fields_of())
    (record,) = records(opened.found[0].table, opened.found[0].mapped, fields_of()["projects"])
    assert record.left[0][0] == "name"
    assert "200 at most" in record.left[0][2].en
    assert len(record.values["remarks"]) == 32_767


@pytest.mark.parametrize("digits", [19, 40, 5000])
def test_digits_without_end_are_no_amount(digits: int) -> None:
    endless = "9" * digits
    book = Book().on("台账").row(*HEAD, "用地（亩）", "签约日期")
    book.rows(*((f"{name}项目", "甲有限公司", 5000, 30, "2024-05-06") for name in "甲乙丙"))
    book.row("轴承项目", "甲有限公司", endless, endless, endless)
    opened = open_tables(read_workbook(book.bytes(), "digits.xlsx"), fields_of())
    *_, record = records(opened.found[0].table, opened.found[0].mapped, fields_of()["projects"])
    assert [target for target, _, _ in record.left] == ["total_investment", "land_need", "contract_date"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04rubbish",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"%PDF-1.7 x",
        "一段话".encode(),
    ],
)
def test_what_is_no_sheet_is_refused_with_one_line(data: bytes) -> None:
    with pytest.raises(CannotRead) as told:
        read_workbook(data, "x.xlsx")
    assert "\n" not in str(told.value)


def test_reading_that_takes_too_long_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "BOUNDS", Bounds(seconds=0, mebibytes=3072))
    with pytest.raises(CannotRead, match="longer than"):
        read_workbook(plain_book(), "slow.xlsx")
