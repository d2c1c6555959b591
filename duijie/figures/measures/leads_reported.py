"""``leads.reported``: leads reported."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window


@measure(
    "leads.reported",
    zh="上报信息",
    en="Leads reported",
    group="docking",
    counter="条",
    unit="count",
    window=Window.YEAR,
)
def compute(ask: Ask) -> list[FigureValue]:
    """当年登记的招商信息（线索）条数，按登记日计；重复、无效的也计。单位为登记单位，转交后不变。

    Leads registered in the year, by the day of registration; those registered twice or found invalid count too. The unit is the one that registered it, also after it was handed over.
    """
    return [ask.added(ask.entries("leads.reported"))]
