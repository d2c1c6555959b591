"""Shapes that sheets made without a look at the mapper had: ticks, years and tables abreast, units that change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.exchange.ugly.book import WAN, YI, Book, Ugly

ABREAST: list[Callable[[], Ugly]] = []


def abreast(build: Callable[[], Ugly]) -> Callable[[], Ugly]:
    ABREAST.append(build)
    return build


@abreast
def stages_as_ticks() -> Ugly:
    b = Book().on("推进表").merge("A1:J1", "2024年下半年全县招商引资项目推进情况一览表").row()
    b.row("填报单位：商务局", None, None, None, None, None, None, "截止日期：2024年10月31日")
    b.merge("E3:H3", "项目推进阶段（打√）")
    b.row("序号", "项目名称", "投资主体", "总投资\n（亿元）", None, None, None, None, "存在问题", "包保领导")
    b.row(None, None, None, None, "在谈", "签约", "开工", "投产")
    b.row(
        "一",
        "生物质颗粒项目",
        "绿源生物能源有限公司",
        1.2,
        "√",
        None,
        None,
        None,
        "土地指标未落实",
        "王副县长",
    )
    b.row("二", "电动工具项目", "浙东电器有限公司", 2.6, None, "√", None, None, None, "赵主任")
    b.row("三", "冷链分拣项目", "北方物流集团", 0.9, None, None, "√", None, None, "王副县长")
    b.row("四", "PE管材项目", "景泰塑业有限公司", 0.6, None, None, None, "√", None, "孙局长")
    return Ugly(
        "ticks.xlsx",
        b.bytes(),
        "projects",
        [
            {
                "name": "生物质颗粒项目",
                "investor": "绿源生物能源有限公司",
                "total_investment": Decimal("1.2") * YI,
                "stage": "talks",
                "covering_leader": "王副县长",
            },
            {"name": "电动工具项目", "total_investment": Decimal("2.6") * YI, "stage": "signed"},
            {"name": "冷链分拣项目", "total_investment": Decimal("0.9") * YI, "stage": "started"},
            {
                "name": "PE管材项目",
                "total_investment": Decimal("0.6") * YI,
                "stage": "producing",
                "covering_leader": "孙局长",
            },
        ],
    )


@abreast
def years_side_by_side() -> Ugly:
    b = Book().on("园区企业").merge("A1:I1", "高端装备园入驻企业近三年主要经济指标（单位：万元）").row()
    b.merge("C2:E2", "产值").merge("F2:H2", "税收")
    b.row("序号", "企业名称")
    b.row(None, None, "2022年", "2023年", "2024年", "2022年", "2023年", "2024年")
    b.row(1, "恒远轴承有限公司", 12000, 13500, 15000, 360, 400, 455.5)
    b.row(2, "锐锋刀具有限公司", None, 2000, 3600, None, 45, 80)
    b.row("合计", None, 12000, 15500, 18600, 360, 445, 535.5)

    def w(n: str, y: str, o: int | None, t: float | None) -> dict[str, object]:
        return {
            "name": n,
            "park": "高端装备园",
            "year": y,
            "output": o * WAN if o else None,
            "tax": Decimal(str(t)) * WAN if t else None,
        }

    return Ugly(
        "years.xlsx",
        b.bytes(),
        "tenants",
        [
            w("恒远轴承有限公司", "2022", 12000, 360),
            w("恒远轴承有限公司", "2023", 13500, 400),
            w("锐锋刀具有限公司", "2023", 2000, 45),
            w("恒远轴承有限公司", "2024", 15000, 455.5),
            w("锐锋刀具有限公司", "2024", 3600, 80),
        ],
    )


@abreast
def two_tables_side_by_side() -> Ugly:
    b = Book().on("一季度").row("已签约项目", None, None, None, None, None, "在谈项目")
    b.row(
        "序号",
        "项目名称",
        "投资方",
        "投资额（万元）",
        "签约时间",
        None,
        "序号",
        "项目名称",
        "客商名称",
        "意向投资额（亿元）",
    )
    b.row(
        1, "医用敷料项目", "康宁卫材有限公司", 8000, "2024-1-9", None, 1, "储能柜项目", "远景储能有限公司", 5
    )
    b.row(
        2,
        "塑料薄膜项目",
        "华塑包装有限公司",
        5600,
        "2024-2-27",
        None,
        2,
        "氢能叉车项目",
        "氢动科技有限公司",
        1.8,
    )
    b.row(3, "木门项目", "尚品家居有限公司", 3000, "2024-3-15")
    return Ugly(
        "side.xlsx",
        b.bytes(),
        "projects",
        [
            {
                "name": "医用敷料项目",
                "investor": "康宁卫材有限公司",
                "total_investment": 8000 * WAN,
                "contract_date": "2024-01-09",
            },
            {"name": "塑料薄膜项目", "total_investment": 5600 * WAN},
            {
                "name": "木门项目",
                "investor": "尚品家居有限公司",
                "total_investment": 3000 * WAN,
                "contract_date": "2024-03-15",
            },
            {
                "name": "储能柜项目",
                "investor": "远景储能有限公司",
                "total_investment": 5 * YI,
                "contract_date": None,
            },
            {"name": "氢能叉车项目", "investor": "氢动科技有限公司", "total_investment": Decimal("1.8") * YI},
        ],
    )


@abreast
def a_second_page_in_another_unit() -> Ugly:
    b = (
        Book()
        .on("清单")
        .row("招商项目清单（工业）")
        .row("序号", "项目名称", "投资商", "计划投资（万元）", "备注")
    )
    b.row(1, "刹车片项目", "摩擦新材有限公司", 7600, None).row(
        2, "滤清器项目", "清源滤业有限公司", 5400, None
    ).row()
    b.row("招商项目清单（服务业）").row("序号", "项目名称", "投资商", "计划投资（亿元）", "备注")
    b.row(1, "商贸综合体项目", "万汇商业有限公司", 8.8, None).row(
        2, "康养小镇项目", "颐年文旅有限公司", 15, "分期"
    )
    return Ugly(
        "pages.xlsx",
        b.bytes(),
        "projects",
        [
            {"name": "刹车片项目", "total_investment": 7600 * WAN},
            {"name": "滤清器项目", "total_investment": 5400 * WAN},
            {"name": "商贸综合体项目", "total_investment": Decimal("8.8") * YI},
            {"name": "康养小镇项目", "total_investment": 15 * YI},
        ],
    )


@abreast
def townships_on_lines_of_their_own() -> Ugly:
    b = (
        Book()
        .on("乡镇")
        .row("乡镇招商引资台账")
        .row("乡镇", "项目名称", "投资人", "总投资(万元)", "当前进度", "联系电话")
    )
    b.row("龙泉镇").row(None, "木器漆项目", "华彩涂料有限公司", 3000, "洽谈", "0318-1111111").row(
        None, "板材项目", "森工板业有限公司", 2200, "签约", None
    ).row("小计", None, None, 5200)
    b.row("青石乡").row(None, "石材项目", "磐石建材有限公司", 1800, "在建", None)
    b.row("白河镇").row(None, "藕粉项目", "荷香食品有限公司", 900, "投产", "13811112222").row(
        "合计", None, None, 7900
    )
    return Ugly(
        "groups.xlsx",
        b.bytes(),
        "projects",
        [
            {"unit": "龙泉镇", "name": "木器漆项目", "total_investment": 3000 * WAN, "stage": "talks"},
            {"unit": "龙泉镇", "name": "板材项目", "stage": "signed"},
            {"unit": "青石乡", "name": "石材项目", "investor": "磐石建材有限公司"},
            {"unit": "白河镇", "name": "藕粉项目", "stage": "producing"},
        ],
    )
