"""``projects.investment``: investment of projects of no told stage."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.investment",
    zh="项目投资额（未分阶段）",
    en="Investment of projects, stage not told",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """材料未说阶段的项目的总投资，人民币；不与各阶段相加。

    Total investment of projects of which no stage is told, in yuan; never added to those of a stage.
    """
    return [ask.added(ask.entries("projects.investment"))]
