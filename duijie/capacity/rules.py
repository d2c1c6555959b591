"""Kinds of supply, how long something may be promised, and what fits: tables and pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final

from duijie.capacity.types import Need, SupplyLine
from duijie.kernel.words import Words
from duijie.parks.rules import load as park_rules
from duijie.parks.rules import standing_of
from duijie.parks.types import IndustryLine
from duijie.rulebook import in_force, known, table

OWN: Final = "duijie.capacity"
STATES: Final[Mapping[str, Words]] = {
    "held": Words("已预留", "reserved"),
    "used": Words("已使用", "taken up"),
    "released": Words("已解除", "released"),
    "expired": Words("已到期", "expired"),
}
MOVES: Final[Mapping[str, Words]] = {
    "granted": Words("下达", "granted"),
    "withdrawn": Words("收回", "withdrawn"),
    "passed_on": Words("划出", "passed on"),
    "passed_in": Words("划入", "passed in"),
    "reserved": Words("预留", "reserved"),
    "released": Words("解除", "released"),
    "expired": Words("到期", "expired"),
    "taken_up": Words("使用", "taken up"),
    "measured": Words("登记使用", "use recorded"),
}
FITS: Final[Mapping[str, Words]] = {
    "fits": Words("满足", "fits"),
    "open": Words("有待核实", "not all told"),
    "fails": Words("不满足", "does not fit"),
}


@dataclass(frozen=True, slots=True)
class SupplyKind:
    """What is given out by quantity; see the head of ``supplies.toml``."""

    code: str
    name: Words
    unit: str
    group: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Longest:
    """How long something may be promised."""

    code: str
    name: Words
    longest_days: int
    effective_from: date
    effective_until: date | None = None


@cache
def supply_kinds() -> Mapping[str, SupplyKind]:
    """By code. Raises :class:`duijie.rulebook.WrongTable`."""
    rows = table(OWN, "supplies", SupplyKind)
    for number, row in enumerate(rows, 1):
        known("supplies.toml", number, "group", row.group, ("utility", "quota", "discharge"))
    return {row.code: row for row in rows}


def longest_days(what: str, day: date) -> int:
    """For how many days a plot, a space or a supply may be promised, by the rule of the day."""
    rows = in_force(table(OWN, "reservation_rules", Longest), day)
    return next((row.longest_days for row in rows if row.code == what), 365)


def stated(columns: Mapping[str, Any], code: str) -> Decimal | None:
    """A number of a project's sheet; ``None`` where it says none."""
    try:
        return Decimal(str(columns[code])) if columns.get(code) not in (None, "") else None
    except InvalidOperation:
        return None


def industry_need(code: str, entries: Sequence[IndustryLine]) -> tuple[Need, bool]:
    """Whether a park's lists let an industry in, and whether it is what the park is for."""
    name = Words("产业", "industry")
    found = standing_of(code, entries) if code else None
    if found is None:
        told = Words("未列入清单", "on no list") if code else Words("项目未填行业", "the project states none")
        return Need("industry", name, "", None, None, None, told), False
    standing = park_rules().standings[found.standing]
    told = Words(f"{found.code} {found.name}：{standing.name.zh}", f"{found.code}: {standing.name.en}")
    return Need("industry", name, "", None, None, not standing.refuses, told), standing.fits


def supply_needs(
    columns: Mapping[str, Any], supplies: Mapping[str, Mapping[int | None, SupplyLine]], path: Sequence[int]
) -> list[Need]:
    """What a project needs by quantity against what a park has, or what it lies in, or the region.

    ``supplies`` are by kind and park. The nearest of a kind answers. What the project does not state is left out.
    """
    found = []
    for code, kind in supply_kinds().items():
        wanted = stated(columns, kind.asks) if kind.asks else None
        if wanted is None or wanted <= 0:
            continue
        have = supplies.get(code, {})
        nearest = next((have[one] for one in (*reversed(path), None) if one in have), None)
        if nearest is None:
            found.append(
                Need(code, kind.name, kind.unit, wanted, None, None, Words("没有登记", "nothing recorded"))
            )
            continue
        told = Words(nearest.park, nearest.park) if nearest.park else Words("全区域", "the region's own")
        found.append(Need(code, kind.name, kind.unit, wanted, nearest.free, nearest.free >= wanted, told))
    return found
