"""``projects.registered``: companies of projects registered."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.registered",
    zh="注册项目",
    en="Projects registered",
    group="projects",
    counter="个",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年项目公司在本地注册的项目数，按项目登记；材料不单报这一阶段。

    Projects whose company was registered here in the year, as recorded of projects; documents do not tell of this stage by itself.
    """
    return [ask.added(ask.entries("projects.registered"))]
