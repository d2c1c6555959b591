"""``projects.completed``: projects completed."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.completed",
    zh="竣工项目",
    en="Projects completed",
    group="projects",
    counter="个",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年竣工的项目数：建成并现场验收，或投资全部完成。

    Projects completed in the year: built and accepted on site, or all investment made.
    """
    return [ask.added(ask.entries("projects.completed"))]
