"""``leads.valid``: leads found valid."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "leads.valid",
    zh="有效信息",
    en="Leads found valid",
    group="docking",
    counter="条",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年研判为有效或转为项目的招商信息条数，按认定日计。撤回认定，或以不符、重复、不属线索了结的，不再计。

    Leads judged valid or made projects in the year, by the day of that. One whose verdict was taken back, or that ended as unfit, registered twice or not a lead, counts no more.
    """
    return [ask.added(ask.entries("leads.valid"))]
