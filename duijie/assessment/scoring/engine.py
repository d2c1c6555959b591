"""Units scored by a scheme, with how each point came about. Nothing here knows of databases.

Each item is worked out exactly, held between its ends, and rounded once, half up, to the scheme's places. The total
is the sum of what is printed; caps of bonus and total and a veto are changes of their own, so that it always adds up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from duijie.assessment.scoring.kinds import (
    COMPUTE,
    NOTHING,
    Given,
    Numbers,
    Raw,
    plain,
    round_half_up,
    things_points,
)
from duijie.assessment.scoring.scheme import Item, Scheme
from duijie.assessment.scoring.values import Change, Number, Part, Scored
from duijie.kernel.words import Words

ENDS_AT_FULL: Final = frozenset({"proportional", "rate", "efficacy", "peers", "deduction"})
"""Kinds whose items give no more than full marks unless they say how much."""


def score(scheme: Scheme, units: Mapping[int, tuple[str, Numbers]]) -> list[Scored]:
    """The scores of units, by group and place. ``units``: the group and the numbers of each."""
    filled = {unit: (group, _filled(scheme, numbers)) for unit, (group, numbers) in units.items()}
    found = []
    for unit, (group, numbers) in filled.items():
        rivals = [other for their, other in filled.values() if their == group]
        found.append(_one(scheme, unit, group, numbers, rivals))
    order = {group.code: place for place, group in enumerate(scheme.groups)}
    found.sort(key=lambda one: (order.get(one.group, len(order)), one.group, -one.total, one.unit_id))
    return [
        replace(one, place=1 + sum(other.group == one.group and other.total > one.total for other in found))
        for one in found
    ]


def _written(item: Item, raw: Raw) -> str:
    """The arithmetic and what it comes to; a band is looked up, and a veto comes to nothing by itself."""
    if item.kind == "veto":
        return raw.formula
    result = plain(raw.points)
    sign = "≈" if result.startswith("≈") else "→" if item.kind == "bands" and not item.each else "="
    return f"{raw.formula} {sign} {result.lstrip('≈')}"


def ends(item: Item) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most that an item gives, ``None`` for no end."""
    most = item.most
    if most is None and item.kind in ENDS_AT_FULL:
        most = item.points
    return None if item.least is None else Fraction(item.least), None if most is None else Fraction(most)


def _filled(scheme: Scheme, numbers: Numbers) -> dict[str, Number]:
    """The numbers of a unit for every input, with what the scheme assumes where nothing is known."""
    found = {}
    for one in scheme.inputs:
        number = numbers.get(one.code, NOTHING)
        if number.value is None and one.assumed is not None:
            number = Number(one.assumed, assumed=True)
        found[one.code] = number
    return found


def _one(
    scheme: Scheme, unit: int, group: str, numbers: dict[str, Number], rivals: list[dict[str, Number]]
) -> Scored:
    dropped = _dropped(scheme, numbers)
    parts, vetoed = [], False
    for item in scheme.items:
        raw = COMPUTE[item.kind](scheme, item, Given(numbers, rivals, dropped.get(item.code, frozenset())))
        vetoed = vetoed or raw.veto
        least, most = ends(item)
        points, notes = raw.points, list(raw.notes)
        if most is not None and points > most:
            points = most
            notes.append(Words(f"封顶 {plain(most)} 分", f"capped at {plain(most)}"))
        if least is not None and points < least:
            points = least
            notes.append(Words(f"最低 {plain(least)} 分", f"no less than {plain(least)}"))
        if raw.veto:
            notes.append(Words("触发一票否决", "a veto"))
        parts.append(Part(item.code, round_half_up(points, scheme.places), _written(item, raw), tuple(notes)))
    changes = _changes(scheme, parts, vetoed=vetoed)
    total = sum((part.points for part in parts), Decimal(0)) + sum(
        (one.points for one in changes), Decimal(0)
    )
    return Scored(unit, group, total, 0, tuple(parts), tuple(changes), vetoed, numbers)


def _changes(scheme: Scheme, parts: list[Part], *, vetoed: bool) -> list[Change]:
    """What the whole loses after the items."""
    total = sum((part.points for part in parts), Decimal(0))
    if vetoed:
        return [Change(Words("一票否决，总分为零", "a veto: nothing in all"), -total)]
    changes = []
    extra = {item.code for item in scheme.items if item.bonus}
    bonus = sum((part.points for part in parts if part.item in extra), Decimal(0))
    if scheme.bonus_most is not None and bonus > scheme.bonus_most:
        most = scheme.bonus_most
        changes.append(
            Change(Words(f"加分封顶 {plain(most)} 分", f"bonus capped at {plain(most)}"), most - bonus)
        )
        total += most - bonus
    if scheme.most is not None and total > scheme.most:
        most = scheme.most
        changes.append(
            Change(Words(f"总分封顶 {plain(most)} 分", f"total capped at {plain(most)}"), most - total)
        )
    return changes


def _dropped(scheme: Scheme, numbers: dict[str, Number]) -> dict[str, frozenset[str]]:
    """By item, the things that bring more under another item of the same ``once``; the first item wins a tie."""
    best: dict[tuple[str, str], tuple[Fraction, str]] = {}
    seen: list[tuple[Item, str]] = []
    for item in scheme.items:
        if not item.once:
            continue
        sums: dict[str, Fraction] = {}
        for thing, points in things_points(item, Given(numbers, ())):
            sums[thing.key] = sums.get(thing.key, Fraction(0)) + points
        for key, points in sums.items():
            seen.append((item, key))
            if (item.once, key) not in best or points > best[item.once, key][0]:
                best[item.once, key] = (points, item.code)
    away: dict[str, set[str]] = {}
    for item, key in seen:
        if best[item.once, key][1] != item.code:
            away.setdefault(item.code, set()).add(key)
    return {code: frozenset(keys) for code, keys in away.items()}
