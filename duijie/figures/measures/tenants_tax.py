"""``tenants.tax``: tax of enterprises in residence."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "tenants.tax",
    zh="入园企业税收",
    en="Tax of enterprises in residence",
    group="parks",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """入园企业逐户登记的当年税收之和，人民币。

    Tax of the year of enterprises in residence, recorded one by one, in yuan.
    """
    return [ask.added(ask.entries("tenants.tax"))]
