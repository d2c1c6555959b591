"""Titles above, notes below, totals between: what stands round a table and in it that is no row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.exchange.ugly.book import WAN, YI, Book, Ugly, ugly
from tests.text.formats.samples import ods_bytes


@ugly
def a_title_a_unit_line_a_total_and_notes() -> Ugly:
    book = Book().on("台账").merge("A1:G1", "云禾县2024年招商引资项目台账").row()
    book.row("填报单位：云禾县招商局", None, None, None, None, "单位：万元")
    book.row("序号", "项目名称", "投资方", "建设内容及规模", "总投资", "签约日期", "备注")
    book.row(1, "精密轴承项目", "恒远轴承有限公司", "厂房三栋", 12000, date(2024, 3, 5), None)
    book.row(2, "冷链物流园项目", "北方冷链集团", "冷库5万吨", 35000, date(2024, 4, 18), "重点")
    book.row("合计", None, None, None, 47000)
    book.row("注：1.本表按月报送；2.总投资以合同为准。")
    book.row("填表人：周办", None, "审核人：林审", None, "联系电话：0318-0000000")
    return Ugly("titled.xlsx", book.bytes(), "projects", [
        {"name": "精密轴承项目", "investor": "恒远轴承有限公司", "content": "厂房三栋",
         "total_investment": 12000 * WAN, "contract_date": "2024-03-05", "remarks": None},
        {"name": "冷链物流园项目", "investor": "北方冷链集团", "total_investment": 35000 * WAN,
         "contract_date": "2024-04-18", "remarks": "重点"},
    ])  # fmt: skip


@ugly
def totals_first_and_subtotals_by_merged_townships() -> Ugly:
    book = Book().on("汇总表").row("附件2").merge("A2:F2", "各乡镇招商引资项目情况表")
    book.row().row("乡镇", "项目名称", "投资企业", "投资总额（万元）", "到位资金（万元）", "目前进展")
    book.row("总计", None, None, 61000, 3200)
    book.merge("A5:A6", "龙泉镇").merge("A8:A9", "青石乡")
    book.row(None, "阀门铸造项目", "晋中阀业有限公司", 8000, 1200, "主体封顶")
    book.row(None, "果蔬深加工项目", "绿源食品有限公司", 5000, 0, "办理土地手续")
    book.row("小计", None, None, 13000, 1200)
    book.row(None, "光伏支架项目", "京华新能源有限公司", 30000, 2000, "设备安装")
    book.row(None, "橡胶制品项目", "华通橡塑有限公司", 18000, None, "正在洽谈")
    book.row("小计", None, None, 48000, 2000)
    return Ugly("townships.xlsx", book.bytes(), "projects", [
        {"unit": "龙泉镇", "name": "阀门铸造项目", "investor": "晋中阀业有限公司", "total_investment": 8000 * WAN},
        {"unit": "龙泉镇", "name": "果蔬深加工项目", "total_investment": 5000 * WAN},
        {"unit": "青石乡", "name": "光伏支架项目", "total_investment": 30000 * WAN},
        {"unit": "青石乡", "name": "橡胶制品项目", "total_investment": 18000 * WAN},
    ])  # fmt: skip


@ugly
def townships_said_once_and_left_blank_below() -> Ugly:
    book = Book().on().row("责任单位", "项目名称", "客商名称", "计划总投资(亿元)", "项目进展阶段")
    book.row("发改局", "储能电池项目", "深蓝储能有限公司", 3.6, "签约")
    book.row(None, "换电站项目", "驰达换电有限公司", 1.2, "在谈")
    book.row("工信局", "数控机床项目", "津门机床有限公司", 2, "开工")
    book.row(None, "刀具项目", "锐锋刀具有限公司", 0.5, "签约")
    book.row(None, "模具项目", "精诚模具有限公司", 0.8, "在谈")
    return Ugly("blanks.xlsx", book.bytes(), "projects", [
        {"unit": "发改局", "name": "储能电池项目", "total_investment": Decimal("3.6") * YI, "stage": "signed"},
        {"unit": "发改局", "name": "换电站项目", "total_investment": Decimal("1.2") * YI, "stage": "talks"},
        {"unit": "工信局", "name": "数控机床项目", "total_investment": 2 * YI, "stage": "started"},
        {"unit": "工信局", "name": "刀具项目", "total_investment": Decimal("0.5") * YI, "stage": "signed"},
        {"unit": "工信局", "name": "模具项目", "total_investment": Decimal("0.8") * YI, "stage": "talks"},
    ])  # fmt: skip


@ugly
def stages_as_headings_between_the_rows() -> Ugly:
    book = Book().on("7月").merge("A1:E1", "全县重点招商项目推进表")
    book.row().row("序号", "名称", "投资主体", "总投资额\n（万元）", "选址")
    book.row("一、已签约项目（2个）")
    book.row(1, "医用耗材项目", "康泰医疗器械有限公司", 6000, "高新区东区")
    book.row(2, "智能仓储项目", "捷运物流有限公司", 15000, "物流园")
    book.row("二、已开工项目")
    book.row(1, "玻璃深加工项目", "明亮玻璃有限公司", 9000, "循环园")
    book.row("三、在谈项目")
    book.row(1, "宠物食品项目", "乐宠食品有限公司", 4500, None)
    return Ugly("headings.xlsx", book.bytes(), "projects", [
        {"name": "医用耗材项目", "stage": "signed", "total_investment": 6000 * WAN, "site": "高新区东区"},
        {"name": "智能仓储项目", "stage": "signed", "investor": "捷运物流有限公司"},
        {"name": "玻璃深加工项目", "stage": "started", "total_investment": 9000 * WAN},
        {"name": "宠物食品项目", "stage": "talks", "site": None},
    ])  # fmt: skip


@ugly
def a_head_printed_on_every_page() -> Ugly:
    head = ("序号", "项目名称", "投资人", "总投资（万元）", "开工时间")
    book = Book().on().merge("A1:E1", "2023年度项目清单").row()
    book.row(*head)
    book.row(1, "纸箱包装项目", "联合包装有限公司", "3,200", "2023.5.1")
    book.row(2, "门窗型材项目", "固安型材有限公司", "12,500", "2023.11.20")
    book.row("本页小计", None, None, "15,700").row("第1页，共2页")
    book.row(*head)
    book.row(3, "饲料加工项目", "牧丰饲料有限公司", "4,800.5", "2023年6月9日")
    book.row("本页小计", None, None, "4,800.5").row("合 计", None, None, "20,500.5")
    return Ugly("pages.xlsx", book.bytes(), "projects", [
        {"name": "纸箱包装项目", "total_investment": 3200 * WAN, "stage_on.started": "2023-05-01"},
        {"name": "门窗型材项目", "total_investment": 12500 * WAN, "stage_on.started": "2023-11-20"},
        {"name": "饲料加工项目", "total_investment": Decimal("4800.5") * WAN, "stage_on.started": "2023-06-09"},
    ])  # fmt: skip


@ugly
def an_open_document_of_text_with_signatures_below() -> Ugly:
    rows = [
        ["云禾县招商引资项目台账（单位：万元）", "", "", "", ""],
        ["项目编号", "项目名称", "投资企业名称", "项目总投资", "所属行业代码"],
        ["YH-01", "石墨烯导热膜项目", "碳峰新材料有限公司", "22000", "3091"],
        ["YH-02", "装配式构件项目", "筑安建工有限公司", "7600", "3022"],
        ["合计（2项）", "", "", "29600", ""],
        ["制表人：王一", "", "", "负责人签字：", ""],
        ["填报日期：2024年6月30日", "", "", "", ""],
    ]
    return Ugly("signed.ods", ods_bytes(rows), "projects", [
        {"code": "YH-01", "name": "石墨烯导热膜项目", "investor": "碳峰新材料有限公司",
         "total_investment": 22000 * WAN, "industry": "3091"},
        {"code": "YH-02", "name": "装配式构件项目", "total_investment": 7600 * WAN, "industry": "3022"},
    ])  # fmt: skip


@ugly
def two_tables_below_each_other_with_units_of_their_own() -> Ugly:
    book = Book().on("项目表").merge("A1:D1", "一、内资项目（单位：万元）").row()
    book.row("项目名称", "投资方", "总投资", "所在园区")
    book.row("制动盘项目", "安驰制动有限公司", 21000, "高端装备园")
    book.row("减速机项目", "力源减速机有限公司", 8800, "高端装备园")
    book.row("合计", None, 29800).row().row("二、外资项目（单位：万美元）")
    book.row("项目名称", "外方投资者", "合同外资", "注册资本", "所在园区")
    book.row("香料提取项目", "Aroma Pte Ltd", 1200, 500, "食品园")
    return Ugly("stacked.xlsx", book.bytes(), "projects", [
        {"name": "制动盘项目", "investor": "安驰制动有限公司", "total_investment": 21000 * WAN, "park": "高端装备园"},
        {"name": "减速机项目", "total_investment": 8800 * WAN},
        {"name": "香料提取项目", "investor": "Aroma Pte Ltd", "foreign": (1200 * WAN, "USD"),
         "registered_capital": (500 * WAN, "USD"), "park": "食品园"},
    ])  # fmt: skip
