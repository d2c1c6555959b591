"""What figures can be narrowed to, in words and as it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from duijie.accounts.queries import unit_named, units
from duijie.accounts.types import NoSuchUnit
from duijie.codes.divisions import Division, division
from duijie.figures.types import NoSuchScope
from duijie.kernel.words import Words
from duijie.ledger.queries import bears
from duijie.ledger.types import DIMENSIONS, NO_UNIT, UNTOLD, Within
from duijie.pipeline.rules import load

DIMENSION_NAMES: Final[Mapping[str, Words]] = {
    "unit": Words("主管单位", "Unit"),
    "park": Words("园区", "Park"),
    "source": Words("来源地", "Source region"),
    "band": Words("规模", "Size band"),
    "chain": Words("产业链", "Industry chain"),
    "basis": Words("口径", "Basis"),
}
BASIS_NAMES: Final[Mapping[str, Words]] = {
    "reported": Words("填报", "reported"),
    "verified": Words("核实", "verified"),
    "statistical": Words("统计", "statistical"),
}
NOT_TOLD: Final = Words("未写明", "not told")
ABROAD: Final = Words("境外", "abroad")


def within_of(asked: Mapping[str, str | None]) -> Within | None:
    """What is asked for by name, of a unit by its number or name; ``None`` where nothing is. Other names are left aside.

    Raises :class:`duijie.accounts.types.NoSuchUnit`, :class:`duijie.figures.types.NoSuchScope` for what there is not.
    """
    told: dict[str, Any] = {
        name: value for name in DIMENSIONS if name != "unit" and (value := asked.get(name))
    }
    for name, value in told.items():
        if value != UNTOLD and not _is_there(name, value):
            raise NoSuchScope(DIMENSION_NAMES[name], value)
    unit = asked.get("unit") or ""
    if not unit:
        return Within(**told) if told else None
    if not unit.isdecimal():
        return Within(unit=NO_UNIT if unit == UNTOLD else unit_named(unit).id, **told)
    number = int(unit)
    if number != NO_UNIT and number not in units():
        raise NoSuchUnit(unit)
    return Within(unit=number, **told)


def names_of(dimension: str) -> Mapping[int | str, Words]:
    """Names by value, where they are not the values themselves; what is not told included."""
    found: dict[int | str, Words] = {NO_UNIT if dimension == "unit" else UNTOLD: NOT_TOLD}
    if dimension == "unit":
        found |= {number: Words(one.name, one.name) for number, one in units().items()}
    elif dimension == "band":
        found |= {one.code: one.name for one in load().bands}
    elif dimension == "basis":
        found.update(BASIS_NAMES)
    return found


def name_of(dimension: str, value: int | str, names: Mapping[int | str, Words]) -> Words:
    """A value in words. ``names``: what :func:`names_of` gave."""
    if value in names:
        return names[value]
    if dimension == "source":
        place = division(f"{value}0000")
        return ABROAD if value == "foreign" else _both(place.name if isinstance(place, Division) else value)
    return _both(value)


def _is_there(dimension: str, value: str) -> bool:
    """Codes are those of their tables; parks and chains those that entries tell of."""
    if dimension == "source":
        return value == "foreign" or isinstance(division(f"{value}0000"), Division)
    if dimension in ("band", "basis"):
        return value in names_of(dimension)
    return bears(dimension, value)


def _both(text: int | str) -> Words:
    return Words(str(text), str(text))
