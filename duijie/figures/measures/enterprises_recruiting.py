"""``enterprises.recruiting``: enterprises recruiting."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "enterprises.recruiting",
    zh="引才企业",
    en="Enterprises recruiting",
    group="innovation",
    counter="家",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年从外地引进人才的本地企业数。

    Local enterprises that recruited people from outside in the year.
    """
    return [ask.added(ask.entries("enterprises.recruiting"))]
