"""Figures narrowed to what their entries belong to, and split by it.

What is narrowed are the contributions, not the entries: each entry's share in the whole is worked out first, so that
parts and what is not told add up to the whole however totals and items overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

import numpy as np

from duijie.accounts.queries import units, units_below
from duijie.figures.adding import NOTHING, percent
from duijie.figures.shares import Placing, Shares, by_told, distinct
from duijie.figures.types import FigureValue
from duijie.kernel.words import Words
from duijie.ledger.columns.shelf import Column
from duijie.ledger.types import DIMENSIONS, NO_UNIT, UNTOLD, Within

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
    by = _by_unit(value) if dimension == "unit" else by_told(dimension, lambda told: told or UNTOLD)
    ranked = sorted(
        apart(value, by).items(),
        key=lambda pair: (pair[0] in (NO_UNIT, UNTOLD), -_size(pair[1]), str(pair[0])),
    )
    found: dict[int | str, FigureValue] = {}
    for key, part in ranked:
        narrower: dict[str, Any] = {dimension: key}
        found[key] = replace(part, within=replace(value.within, **narrower))
    return found


def chosen(value: FigureValue, keep: Callable[[Shares], Column]) -> FigureValue:
    """What the contributions that ``keep`` lets in add up to; a rate is divided anew. Gaps, which speak of the whole,
    are left out."""
    found = _with(value, value.contributions.take(keep(value.contributions)))
    return found if value.over is None else _rate(found, *(chosen(one, keep) for one in value.over))


def apart(value: FigureValue, placing: Placing) -> dict[Any, FigureValue]:
    """A figure by the place of each contribution. All parts add up to the whole; those of a rate are divided anew."""
    found = {key: _with(value, lines) for key, lines in value.contributions.apart(placing).items()}
    if value.over is None:
        return found
    tops, bottoms = (apart(one, placing) for one in value.over)
    top, bottom = (_with(one, NOTHING) for one in value.over)
    return {key: _rate(part, tops.get(key, top), bottoms.get(key, bottom)) for key, part in found.items()}


def _size(value: FigureValue) -> float:
    return 0 if value.quantity is None else float(value.quantity.number)


def _by_unit(value: FigureValue) -> Placing:
    """The unit under which a contribution stands: right below the one asked for."""
    parents = {unit.id: unit.parent_id for unit in units().values()}

    def way(unit: int | None) -> list[int]:
        """From the top down to the unit."""
        found: list[int] = []
        while unit is not None and unit not in found:
            found.append(unit)
            unit = parents.get(unit)
        return found[::-1]

    ways = {unit: way(unit) for unit in distinct(value.contributions.column("keeper"))[0].tolist() if unit}
    asked = value.within.unit
    level = len(way(asked)) if asked else _forking(ways.values())
    return by_told(
        "keeper", lambda unit: NO_UNIT if unit is None else (ways.get(unit) or way(unit))[: level + 1][-1]
    )


def _forking(ways: Iterable[list[int]]) -> int:
    """How far ways from the top run together: a unit on top of all of them parts nothing."""
    level = 0
    told = [*ways]
    while told and all(len(one) > level + 1 for one in told) and len({one[level] for one in told}) == 1:
        level += 1
    return level


def _test(within: Within) -> Callable[[Shares], Column]:
    below = units_below(within.unit) if within.unit else frozenset({NO_UNIT})

    def keeps(lines: Shares) -> Column:
        found = np.ones(len(lines), np.bool_)
        if within.unit is not None:
            found &= np.isin(lines.column("keeper"), [*below])
        for name in DIMENSIONS:
            asked = getattr(within, name)
            if name != "unit" and asked is not None:
                found &= lines.column(name) == (0 if asked == UNTOLD else lines.code(name, asked))
        return found

    return keeps


def _narrowed(value: FigureValue, within: Within, keeps: Callable[[Shares], Column]) -> FigureValue:
    lines = value.contributions
    silent = np.zeros(len(lines), np.bool_)
    for name, none in NOT_TOLD.items():
        if getattr(within, name) not in (None, none):
            silent |= lines.column("keeper" if name == "unit" else name) == 0
    untold = np.count_nonzero(silent)
    gaps = (
        Words(
            f"{untold} 条没有写明所属，不在此范围内",
            f"{untold} do not tell to what they belong and are left out",
        ),
    )
    found = chosen(value, keeps)
    over = found.over and (replace(found.over[0], within=within), replace(found.over[1], within=within))
    return replace(found, within=within, gaps=gaps if untold else (), over=over)


def _with(value: FigureValue, lines: Shares) -> FigureValue:
    return replace(value, quantity=lines.total(), contributions=lines, gaps=())


def _rate(value: FigureValue, top: FigureValue, bottom: FigureValue) -> FigureValue:
    """A rate of what was narrowed; told as little as the whole where the whole is not told."""
    quantity = None
    if bottom.quantity is not None and bottom.quantity.number:
        quantity = percent(top.quantity, bottom.quantity)
    return replace(value, quantity=quantity, over=(top, bottom))
