"""Enterprises in residence and their years come in as sheets: compared, applied, told in the ledger, taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from duijie.accounts.models import User
from duijie.exchange import operations, queries
from duijie.exchange.applying import operations as applying
from duijie.exchange.lists import LISTS, Wanted
from duijie.exchange.lists import operations as outgoing
from duijie.exchange.lists.tenants import TenantFilters
from duijie.exchange.types import Asked, InTheWay
from duijie.ledger.models import Entry, Veil
from duijie.parks.models import Tenant, TenantYear
from duijie.parks.operations import call_also, save_park, save_tenant, tell_year
from duijie.parks.rules import grade_code
from tests.cast import MORNING, NOON, bureau, lin_the_reviewer, zhou_the_clerk
from tests.factories.books import everything, sheet_of

pytestmark = pytest.mark.django_db
HEAD = (
    "所在园区",
    "企业名称",
    "行业代码",
    "规上企业",
    "年度",
    "产值（万元）",
    "税收（万元）",
    "从业人数",
    "备注",
)


def preview(rows: list[tuple[Any, ...]], head: tuple[str, ...] = HEAD, title: str = "", **asked: Any) -> int:
    return operations.prepare(
        data=sheet_of(head, rows, title),
        name="企业.xlsx",
        by=lin_the_reviewer(),
        at=NOON,
        asked=Asked(**asked),
    )


def states(number: int) -> list[str]:
    return [row.state for row in queries.rows(import_id=number, viewer=lin_the_reviewer()).rows]


def reasons(number: int) -> str:
    rows = queries.rows(import_id=number, viewer=lin_the_reviewer()).rows
    return "；".join(why.zh for row in rows for why in row.reasons)


def a_park(name: str = "高端装备园") -> int:
    return save_park(
        values={"name": name, "kind": "park"},
        unit_id=bureau("装备园管委会"),
        by=lin_the_reviewer(),
        at=MORNING,
    )


def test_years_of_new_enterprises_are_told_once_and_undone_whole() -> None:
    park, lin = a_park(), lin_the_reviewer()
    call_also(park_id=park, name="装备园", by=lin, at=MORNING)
    before = everything()
    rows = [
        ("高端装备园", "恒远轴承有限公司", "C3451", "是", "2022年", 12000, 360, 128, None),
        (None, "恒远轴承有限公司", None, None, 2023, 13500, 402, 131, "扩产"),
        ("装备园", "晋中阀业有限公司", "不详", "否", 2023, "约3亿", 95, "76.5", None),
    ]  # fmt: skip
    number = preview(rows)
    assert states(number) == ["new", "new", "new"]
    assert "约3亿" in reasons(number)
    applying.apply(import_id=number, by=lin, at=NOON)
    bearings, valves = Tenant.objects.order_by("pk")
    assert (bearings.name, bearings.park_id, bearings.industry, bearings.above_scale, bearings.note) == (
        "恒远轴承有限公司", park, "3451", True, "扩产",
    )  # fmt: skip
    assert list(bearings.years.order_by("year").values_list("year", "output", "staff")) == [
        (2022, Decimal(120_000_000), Decimal(128)), (2023, Decimal(135_000_000), Decimal(131)),
    ]  # fmt: skip
    told = valves.years.get()
    assert (told.output, told.tax, told.staff) == (None, Decimal(950_000), None)
    assert "约3亿" in valves.note
    assert "不详" in valves.note
    assert Entry.objects.filter(measure="tenants.output").count() == 2
    assert Veil.objects.filter(taken_back_at=None).count() == 2
    assert states(preview(rows)) == ["same", "same", "same"]
    applying.undo(import_id=number, by=lin, at=NOON)
    assert {label: rows for label, rows in everything().items() if rows != before[label]} == {}


def test_what_is_known_changes_field_by_field_and_comes_back() -> None:
    park, lin = a_park(), lin_the_reviewer()
    tenant = save_tenant(values={"name": "恒远轴承有限公司"}, park_id=park, by=lin, at=MORNING)
    tell_year(tenant_id=tenant, year=2023, values={"output": "1000000", "tax": "500"}, by=lin, at=MORNING)
    before = everything()
    number = preview(
        [("高端装备园", "恒远轴承有限公司", None, "是", None, 200, None, None, None)], title="2023年企业数据"
    )
    (row,) = queries.rows(import_id=number, viewer=lin).rows
    assert [(name.zh, old, new) for name, old, new in row.changes] == [
        ("规上企业", "否", "是"), ("产值", "100万元", "200万元"),
    ]  # fmt: skip
    assert "2023年" in "".join(one.zh for one in queries.get(import_id=number, viewer=lin).remarks)
    applying.apply(import_id=number, by=lin, at=NOON)
    held = TenantYear.objects.get(tenant=tenant, holds=True)
    assert (held.output, held.tax) == (Decimal(2_000_000), Decimal(500))
    with pytest.raises(InTheWay):
        tell_year(tenant_id=tenant, year=2023, values={"tax": "700"}, by=lin, at=NOON)
        applying.undo(import_id=number, by=lin, at=NOON)
    assert TenantYear.objects.get(tenant=tenant, holds=True).tax == Decimal(700)
    again = preview([("高端装备园", "恒远轴承有限公司", None, "否", None, None, None, None, None)])
    before = everything()
    applying.apply(import_id=again, by=lin, at=NOON)
    applying.undo(import_id=again, by=lin, at=NOON)
    assert everything() == before


@pytest.mark.parametrize(
    ("row", "state", "why"),
    [
        (("北园", "甲公司", None, None, 2023, 1, None, None, None), "refused", "没有园区“北园”"),
        (("高端装备园", "甲公司", None, None, None, 1, None, None, None), "refused", "没有写年度"),
        (("高端装备园", "甲公司", None, None, 2031, 1, None, None, None), "refused", "不是可报的年度"),
        (("高端装备园", None, None, None, 2023, 1, None, None, None), "refused", "没有企业名称"),
        (("高端装备园", "甲公司", None, None, 2023, "5万美元", None, None, None), "new", "要人民币金额"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(row: tuple[Any, ...], state: str, why: str) -> None:
    a_park()
    number = preview([row, ("高端装备园", "乙公司", None, None, 2023, 1, None, None, None)], kind="tenants")
    assert states(number)[0] == state
    assert why in reasons(number)


def test_two_rows_of_one_year_and_one_enterprise_are_one_or_a_quarrel() -> None:
    a_park()
    row = ("高端装备园", "甲公司", None, "是", 2023, 10, None, None, None)
    assert states(preview([row, row])) == ["new", "duplicate"]
    other = ("高端装备园", "甲公司", None, "否", 2022, 10, None, None, None)
    assert states(preview([row, ("高端装备园", "甲公司", None, "是", 2023, 11, None, None, None), other])) == [
        "new", "refused", "refused",
    ]  # fmt: skip


def test_a_clerk_fills_in_only_the_own_park() -> None:
    a_park()
    office = lin_the_reviewer()
    clerk = zhou_the_clerk(bureau("龙泉镇"))
    save_park(values={"name": "龙泉园", "kind": "park"}, unit_id=clerk.unit_id, by=office, at=MORNING)
    rows = [(name, "甲公司", None, None, 2023, 1, None, None, None) for name in ("高端装备园", "龙泉园")]
    number = operations.prepare(data=sheet_of(HEAD, rows), name="a.xlsx", by=clerk, at=NOON)
    told = queries.rows(import_id=number, viewer=clerk).rows
    assert [row.state for row in told] == ["refused", "new"]


def test_what_goes_out_comes_in_again_as_nothing_new() -> None:
    park, lin = a_park(), lin_the_reviewer()
    tenant = save_tenant(
        values={"name": "恒远轴承有限公司", "industry": "3451", "moved_in_on": "2021-05-08"}, park_id=park, by=lin, at=MORNING
    )  # fmt: skip
    save_tenant(values={"name": "京华新能源有限公司", "above_scale": True}, park_id=park, by=lin, at=MORNING)
    numbers = {
        "output": "120000000", "tax": "3600000.5", "staff": "128", "energy": "1500.25", "electricity": "2600000",
        "emission": "0.0125", "land": "20000",
    }  # fmt: skip
    for year in (2022, 2023):
        tell_year(tenant_id=tenant, year=year, values=numbers, by=lin, at=MORNING)
    data = outgoing.export(wanted=Wanted("tenants"), by=lin, at=NOON)
    number = operations.prepare(data=data, name="再导入.xlsx", by=lin, at=NOON)
    assert queries.get(import_id=number, viewer=lin).kind == "tenants"
    assert (states(number), reasons(number)) == (["same"] * 3, "")
    assert park_rows(TenantFilters(park, "京华")) == 1
    assert park_rows(TenantFilters(park)) == 3
    assert park_rows(TenantFilters(park + 1)) == 0


def park_rows(filters: TenantFilters) -> int:
    return len(list(LISTS["tenants"].rows(filters, lin_the_reviewer(), NOON.date())))


def test_the_page_of_a_park_is_taken_out_as_it_is_narrowed(client: Client) -> None:
    park, lin = a_park(), lin_the_reviewer()
    other = a_park("食品产业园")
    for name, where in (("恒远轴承有限公司", park), ("味丰食品有限公司", other)):
        save_tenant(values={"name": name}, park_id=where, by=lin, at=MORNING)
    client.force_login(User.objects.get(pk=lin.user_id))
    page = client.get(reverse("tenants", args=[park])).content.decode()
    address = f"{reverse('export', args=['tenants', 'csv'])}?park={park}"
    assert address in page
    told = client.get(address).content.decode("utf-8-sig")
    assert "恒远轴承" in told
    assert "味丰" not in told


def test_the_grade_told_with_a_year_goes_in_and_comes_out() -> None:
    park, lin = a_park(), lin_the_reviewer()
    head = ("所在园区", "企业名称", "年度", "税收（万元）", "亩均评价等级")
    rows = [
        ("高端装备园", "恒远轴承有限公司", 2023, 402, "A类"),
        ("高端装备园", "晋中阀业有限公司", 2023, 95, "优秀企业"),
    ]
    number = preview(rows, head)
    assert "不是评价等级" in reasons(number)
    applying.apply(import_id=number, by=lin, at=NOON)
    grades = dict(TenantYear.objects.values_list("tenant__name", "grade"))
    assert grades == {"恒远轴承有限公司": "A", "晋中阀业有限公司": ""}
    assert states(preview(rows, head)) == ["same", "same"]
    better = preview([("高端装备园", "晋中阀业有限公司", 2023, None, "Ｂ＋")], head)
    applying.apply(import_id=better, by=lin, at=NOON)
    held = TenantYear.objects.get(tenant__name="晋中阀业有限公司", holds=True)
    assert (held.grade, held.tax) == ("B+", Decimal(950000))
    applying.undo(import_id=better, by=lin, at=NOON)
    assert TenantYear.objects.get(tenant__name="晋中阀业有限公司", holds=True).grade == ""
    assert park


@pytest.mark.parametrize(
    ("said", "kept"),
    [("A", "A"), ("a 类", "A"), ("B+级", "B+"), ("Ａ＋＋", "A++"), ("优", None), ("AB", None)],
)
def test_a_grade_is_its_letter(said: str, kept: str | None) -> None:
    assert grade_code(said) == kept
