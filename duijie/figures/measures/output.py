"""``output``: output."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "output",
    zh="产值",
    en="Output",
    group="parks",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年实现的产值，人民币，按材料所报；任务另见产值任务。

    Output of the year in yuan, as documents tell; what is still to be reached stands under quotas on output.
    """
    return [ask.added(ask.entries("output"))]
