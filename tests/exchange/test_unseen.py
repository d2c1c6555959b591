"""What a person sees in a workbook and its values do not say is told, and what is said above rows goes out with them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Font

from duijie.exchange import operations, queries
from duijie.exchange.lists import operations as outgoing
from duijie.exchange.sheets.workbook import read_workbook
from duijie.exchange.types import Asked, WrongChoice
from tests.cast import NOON, lin_the_reviewer
from tests.exchange.test_tenants import a_park
from tests.exchange.ugly.abreast import years_side_by_side
from tests.exchange.ugly.book import Book


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_hidden_rows_struck_cells_and_formulas_without_a_result_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目名称", "投资方", "总投资（万元）"])
    sheet.append(["甲项目", "甲有限公司", "=1+2"])
    sheet.append(["乙项目", "乙有限公司", 3])
    sheet["A3"].font = Font(strike=True)
    sheet.row_dimensions[3].hidden = True
    told = "；".join(words.zh for words in read_workbook(saved(book), "seen.xlsx").told)
    assert "1个公式" in told
    assert "1行是隐藏的" in told
    assert "A3" in told


def test_nothing_is_told_of_a_plain_workbook() -> None:
    assert read_workbook(Book().on("台账").row("项目名称", "投资方").bytes(), "plain.xlsx").told == ()


@pytest.mark.django_db
def test_rows_of_years_abreast_go_out_with_year_and_park_and_come_in_again() -> None:
    lin = lin_the_reviewer()
    number = operations.prepare(data=years_side_by_side().data, name="years.xlsx", by=lin, at=NOON)
    before = queries.rows(import_id=number, viewer=lin).rows
    assert {row.state for row in before} == {"refused"}
    back = outgoing.refused_sheet(import_id=number, by=lin, at=NOON)
    a_park("高端装备园")
    again = operations.prepare(data=back, name="back.xlsx", by=lin, at=NOON)
    after = queries.rows(import_id=again, viewer=lin).rows
    assert [row.state for row in after] == ["new"] * 5
    assert sorted(row.label for row in after) == [
        "恒远轴承有限公司 2022", "恒远轴承有限公司 2023", "恒远轴承有限公司 2024", "锐锋刀具有限公司 2023", "锐锋刀具有限公司 2024",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_unit_that_there_is_not_is_said_and_not_passed_over() -> None:
    data = Book().on("台账").row("项目名称", "投资方").row("甲项目", "甲有限公司").bytes()
    with pytest.raises(WrongChoice, match="没有的局"):
        operations.prepare(
            data=data,
            name="台账.xlsx",
            by=lin_the_reviewer(),
            at=NOON,
            asked=Asked(fixed={"unit": "没有的局"}),
        )
