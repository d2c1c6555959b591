"""``projects.reserve.investment``: investment of projects in reserve."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.reserve.investment",
    zh="储备项目投资额",
    en="Investment of projects in reserve",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """储备项目的计划总投资，人民币；外币不折算。

    Planned total investment of projects in reserve, in yuan; other currencies are not converted.
    """
    return [ask.added(ask.entries("projects.reserve.investment"))]
