"""``enterprises.settled``: enterprises settled."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "enterprises.settled",
    zh="落户企业",
    en="Enterprises settled",
    group="docking",
    counter="家",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年落户、入园、引进的企业数。

    Enterprises that settled, entered a park or were brought in, in the year.
    """
    return [ask.added(ask.entries("enterprises.settled"))]
