"""``rates.leads``: rate of valid leads."""

from __future__ import annotations

from dataclasses import replace

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window
from duijie.kernel.words import Words
from duijie.ledger.columns.chosen import flags

VALID = Words("有效", "valid")
NOT_VALID = Words("未认定有效", "not found valid")


@measure(
    "rates.leads",
    zh="信息有效率",
    en="Rate of valid leads",
    group="docking",
    counter="%",
    unit="percent",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年登记的招商信息中，截至当日认定有效（研判有效或已转为项目）的占百分之几，也称引荐有效率。尚未研判的在分母内。

    Of the leads registered in the year, how many in a hundred count as valid by the day: judged so, or made projects. Those that nobody has judged yet stay in what is divided by.
    """
    reported = ask.entries("leads.reported")
    size = len(reported.names["key"])
    valid = flags(ask.stock("leads.valid").key, size)
    judged = valid | flags(ask.stock("leads.invalid").key, size)
    waiting = int((~judged[reported.key]).sum())
    gaps = (Words(f"{waiting} 条尚无研判结论", f"nobody has said of {waiting} yet whether they are valid"),)
    counts = ask.counting(counter="条")
    good = counts.added(reported.narrow(valid[reported.key]))
    (found,) = ask.rate(good, counts.added(reported), gaps=gaps if waiting else ())
    lines = found.contributions
    return [replace(found, contributions=lines.marked(valid[lines.column("key")], VALID, NOT_VALID))]
