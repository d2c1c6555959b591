"""What their cells had: words that repeat, currencies, two things in one, numbers under a wrong unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.exchange.ugly.abreast import abreast
from tests.exchange.ugly.book import WAN, Book, Ugly

C1, C2 = "91131127MA0A1B2C2E", "91131127MA0A7B8C32"


@abreast
def dittos() -> Ugly:
    b = Book().on("S").row("引进单位", "投资方名称", "项目", "投资额（万元）", "来源地", "签约时间")
    b.row("商务局", "中科新材有限公司", "一期碳粉项目", 5000, "北京市", "2024-2-2").row(
        "同上", "同上", "二期碳粉项目", 8000, "同上", "同上"
    ).row("〃", "〃", "三期碳粉项目", 9000, "〃", "2024-8-8").row(
        "工信局", "天成机械有限公司", "农机项目", 3000, "天津市", "2024-9-9"
    )
    return Ugly(
        "ditto.xlsx",
        b.bytes(),
        "projects",
        [
            {"name": "一期碳粉项目", "investor": "中科新材有限公司", "total_investment": 5000 * WAN},
            {"name": "二期碳粉项目", "investor": "中科新材有限公司", "contract_date": "2024-02-02"},
            {"name": "三期碳粉项目", "investor": "中科新材有限公司", "contract_date": "2024-08-08"},
            {"name": "农机项目", "investor": "天成机械有限公司", "total_investment": 3000 * WAN},
        ],
    )


@abreast
def receipts_with_a_column_of_currencies() -> Ugly:
    b = (
        Book()
        .on("外资")
        .row("2024年实际到位资金登记簿")
        .row("到位时间", "项目", "投资者", "币种", "到位金额（万）", "折合人民币（万元）", "用途")
    )
    b.row(date(2024, 3, 2), "生物医药项目", "Nordic Bio AB", "美元", 300, 2130, "设备").row(
        date(2024, 4, 9), "生物医药项目", "云禾投资有限公司", "人民币", 1500, 1500, "土建"
    ).row("2024-6-30", "宠物食品项目", "香港恒泰有限公司", "港币", 2000, 1840, "流动资金")
    return Ugly(
        "currency.xlsx",
        b.bytes(),
        "receipts",
        [
            {
                "project": "生物医药项目",
                "payer": "Nordic Bio AB",
                "received_on": "2024-03-02",
                "number": (Decimal(3000000), "USD"),
            },
            {"project": "生物医药项目", "number": 1500 * WAN},
            {"project": "宠物食品项目", "number": (Decimal(20000000), "HKD"), "received_on": "2024-06-30"},
        ],
    )


@abreast
def name_and_code_in_one_cell() -> Ugly:
    b = (
        Book()
        .on("企业")
        .row("全县重点企业信息")
        .row("序号", "企业名称及统一社会信用代码", "所属行业", "注册地址", "法人及联系方式", "经营状况")
    )
    b.row(1, f"恒远轴承有限公司\n{C1}", "通用设备制造业", "龙泉镇工业街1号", "张三13800000000", "正常")
    b.row(2, f"华塑包装有限公司（{C2}）", "橡胶和塑料制品业", "青石乡", "李四 0318-2222222", "停产")
    return Ugly(
        "joined.xlsx",
        b.bytes(),
        "organisations",
        [
            {"name": "恒远轴承有限公司", "credit_code": C1, "address": "龙泉镇工业街1号"},
            {"name": "华塑包装有限公司", "credit_code": C2},
        ],
    )


@abreast
def amounts_under_the_wrong_unit() -> Ugly:
    b = Book().on("S").row("项目名称", "投资企业", "总投资（亿元）", "签约时间")
    for n, a in (("甲一项目", 12000), ("乙二项目", 8500), ("丙三项目", 36000), ("丁四项目", 5000)):
        b.row(n, n[:2] + "实业有限公司", a, "2024-3-3")
    return Ugly(
        "wrong.xlsx",
        b.bytes(),
        "projects",
        [{"name": n, "total_investment": None} for n in ("甲一项目", "乙二项目", "丙三项目", "丁四项目")],
        left=("12000",),
    )


@abreast
def platforms_with_levels_as_ticks() -> Ugly:
    b = (
        Book()
        .on("平台")
        .row("全县研发平台统计表（截至2024.6）")
        .merge("D2:F2", "认定级别")
        .row("名称", "依托单位", "类型", None, None, None, "批准时间", "场地面积")
        .row(None, None, None, "国家级", "省级", "市级", None, "(平方米)")
    )
    b.row("橡胶制品院士工作站", "景泰塑业有限公司", "院士工作站", None, "√", None, "2021.10.12", 800).row(
        "轴承博士后工作站", "恒远轴承有限公司", "博士后工作站", "√", None, None, "2020年6月1日", "1,200"
    )
    return Ugly(
        "levels.xlsx",
        b.bytes(),
        "platforms",
        [
            {
                "name": "橡胶制品院士工作站",
                "host": "景泰塑业有限公司",
                "kind": "academician",
                "level": "provincial",
                "approved_on": "2021-10-12",
                "area": Decimal(800),
            },
            {"name": "轴承博士后工作站", "kind": "postdoctoral", "level": "national", "area": Decimal(1200)},
        ],
    )


@abreast
def money_by_twelve_months() -> Ugly:
    b = Book().on("Sheet1").row("2024年招商引资项目资金到位情况月报").row("单位：万元")
    b.merge("E3:Q3", "到位资金")
    b.row("序号", "项目名称", "投资单位", "计划总投资")
    b.row(None, None, None, None, *[f"{m}月" for m in range(1, 13)], "合计")
    b.row(1, "光纤预制棒项目", "长飞线缆有限公司", 56000, *[100 * m for m in range(1, 13)], 7800)
    b.row(2, "铝型材项目", "华铝新材有限公司", 23000, *[None] * 6, 500, 500, None, None, None, None, 1000)
    b.row("合计", None, None, 79000, *[None] * 12, 8800)
    return Ugly(
        "months.xlsx",
        b.bytes(),
        "projects",
        [
            {
                "name": "光纤预制棒项目",
                "investor": "长飞线缆有限公司",
                "total_investment": 56000 * WAN,
                "introduced": None,
                "annual_plan": None,
                "fixed_assets": None,
            },
            {
                "name": "铝型材项目",
                "investor": "华铝新材有限公司",
                "total_investment": 23000 * WAN,
                "introduced": None,
            },
        ],
    )


@abreast
def a_long_list_whose_values_are_labels_elsewhere() -> Ugly:
    book = Book().on("台账").row("序号", "项目名称", "投资方", "总投资（万元）", "当前阶段", "备注")
    for number in range(1, 41):
        stage = ("签约", "开工", "投产")[number % 3]
        book.row(number, f"第{number}号项目", f"第{number}投资有限公司", 1000 + number, stage, "备注")
    return Ugly("long.xlsx", book.bytes(), "projects", [
        {"name": f"第{number}号项目", "total_investment": (1000 + number) * WAN} for number in range(1, 41)
    ])  # fmt: skip
