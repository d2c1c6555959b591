"""``projects.building``: projects under construction."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "projects.building",
    zh="在建项目",
    en="Projects under construction",
    group="projects",
    counter="个",
    unit="count",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """截至当日正在建设的项目数：已进入在建、尚未竣工或投产的；只报合计的照合计计。

    Projects under construction on the day: come to that stage, not completed nor producing yet; a bare total counts as told.
    """
    return [ask.added(ask.not_yet("projects.building", "projects.completed", "projects.producing"))]
