"""``enterprises.attending``: enterprises attending."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "enterprises.attending",
    zh="参会企业",
    en="Enterprises attending",
    group="docking",
    counter="家",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年各次活动报称的参会企业数，按家次；同一企业参加两次计两次。

    Enterprises said to attend events in the year, by attendance; one that came twice counts twice.
    """
    return [ask.added(ask.entries("enterprises.attending"))]
