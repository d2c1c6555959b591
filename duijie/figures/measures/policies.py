"""``policies``: policies."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "policies",
    zh="政策文件",
    en="Policies",
    group="governance",
    counter="件",
    unit="count",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """已印发或起草的有标题的政策文件数。

    Titled policy documents issued or drafted.
    """
    return [ask.added(ask.entries("policies"))]
