"""``projects.building.investment``: investment of projects under construction."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.building.investment",
    zh="在建项目投资额",
    en="Investment of projects under construction",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """截至当日正在建设、尚未竣工或投产的项目的总投资，人民币。

    Total investment of projects under construction on the day, neither completed nor producing, in yuan.
    """
    return [
        ask.added(ask.not_yet("projects.building.investment", "projects.completed", "projects.producing"))
    ]
