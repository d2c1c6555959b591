"""``enterprises.with_outpost``: enterprises with an R&D outpost."""

from __future__ import annotations

from duijie.figures.registry import Ask, measure
from duijie.figures.types import FigureValue, Window


@measure(
    "enterprises.with_outpost",
    zh="在外设立研发机构的企业",
    en="Enterprises with an R&D outpost",
    group="innovation",
    counter="家",
    unit="count",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """在本区域以外（如北京）设有研发机构的本地企业数，截至当日。

    Local enterprises that have set up R&D outside the region (in Beijing, say), on the day.
    """
    return [ask.added(ask.entries("enterprises.with_outpost"))]
