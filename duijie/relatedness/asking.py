"""What to ask: which industries go with one, which come to a city next, and what a city is near to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from duijie.codes.divisions import Division, division, find_places
from duijie.codes.industries import search_industries
from duijie.relatedness.measures import PRESENT, NoIndex, Space
from duijie.relatedness.panel import Panel, city_of
from duijie.relatedness.placing import DEPTH, group_of

MOST: Final = 20


class NotCounted(LookupError):
    """An industry or a place that the registry holds nothing of; says what can be asked."""


@dataclass(frozen=True, slots=True)
class Related:
    """An industry beside the one asked for.

    ``proximity``: 0 to 1, see ``measures.proximity``. With a city: ``enterprises`` it has of it, ``advantage`` and
    ``density`` there; without one, enterprises of the whole registry, and nothing more.
    """

    industry: str
    proximity: float
    enterprises: int
    advantage: float | None = None
    density: float | None = None


def related(panel: Panel, *, industry: str, city: str = "", limit: int = MOST) -> tuple[Related, ...]:
    """Industries by proximity to ``industry`` (code or name), the nearest first; with what ``city`` has of them.

    Raises :class:`NotCounted`.
    """
    at = _industry(panel, industry)
    place = _city(panel, city) if city else None
    space = _space(panel)
    order = np.argsort(-space.near[at], kind="stable")[:limit]
    stock = space.counts.sum(axis=0) if place is None else space.counts[place]
    return tuple(
        Related(
            panel.industries[one],
            float(space.near[at, one]),
            int(stock[one]),
            None if place is None else float(space.advantage[place, one]),
            None if place is None else float(space.density[place, one]),
        )
        for one in order
        if space.near[at, one] > 0
    )


@dataclass(frozen=True, slots=True)
class Stand:
    """How an industry stands in a city. ``enterprises`` it has there, ``advantage``, ``density``: see ``measures``.

    ``complexity``: of the industry, mean 0 and deviation 1 over all, ``None`` where there is no index. ``beside``: the
    industries in which the city is strong that are nearest to this one, with their proximity.
    """

    industry: str
    enterprises: int
    advantage: float
    density: float
    complexity: float | None
    beside: tuple[tuple[str, float], ...]

    @property
    def strong(self) -> bool:
        """Whether the city has its share of the whole, or more."""
        return self.advantage >= PRESENT


def stands(panel: Panel, *, city: str, beside: int = MOST) -> tuple[Stand, ...]:
    """How every industry that somebody registered stands in a city (code or name), in the order of codes.

    Raises :class:`NotCounted`.
    """
    place, space = _city(panel, city), _space(panel)
    try:
        complex_ = space.complexity[1]
    except NoIndex:
        complex_ = np.full(len(panel.industries), np.nan)
    own = space.near * space.present[place][:, None]
    nearest = np.argsort(-own, axis=0, kind="stable")[:beside]
    return tuple(
        Stand(
            code,
            int(space.counts[place, at]),
            float(space.advantage[place, at]),
            float(space.density[place, at]),
            None if np.isnan(complex_[at]) else float(complex_[at]),
            tuple(
                (panel.industries[one], float(own[one, at]))
                for one in nearest[:, at].tolist()
                if own[one, at] > 0
            ),
        )
        for at, code in enumerate(panel.industries)
        if space.counts[:, at].any()
    )


def city_asked(panel: Panel, text: str) -> str:
    """The city's code that a name or the digits of a place mean. Raises :class:`NotCounted`."""
    return panel.cities[_city(panel, text)]


def relatedness_of(panel: Panel, region_codes: Iterable[str]) -> dict[str, float]:
    """How near each industry (group) is to what the region has: density, 0 to 1.

    ``region_codes``: divisions of GB/T 2260; a province stands for its cities, a county for its city. What several
    cities have together is taken as one place's. Raises :class:`NotCounted` where the registry has none of them.
    """
    codes = tuple(region_codes)
    held = [at for at, city in enumerate(panel.cities) if any(_within(city, code) for code in codes)]
    if not held:
        raise NotCounted(f"{', '.join(codes) or 'No region'}: the registry counts no enterprise there.")
    space = _space(panel)
    stock = space.counts.sum(axis=0)
    own = space.counts[held].sum(axis=0)
    advantages = (own / max(own.sum(), 1)) / np.where(stock == 0, 1, stock / stock.sum())
    near = space.near
    dense = (advantages >= PRESENT) @ near / np.where(near.sum(axis=0) == 0, 1, near.sum(axis=0))
    return dict(zip(panel.industries, map(float, dense), strict=True))


def _within(city: str, code: str) -> bool:
    if code.endswith("0000"):
        return city.startswith(code[:2])
    return city == city_of(code)


def _space(panel: Panel) -> Space:
    return Space(panel.total().astype(float))


def _industry(panel: Panel, text: str) -> int:
    code = group_of(text)
    if not code:
        found = [one for one in search_industries(text, limit=400) if len(one.code) >= DEPTH]
        code = next((one.code[:DEPTH] for one in found if one.code[:DEPTH] in panel.industries), "")
    if code not in panel.industries:
        raise NotCounted(
            f"{text}: the registry counts no enterprise of this industry. Give a code of three digits or more, or "
            "the name of a class of GB/T 4754."
        )
    return panel.industries.index(code)


def _city(panel: Panel, text: str) -> int:
    found = division(text) if text.isdigit() else next(iter(find_places(text)), None)
    code = city_of(found.code) if isinstance(found, Division) else ""
    if code not in panel.cities:
        raise NotCounted(
            f"{text}: the registry counts no enterprise in this city. Give its name or its six digits."
        )
    return panel.cities.index(code)
