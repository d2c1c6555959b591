"""``projects.reserve``: projects in reserve."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.reserve",
    zh="储备项目",
    en="Projects in reserve",
    group="projects",
    counter="个",
    unit="count",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """截至当日材料报称储备的项目数；系统内项目的储备阶段不另计入账。

    Projects that documents call reserved, up to the day; the reserve stage of projects kept here is not entered.
    """
    return [ask.added(ask.entries("projects.reserve"))]
