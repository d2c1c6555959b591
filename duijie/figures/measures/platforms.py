"""``platforms``: joint R&D institutions, in all and by type."""

from __future__ import annotations

from duijie.figures.asking import Ask
from duijie.figures.registry import measure, part_value
from duijie.figures.types import FigureValue, Window
from duijie.innovation.rules import load
from duijie.kernel.words import Words


@measure(
    "platforms",
    zh="联合研发机构",
    en="Joint R&D platforms",
    group="innovation",
    counter="家",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """与高校、科研院所共建的研发机构和人才工作站数，截至当日，已终止的不再计入；按类型分列，未写明类型的单列。平台登记与材料所说是同一家的只计一次。

    R&D institutions and talent stations run jointly with universities and institutes, on the day, without those
    that have ended; apart by type, those whose type is not told apart as well. A platform that is recorded and told
    of by documents counts once.
    """
    whole = ask.added(ask.entries("platforms"))
    parts = [part_value(whole, code, name) for code, name in load().kind_names.items()]
    if any(parts):
        parts.append(part_value(whole, "", Words("未写明类型", "type not told")))
    return [whole, *(part for part in parts if part is not None)]
