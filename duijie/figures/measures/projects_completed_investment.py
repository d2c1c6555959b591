"""``projects.completed.investment``: investment of projects completed."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.completed.investment",
    zh="竣工项目投资额",
    en="Investment of projects completed",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年竣工项目的总投资，人民币。

    Total investment of projects completed in the year, in yuan.
    """
    return [ask.added(ask.entries("projects.completed.investment"))]
