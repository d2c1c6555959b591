"""``rates.producing``: rate of production."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "rates.producing",
    zh="投产率",
    en="Rate of production",
    group="projects",
    counter="%",
    unit="percent",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年签约的项目中，截至当日已投产的占百分之几；分母是签约项目。

    Of the projects signed in the year, how many in a hundred produce by the day; the denominator is what was signed.
    """
    return ask.reached("projects.producing")
