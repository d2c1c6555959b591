"""Administrative divisions down to the county, as of any day since 1980: code → place → what it became.

Codes follow GB/T 2260; ``divisions.tsv`` beside this file holds them and says in its head where its days come
from and how exact they are. Townships and development zones are no divisions here.

A code has one or more spells, each a ``Division``: a name held from one day to another. Days are half-open:
a division stands on ``since`` and no longer on ``until``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from duijie.kernel.words import Words

AS_OF: Final = date(2026, 9, 11)


class Level(StrEnum):
    """Province, city (prefecture, league, region) or county (district, county-level city, banner)."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Division:
    """One place under one code and name. ``since`` None: since 1980 or longer; ``until`` None: it stands.

    ``parent`` is the code one level up (in its last days, if it changed): the province for counties that no
    city administers, "" for provinces. ``became``: the codes that held its area from ``until`` on.
    ``grouping``: a heading of the standard such as 市辖区, the urban districts of a city taken together; found
    by its code only.
    """

    code: str
    name: str
    level: Level
    parent: str
    since: date | None
    until: date | None
    became: tuple[str, ...]
    grouping: bool = False

    def stands(self, on: date | None = None) -> bool:
        """Whether it stood on a day; without one, whether it stands today."""
        if on is None:
            return self.until is None
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class NoDivision:
    """A code under which nothing stood on the day asked; ``nearest`` is its spell next to that day, if any."""

    code: str
    on: date | None
    nearest: Division | None

    @property
    def reason(self) -> Words:
        """Why there is none."""
        near = self.nearest
        if near is None:
            return Words(f"没有行政区划代码{self.code}", f"No division has ever had the code {self.code}.")
        if near.since is not None and self.on is not None and self.on < near.since:
            return Words(
                f"行政区划代码{self.code}自{near.since}起才用于{near.name}",
                f"{self.code} became the code of {near.name} only on {near.since}.",
            )
        return Words(
            f"行政区划代码{self.code}（{near.name}）已于{near.until}停用",
            f"{self.code}, the code of {near.name}, was given up on {near.until}.",
        )


def division(code: str, on: date | None = None) -> Division | NoDivision:
    """The division of a code on a day; without a day the one that stands, else the last that stood."""
    spells = spells_of(code)
    for spell in reversed(spells):
        if spell.stands(on):
            return spell
    if on is None:
        return spells[-1] if spells else NoDivision(code, on, None)
    return NoDivision(code, on, min(spells, key=lambda spell: _days_from(spell, on), default=None))


@cache
def spells_of(code: str) -> tuple[Division, ...]:
    """Everything that ever stood under a code, oldest first."""
    return tuple(_division(*row) for row in _rows().get(code, ()))


def path_of(code: str, on: date | None = None) -> tuple[Division, ...]:
    """Province, city and county of a code on a day, without a level that is not there; () where none stood.

    Without a day, a division of the past is shown under the names of its last day.
    """
    last = division(code, on)
    if isinstance(last, NoDivision):
        return ()
    day = on if on is not None or last.until is None else last.until - timedelta(days=1)
    path = [last]
    while above := parent_of(path[0].code, day):
        parent = division(above, day)
        if isinstance(parent, NoDivision):
            break
        path.insert(0, parent)
    return tuple(path)


def parent_of(code: str, on: date | None = None) -> str:
    """The code one level above ``code`` on a day; "" above a province."""
    if code.endswith("0000"):
        return ""
    city = code[:4] + "00"
    if city != code and any(spell.stands(on) and not spell.grouping for spell in spells_of(city)):
        return city
    return code[:2] + "0000"


def province_heading(text: str) -> str | None:
    """The two digits of the province whose name, in full or without its ending, a text begins with."""
    return _stems().get(text[:3]) or _stems().get(text[:2])


@cache
def _stems() -> dict[str, str]:
    """Codes of provinces by what tells their names apart."""
    return {
        one.name[: 3 if one.name.startswith(("内蒙", "黑龙")) else 2]: one.code[:2] for one in children_of("")
    }


def children_of(code: str, on: date | None = None) -> tuple[Division, ...]:
    """The divisions directly below a code on a day, in the order of codes; of "" the provinces."""
    head = code.removesuffix("00").removesuffix("00")
    return tuple(
        spell
        for below in _rows()
        if below.startswith(head) and below != code and parent_of(below, on) == code
        for spell in spells_of(below)
        if spell.stands(on) and not spell.grouping
    )


def today(place: Division) -> tuple[Division, ...]:
    """What a division is now: itself while it stands, else what its area became; () where that is unknown."""
    found: dict[str, Division] = {}
    seen = {place}
    waiting = [place]
    while waiting:
        spell = waiting.pop(0)
        if spell.until is None:
            found[spell.code] = spell
            continue
        for code in spell.became:
            after = next((s for s in spells_of(code) if s.until is None or s.until > spell.until), None)
            if after is not None and after not in seen:
                seen.add(after)
                waiting.append(after)
    return tuple(found.values())


def registered_under(code: str, on: date | None = None) -> Division | NoDivision:
    """The place that the six digits inside a credit code or registration number mean, on the day they were given.

    Registers kept codes for years after a change, and authorities of development zones have codes of their own.
    So: the division of that day, else the spell of the code next to that day, else the city, else the province
    whose digits the code begins with. The answer's own code tells how near it comes.
    """
    for candidate in (code, code[:4] + "00", code[:2] + "0000"):
        found = division(candidate, on)
        if isinstance(found, NoDivision) and found.nearest is not None:
            found = found.nearest
        if isinstance(found, Division) and not found.grouping:
            return found
    return NoDivision(code, on, None)


def find_places(name: str, on: date | None = None) -> tuple[Division, ...]:
    """Every division of this name, full (景县, 恩施土家族苗族自治州) or short (江宁, 恩施); () where there is none.

    With a day, those that stood on it. Without one, those that stand come first, then those of the past that
    have another code or name now. Higher levels come before lower ones.
    """
    wanted = name.strip()
    if wanted not in _names():
        return ()
    bearing = _bearing(wanted)
    return bearing if on is None else tuple(spell for spell in bearing if spell.stands(on))


@cache
def _bearing(name: str) -> tuple[Division, ...]:
    found = (
        spell
        for code in _names()[name]
        for spell in spells_of(code)
        if name in {spell.name, short_name(spell.name)}
    )
    return tuple(sorted(found, key=lambda s: (s.until is not None, list(Level).index(s.level), s.code)))


# Peoples whose names stand before 自治州, 自治县 or 自治旗. Of these, several also stand there without 族.
_PEOPLES: Final = (
    "(?:(?:维吾尔|哈萨克|柯尔克孜|蒙古|锡伯|塔吉克|鄂伦春|达斡尔|鄂温克)族?"
    "|(?:回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|土|仫佬|羌|布朗"
    "|撒拉|毛南|仡佬|怒|保安|裕固|普米|独龙)族|各族)"
)
_AUTONOMOUS: Final = re.compile(rf"(.+?)({_PEOPLES}*)(?:自治[区州县旗]|联合旗)")
_PLAIN: Final = re.compile(r"(.{2,}?)(?:特别行政区|地区|林区|特区|新区|省|市|盟|县|区|旗)")


@cache
def short_name(name: str) -> str:
    """A name without its kind, as people say it; the name itself where one character would be left or none taken."""
    if found := _AUTONOMOUS.fullmatch(name):
        place, people = found.groups()
        # 内蒙古, 东乡: where the people is the place, its name stays.
        return place.removesuffix("族") if len(place) > 1 else place + people
    return found.group(1) if (found := _PLAIN.fullmatch(name)) else name


@cache
def _names() -> dict[str, list[str]]:
    """The codes that a full or short name ever had."""
    names: dict[str, list[str]] = {}
    for code, spells in _rows().items():
        for name in {form for row in spells if len(row) == 5 for form in (row[1], short_name(row[1]))}:
            names.setdefault(name, []).append(code)
    return names


def every_division() -> Iterator[Division]:
    """Every spell of every code, by code and then by day, groupings too."""
    for code in _rows():
        yield from spells_of(code)


@cache
def _rows() -> dict[str, list[list[str]]]:
    rows: dict[str, list[list[str]]] = {}
    for line in (files(__package__) / "divisions.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            row = line.split("\t")
            rows.setdefault(row[0], []).append(row)
    return rows


def _division(code: str, name: str, since: str, until: str, became: str, kind: str = "") -> Division:
    level, parent = Level.COUNTY, code[:2] + "0000"
    if code.endswith("0000"):
        level, parent = Level.PROVINCE, ""
    elif code.endswith("00"):
        level = Level.CITY
    else:
        # Days in ISO form compare as text; "~" comes after every digit: no end.
        city = [row for row in _rows().get(code[:4] + "00", ()) if len(row) == 5]
        if any(row[2] < (until or "~") <= (row[3] or "~") for row in city):
            parent = code[:4] + "00"
    return Division(
        code=code,
        name=name,
        level=level,
        parent=parent,
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
        became=tuple(became.split()),
        grouping=bool(kind),
    )


def _days_from(spell: Division, on: date) -> int:
    if spell.since is not None and on < spell.since:
        return (spell.since - on).days
    return (on - spell.until).days if spell.until is not None and spell.until <= on else 0
