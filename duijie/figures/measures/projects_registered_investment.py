"""``projects.registered.investment``: what the registered projects are to cost."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.registered.investment",
    zh="注册项目总投资",
    en="Investment of projects registered",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年项目公司在本地注册的项目的总投资，人民币；外币不折算。

    Total investment of the projects whose company was registered here in the year, in yuan; other currencies are not converted.
    """
    return [ask.added(ask.entries("projects.registered.investment"))]
