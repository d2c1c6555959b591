"""``people.recruited``: people recruited."""

from __future__ import annotations

from duijie.figures.registry import Ask, measure
from duijie.figures.types import FigureValue, Window


@measure(
    "people.recruited",
    zh="引进人才",
    en="People recruited",
    group="innovation",
    counter="名",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年引进的人才数，全职与柔性合计。

    People recruited from outside in the year, full-time and flexible together.
    """
    return [ask.added(ask.entries("people.recruited"))]
