"""``tenants.output``: output of enterprises in residence."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "tenants.output",
    zh="入园企业产值",
    en="Output of enterprises in residence",
    group="parks",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """入园企业逐户登记的当年产值之和，人民币。

    Output of the year of enterprises in residence, recorded one by one, in yuan.
    """
    return [ask.added(ask.entries("tenants.output"))]
