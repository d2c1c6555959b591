"""``rates.performed``: rate of performance."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "rates.performed",
    zh="履约率",
    en="Rate of performance",
    group="projects",
    counter="%",
    unit="percent",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年签约的项目中，截至当日已开始履行合同的占百分之几；分母是签约项目。“已开始履行”是本系统的约定：项目公司已注册，或有资金到位，或已开工及以后。

    Of the projects signed in the year, how many in a hundred have begun to perform their contract by the day; the denominator is what was signed. “Begun to perform” is a convention of this system: the company is registered, or money has arrived, or works have started or gone further.
    """
    return ask.reached(
        "projects.registered", "funds.received", "projects.started", "projects.building", "projects.completed",
        "projects.producing",
    )  # fmt: skip
