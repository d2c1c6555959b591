"""A filled-in dashboard: every field has something to show. Everything in it is invented."""

from __future__ import annotations

from duijie.web.dashboards.pages import Card, Cell, Chart, DashboardPage, Item, Moved, News, Row, Tile
from duijie.web.pages.parts import Amount, Choice, Field, Link

FIVE = Amount("5", "个", "5")
ROSE = Moved("同比", "+25.0%", "rose")
PAGE = DashboardPage(
    heading="云禾县", kind="全区域", as_of="2024年6月30日", here="/dashboards/",
    asked=(Field("of", "看板对象", "choice", "region-0", (Choice("region-0", "全区域", True),)),
           Field("as_of", "截至", "date", "2024-06-30")),
    room=False, turn=Link("全屏", "/dashboards/?room=1"),
    cards=(Card("签约项目", FIVE, (ROSE,), "1 处缺项", "/figures/projects.signed/"), Card("到位资金", None, (), "", "/f/")),
    charts=(
        Chart("sources", "项目从哪里来", "按省份", "map", "来源地", ("签约项目",), "projects.signed",
              (Row("北京", "7 2", (Cell(FIVE, "5", "/d/"), Cell(None, "", ""))),), (Tile("北京", "京", "7 2", True),),
              (Link("CSV", "/dashboards/region/0/charts/sources.csv"),)),
        Chart("parks", "按园区", "无", "bars", "园区", ("签约项目",), "projects.signed", (), (), ()),
    ),
    week="2024年6月23日", news=(News("签约项目", "/f/", ROSE, (Item("2024年6月27日", "胶管项目", FIVE),)),),
    hidden="另有 2 项不显示", empty=True,
)  # fmt: skip
PAGES = {"dashboards/dashboard.html": PAGE}
