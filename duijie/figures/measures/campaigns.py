"""``campaigns``: campaigns."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "campaigns",
    zh="专项行动",
    en="Campaigns",
    group="governance",
    counter="项",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年开展的有名称的招商行动数。

    Named promotion drives carried out in the year.
    """
    return [ask.added(ask.entries("campaigns"))]
