"""``platforms``: joint R&D institutions, in all and by type."""

from __future__ import annotations

from duijie.figures.registry import Ask, measure
from duijie.figures.types import FigureValue, Window
from duijie.ledger.rules import PLATFORM_NAMES


@measure(
    "platforms",
    zh="联合研发机构",
    en="Joint R&D platforms",
    group="innovation",
    counter="家",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """与高校、科研院所共建的研发机构和人才工作站数，截至当日；分类型只列已写明类型的。

    R&D institutions and talent stations run jointly with universities and institutes, on the day; by type
    only those whose type is told.
    """
    entries = ask.entries("platforms")
    values = [ask.added(entries)]
    for code, name in PLATFORM_NAMES.items():
        mine = [entry for entry in entries if entry.scope == code]
        if mine:
            values.append(ask.added(mine, scope=code, scope_name=name))
    return values
