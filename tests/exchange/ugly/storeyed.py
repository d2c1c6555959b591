"""Heads in several storeys, turned on their side, far from the corner, or in words that nobody else uses."""

from __future__ import annotations

from decimal import Decimal

from tests.exchange.ugly.book import WAN, YI, Book, Ugly, ugly


@ugly
def two_storeys_with_the_unit_above() -> Ugly:
    book = Book().on("项目").merge("A1:J1", "招商引资项目情况一览表")
    book.merge("A2:A3", "序号").merge("B2:B3", "项目名称").merge("C2:D2", "投资方情况")
    book.merge("E2:G2", "投资情况（万元）").merge("H2:I2", "时间节点").merge("J2:J3", "包联领导")
    book.next = 2
    book.row(
        None, None, "企业名称", "统一社会信用代码", "总投资", "固定资产投资", "设备投资", "签约", "开工", None
    )
    book.row(1, "电缆附件项目", "远东电缆附件有限公司", "91131127MA07AAAA0A", 16000, 12000, 5000,
             "2024/1/8", "2024/5/20", "张副县长")  # fmt: skip
    book.row(2, "铸件项目", "宏大铸造有限公司", None, 5200, 4000, None, "2024/2/26", None, "李常委")
    return Ugly("two_storeys.xlsx", book.bytes(), "projects", [
        {"name": "电缆附件项目", "investor": "远东电缆附件有限公司", "credit_code": "91131127MA07AAAA0A",
         "total_investment": 16000 * WAN, "fixed_assets": 12000 * WAN, "equipment": 5000 * WAN,
         "contract_date": "2024-01-08", "stage_on.started": "2024-05-20", "covering_leader": "张副县长"},
        {"name": "铸件项目", "total_investment": 5200 * WAN, "equipment": None, "stage_on.started": None},
    ])  # fmt: skip


@ugly
def three_storeys_and_a_row_of_column_numbers() -> Ugly:
    book = Book().on().merge("A1:H1", "附表1  招商引资项目统计表")
    book.merge("A2:A4", "序\n号").merge("B2:E2", "项目概况").merge("F2:H2", "投资（万元）")
    book.merge("B3:B4", "项目名称").merge("C3:D3", "投资者").merge("E3:E4", "建设性质")
    book.merge("F3:F4", "总投资").merge("G3:H3", "其中")
    book.next = 3
    book.row(None, None, "名称", "来源地", None, None, "固定资产投资", "年度计划投资")
    book.row("甲", "乙", "丙", "丁", "戊", 1, 2, 3)
    book.row(1, "特种线缆项目", "环球线缆有限公司", "国内省外", "新建", 26000, 20000, 9000)
    book.row(2, "改性塑料项目", "鼎新塑业有限公司", "省内市外", "扩建", 7000, 5500, 3000)
    return Ugly("three_storeys.xlsx", book.bytes(), "projects", [
        {"name": "特种线缆项目", "investor": "环球线缆有限公司", "source": "domestic", "nature": "new",
         "total_investment": 26000 * WAN, "fixed_assets": 20000 * WAN, "annual_plan": 9000 * WAN},
        {"name": "改性塑料项目", "source": "province", "nature": "extension", "annual_plan": 3000 * WAN},
    ])  # fmt: skip


@ugly
def hundreds_of_millions_beside_ten_thousands() -> Ugly:
    book = Book().on("亿元以上项目")
    book.row(
        "项目名称", "投资方名称", "总投资（亿元）", "其中：固定资产投资（万元）", "签约时间", "用地（亩）"
    )
    book.row("碳纤维项目", "中科碳材有限公司", 12.5, 98000, "2023-5-1", 150)
    book.row("轮毂项目", "龙驰轮毂有限公司", 3.08, 21000, "2023/05/12", 60)
    book.row("陶瓷膜项目", "瓷洁膜业有限公司", 1, 8000, "2023.6.30", 22.5)
    book.row("氢能装备项目", "氢源动力有限公司", 20, 150000, "2023年7月9日", 300)
    book.row("芯片封装项目", "芯瑞微电子有限公司", 5.5, 40000, "20230815", None)
    mu = Decimal(2000) / 3
    return Ugly("both_units.xlsx", book.bytes(), "projects", [
        {"name": "碳纤维项目", "total_investment": Decimal("12.5") * YI, "fixed_assets": 98000 * WAN,
         "contract_date": "2023-05-01", "land_need": (150 * mu).quantize(Decimal("0.01"))},
        {"name": "轮毂项目", "total_investment": Decimal("3.08") * YI, "contract_date": "2023-05-12"},
        {"name": "陶瓷膜项目", "total_investment": YI, "contract_date": "2023-06-30", "land_need": Decimal(15000)},
        {"name": "氢能装备项目", "contract_date": "2023-07-09", "land_need": Decimal(200_000)},
        {"name": "芯片封装项目", "contract_date": "2023-08-15", "land_need": None},
    ])  # fmt: skip


@ugly
def far_from_the_corner_with_blanks_inside_the_labels_and_days_as_numbers() -> Ugly:
    book = Book().on("Sheet3").row("二〇二四年项目", left=2, skip=3)
    book.row(
        "序 号", "项 目\n名 称", "投 资 方", "总  投  资\n(万 元)", "合 同\n签 订 日 期", "联系人", left=2
    )
    book.row(1, "纳米涂层项目", "晶盾科技有限公司", 5600, 45356, "赵工", left=2)
    book.row(2, "伺服电机项目", "动智电机有限公司", 13000, 45417, "钱工", left=2)
    return Ugly("corner.xlsx", book.bytes(), "projects", [
        {"name": "纳米涂层项目", "investor": "晶盾科技有限公司", "total_investment": 5600 * WAN,
         "contract_date": "2024-03-05"},
        {"name": "伺服电机项目", "total_investment": 13000 * WAN, "contract_date": "2024-05-05"},
    ])  # fmt: skip


@ugly
def labels_that_nobody_else_uses() -> Ugly:
    book = Book().on("招引")
    book.row(
        "招引项目",
        "合作客商",
        "拟投金额/万元",
        "落户园区",
        "对接进展阶段",
        "首报单位",
        "牵线人",
        "县级包抓领导",
    )
    book.row("羊绒制品项目", "塞上羊绒有限公司", 9800, "轻纺园", "意向", "龙泉镇", "商会刘会长", "孙县长")
    book.row("中药饮片项目", "同和堂药业有限公司", 6400, "医药园", "注册", "青石乡", None, "周书记")
    return Ugly("own_words.xlsx", book.bytes(), "projects", [
        {"name": "羊绒制品项目", "investor": "塞上羊绒有限公司", "total_investment": 9800 * WAN, "park": "轻纺园",
         "stage": "intent", "first_report_unit": "龙泉镇", "introducer": "商会刘会长", "covering_leader": "孙县长"},
        {"name": "中药饮片项目", "stage": "registered", "introducer": None},
    ])  # fmt: skip


@ugly
def a_project_a_column() -> Ugly:
    book = Book().on("对比").merge("A1:D1", "三个重点项目情况")
    book.row().rows(
        ("项目名称", "航空紧固件项目", "液压油缸项目", "地板项目"),
        ("投资方", "天翼紧固件有限公司", "恒力液压有限公司", "林海木业有限公司"),
        ("总投资（亿元）", 2.2, 1.1, 0.6),
        ("建设地点", "航空园", "装备园", "家居园"),
        ("当前阶段", "签约", "开工", "在谈"),
        ("建设内容", "年产1亿件", "年产10万套", "年产500万平方米"),
    )
    return Ugly("turned.xlsx", book.bytes(), "projects", [
        {"name": "航空紧固件项目", "investor": "天翼紧固件有限公司", "total_investment": Decimal("2.2") * YI,
         "site": "航空园", "stage": "signed"},
        {"name": "液压油缸项目", "total_investment": Decimal("1.1") * YI, "stage": "started"},
        {"name": "地板项目", "content": "年产500万平方米", "stage": "talks"},
    ])  # fmt: skip


@ugly
def a_form_a_project_a_sheet() -> Ugly:
    book = Book()
    for place, (name, investor, amount, when) in enumerate(
        (("酶制剂项目", "百酶生物有限公司", "1.8亿元", "2024年3月"), ("冻干食品项目", "锁鲜食品有限公司", "6500万元", "2024年4月12日")),
        1,
    ):  # fmt: skip
        book.on(f"项目{place}").merge("A1:D1", "招商引资项目情况登记表")
        book.row().rows(
            ("项目名称", name, "投资方", investor),
            ("总投资", amount, "签约时间", when),
            ("建设地点", "生物园", "联系人", "吴经理"),
        )
        book.row("建设内容及规模").merge("B5:D5", f"{name}一期")
    return Ugly("forms.xlsx", book.bytes(), "projects", [
        {"name": "酶制剂项目", "investor": "百酶生物有限公司", "total_investment": Decimal("1.8") * YI,
         "contract_date": None, "site": "生物园", "content": "酶制剂项目一期"},
        {"name": "冻干食品项目", "total_investment": 6500 * WAN, "contract_date": "2024-04-12"},
    ], left=("2024年3月",))  # fmt: skip
