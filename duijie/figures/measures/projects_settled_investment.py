"""``projects.settled.investment``: investment of projects settled."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.settled.investment",
    zh="落户项目投资额",
    en="Investment of projects settled",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年报称落户、入园、引进的项目的总投资，人民币。

    Total investment of projects called settled, entered or brought in, in the year, in yuan.
    """
    return [ask.added(ask.entries("projects.settled.investment"))]
