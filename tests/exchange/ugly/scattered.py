"""Several sheets, other formats, amounts as people say them, and lists of other things than projects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.exchange.ugly.book import WAN, YI, Book, Ugly, ugly


@ugly
def a_sheet_for_every_stage_beside_a_cover_and_a_summary() -> Ugly:
    book = Book().on("说明").row("本台账由招商局每月更新").row("各单位于每月5日前报送")
    book.on("汇总").row("阶段", "个数", "总投资").row("在谈", 1, 0.9).row("签约", 2, 4.7)
    book.on("在谈项目").row("项目名称", "意向投资方", "拟投资额（万元）")
    book.row("充电桩项目", "电满满能源有限公司", 9000)
    book.on("签约项目").merge("A1:D1", "签约项目明细").row()
    book.row("序号", "项目名称", "投资方", "总投资（亿元）")
    book.row(1, "传感器项目", "知微传感有限公司", 1.7).row(2, "铝箔项目", "银箔铝业有限公司", 3)
    book.on("备份", hidden=True).row("旧数据", "勿用")
    return Ugly("sheets.xlsx", book.bytes(), "projects", [
        {"name": "充电桩项目", "investor": "电满满能源有限公司", "total_investment": 9000 * WAN, "stage": "talks"},
        {"name": "传感器项目", "total_investment": Decimal("1.7") * YI, "stage": "signed"},
        {"name": "铝箔项目", "total_investment": 3 * YI, "stage": "signed"},
    ])  # fmt: skip


@ugly
def amounts_as_people_say_them() -> Ugly:
    book = Book().on().row("项目名称", "投资企业", "投资规模", "状态", "说明")
    book.row("啤酒灌装项目", "麦香啤酒有限公司", "3.2亿元", "在谈", None)
    book.row("矿泉水项目", "山泉饮品有限公司", "8000万元", "签约", None)
    book.row("乐器项目", "雅音乐器有限公司", "约3亿", "在谈", "待落实")
    book.row("文旅小镇项目", "远方文旅有限公司", "3-5亿", "在谈", None)
    book.row("跨境电商项目", "Harbour Trade Ltd", "1500万美元", "在谈", None)
    book.row("家纺项目", "暖家纺织有限公司", "壹亿贰仟万元整", "签约", None)
    return Ugly("said.xlsx", book.bytes(), "projects", [
        {"name": "啤酒灌装项目", "total_investment": Decimal("3.2") * YI},
        {"name": "矿泉水项目", "total_investment": 8000 * WAN, "stage": "signed"},
        {"name": "乐器项目", "total_investment": None, "remarks": "待落实；总投资：约3亿"},
        {"name": "文旅小镇项目", "total_investment": None, "remarks": "总投资：3-5亿"},
        {"name": "跨境电商项目", "total_investment": (1500 * WAN, "USD")},
        {"name": "家纺项目", "total_investment": 12000 * WAN},
    ], left=("约3亿", "3-5亿"))  # fmt: skip


@ugly
def separated_by_commas_in_gb18030() -> Ugly:
    text = (
        "云禾县招商项目导出,,,,\r\n"
        '编号,项目名称,投资方,"总投资(万元)",签约日期\r\n'
        'A-1,䶮光电项目,䶮辉光电有限公司,"12,000.00",2024-01-15\r\n'
        'A-2,"桥架、线槽项目",宏桥电器有限公司,"3,500.00",2024-02-20\r\n'
        '合计,,,"15,500.00",\r\n'
    )
    return Ugly("export.csv", text.encode("gb18030"), "projects", [
        {"code": "A-1", "name": "䶮光电项目", "investor": "䶮辉光电有限公司", "total_investment": 12000 * WAN,
         "contract_date": "2024-01-15"},
        {"code": "A-2", "name": "桥架、线槽项目", "total_investment": 3500 * WAN},
    ])  # fmt: skip


@ugly
def separated_by_tabs_in_utf16() -> Ugly:
    text = (
        "项目名称\t投资方\t行业\t总投资（万元）\t保密\r\n"
        "特种气体项目\t纯源气体有限公司\t2619\t18000\t是\r\n"
        "玩具项目\t童乐玩具有限公司\t2451\t2600\t否\r\n"
    )
    return Ugly("unicode.txt.csv", text.encode("utf-16"), "projects", [
        {"name": "特种气体项目", "industry": "2619", "total_investment": 18000 * WAN, "confidential": True},
        {"name": "玩具项目", "total_investment": 2600 * WAN, "confidential": False},
    ])  # fmt: skip


@ugly
def a_register_of_enterprises() -> Ugly:
    book = Book().on("企业名录").merge("A1:G1", "园区企业基本信息表（2024年6月）").row()
    book.row("序号", "企业名称", "统一社会信用代码", "法定代表人", "注册地址", "经营状态", "联系电话")
    book.row(
        1, "恒远轴承有限公司", "9113 1127 MA07 AAAA 0A", "陈一", "云禾县工业路1号", "存续", "0318-1111111"
    )
    book.row(2, "绿源食品有限公司", None, "陈二", "云禾县兴业街8号", "在营", None)
    book.row(3, "旧城纺织厂", None, "陈三", None, "注销", None)
    book.row("备注：数据来自市场监管部门")
    return Ugly("enterprises.xlsx", book.bytes(), "organisations", [
        {"name": "恒远轴承有限公司", "credit_code": "91131127MA07AAAA0A", "address": "云禾县工业路1号",
         "status": "operating"},
        {"name": "绿源食品有限公司", "credit_code": None, "status": "operating"},
        {"name": "旧城纺织厂", "status": "closed", "address": None},
    ])  # fmt: skip


@ugly
def money_received_with_sums_by_the_month() -> Ugly:
    book = Book().on("到位资金").merge("A1:F1", "2024年到位资金明细表（单位：万元）").row()
    book.row("到位日期", "项目名称", "出资单位", "到位金额", "资金用途", "凭证号")
    book.row(date(2024, 5, 6), "精密轴承项目", "恒远轴承有限公司", 800, "设备", "记-12")
    book.row(date(2024, 5, 20), "冷链物流园项目", "北方冷链集团", 1500, "土建工程", "记-31")
    book.row("5月合计", None, None, 2300)
    book.row(date(2024, 6, 3), "精密轴承项目", "恒远轴承有限公司", 260.5, "土地款", "记-07")
    book.row("6月合计", None, None, 260.5).row("累计", None, None, 2560.5)
    return Ugly("received.xlsx", book.bytes(), "receipts", [
        {"project": "精密轴承项目", "received_on": "2024-05-06", "payer": "恒远轴承有限公司", "number": 800 * WAN,
         "kind": "equipment"},
        {"project": "冷链物流园项目", "number": 1500 * WAN, "kind": "works"},
        {"project": "精密轴承项目", "received_on": "2024-06-03", "number": Decimal("260.5") * WAN, "kind": "land"},
    ])  # fmt: skip
