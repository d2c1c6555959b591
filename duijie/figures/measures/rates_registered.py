"""``rates.registered``: rate of registration."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "rates.registered",
    zh="注册率",
    en="Rate of registration",
    group="projects",
    counter="%",
    unit="percent",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年签约的项目中，截至当日项目公司已在本地注册（或已到其后阶段）的占百分之几；分母是签约项目。落地率另计取得土地的项目。

    Of the projects signed in the year, how many in a hundred have their company registered here, or have come to a later stage, by the day; the denominator is what was signed. The rate of landing counts projects that got their land too.
    """
    return ask.reached(
        "projects.registered",
        "projects.started",
        "projects.building",
        "projects.completed",
        "projects.producing",
    )
