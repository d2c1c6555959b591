"""``tax``: tax."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "tax",
    zh="税收",
    en="Tax",
    group="parks",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年实现的税收，人民币，按材料所报；入园企业逐户的税收另见其指标。

    Tax of the year in yuan, as documents tell; that of enterprises in residence, one by one, is a figure of its own.
    """
    return [ask.added(ask.entries("tax"))]
