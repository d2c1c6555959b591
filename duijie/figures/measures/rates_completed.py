"""``rates.completed``: rate of completion."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "rates.completed",
    zh="竣工率",
    en="Rate of completion",
    group="projects",
    counter="%",
    unit="percent",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年签约的项目中，截至当日已竣工或投产的占百分之几。

    Of the projects signed in the year, how many in a hundred are completed or producing by the day.
    """
    return ask.reached("projects.completed", "projects.producing")
