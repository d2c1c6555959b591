"""``people.recruited``: people recruited."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure, part_value
from duijie.figures.types import FigureValue, Window
from duijie.innovation.rules import MODES
from duijie.kernel.words import Words


@measure(
    "people.recruited",
    zh="引进人才",
    en="People recruited",
    group="innovation",
    counter="名",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年引进的人才数，全职与柔性合计；逐人登记的按引进方式分列。

    People recruited from outside in the year, full-time and flexible together; those recorded one by one apart by how
    they came.
    """
    whole = ask.added(ask.entries("people.recruited"))
    parts = [part_value(whole, code, name) for code, name in MODES.items()]
    if any(parts):
        parts.append(part_value(whole, "", Words("未逐人登记", "not recorded one by one")))
    return [whole, *(part for part in parts if part is not None)]
