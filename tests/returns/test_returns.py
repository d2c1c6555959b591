"""Returns: pre-filled, confirmed or corrected by whoever keeps the projects, on a page's fields or on a sheet."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest

from duijie.accounts.acts import history
from duijie.accounts.types import Actor, NotAllowed
from duijie.ledger.models import Entry
from duijie.pipeline.operations import state_amount
from duijie.pipeline.queries import get as project_of
from duijie.returns import queries
from duijie.returns.models import Answer
from duijie.returns.operations import answer, ask, compare, urge
from duijie.returns.rules import askable, wants_reason
from duijie.returns.sheets import sheet_back, sheet_of
from duijie.returns.types import NoSuchReturn, WrongAnswers, WrongReturn
from tests.cast import MORNING, bureau, he_the_clerk, lin_the_reviewer, zhou_the_clerk
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
FIELDS = ("annual_plan", "land_supplied", "site", "nature")
TODAY = MORNING.date()


class County:
    """An office, two townships with projects, and a return that asks both."""

    def __init__(self) -> None:
        self.lin = lin_the_reviewer()
        self.office = bureau()
        self.east, self.west = bureau("东镇", self.office), bureau("西镇", self.office)
        self.zhou, self.he = zhou_the_clerk(self.east), he_the_clerk(self.west)
        self.one = opened(self.zhou, self.east, MORNING, name="轴承项目", site="东路")
        self.two = opened(self.zhou, self.east, MORNING, name="种业项目")
        self.far = opened(self.he, self.west, MORNING, name="远方项目")
        self.of = self.asked_for(date(2024, 6, 1))

    def asked_for(self, month: date) -> int:
        return ask(
            name="月度进展", begins_on=month, ends_on=month + timedelta(days=27), due_on=month + timedelta(days=29),
            fields=FIELDS, unit_ids=[self.east, self.west], by=self.lin, at=MORNING,
        )  # fmt: skip

    def part(self, of: int, unit: int) -> int:
        info = queries.get(return_id=of, viewer=self.lin, today=TODAY)
        return next(one.asked_id for one in info.units if one.unit_id == unit)


@pytest.fixture
def county() -> County:
    return County()


def filled(data: bytes, change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_unit_finds_its_own_projects_as_they_stand_and_no_others(county: County) -> None:
    form = queries.form(asked_id=county.part(county.of, county.east), viewer=county.zhou)
    assert {row.name for row in form.rows} == {"轴承项目", "种业项目"}
    assert next(row for row in form.rows if row.project_id == county.one).values["site"] == "东路"
    with pytest.raises(NoSuchReturn):
        queries.form(asked_id=county.part(county.of, county.west), viewer=county.zhou)
    with pytest.raises(NoSuchReturn):
        answer(
            asked_id=county.part(county.of, county.west), said={county.far: {}}, by=county.zhou, at=MORNING
        )
    with pytest.raises(NotAllowed):
        county_asks = {"name": "x", "begins_on": TODAY, "ends_on": TODAY, "due_on": TODAY, "fields": FIELDS}
        ask(**county_asks, unit_ids=[county.east], by=county.zhou, at=MORNING)  # type: ignore[arg-type]


def test_a_correction_becomes_a_row_an_entry_and_an_act_and_the_rest_is_confirmed(county: County) -> None:
    part = county.part(county.of, county.east)
    before = Entry.objects.count()
    said = {county.one: {"annual_plan": "3000", "site": "东路 8 号"}, county.two: {}}
    changed = answer(asked_id=part, said=said, by=county.zhou, at=MORNING)
    assert {one.field.target for one in changed} == {"annual_plan", "site"}
    info = project_of(project_id=county.one, viewer=county.lin, today=TODAY)
    assert [(one.kind, one.number) for one in info.amounts] == [("annual_plan", Decimal(30_000_000))]
    assert Entry.objects.count() >= before
    act = history(subjects=[f"project:{county.one}"], viewer=county.lin)[0]
    assert act.operation == "edit_project"
    assert act.detail["changed"]["site"] == ["东路", "东路 8 号"]
    assert act.detail["reason"].startswith("月度进展")
    states = queries.get(return_id=county.of, viewer=county.lin, today=date(2024, 7, 5)).units
    assert {one.unit: (one.state, one.late) for one in states} == {
        "东镇": ("done", False),
        "西镇": ("open", True),
    }


def test_a_figure_that_shrank_or_jumped_wants_a_reason_and_nothing_is_taken_without(county: County) -> None:
    part = county.part(county.of, county.east)
    answer(asked_id=part, said={county.one: {"annual_plan": "3000"}}, by=county.zhou, at=MORNING)
    july = county.asked_for(date(2024, 7, 1))
    part = county.part(july, county.east)
    said = {county.one: {"annual_plan": "1000"}, county.two: {"site": "南路"}}
    with pytest.raises(WrongAnswers, match="shrank") as refused:
        answer(asked_id=part, said=said, by=county.zhou, at=MORNING)
    assert set(refused.value.faults) == {(county.one, "reason")}
    assert not Answer.objects.filter(asked=part).exists()
    answer(asked_id=part, said=said, reasons={county.one: "设备延期"}, by=county.zhou, at=MORNING)
    told = {one.field.target: one for one in queries.changed_since_last(return_id=july, viewer=county.lin)}
    assert (told["annual_plan"].old, told["annual_plan"].new) == (["30000000", "CNY"], ["10000000", "CNY"])
    assert told["annual_plan"].reason == "设备延期"


@pytest.mark.parametrize(
    ("target", "old", "new", "wants"),
    [
        ("annual_plan", ["100", "CNY"], ["99", "CNY"], True),
        ("annual_plan", ["100", "CNY"], ["200", "CNY"], False),
        ("annual_plan", ["100", "CNY"], ["201", "CNY"], True),
        ("annual_plan", None, ["201", "CNY"], False),
        ("annual_plan", ["0", "CNY"], ["5", "CNY"], False),
        ("land_supplied", "10", "31", True),
        ("land_supplied", "10", "30", False),
        ("site", "东路", "西路", False),
    ],
)
def test_when_a_change_wants_a_reason(target: str, old: object, new: object, wants: bool) -> None:
    assert wants_reason(askable()[target], old, new) == wants


def test_the_sheet_comes_back_known_by_its_code_and_says_the_same(county: County) -> None:
    part = county.part(county.of, county.east)
    state_amount(
        project_id=county.one,
        kind="annual_plan",
        number=Decimal(20_000_000),
        effective_on=TODAY,
        by=county.zhou,
        at=MORNING,
    )
    data = sheet_of(asked_id=part, viewer=county.zhou)
    found, said, reasons = sheet_back(data=data, name="x.xlsx", viewer=county.zhou)
    assert (found, set(said), reasons) == (part, {county.one, county.two}, {})
    assert compare(asked_id=part, said=said, viewer=county.zhou) == ([], {})

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        heads = {cell.value: cell.column for cell in sheet[2]}
        row = next(row[0].row for row in sheet.iter_rows(min_row=3) if row[1].value == "轴承项目")
        sheet.cell(row, 3).value = 1500
        sheet.cell(row, heads["变动原因"]).value = "设备延期"
        sheet.insert_rows(1)  # people put lines of their own above

    found, said, reasons = sheet_back(data=filled(data, change), name="x.xlsx", viewer=county.zhou)
    changed, faults = compare(asked_id=found, said=said, viewer=county.zhou)
    assert not faults
    assert [(one.field.target, one.new, one.wants_reason) for one in changed] == [
        ("annual_plan", ["15000000", "CNY"], True)
    ]
    answer(asked_id=found, said=said, reasons=reasons, by=county.zhou, at=MORNING)
    assert queries.get(return_id=county.of, viewer=county.lin, today=TODAY).units[0].answered in (0, 2)


def test_a_sheet_of_another_unit_or_with_a_wrong_code_is_refused(county: County) -> None:
    data = sheet_of(asked_id=county.part(county.of, county.east), viewer=county.lin)
    with pytest.raises(NoSuchReturn):
        sheet_back(data=data, name="x.xlsx", viewer=county.he)

    def spoil(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["A1"].value = sheet["A1"].value[:-1] + ("0" if sheet["A1"].value[-1] != "0" else "1")

    with pytest.raises(WrongReturn, match="not right"):
        sheet_back(data=filled(data, spoil), name="x.xlsx", viewer=county.zhou)

    def drop(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["A1"].value = "进展"

    with pytest.raises(WrongReturn, match="no code"):
        sheet_back(data=filled(data, drop), name="x.xlsx", viewer=county.zhou)


def test_wrong_values_and_foreign_projects_are_told_field_by_field(county: County) -> None:
    part = county.part(county.of, county.east)
    said = {county.one: {"annual_plan": "很多", "nature": "新设"}, county.far: {"site": "x"}}
    _, faults = compare(asked_id=part, said=said, viewer=county.zhou)
    assert set(faults) == {(county.one, "annual_plan"), (county.one, "nature"), (county.far, "")}


def test_urging_is_counted_and_recorded(county: County) -> None:
    part = county.part(county.of, county.west)
    urge(asked_id=part, by=county.lin, at=MORNING)
    info = queries.get(return_id=county.of, viewer=county.lin, today=TODAY)
    assert {one.unit: one.urged for one in info.units} == {"东镇": 0, "西镇": 1}
    assert history(subjects=[f"return:{county.of}"], viewer=county.lin)[0].operation == "urge_return"


def test_the_viewer_of_a_unit_sees_only_its_part(county: County) -> None:
    info = queries.listing(viewer=county.zhou, today=TODAY)[0]
    assert [one.unit for one in info.units] == ["东镇"]
    stranger: Actor = zhou_the_clerk(bureau("北镇"))
    assert queries.listing(viewer=stranger, today=TODAY) == []
