"""``technology.exported``: technology contracts that were exported."""

from __future__ import annotations

from duijie.figures.adding import scopes
from duijie.figures.asking import Ask
from duijie.figures.registry import measure, part_value
from duijie.figures.types import FigureValue, Window
from duijie.innovation.rules import region_name
from duijie.kernel.words import Words


@measure(
    "technology.exported",
    zh="输出技术合同成交额",
    en="Technology exported",
    group="innovation",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年认定登记、卖方在本区域而买方在区域以外的技术合同成交额，按登记日期；按买方所在省份分列。

    Amount of the technology contracts registered in the year whose seller lies in the region and whose buyer does not,
    by day of registration; apart by the buyer's province.
    """
    whole = ask.added(ask.entries("technology.exported"))
    places = scopes(whole.contributions)
    parts = [part_value(whole, code, Words(region_name(code), region_name(code))) for code in places]
    return [whole, *(part for part in parts if part is not None)]
