"""The place an address names: the deepest division, read from its beginning with levels left out and old names.

Only names are read, never a map: 滨江区 in an address is a district of that name, wherever the street lies.
What stands wins over what stood, so a name that today belongs to one place means that place.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Final

from duijie.codes.divisions import Division, Level, find_places, path_of, today
from duijie.kernel.words import Words

_LONGEST: Final = 16
_BEFORE: Final = re.compile(r"(?:中华人民共和国|中国|地址|住所|注册地|[:：\s,，、·()（）\-—])+")
# After a short name these make it the head of another name: 北京西路, 南京大街, 浦东南路, 西安门, 昌平镇.
_OF_A_STREET: Final = re.compile(
    r"[东南西北中上下前后内外大小新老环横]{0,3}[一二三四五六七八九十]{0,2}[段号]?(?:大道|大街|公路|马路|胡同|[路街道巷弄里村镇乡庄屯寨桥门口湾港江河湖])"
)
_DEPTH: Final = {Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3}


@dataclass(frozen=True, slots=True)
class NoDivisionNamed:
    """An address whose beginning names no division."""

    address: str

    @property
    def reason(self) -> Words:
        """Why there is none, and what helps."""
        return Words(
            "地址开头未写明省、市、县，请补上所在地",
            "The address does not begin with a province, city or county: add where it is.",
        )


@dataclass(frozen=True, slots=True)
class SeveralDivisions:
    """An address that could be in several places: those that its name fits, by code."""

    address: str
    places: tuple[Division, ...]

    @property
    def reason(self) -> Words:
        """Which places it could be, and what helps."""
        names = "、".join("".join(p.name for p in path_of(place.code)) for place in self.places)
        return Words(
            f"同名地方不止一处：{names}，请补上省、市",
            f"More than one place has this name ({names}): add its province or city.",
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read an address: the place reached and how many characters that took."""

    place: Division
    end: int


def place_of(
    address: str, hint_province: str = "", hint_city: str = ""
) -> Division | NoDivisionNamed | SeveralDivisions:
    """The deepest division that ``address`` names at its beginning, of today or of the past.

    The hints are what other columns say of province and city (or district). They decide between places of one
    name and stand in where the address begins below them; where they contradict the address, it is believed.
    """
    start = _start(address, 0)
    readings = _readings(address, start, None)
    hinted = _hinted(hint_province, hint_city)
    if hinted is not None:
        fitting = [reading for reading in readings if _inside(reading.place, hinted)]
        readings = fitting or readings or _readings(address, start, hinted) or [_Reading(hinted, start)]
        if all(_inside(hinted, reading.place) for reading in readings):
            readings = _readings(address, max(r.end for r in readings), hinted) or [_Reading(hinted, start)]
    return _decided(address, readings)


def _hinted(province: str, city: str) -> Division | None:
    """The one place that the two hints mean together; None where they mean none or several."""
    within = [p for p in find_places(province) if p.level is Level.PROVINCE]
    cities = find_places(city)
    if within:
        cities = tuple(p for p in cities if any(_inside(p, above) for above in within))
    found = _decided("", [_Reading(p, 0) for p in _highest(cities) or within])
    return found if isinstance(found, Division) else None


def _highest(places: Collection[Division]) -> set[Division]:
    """Of places of one name those of the highest level: 南昌 means 南昌市 before 南昌县."""
    top = min((_DEPTH[p.level] for p in places), default=0)
    return {p for p in places if _DEPTH[p.level] == top}


def _decided(address: str, readings: list[_Reading]) -> Division | NoDivisionNamed | SeveralDivisions:
    if not readings:
        return NoDivisionNamed(address)
    places = {r.place for r in readings if r.end == max(r.end for r in readings)}
    places = _highest({p for p in places if p.until is None} or places)
    # Of one name in one city, the last to bear it.
    by_city: dict[frozenset[str], Division] = {}
    for place in sorted(places, key=lambda p: (p.until is None, str(p.until), p.code)):
        by_city[frozenset(code[:4] for code in _areas(place))] = place
    if len(by_city) == 1:
        return next(iter(by_city.values()))
    return SeveralDivisions(address, tuple(sorted(by_city.values(), key=lambda p: p.code)))


def _readings(address: str, start: int, within: Division | None) -> list[_Reading]:
    """Every way to read names on from ``start``, each inside the one before it."""
    found: list[_Reading] = []
    for end, place in _names_at(address, start, within):
        further = _readings(address, _start(address, end), place)
        if place.name != address[start:end] and not further and not _is_whole(address, end, place, within):
            continue
        found.extend(further or [_Reading(place, end)])
    return found


def _names_at(address: str, start: int, within: Division | None) -> list[tuple[int, Division]]:
    for end in range(min(len(address), start + _LONGEST), start + 1, -1):
        name = address[start:end]
        # 市场 is a market; a 市区 or 郊区 needs its city before it.
        if address[end - 1 : end + 1] == "市场" or (within is None and len(name) == 2 and name[1] == "区"):
            continue
        places = find_places(name)
        if within is not None:
            places = tuple(p for p in places if _inside(p, within))
        if places:
            return [(end, place) for place in places]
    return []


def _is_whole(address: str, end: int, place: Division, within: Division | None) -> bool:
    """Whether a short name that no name follows is a place after all, not the head of a street's name."""
    named_alone = within is None and place.level is Level.COUNTY
    return not named_alone and not _OF_A_STREET.match(address, end)


def _start(address: str, at: int) -> int:
    skipped = _BEFORE.match(address, at)
    return skipped.end() if skipped else at


def _inside(place: Division, above: Division) -> bool:
    """Whether ``place`` is ``above`` or lay or lies in it, under whatever codes."""
    return not _around(place).isdisjoint(_areas(above))


@cache
def _areas(place: Division) -> frozenset[str]:
    """The codes of a place: its own where it stands, else those of what it became."""
    return frozenset(p.code for p in today(place)) or frozenset({place.code})


@cache
def _around(place: Division) -> frozenset[str]:
    """The codes of all that a place lies in now, and of what that which it lay in became; its own with them."""
    spells = (place, *today(place))
    around = {code for spell in spells for code in _areas(spell)}
    for spell in spells:
        for above in path_of(spell.code, spell.since or spell.until)[:-1]:
            around |= _areas(above)
    return frozenset(around)
