"""``projects.producing``: projects producing."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.producing",
    zh="投产项目",
    en="Projects producing",
    group="projects",
    counter="个",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年投产的项目数。

    Projects that began to produce in the year.
    """
    return [ask.added(ask.entries("projects.producing"))]
