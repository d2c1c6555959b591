"""``projects.started``: projects started."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.started",
    zh="开工项目",
    en="Projects started",
    group="projects",
    counter="个",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年实质性开工的项目数。

    Projects whose construction started in the year.
    """
    return [ask.added(ask.entries("projects.started"))]
