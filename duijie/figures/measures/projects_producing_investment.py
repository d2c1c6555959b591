"""``projects.producing.investment``: investment of projects producing."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.producing.investment",
    zh="投产项目投资额",
    en="Investment of projects producing",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年投产项目的总投资，人民币。

    Total investment of projects that began to produce in the year, in yuan.
    """
    return [ask.added(ask.entries("projects.producing.investment"))]
