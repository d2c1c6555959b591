"""What offices make every month: numerals over groups of rows, firms' heads in two storeys, counts and sums of events."""

from __future__ import annotations

from decimal import Decimal

from tests.exchange.ugly.abreast import abreast
from tests.exchange.ugly.book import WAN, YI, Book, Ugly


@abreast
def numerals_in_the_column_of_numbers_head_the_rows() -> Ugly:
    b = (
        Book()
        .on("6月")
        .merge("A1:H1", "青石镇2024年6月份招商引资项目进展情况表")
        .row()
        .row("填报单位（公章）：青石镇人民政府")
    )
    for cells, head in (
        ("A3:A4", "序号"), ("B3:B4", "项目名称"), ("E3:E4", "计划总投资（万元）"), ("F3:F4", "形象进度"), ("G3:G4", "包保领导"), ("H3:H4", "备注"),
    ):  # fmt: skip
        b.merge(cells, head)
    b.merge("C3:D3", "投资方情况").row().row(None, None, "单位名称", "注册地")
    b.row("一", "在谈项目（1个）", None, None, 12000).row(
        1, "竹木家居项目", "竹韵家居有限公司", "浙江湖州", 12000, None, "李明"
    )
    b.row(None, "小计", None, None, 12000)
    b.row("二", "签约项目（0个）").row("三", "开工项目（1个）").row(
        1, "石英砂项目", "鼎晶石英有限公司", "江苏连云港", 25000, "二层封顶", "张伟"
    )
    b.row(None, "小计", None, None, 25000).row("合计", "2个", None, None, 37000)
    return Ugly("june.xlsx", b.bytes(), "projects", [
        {"name": "竹木家居项目", "investor": "竹韵家居有限公司", "home": "浙江湖州", "total_investment": 12000 * WAN, "stage": "talks", "unit": None},
        {"name": "石英砂项目", "investor": "鼎晶石英有限公司", "total_investment": 25000 * WAN, "stage": "started", "covering_leader": "张伟"},
    ])  # fmt: skip


@abreast
def rows_counted_in_characters_are_rows() -> Ugly:
    b = Book().on("清单").row("序号", "项目名称", "投资方", "总投资（万元）", "签约时间")
    b.row("一", "竹木家居项目", None, 12000).row("二", "石英砂项目", "鼎晶石英有限公司", 25000, "2024-03-05")
    return Ugly("counted.xlsx", b.bytes(), "projects", [
        {"name": "竹木家居项目", "total_investment": 12000 * WAN, "stage": None},
        {"name": "石英砂项目", "investor": "鼎晶石英有限公司", "total_investment": 25000 * WAN},
    ])  # fmt: skip


@abreast
def receipts_of_a_quarter() -> Ugly:
    b = Book().on("三季度").row("2024年三季度外来投资到位资金明细表").row("单位：万元")
    b.row("序号", "项目名称", "投资来源方", "到位资金额", "资金到位时间", "资金类别", "资金来源地")
    b.row(1, "光伏组件项目", "旭阳光伏科技有限公司", "1,260.5", "2024年8月2日", "设备购置款", "江苏省苏州市")
    return Ugly("q3.xlsx", b.bytes(), "receipts", [
        {"project": "光伏组件项目", "payer": "旭阳光伏科技有限公司", "number": Decimal("1260.5") * WAN, "received_on": "2024-08-02", "kind": "equipment"},
    ])  # fmt: skip


@abreast
def grades_by_mu() -> Ugly:
    b = (
        Book()
        .on("亩均")
        .row("橡塑产业园2023年规上企业亩均效益情况表")
        .row("企业名称", "主营业务收入（万元）", "亩均税收（万元/亩）", "2023年亩均评价等次")
    )
    b.row("恒远轴承有限公司", 23500, 17.54, "A类")
    return Ugly("mu.xlsx", b.bytes(), "tenants", [
        {"year": "2023", "name": "恒远轴承有限公司", "revenue": 23500 * WAN, "tax": None, "grade": "A类"},
    ])  # fmt: skip


@abreast
def events_with_counts_and_sums() -> Ugly:
    b = (
        Book()
        .on("统计")
        .merge("A1:A2", "活动名称")
        .merge("B1:B2", "活动方式")
        .merge("C1:C2", "举办时间")
        .merge("D1:D2", "举办地")
    )
    b.merge("E1:F1", "参会情况").merge("G1:H1", "签约情况").row()
    b.row(
        None, None, None, None, "参会企业数（家）", "参会人数（人）", "签约项目数（个）", "签约总额（亿元）"
    )
    b.row("食品产业对接会", "对接会", "2024.3.15", "北京", 42, "约120人", 5, 18.6)
    return Ugly("events.xlsx", b.bytes(), "events", [
        {"name": "食品产业对接会", "kind": "docking", "period": "2024-03-15/2024-03-15", "guests": "42家", "people": "约120人", "signed": "5个",
         "signed_amount": "18.6亿元"},
    ])  # fmt: skip


@abreast
def leads_whose_progress_says_more_than_the_title() -> Ugly:
    b = (
        Book()
        .on("线索")
        .row("驻外招商组项目线索登记表")
        .row("拟投资项目名称", "意向投资企业", "意向投资额（亿元）", "目前进展", "跟踪责任人")
    )
    b.row("智能仓储项目", "京仓智能科技有限公司", 2, "在谈", "王磊").row(
        "生物饲料项目", "京牧生物科技有限公司", "1.2亿", "有意向", None
    )
    b.row("汽车内饰项目", "沪尚汽车饰件有限公司", 3, "已签框架协议", "赵刚")
    return Ugly("leads.xlsx", b.bytes(), "projects", [
        {"name": "智能仓储项目", "total_investment": 2 * YI, "stage": "talks"},
        {"name": "生物饲料项目", "total_investment": Decimal("1.2") * YI, "stage": "intent"},
        {"name": "汽车内饰项目", "total_investment": 3 * YI, "stage": "framework"},
    ])  # fmt: skip


@abreast
def a_head_of_which_few_words_are_known() -> Ugly:
    b = Book().on("产业链").row("全县重点产业链招商项目表")
    b.row(
        "产业链",
        "链主企业",
        "链长",
        "在谈（签约）项目名称",
        "客商单位",
        "投资额（亿元）",
        "产业链招商专班负责人",
        "项目当前进展",
        "下步计划",
    )
    b.row(
        "橡塑制品",
        "景泰塑业有限公司",
        "孙立",
        "改性塑料项目",
        "金改新材料有限公司",
        2.3,
        "刘洋",
        "在谈",
        "实地考察",
    )
    b.row(
        "橡塑制品",
        "景泰塑业有限公司",
        "孙立",
        "密封件项目",
        "恒密封件有限公司",
        "0.9",
        "刘洋",
        "签约",
        "办理手续",
    )
    b.row("食品加工", "味源食品有限公司", "何伟", "烘焙食品项目", "麦香食品有限公司", 1.1, "陈静", "开工")
    return Ugly("chains.xlsx", b.bytes(), "projects", [
        {"chain": "橡塑制品", "chain_chief": "孙立", "name": "改性塑料项目", "investor": "金改新材料有限公司", "total_investment": Decimal("2.3") * YI,
         "team_head": "刘洋", "stage": "talks"},
        {"name": "密封件项目", "total_investment": Decimal("0.9") * YI, "stage": "signed"},
        {"chain": "食品加工", "name": "烘焙食品项目", "stage": "started"},
    ])  # fmt: skip
