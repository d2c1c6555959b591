"""``technology.absorbed``: technology contracts that were absorbed."""

from __future__ import annotations

from duijie.figures.adding import scopes
from duijie.figures.asking import Ask
from duijie.figures.registry import measure, part_value
from duijie.figures.types import FigureValue, Window
from duijie.innovation.rules import region_name
from duijie.kernel.words import Words


@measure(
    "technology.absorbed",
    zh="吸纳技术合同成交额",
    en="Technology absorbed",
    group="innovation",
    counter="元",
    unit="CNY",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年认定登记、买方在本区域而卖方在区域以外的技术合同成交额，按登记日期；按卖方所在省份分列。

    Amount of the technology contracts registered in the year whose buyer lies in the region and whose seller does not,
    by day of registration; apart by the seller's province.
    """
    whole = ask.added(ask.entries("technology.absorbed"))
    places = scopes(whole.contributions)
    parts = [part_value(whole, code, Words(region_name(code), region_name(code))) for code in places]
    return [whole, *(part for part in parts if part is not None)]
