"""An office's own workbook is filled with a list and stays as it was styled; no cell of data starts a formula."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from duijie.accounts.models import AuditRow
from duijie.accounts.types import NotAllowed
from duijie.exchange.lists import LISTS, Wanted
from duijie.exchange.sheets.filling import NoModelRow, fill, heads_of, shifted
from duijie.exchange.styled import SHIPPED, template, templates
from duijie.exchange.styled.operations import drop_template, fill_template, keep_template
from duijie.exchange.types import WrongChoice
from duijie.text.formats.source import CannotRead
from tests.cast import MORNING, NOON, bureau, lin_the_reviewer, zhou_the_clerk
from tests.factories.projects import opened

HEADS = heads_of([("name", ("项目名称",)), ("money", ("总投资",)), ("on", ("签约日期",))])


def office(*, markers: bool = True) -> bytes:
    """A sheet with a title, a styled head, a model row, a sum, a signature, a print area and a merged line."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("台账")
        red = book.add_format({"bold": True, "font_color": "red"})
        day = book.add_format({"num_format": "yyyy年m月d日"})
        sheet.merge_range("A1:D1", "截至{{day}}的项目", red)
        for place, word in enumerate(("项目名称", "总投资（万元）", "签约日期", "一成")):
            sheet.write(1, place, word, red)
        if markers:
            sheet.write(2, 0, "{{name}}", red)
            sheet.write(2, 1, "{{总投资}}")
        else:
            sheet.write_blank(2, 0, None, red)
        sheet.write(2, 2, "{{on}}" if markers else None, day)
        sheet.write_formula("D3", "=B3*0.1")
        sheet.write("A4", "合计")
        sheet.write_formula("B4", "=SUM(B3:B3)")
        sheet.merge_range("A5:D5", "填表人：{{who}}")
        sheet.set_row(2, 30)
        sheet.set_column("A:A", 33)
        sheet.print_area("A1:D5")
        sheet.freeze_panes(2, 1)
    return buffer.getvalue()


ROWS: list[dict[str, Any]] = [
    {"name": '=HYPERLINK("http://x")', "money": Decimal("12000.5"), "on": date(2024, 3, 5)},
    {"name": "阀门项目", "money": None, "on": None},
    {"name": "<饲料>&项目", "money": Decimal(3), "on": date(1800, 1, 1)},
]


def with_part(member: str, text: bytes) -> bytes:
    """The office's sheet with one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office())) as before, zipfile.ZipFile(buffer, "w") as after:
        for one in before.namelist():
            after.writestr(one, text if one == member else before.read(one))
    return buffer.getvalue()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(name).decode()


def cells(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("markers", [True, False])
def test_rows_take_the_place_of_the_model_row_and_all_else_moves(markers: bool) -> None:
    data = fill(
        office(markers=markers), "t.xlsx", heads=HEADS, said={"day": "今天", "who": "周办"}, rows=ROWS
    )
    found = cells(data)
    assert found[0][0] == "截至今天的项目"
    assert found[2][:3] == ['=HYPERLINK("http://x")', 12000.5, date(2024, 3, 5)]
    assert found[3][0] == "阀门项目"
    assert found[4][0:3] == ["<饲料>&项目", 3, "1800-01-01"]
    assert found[5][0] == "合计"
    assert found[6][0] == "填表人：周办"
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>SUM(B3:B5)</f>" in sheet
    assert "<f>B5*0.1</f>" in sheet
    assert 'ref="A7:D7"' in sheet
    assert sheet.count('ht="30"') == 3
    assert "HYPERLINK" not in sheet.split("<f>", 1)[1].split("</f>")[0]
    assert "$A$1:$D$7" in part(data, "xl/workbook.xml")
    before = part(office(markers=markers), "xl/worksheets/sheet1.xml")
    for kept in ("<cols>", "<pane ", "<pageMargins"):
        start = before.index(kept)
        assert before[start : before.index(">", start + 8)] in sheet
    assert part(data, "xl/styles.xml") == part(office(markers=markers), "xl/styles.xml")


def test_a_list_without_rows_leaves_one_blank_row() -> None:
    found = cells(fill(office(), "t.xlsx", heads=HEADS, said={}, rows=[]))
    assert found[2][:3] == ["", "", ""]
    assert found[3][0] == "合计"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5))
def test_whatever_a_text_begins_with_it_stays_a_text(words: list[str]) -> None:
    data = fill(office(), "t.xlsx", heads=HEADS, said={}, rows=[{"name": one} for one in words])
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert sheet.count("<f>") == len(words) + 1
    assert len(cells(data)) == len(words) + 4


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("SUM(B3:B3)", "SUM(B3:B7)"), ("B4+B3", "B8+B3"), ("$A$1:$D$5", "$A$1:$D$9"), ("Sheet2!B9", "Sheet2!B9"),
        ("LOG10(B4)", "LOG10(B8)"), ("A3:D3 A9", "A3:D7 A13"),
    ],
)  # fmt: skip
def test_references_move_with_the_rows(text: str, after: str) -> None:
    assert shifted(text, 3, 4) == after


def test_what_is_no_template_is_refused() -> None:
    with pytest.raises(CannotRead):
        fill(b"PK\x03\x04x", "t.xlsx", heads=HEADS, said={}, rows=[])
    with pytest.raises(NoModelRow):
        fill(office(), "t.xlsx", heads={"other": "other"}, said={}, rows=[])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    for member, text in (
        ("xl/worksheets/sheet1.xml", b"<worksheet"), ("xl/worksheets/sheet1.xml", bomb), ("xl/_rels/workbook.xml.rels", b""),
        ("xl/workbook.xml", b"<workbook/>"), ("[Content_Types].xml", b"x"),
    ):  # fmt: skip
        with pytest.raises((CannotRead, NoModelRow)):
            fill(with_part(member, text), "t.xlsx", heads=HEADS, said={}, rows=[])
    buffer = io.BytesIO(office())
    with zipfile.ZipFile(buffer, "a") as book:
        book.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(CannotRead, match="macros"):
        fill(buffer.getvalue(), "t.xlsx", heads=HEADS, said={}, rows=[])


@pytest.mark.django_db
def test_shipped_and_own_templates_are_filled_with_what_the_viewer_reads() -> None:
    lin = lin_the_reviewer()
    opened(lin, bureau("招商局"), MORNING, name="轴承项目")
    for kind, name in SHIPPED:
        data = fill_template(wanted=Wanted(kind), name=name, by=lin, at=NOON)
        assert len(cells(data)) == 5
        assert len(cells(data)[2]) == 1 + len(SHIPPED[kind, name] or LISTS[kind].codes())
    own = office(markers=False)
    assert keep_template(kind="projects", name="本局台账", data=own, by=lin, at=NOON) == (
        "name",
        "total_investment",
        "contract_date",
    )
    assert [one.name for one in templates("projects") if one.own] == ["本局台账"]
    found = cells(fill_template(wanted=Wanted("projects"), name="本局台账", by=lin, at=NOON))
    assert found[2][0] == "轴承项目"
    told = AuditRow.objects.filter(operation="export").last()
    assert told is not None
    assert (told.detail["template"], told.detail["rows"]) == ("本局台账", 1)
    with pytest.raises(NotAllowed):
        keep_template(kind="projects", name="x", data=own, by=zhou_the_clerk(bureau("龙泉镇")), at=NOON)
    with pytest.raises(WrongChoice):
        keep_template(kind="projects", name="../x", data=own, by=lin, at=NOON)
    drop_template(kind="projects", name="本局台账", by=lin, at=NOON)
    with pytest.raises(WrongChoice):
        template("projects", "本局台账")
