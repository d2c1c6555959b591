"""Sheets of enterprises in residence as parks make them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from duijie.exchange.sheets.values import MU
from tests.exchange.ugly.book import WAN, YI, Book, Ugly

RESIDENTS: list[Callable[[], Ugly]] = []


def residents(build: Callable[[], Ugly]) -> Callable[[], Ugly]:
    RESIDENTS.append(build)
    return build


@residents
def numbers_of_a_year_under_a_title_with_parks_said_once() -> Ugly:
    book = Book().on("企业情况").merge("A1:I1", "2023年园区入驻企业主要指标")
    book.row(skip=1)
    book.next = 1
    book.row(
        "序号",
        "园区名称",
        "企业名称",
        "行业代码",
        "是否规上",
        "工业总产值（万元）",
        "实缴税金（万元）",
        "从业人数",
        "用地（亩）",
    )
    book.row(1, "高端装备园", "恒远轴承有限公司", "C3451", "是", 12000, 360.5, 128, 30)
    book.row(2, None, "晋中阀业有限公司", "C3443", "否", "8,500", 210, 76, None)
    book.row(3, "食品产业园", "味丰食品有限公司", "C1432", "是", "约3亿", 95, 210, 45)
    book.row(None, "合计", None, None, None, 20500, 665.5, 414, 75)
    book.row("填表人：王某某")
    return Ugly("residents.xlsx", book.bytes(), "tenants", [
        {"park": "高端装备园", "name": "恒远轴承有限公司", "industry": "C3451", "above_scale": True, "output": 12000 * WAN,
         "tax": Decimal("360.5") * WAN, "staff": Decimal(128), "land": (30 * MU).quantize(Decimal("0.01"))},
        {"park": "高端装备园", "name": "晋中阀业有限公司", "above_scale": False, "output": 8500 * WAN},
        {"park": "食品产业园", "name": "味丰食品有限公司", "output": None, "tax": 95 * WAN},
    ], left=("约3亿",))  # fmt: skip


@residents
def energy_and_electricity_in_two_storeys_a_year_a_row() -> Ugly:
    book = Book().on("Sheet1").merge("A1:A2", "入驻企业").merge("B1:B2", "所在园区").merge("C1:C2", "年度")
    book.merge("D1:E1", "经济指标").merge("F1:H1", "资源消耗")
    book.next = 1
    book.row(
        None,
        None,
        None,
        "营业收入/亿元",
        "研发费用/万元",
        "综合能耗（吨标准煤）",
        "用电量（万千瓦时）",
        "排放量（千克）",
    )
    book.row("恒远轴承有限公司", "高端装备园", "2022年", 1.2, 480, 1500, 260, 12.5)
    book.row("恒远轴承有限公司", "高端装备园", 2023, "1.35", 520, 1420, 255, None)
    return Ugly("energy.xlsx", book.bytes(), "tenants", [
        {"name": "恒远轴承有限公司", "park": "高端装备园", "year": "2022年", "revenue": Decimal("1.2") * YI, "rnd": 480 * WAN,
         "energy": Decimal(1500), "electricity": Decimal(2_600_000), "emission": Decimal("0.0125")},
        {"year": "2023", "revenue": Decimal("1.35") * YI, "electricity": Decimal(2_550_000)},
    ])  # fmt: skip


@residents
def who_moved_in_and_out_without_any_number() -> Ugly:
    book = Book().on("花名册").row("高新区入园企业花名册")
    book.row("入园企业名称", "入园时间", "退园时间", "所属园区", "备注")
    book.row("京华新能源有限公司", date(2021, 5, 8), None, "光电产业园", "租用1号厂房")
    book.row("华通橡塑有限公司", "2019.3.1", "2023-12-31", "光电产业园", None)
    return Ugly("roll.xlsx", book.bytes(), "tenants", [
        {"name": "京华新能源有限公司", "moved_in_on": "2021-05-08", "park": "光电产业园", "remarks": "租用1号厂房"},
        {"name": "华通橡塑有限公司", "moved_in_on": "2019-03-01", "moved_out_on": "2023-12-31"},
    ])  # fmt: skip
