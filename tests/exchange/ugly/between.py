"""What stands between and over their columns: growth, plans, sums in headings, forms one under the other."""

from __future__ import annotations

from decimal import Decimal

from tests.exchange.ugly.abreast import abreast
from tests.exchange.ugly.book import WAN, YI, Book, Ugly


@abreast
def this_year_last_year_and_growth() -> Ugly:
    b = (
        Book()
        .on("12月")
        .merge("A1:J1", "云禾县高新区2024年1-12月重点企业主要经济指标")
        .row()
        .row(None, "单位：万元、人")
    )
    b.merge("C3:E3", "工业总产值").merge("F3:H3", "税收").merge("A3:A4", "序号").merge(
        "B3:B4", "企业名称"
    ).merge("I3:I4", "从业人员").row()
    b.row(None, None, "本年累计", "上年同期", "增长%", "本年累计", "上年同期", "增长%")
    b.row(1, "景泰塑业有限公司", 36500, 33000, 10.6, 1180, 1010, 16.8, 265).row(
        2, "鼎力锻造有限公司", 12000, 12800, -6.3, 300, 350, -14.3, 98
    ).row("合计", None, 48500, 45800, None, 1480, 1360, None, 363)
    return Ugly(
        "growth.xlsx",
        b.bytes(),
        "tenants",
        [
            {"name": "景泰塑业有限公司", "output": None, "tax": None, "staff": Decimal(265)},
            {"name": "鼎力锻造有限公司", "output": None, "tax": None},
        ],
    )


@abreast
def planned_days_and_real_ones() -> Ugly:
    b = (
        Book()
        .on("进度")
        .row("重点项目建设进度表（亿元、亩）")
        .row(
            "项目编码",
            "项目名称",
            "建设单位名称",
            "项目总投资额（亿元）",
            "项目用地面积（亩）",
            "计划开工时间",
            "实际开工时间",
            "计划竣工时间",
            "实际竣工时间",
            "目前状态",
            "牵头县领导",
        )
    )
    b.row(
        "Z-01",
        "热电联产项目",
        "能投热电有限公司",
        18,
        220,
        "2023-03-01",
        "2023-06-15",
        "2025-12-31",
        None,
        "在建",
        "县长",
    ).row(
        "Z-02",
        "数据中心项目",
        "云算科技有限公司",
        "25.6",
        150,
        "2025-03-01",
        None,
        "2026-12-31",
        None,
        "手续办理",
        "常务副县长",
    )
    return Ugly(
        "planned.xlsx",
        b.bytes(),
        "projects",
        [
            {
                "code": "Z-01",
                "name": "热电联产项目",
                "investor": "能投热电有限公司",
                "total_investment": 18 * YI,
                "land_need": Decimal("146666.67"),
                "stage_on.started": "2023-06-15",
                "stage_on.completed": None,
                "stage": "building",
                "covering_leader": "县长",
            },
            {
                "code": "Z-02",
                "name": "数据中心项目",
                "total_investment": Decimal("25.6") * YI,
                "stage_on.started": None,
                "stage_on.completed": None,
                "stage": "permits",
            },
        ],
    )


@abreast
def forms_one_under_the_other() -> Ugly:
    b = Book().on("平台登记")
    for n, k, h, p, d in (
        ("高分子材料院士工作站", "院士工作站", "景泰塑业有限公司", "北京化工大学", "2022-05-01"),
        ("精密传动工程技术研究中心", "工程研究中心", "恒远轴承有限公司", "燕山大学", "2023年9月1日"),
    ):
        b.row("研发平台登记表").row("平台名称", n, "平台类别", k).row("依托单位", h, "合作高校", p).row(
            "认定时间", d, "认定级别", "省级"
        ).row("批准文号", "冀科〔2023〕5号", "备注", "").row()
    return Ugly(
        "stack.xlsx",
        b.bytes(),
        "platforms",
        [
            {
                "name": "高分子材料院士工作站",
                "kind": "academician",
                "host": "景泰塑业有限公司",
                "partners": "北京化工大学",
                "approved_on": "2022-05-01",
                "level": "provincial",
            },
            {
                "name": "精密传动工程技术研究中心",
                "kind": "engineering_centre",
                "host": "恒远轴承有限公司",
                "approved_on": "2023-09-01",
            },
        ],
    )


@abreast
def a_bureaus_weekly_report() -> Ugly:
    b = (
        Book()
        .on("第38周")
        .merge("A1:I1", "云禾县招商引资工作周报表（2024年9月16日—9月22日）")
        .row()
        .row("报送单位：投资促进局", None, None, None, None, None, None, "金额单位：亿元")
    )
    b.row(
        "编号",
        "项目名称及建设内容",
        "投资主体",
        "拟投金额",
        "来源地",
        "目前进度",
        "存在问题及需协调事项",
        "责任单位及责任人",
        "备注",
    )
    b.row(
        "Z1", "钠电池正极材料项目", "钠创材料有限公司", 6.5, "省外", "洽谈", "能耗指标", "工信局 王五", "重点"
    ).row("Z2", "速冻食品项目", "味鲜冷冻食品有限公司", 0.75, "市外", "签约", "无", "龙泉镇 赵六", None)
    b.row("本周新增2个项目，拟投金额7.25亿元。").row("分管领导：", None, None, "审核：", None, None, "填报：")
    return Ugly(
        "week.xlsx",
        b.bytes(),
        "projects",
        [
            {
                "code": "Z1",
                "name": "钠电池正极材料项目",
                "investor": "钠创材料有限公司",
                "total_investment": Decimal("6.5") * YI,
                "source": "domestic",
                "stage": "talks",
                "remarks": "重点",
            },
            {
                "code": "Z2",
                "name": "速冻食品项目",
                "total_investment": Decimal("0.75") * YI,
                "stage": "signed",
            },
        ],
    )


@abreast
def investors_said_once_and_totals_in_the_headings() -> Ugly:
    b = Book().on("专班").row("专班招商项目推进台账", None, None, None, "2024年10月").row("单位：万元")
    b.row("客商名称", "项目名称", "意向投资额", "用地需求面积（亩）", "推进状态", "包挂领导", "下步打算")
    b.row("一、在建项目（2个）", None, 48000).row(
        "中科新材有限公司", "碳粉一期项目", 20000, 50, "在建", "王县长", None
    ).row(None, "碳粉二期项目", 28000, 60, "在建", "王县长", None)
    b.row("二、签约项目（1个）", None, 5200).row(
        "天成机械有限公司", "农机项目", 5200, 20, "签约", "赵县长", "办手续"
    ).row("总计（3个）", None, 53200, 130)
    return Ugly(
        "teams.xlsx",
        b.bytes(),
        "projects",
        [
            {
                "investor": "中科新材有限公司",
                "name": "碳粉一期项目",
                "total_investment": 20000 * WAN,
                "stage": "building",
            },
            {"investor": "中科新材有限公司", "name": "碳粉二期项目", "total_investment": 28000 * WAN},
            {
                "investor": "天成机械有限公司",
                "name": "农机项目",
                "total_investment": 5200 * WAN,
                "stage": "signed",
                "covering_leader": "赵县长",
            },
        ],
    )
