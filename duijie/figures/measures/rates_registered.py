"""``rates.registered``: rate of registration."""

from __future__ import annotations

from duijie.figures.registry import Ask, measure
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
    """当年签约的项目中，截至当日项目公司已在本地注册（或已到其后阶段）的占百分之几；分母是签约项目。各地“落地率”有的指注册、有的指供地，所指不一，不另设指标。

    Of the projects signed in the year, how many in a hundred have their company registered here, or have come to a later stage, by the day; the denominator is what was signed. What places call the rate of landing means registration here and land supplied there, so there is no figure of that name.
    """
    return ask.reached(
        "projects.registered",
        "projects.started",
        "projects.building",
        "projects.completed",
        "projects.producing",
    )
