"""``parks``: parks and parks within parks, in all and by class."""

from __future__ import annotations

from duijie.figures.registry import Ask, measure
from duijie.figures.types import FigureValue, Window
from duijie.kernel.words import Words


@measure("parks", zh="园区", en="Parks", group="parks", counter="个", window=Window.STOCK)
def compute(ask: Ask) -> list[FigureValue]:
    """已建和规划的园区、园中园数，截至当日；按材料所称的类别分列。

    Parks and parks within parks, built or planned, on the day; apart by the class that documents name.
    """
    entries = ask.entries("parks")
    values = [ask.added(entries)]
    for scope in dict.fromkeys(entry.scope for entry in entries if entry.scope):
        mine = [entry for entry in entries if entry.scope == scope]
        values.append(ask.added(mine, scope=scope, scope_name=Words(scope, scope)))
    return values
