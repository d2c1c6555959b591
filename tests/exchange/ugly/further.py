"""Further ugly sheets: what came up beside the first twenty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from duijie.exchange.sheets.values import MU
from tests.exchange.ugly.book import WAN, YI, Book, Ugly

FURTHER: list[Callable[[], Ugly]] = []


def further(build: Callable[[], Ugly]) -> Callable[[], Ugly]:
    FURTHER.append(build)
    return build


@further
def heads_in_three_storeys_with_units_in_the_lowest() -> Ugly:
    book = (
        Book()
        .on("台账")
        .merge("A1:I1", "2024年上半年招商引资项目台账")
        .merge("A2:A4", "序号")
        .merge("B2:D2", "项目基本情况")
    )
    book.merge("E2:H2", "投资情况").merge("I2:I4", "责任单位").merge("B3:B4", "项目名称").merge(
        "C3:C4", "投资方名称"
    ).merge("D3:D4", "建设内容")
    book.merge("E3:F3", "总投资").merge("G3:H3", "资金")
    book.row(skip=3)
    book.next = 3
    book.row(
        None,
        None,
        None,
        None,
        "金额（亿元）",
        "其中：固定资产投资（万元）",
        "协议引资额（万元）",
        "设备投资（万元）",
    )
    book.row(1, "电池壳项目", "锐能新材料有限公司", "厂房两栋", 2.5, 18000, 20000, 6000, "工信局")
    book.row(2, "预制菜项目", "味丰食品有限公司", "生产线四条", 0.8, 6000, 8000, 1500, "农业农村局")
    return Ugly("storeys.xlsx", book.bytes(), "projects", [
        {"name": "电池壳项目", "investor": "锐能新材料有限公司", "total_investment": Decimal("2.5") * YI, "fixed_assets": 18000 * WAN,
         "introduced": 20000 * WAN, "equipment": 6000 * WAN, "unit": "工信局"},
        {"name": "预制菜项目", "total_investment": Decimal("0.8") * YI, "unit": "农业农村局"},
    ])  # fmt: skip


@further
def a_question_in_the_head_and_marks_in_the_cells() -> Ugly:
    book = (
        Book()
        .on("Sheet1")
        .row(
            "项目名称（全称）",
            "投资企业（全称）",
            "计划总投资/万元",
            "是否涉密",
            "是否省外",
            "签约时间（年月日）",
            "目前进度",
        )
    )
    book.row("光伏支架项目", "京华新能源有限公司", "30,000", "否", "√", "2024.03.05", "已开工")
    book.row("橡胶制品项目", "华通橡塑有限公司", "18000万", "是", None, "20240412", "洽谈中")
    return Ugly("marks.xlsx", book.bytes(), "projects", [
        {"name": "光伏支架项目", "investor": "京华新能源有限公司", "total_investment": 30000 * WAN, "confidential": False,
         "contract_date": "2024-03-05", "stage": "started"},
        {"name": "橡胶制品项目", "total_investment": 18000 * WAN, "confidential": True, "contract_date": "2024-04-12", "stage": "talks"},
    ])  # fmt: skip


@further
def project_and_investor_in_one_township_per_sheet() -> Ugly:
    book = Book()
    for town, name, firm in (
        ("龙泉镇", "玻璃项目", "明亮玻璃有限公司"),
        ("青石乡", "饲料项目", "牧丰饲料有限公司"),
    ):
        book.on(town).merge("A1:E1", f"{town}招商项目（万元）").row()
        book.row("序号", "项目名称", "客商", "拟投资", "进展情况").row(
            1, name, firm, 9000, "正在办理用地手续"
        )
    return Ugly("towns.xlsx", book.bytes(), "projects", [
        {"name": "玻璃项目", "investor": "明亮玻璃有限公司", "total_investment": 9000 * WAN},
        {"name": "饲料项目", "investor": "牧丰饲料有限公司", "total_investment": 9000 * WAN},
    ])  # fmt: skip


@further
def heads_with_line_breaks_stars_and_notes_in_them() -> Ugly:
    book = Book().on("附表1").row("附表1").merge("A2:G2", "重点招商项目调度表（2024年6月）").row(skip=1)
    book.next = 2
    book.row(
        "序\n号",
        "*项目名称\n（与备案名称一致）",
        "*投资\n主体",
        "投资\n总额\n（亿元）",
        "开工\n时间",
        "包联\n领导",
        "存在问题",
    )
    book.row("1", "轴承项目", "恒远轴承有限公司", "1.2", "2024/5/6", "张三", "无")
    book.row("2", "阀门项目", "晋中阀业有限公司", "约3", "—", "李四", "用地指标不足")
    return Ugly("broken.xlsx", book.bytes(), "projects", [
        {"name": "轴承项目", "investor": "恒远轴承有限公司", "total_investment": Decimal("1.2") * YI,
         "stage_on.started": "2024-05-06", "covering_leader": "张三"},
        {"name": "阀门项目", "total_investment": None, "stage_on.started": None, "covering_leader": "李四"},
    ], ("约3",))  # fmt: skip


@further
def money_that_came_month_by_month_with_a_total() -> Ugly:
    book = Book().on("到位").merge("A1:F1", "2024年5月到位资金明细表").row().row("单位：万元")
    book.row("序号", "所属项目", "到账时间", "付款方", "本次到位金额", "资金用途")
    book.row(1, "轴承项目", date(2024, 5, 6), "恒远轴承有限公司", 800, "设备")
    book.row(2, None, date(2024, 5, 9), "恒远轴承有限公司", 200, "土建")
    book.row("合计", None, None, None, 1000)
    return Ugly("money.xlsx", book.bytes(), "receipts", [
        {"project": "轴承项目", "received_on": "2024-05-06", "payer": "恒远轴承有限公司", "number": 800 * WAN, "kind": "equipment"},
        {"project": "轴承项目", "received_on": "2024-05-09", "number": 200 * WAN, "kind": "works"},
    ])  # fmt: skip


@further
def firms_of_a_park_with_codes_as_numbers() -> Ugly:
    book = Book().on("企业名录").row("云禾县工业企业名录").row("填报单位：园区管委会")
    book.row("序号", "单位详细名称", "统一社会信用代码", "详细地址", "行业类别", "生产经营状态")
    book.row(1, "恒远轴承有限公司", "91131127MA07AAAA0A", "工业路1号", "轴承制造", "正常")
    book.row(2, "旧城纺织厂", None, "老街", "棉纺", "停产")
    return Ugly("firms.xlsx", book.bytes(), "organisations", [
        {"name": "恒远轴承有限公司", "credit_code": "91131127MA07AAAA0A", "address": "工业路1号", "status": "operating"},
        {"name": "旧城纺织厂", "address": "老街", "status": "suspended"},
    ])  # fmt: skip


@further
def a_years_events() -> Ugly:
    book = Book().on("活动").merge("A1:H1", "2024年招商活动安排表").row()
    book.row("序号", "时间", "活动名称", "活动地点", "活动形式", "主办单位", "承办单位", "参会企业")
    book.row(1, "5月18日—20日", "廊坊经洽会", "廊坊", "展会", "省商务厅", "招商局", "甲公司、乙公司")
    book.row(2, "2024年6月1日", "轴承产业对接会", "本县", "对接会", "县政府", "工信局", None)
    return Ugly("events.xlsx", book.bytes(), "events", [
        {"name": "廊坊经洽会", "kind": "fair", "place": "廊坊", "host": "省商务厅", "guests": "甲公司、乙公司"},
        {"name": "轴承产业对接会", "period": "2024-06-01/2024-06-01", "kind": "docking", "organiser": "工信局"},
    ], ("5月18日—20日",))  # fmt: skip


@further
def several_names_for_one_thing_and_codes_beside() -> Ugly:
    book = (
        Book()
        .on("项目库")
        .row(
            "项目编码",
            "项目",
            "项目单位",
            "法人代表",
            "联系电话",
            "项目总投资(万元)",
            "其中:固投(万元)",
            "占地(亩)",
            "建设起止年限",
            "项目进展",
            "行业主管部门",
        )
    )
    book.row(
        "YH001",
        "冷链项目",
        "北方冷链有限公司",
        "赵六",
        "13800000000",
        35000,
        30000,
        120,
        "2024-2025",
        "主体施工",
        "商务局",
    )
    book.row(
        "YH002",
        "仓储项目",
        "捷运物流有限公司",
        "钱七",
        "13900000000",
        15000,
        12000,
        60.5,
        "2023-2024",
        "竣工",
        "发改局",
    )
    return Ugly("library.xlsx", book.bytes(), "projects", [
        {"code": "YH001", "name": "冷链项目", "investor": "北方冷链有限公司", "total_investment": 35000 * WAN,
         "fixed_assets": 30000 * WAN, "land_need": Decimal("80000.00"), "lead_bureau": "商务局"},
        {"code": "YH002", "name": "仓储项目", "land_need": Decimal("40333.33"), "stage": "completed"},
    ])  # fmt: skip


@further
def foreign_money_and_two_currencies_in_one_column() -> Ugly:
    book = Book().on("外资").row("外商投资项目表", None, None, "截至2024年6月").row()
    book.row(
        "项目名称", "外方投资者", "国别（地区）", "投资总额", "合同外资（万美元）", "注册资本", "批准日期"
    )
    book.row("香料项目", "Aroma Pte Ltd", "新加坡", "1200万美元", 800, "500万美元", "2024-3-5")
    book.row("模具项目", "大和株式会社", "日本", "3亿元人民币", 2100, "1亿元", "2024-4-6")
    return Ugly("foreign.xlsx", book.bytes(), "projects", [
        {"name": "香料项目", "investor": "Aroma Pte Ltd", "total_investment": (1200 * WAN, "USD"), "foreign": (800 * WAN, "USD"),
         "registered_capital": (500 * WAN, "USD")},
        {"name": "模具项目", "investor": "大和株式会社", "total_investment": 3 * YI, "registered_capital": YI},
    ])  # fmt: skip


@further
def text_with_tabs_in_an_old_encoding() -> Ugly:
    lines = ["县级重点项目\t\t\t\t", "编号\t项目名称\t建设单位\t总投资(万元)\t签约日期", "1\t轴承项目\t恒远轴承有限公司\t12000\t2024年3月5日",
             "2\t阀门项目\t晋中阀业有限公司\t300\t2024年4月6日", "总计\t\t\t12300\t"]  # fmt: skip
    return Ugly("old.txt", "\r\n".join(lines).encode("gb18030"), "projects", [
        {"name": "轴承项目", "investor": "恒远轴承有限公司", "total_investment": 12000 * WAN, "contract_date": "2024-03-05"},
        {"name": "阀门项目", "total_investment": 300 * WAN, "contract_date": "2024-04-06"},
    ])  # fmt: skip


@further
def one_line_above_sets_the_units_of_money_and_of_land() -> Ugly:
    lines = [
        "2024年重点项目台账", "（单位：亿元、亩）", "项目名称\t投资方\t总投资\t用地面积\t责任单位",
        "轴承基地\t恒远轴承有限公司\t3\t60\t招商局", "阀门项目\t晋中阀业有限公司\t1.5\t45\t开发区",
    ]  # fmt: skip
    return Ugly("units.txt", "\n".join(lines).encode(), "projects", [
        {"name": "轴承基地", "total_investment": 3 * YI, "land_need": (60 * MU).quantize(Decimal("0.01"))},
        {"name": "阀门项目", "total_investment": Decimal("1.5") * YI, "land_need": (45 * MU).quantize(Decimal("0.01"))},
    ])  # fmt: skip
