"""``funds.received.foreign``: funds received in US dollars."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "funds.received.foreign",
    zh="到位外汇资金",
    en="Funds received in US dollars",
    group="projects",
    counter="美元",
    unit="USD",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年实际到位的美元资金，按填报口径，不折算。它不等于商务部门统计的实际使用外资，后者还要扣减撤资。

    Funds that arrived in US dollars in the year, as reported and not converted. It is not the foreign capital actually used of the commerce statistics, from which what is withdrawn is taken off.
    """
    return [ask.added(ask.entries("funds.received"))]
