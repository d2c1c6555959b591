"""``trips``: trips to promote."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "trips",
    zh="外出招商",
    en="Trips to promote",
    group="docking",
    counter="次",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年外出招商的次数。

    Outings to promote investment in the year.
    """
    return [ask.added(ask.entries("trips"))]
