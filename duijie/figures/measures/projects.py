"""``projects``: projects of no told stage."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects",
    zh="项目（未分阶段）",
    en="Projects, stage not told",
    group="projects",
    counter="个",
    unit="count",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """材料只说项目、未说到哪个阶段的项目数；不与各阶段相加。

    Projects of which documents tell no stage; never added to those of a stage.
    """
    return [ask.added(ask.entries("projects"))]
