"""``output.quota``: the yearly output that parks and clusters are to reach."""

from __future__ import annotations

from dataclasses import replace

from duijie.figures.adding import add_up
from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window
from duijie.kernel.words import Words
from duijie.ledger.columns.chosen import Chosen


@measure(
    "output.quota",
    zh="产值任务",
    en="Quotas on output",
    group="parks",
    counter="元",
    unit="CNY",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """各园区、产业集群要达到的年产值，逐项列出。约数不相加，因此没有合计。

    The yearly output that each park or cluster is to reach, one by one. Rounded numbers are not added up, so
    there is no sum.
    """
    latest = {entry.key: entry for entry in ask.entries("output").shaped("quota")}
    values = []
    for key, entry in latest.items():
        quantity, contributions, _ = add_up(Chosen.of([replace(entry, shape="item")]))
        name = entry.label + (f"（{entry.by_when}）" if entry.by_when else "")
        values.append(ask.value(quantity, contributions, scope=key or "*", scope_name=Words(name, name)))
    return values
