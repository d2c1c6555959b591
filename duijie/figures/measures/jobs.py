"""``jobs``: jobs."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "jobs",
    zh="就业岗位",
    en="Jobs",
    group="projects",
    counter="个",
    unit="count",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """项目带动的就业岗位，按材料所报；计划与实际未分的按计划看待。

    Jobs that projects bring, as documents tell; where planned and actual are not told apart they are taken as planned.
    """
    return [ask.added(ask.entries("jobs"))]
