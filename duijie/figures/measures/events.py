"""``events``: docking events."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "events",
    zh="对接活动",
    en="Docking events",
    group="governance",
    counter="场",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年举办或参加的有名称的推介、研讨、洽谈、签约活动数。

    Named roadshows, seminars, fairs and ceremonies held or attended in the year.
    """
    return [ask.added(ask.entries("events"))]
