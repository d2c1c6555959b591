"""``tenants.staff``: staff of enterprises in residence."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "tenants.staff",
    zh="入园企业职工",
    en="Staff of enterprises in residence",
    group="parks",
    counter="人",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """入园企业逐户登记的当年职工人数之和。

    Staff of enterprises in residence in the year, recorded one by one.
    """
    return [ask.added(ask.entries("tenants.staff"))]
