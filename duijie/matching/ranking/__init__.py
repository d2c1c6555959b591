"""What is ranked, by which factors, and the ranking itself in whole columns of memory.

The same ranking as a query for an engine of tables stands in :mod:`duijie.matching.anywhere`; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.accounts.types import Actor
from duijie.industry.links.graph import Link
from duijie.industry.placing.registered import Registered
from duijie.industry.types import ChainInfo, LinkState
from duijie.matching import factors
from duijie.matching.factors import Values
from duijie.matching.facts import facts_of
from duijie.matching.rules import SLOTS, Factor, Rules
from duijie.matching.slots import Candidates, filled

HERE: Final = "here"
"""Why those are left out who are in the own division already; the other reasons are codes of the filters."""
DIGITS: Final = 6
"""Decimals of points that order: what differs by less stands in the order of the registry, whoever reckons."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question: where rows stand (``place``, ``link`` and ``fit`` of equal length), seen from ``division`` on ``today``.

    ``links``: of all chains, end to end; ``home``: the chain of each, ``states``: how each stands in the own place.
    ``place``: of a row in ``rows``; a row may stand on several links.
    """

    rows: Registered
    infos: tuple[ChainInfo, ...]
    links: tuple[Link, ...]
    home: tuple[int, ...]
    states: tuple[LinkState | None, ...]
    place: npt.NDArray[np.int32]
    link: npt.NDArray[np.int32]
    fit: npt.NDArray[np.float32]
    division: str
    today: date
    viewer: Actor
    rules: Rules

    def candidates(self, place: npt.NDArray[np.int32], link: npt.NDArray[np.int32]) -> Candidates:
        """Some of them, as factors are asked about them."""
        return Candidates(self.rows, place, link, self.links, self.division, self.viewer)

    @property
    def used(self) -> tuple[Factor, ...]:
        """The factors that count: those of other packages only where one fills them."""
        there = filled()
        return tuple(
            one for one in self.rules.factors if one.weight and (one.code not in SLOTS or one.code in there)
        )

    @property
    def scale(self) -> float:
        """What a weight of 1 is worth in points."""
        return 100 / max(float(sum(one.weight for one in self.used)), 1e-9)


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The first of a ranking, best first. ``values`` by factor, NaN where not known; ``left_out``: how many, by reason."""

    place: npt.NDArray[np.int32]
    link: npt.NDArray[np.int32]
    points: npt.NDArray[np.float64]
    values: Mapping[str, Values]
    ranked: int
    left_out: Mapping[str, int]


Ranks = Callable[[Asked, int], Ranking]
"""Ranks what was asked and gives the first so many."""


def in_memory(asked: Asked, limit: int) -> Ranking:
    """The ranking over the columns that are in memory."""
    # Each row once, on the link on which it stands most surely.
    order = np.lexsort((asked.link, -asked.fit, asked.place))
    first = np.ones(len(order), bool)
    first[1:] = asked.place[order][1:] != asked.place[order][:-1]
    chosen = order[first]
    place = asked.place[chosen]
    keep = np.ones(len(place), bool)
    left_out = {}
    for code, mask in _masks(asked, place):
        left_out[code] = int((keep & mask).sum())
        keep &= ~mask
    chosen, place = chosen[keep], place[keep]
    values = _values(asked, asked.candidates(place, asked.link[chosen]), asked.fit[chosen])
    points = np.zeros(len(place))
    for one in asked.used:
        known = values[one.code]
        points += float(one.weight) * asked.scale * np.where(np.isnan(known), float(one.unknown), known)
    points = points.round(DIGITS)
    best = _best(points, place, limit)
    return Ranking(
        place[best], asked.link[chosen][best], points[best], {code: own[best] for code, own in values.items()},
        len(points), left_out,
    )  # fmt: skip


def _masks(asked: Asked, place: npt.NDArray[np.int32]) -> list[tuple[str, npt.NDArray[np.bool_]]]:
    facts = facts_of(asked.rows)
    masks = [(one.code, facts.left_out[one.code][place]) for one in asked.rules.filters]
    if asked.division:
        masks.append((HERE, asked.rows.within(asked.division)[place]))
    return masks


def _values(asked: Asked, some: Candidates, fit: npt.NDArray[np.float32]) -> dict[str, Values]:
    values = {
        "chain_fit": fit.astype(np.float64),
        "gap": factors.gap(some, asked.states, asked.rules),
        "ability": factors.ability(some),
        "expansion": factors.expansion(some, facts_of(asked.rows)),
        "distance": factors.distance(some, asked.rules),
        "risk": factors.risk(some),
        "freshness": factors.freshness(some, asked.today),
    }
    for code, slot in filled().items():
        values[code] = slot.values(some).astype(np.float64)
    return values


def _best(points: npt.NDArray[np.float64], place: npt.NDArray[np.int32], limit: int) -> npt.NDArray[np.intp]:
    """The places of the highest points; equals in the order of the registry."""
    if len(points) > limit:
        least = np.partition(points, len(points) - limit)[len(points) - limit]
        some = np.flatnonzero(points >= least)
    else:
        some = np.arange(len(points))
    return some[np.lexsort((place[some], -points[some]))][:limit]
