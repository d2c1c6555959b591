"""``funds.received``: funds received."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "funds.received",
    zh="到位资金",
    en="Funds received",
    group="projects",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年实际到位的资金（人民币部分），按填报口径。

    Funds that arrived in the year, in yuan, as reported; other currencies are not converted.
    """
    return [ask.added(ask.entries("funds.received"))]
