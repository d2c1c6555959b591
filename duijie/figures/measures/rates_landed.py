"""``rates.landed``: rate of landing."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window
from duijie.ledger.rules import LAND


@measure(
    "rates.landed",
    zh="落地率",
    en="Rate of landing",
    group="projects",
    counter="%",
    unit="percent",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年签约的项目中，截至当日已落地的占百分之几；分母是签约项目。落地指取得土地（供地日期，或地块已供给项目），或项目公司已在本地注册；已开工及其后的视为落地。各地所指不一：云南公布的落地率（32%）低于开工率（41%），所指更严或另有含义；按本定义落地率不低于开工率，不可直接对比。

    Of the projects signed in the year, how many in a hundred have landed by the day; the denominator is what was signed. Landed: the project got its land (the day on its sheet, or a plot handed over), or its company is registered here; one that has started counts as landed. Places mean different things: Yunnan publishes a rate of landing (32 %) below its rate of starts (41 %), so its notion is stricter or another one; here it is never below the rate of starts, and the two are not to be compared.
    """
    return ask.reached(
        LAND,
        "projects.registered",
        "projects.started",
        "projects.building",
        "projects.completed",
        "projects.producing",
    )
