"""``people.attending``: people attending."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "people.attending",
    zh="参会人数",
    en="People attending",
    group="docking",
    counter="人",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年各次活动报称的参会人数，按人次。

    People said to attend events in the year, by attendance.
    """
    return [ask.added(ask.entries("people.attending"))]
