"""``institutions.partnered``: universities and institutes that the region works with."""

from __future__ import annotations

from dataclasses import replace

from duijie.directory.queries import organisations_of
from duijie.figures.asking import Ask
from duijie.figures.registry import measure
from duijie.figures.types import FigureValue, Window
from duijie.ledger.columns.chosen import Chosen
from duijie.naming.parts import parse_name

INSTITUTIONS = frozenset({"university", "institute"})


@measure(
    "institutions.partnered",
    zh="合作院校",
    en="Partnered institutions",
    group="docking",
    counter="家",
    window=Window.STOCK,
)
def compute(ask: Ask) -> list[FigureValue]:
    """签有协议、共建平台或有产学研合作的高校、科研院所数，截至当日。名称不同而经核对为同一家的只计一次。

    Universities and institutes with an agreement, a joint platform or a partnership, on the day. Names that a person has
    judged to be one institution count once.
    """
    named = []
    for entry in ask.told("agreements", "platforms", "partnerships"):
        stated = entry.data
        partners = [
            *stated.get("parties", ()),
            stated.get("host"),
            stated.get("partner"),
            *stated.get("partners", ()),
        ]
        named += [
            replace(entry, key=name, label=name, scope="")
            for name in partners
            if name and entry.shape == "item" and parse_name(name).kind in INSTITUTIONS
        ]
    known = organisations_of(names={entry.key for entry in named})
    told = ask.told("institutions.partnered")
    return [
        ask.added(Chosen.of([*named, *told], identity=lambda entry: str(known.get(entry.key, entry.key))))
    ]
