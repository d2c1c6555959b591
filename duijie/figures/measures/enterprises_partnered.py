"""``enterprises.partnered``: partnered enterprises."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "enterprises.partnered",
    zh="合作企业",
    en="Partnered enterprises",
    group="docking",
    counter="家",
    unit="count",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """与外地企业有合资、合作或业务往来的本地企业数，截至当日。

    Local enterprises with joint-venture, co-operation or business ties outside the region, on the day.
    """
    return [ask.added(ask.entries("enterprises.partnered"))]
