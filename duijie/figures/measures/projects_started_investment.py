"""``projects.started.investment``: investment of projects started."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.started.investment",
    zh="开工项目投资额",
    en="Investment of projects started",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年开工项目的计划总投资，人民币；是项目总投资，不是当年完成投资。

    Total investment of projects started in the year, in yuan; the whole of each project, not what was spent in the year.
    """
    return [ask.added(ask.entries("projects.started.investment"))]
