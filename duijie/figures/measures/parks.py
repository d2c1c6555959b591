"""``parks``: parks and parks within parks, in all and by class."""

from __future__ import annotations

from duijie.figures.adding import scopes
from duijie.figures.asking import Ask
from duijie.figures.registry import measure, part_value
from duijie.figures.types import FigureValue, Window
from duijie.kernel.words import Words


@measure("parks", zh="园区", en="Parks", group="parks", counter="个", window=Window.STOCK)
def compute(ask: Ask) -> list[FigureValue]:
    """已建和规划的园区、园中园数，截至当日；按材料所称的类别分列。

    Parks and parks within parks, built or planned, on the day; apart by the class that documents name.
    """
    whole = ask.added(ask.entries("parks"))
    classes = scopes(whole.contributions)
    parts = [part_value(whole, scope, Words(scope, scope)) for scope in classes]
    return [whole, *(part for part in parts if part is not None)]
