"""``visits``: parties received."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "visits",
    zh="接待客商",
    en="Parties received",
    group="docking",
    counter="批",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年接待来访客商的批次。

    Parties of visitors received in the year.
    """
    return [ask.added(ask.entries("visits"))]
