"""Figures narrowed to what their entries belong to, and split by it.

What is narrowed are the contributions, not the entries: each entry's share in the whole is worked out first, so that
parts and what is not told add up to the whole however totals and items overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from duijie.accounts.queries import units, units_below
from duijie.figures.adding import percent, total_of
from duijie.figures.types import Contribution, FigureValue
from duijie.kernel.words import Words
from duijie.ledger.types import DIMENSIONS, NO_UNIT, UNTOLD, Within

Key = TypeVar("Key")
NOT_TOLD: Final[dict[str, int | str]] = {
    "unit": NO_UNIT,
    "park": UNTOLD,
    "source": UNTOLD,
    "band": UNTOLD,
    "chain": UNTOLD,
}


def narrowed(values: Iterable[FigureValue], within: Within) -> list[FigureValue]:
    """The values of what belongs to ``within``; parts to which nothing belongs are left out, the whole stays.

    What does not tell to what it belongs is a gap, unless it is asked for.
    """
    keeps = _test(within)
    found = [_narrowed(value, within, keeps) for value in values]
    return [value for value in found if not value.scope or value.contributions]


def split(value: FigureValue, dimension: str) -> dict[int | str, FigureValue]:
    """A figure apart by a dimension, the largest part first, that of which nothing is told last.

    By unit: apart by the units right below the one that ``value`` is narrowed to (else by the topmost ones that part
    it), each with all below it; what that unit keeps itself stands under its own number. Parts take in every
    contribution once.
    """
    place = _by_unit(value) if dimension == "unit" else lambda line: _told(line, dimension)
    ranked = sorted(
        apart(value, place).items(),
        key=lambda pair: (pair[0] in (NO_UNIT, UNTOLD), -_size(pair[1]), str(pair[0])),
    )
    found: dict[int | str, FigureValue] = {}
    for key, part in ranked:
        narrower: dict[str, Any] = {dimension: key}
        found[key] = replace(part, within=replace(value.within, **narrower))
    return found


def chosen(value: FigureValue, keep: Callable[[Contribution], bool]) -> FigureValue:
    """What the contributions that ``keep`` lets in add up to; a rate is divided anew. Gaps, which speak of the whole,
    are left out."""
    found = _with(value, [line for line in value.contributions if keep(line)])
    return found if value.over is None else _rate(found, *(chosen(one, keep) for one in value.over))


def apart(value: FigureValue, place: Callable[[Contribution], Key]) -> dict[Key, FigureValue]:
    """A figure by the place of each contribution. All parts add up to the whole; those of a rate are divided anew."""
    groups: dict[Key, list[Contribution]] = {}
    for line in value.contributions:
        groups.setdefault(place(line), []).append(line)
    found = {key: _with(value, lines) for key, lines in groups.items()}
    if value.over is None:
        return found
    tops, bottoms = (apart(one, place) for one in value.over)
    top, bottom = (_with(one, ()) for one in value.over)
    return {key: _rate(part, tops.get(key, top), bottoms.get(key, bottom)) for key, part in found.items()}


def _size(value: FigureValue) -> float:
    return 0 if value.quantity is None else float(value.quantity.number)


def _told(line: Contribution, dimension: str) -> int | str:
    told: Any = line.basis if dimension == "basis" else getattr(line.belongs, dimension)
    found: int | str = NOT_TOLD.get(dimension, "") if told is None else told
    return found


def _by_unit(value: FigureValue) -> Callable[[Contribution], int | str]:
    """The unit under which a contribution stands: right below the one asked for."""
    parents = {unit.id: unit.parent_id for unit in units().values()}

    def way(unit: int | None) -> list[int]:
        """From the top down to the unit."""
        found: list[int] = []
        while unit is not None and unit not in found:
            found.append(unit)
            unit = parents.get(unit)
        return found[::-1]

    ways = {
        unit: way(unit) for unit in {line.belongs.unit for line in value.contributions} if unit is not None
    }
    asked = value.within.unit
    level = len(way(asked)) if asked else _forking(ways.values())
    return lambda line: NO_UNIT if line.belongs.unit is None else ways[line.belongs.unit][: level + 1][-1]


def _forking(ways: Iterable[list[int]]) -> int:
    """How far ways from the top run together: a unit on top of all of them parts nothing."""
    level = 0
    told = [*ways]
    while told and all(len(one) > level + 1 for one in told) and len({one[level] for one in told}) == 1:
        level += 1
    return level


def _test(within: Within) -> Callable[[Contribution], bool]:
    below = units_below(within.unit) if within.unit else frozenset[int]()
    asked = [name for name in DIMENSIONS if name != "unit" and getattr(within, name) is not None]

    def keeps(line: Contribution) -> bool:
        if within.unit is not None and not (
            line.belongs.unit in below if within.unit != NO_UNIT else line.belongs.unit is None
        ):
            return False
        return all(_told(line, name) == getattr(within, name) for name in asked)

    return keeps


def _narrowed(value: FigureValue, within: Within, keeps: Callable[[Contribution], bool]) -> FigureValue:
    untold = sum(
        any(
            getattr(within, name) not in (None, none) and _told(line, name) == none
            for name, none in NOT_TOLD.items()
        )
        for line in value.contributions
    )
    gaps = (
        Words(
            f"{untold} 条没有写明所属，不在此范围内",
            f"{untold} do not tell to what they belong and are left out",
        ),
    )
    found = chosen(value, keeps)
    over = found.over and (replace(found.over[0], within=within), replace(found.over[1], within=within))
    return replace(found, within=within, gaps=gaps if untold else (), over=over)


def _with(value: FigureValue, lines: Sequence[Contribution]) -> FigureValue:
    return replace(value, quantity=total_of(lines) if lines else None, contributions=tuple(lines), gaps=())


def _rate(value: FigureValue, top: FigureValue, bottom: FigureValue) -> FigureValue:
    """A rate of what was narrowed; told as little as the whole where the whole is not told."""
    quantity = None
    if bottom.quantity is not None and bottom.quantity.number:
        quantity = percent(top.quantity, bottom.quantity)
    return replace(value, quantity=quantity, over=(top, bottom))
