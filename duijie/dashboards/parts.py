"""Parts of a figure: what some of its contributions add up to. Pure; all parts of a split add up to the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from duijie.figures.adding import percent, total_of
from duijie.figures.types import Contribution, FigureValue
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words


def narrowed(value: FigureValue, keep: Callable[[Contribution], bool]) -> FigureValue:
    """What the contributions that ``keep`` lets in add up to; a rate is worked out anew from both its sides.

    Gaps speak of the whole and are left out.
    """
    mine = tuple(one for one in value.contributions if keep(one))
    if value.over is None:
        return replace(value, quantity=_total(mine), contributions=mine, gaps=())
    top, bottom = narrowed(value.over[0], keep), narrowed(value.over[1], keep)
    told = bottom.quantity is not None and bottom.quantity.number
    quantity = percent(top.quantity, bottom.quantity) if told and bottom.quantity else None
    return replace(value, quantity=quantity, contributions=mine, gaps=(), over=(top, bottom))


def split(value: FigureValue, key_of: Callable[[Contribution], str]) -> Mapping[str, FigureValue]:
    """The figure by the key of each contribution. Not for rates, whose parts do not add up."""
    groups: dict[str, list[Contribution]] = defaultdict(list)
    for one in value.contributions:
        groups[key_of(one)].append(one)
    return {
        key: replace(value, quantity=_total(mine), contributions=tuple(mine), gaps=())
        for key, mine in groups.items()
    }


def _total(contributions: Sequence[Contribution]) -> Quantity | None:
    return total_of(contributions) if contributions else None


def titled(value: FigureValue, by: str, key: str, name: Words) -> FigureValue:
    """A part that says which part it is."""
    return replace(value, scope=f"{by}={key}", scope_name=name)
