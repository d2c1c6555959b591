"""``revenue``: revenue."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "revenue",
    zh="营业收入",
    en="Revenue",
    group="parks",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年实现的营业收入，人民币，按材料所报。

    Revenue of the year in yuan, as documents tell.
    """
    return [ask.added(ask.entries("revenue"))]
