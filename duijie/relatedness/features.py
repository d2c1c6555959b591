"""What was known on the first day of a year about industries that a city does not have: one row a candidate.

Only registrations before that day are looked at: :func:`candidates` cuts the panel before anything is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from duijie.relatedness.measures import Matrix, Space, advantage, density, proximity
from duijie.relatedness.panel import Panel

RECENT: Final = 3
"""Years that count as recent."""
FACTORS: Final = ("expected", "likeness", "density", "province", "industry", "city")
"""The columns of ``Candidates.factors``, in this order; each is told in :func:`_factors`."""
FARTHEST: Final = 4.0
"""Standard deviations beyond which a factor counts no more."""
DRAWN: Final = 200.0
"""Enterprises of the country's mix that a province's own is drawn towards."""
BASELINES: Final = ("popularity", "size", "location quotient", "plain density")
"""What a ranking has to beat; see :func:`_plain`."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of a city and an industry that it does not have. ``city``, ``industry``: places in the panel.

    ``factors``: one row a pair, see :data:`FACTORS`, in standard deviations from the mean of the year: the country
    grows, and what is much in one year is little in another. ``plain``: the baselines, see :data:`BASELINES`.
    """

    year: int
    city: npt.NDArray[np.int64]
    industry: npt.NDArray[np.int64]
    factors: Matrix
    plain: Matrix


def candidates(panel: Panel, year: int) -> Candidates:
    """Every pair that nobody had registered before ``year``, of cities and industries that somebody had."""
    known = panel.before(year)
    stock = known.total().astype(float)
    # What nobody had registered anywhere by then nobody could have ranked.
    open_ = (stock == 0) & (stock.sum(axis=1) > 0)[:, None] & (stock.sum(axis=0) > 0)[None, :]
    city, industry = open_.nonzero()
    space = Space(stock)
    factors = _picked(_factors(known, space), open_)
    return Candidates(year, city, industry, _standard(factors), _picked(_plain(known, space), open_))


def came(panel: Panel, found: Candidates, years: int) -> npt.NDArray[np.bool_]:
    """Whether somebody registered within ``years`` of the candidates' day."""
    after = panel.total(found.year, found.year + years)
    return np.asarray(after[found.city, found.industry] > 0)


def _factors(known: Panel, space: Space) -> list[Matrix]:
    """Cities × industries for each of :data:`FACTORS`, as logarithms.

    expected: the city's share of recent registrations times the industry's · likeness: how many of the cities that
    have the same industries have it · density: see ``measures.density``, here over what is there at all · province:
    the industry's share of what is recent in the province over its share in the country · industry: enterprises of
    the industry · city: enterprises of the city.
    """
    stock = space.counts
    recent = known.total(known.until - RECENT).astype(float)
    there = (stock > 0).astype(float)
    provinces = np.array([code[:2] for code in known.cities])
    same = (provinces[:, None] == provinces[None, :]).astype(float)
    shape = np.ones_like(stock)
    everything = max(recent.sum(), 1.0)
    nation, cities = recent.sum(axis=0) / everything, recent.sum(axis=1) / everything
    around = same @ recent
    # The province's own mix, drawn towards the country's as far as there is little of it.
    local = (around + DRAWN * nation) / (around.sum(axis=1)[:, None] + DRAWN)
    return [
        np.log(cities[:, None] * nation[None, :] + 1e-7),
        np.log(density(there.T, proximity(there.T)).T + 0.02),
        np.log(density(there, proximity(there)) + 0.02),
        np.log(local / (nation[None, :] + 1e-6) + 0.05),
        np.log(stock.sum(axis=0) + 0.5) * shape,
        np.log(stock.sum(axis=1) + 1)[:, None] * shape,
    ]


def _plain(known: Panel, space: Space) -> list[Matrix]:
    """Cities × industries for each of :data:`BASELINES`.

    popularity: cities that have it · size: enterprises of the city times those of the industry, which is what one
    expects of size alone · location quotient: of the two-digit division, for a missing industry's own is 0 ·
    plain density: ``measures.density`` of what the city is specialised in.
    """
    stock = space.counts
    shape = np.ones_like(stock)
    return [
        (stock > 0).sum(axis=0) * shape,
        stock.sum(axis=1)[:, None] * stock.sum(axis=0)[None, :],
        _of_division(known, stock),
        space.density,
    ]


def _of_division(known: Panel, stock: Matrix) -> Matrix:
    """The city's advantage in the division (two digits) of each industry."""
    divisions, at = np.unique([code[:2] for code in known.industries], return_inverse=True)
    summed = np.zeros((stock.shape[0], len(divisions)))
    np.add.at(summed.T, at, stock.T)
    whole: Matrix = advantage(summed)[:, at]
    return whole


def _picked(layers: list[Matrix], where: npt.NDArray[Any]) -> Matrix:
    return np.stack([layer[where] for layer in layers], axis=1)


def _standard(factors: Matrix) -> Matrix:
    if not len(factors):
        return factors
    deviations: Matrix = (factors - factors.mean(axis=0)) / (factors.std(axis=0) + 1e-9)
    return np.asarray(np.clip(deviations, -FARTHEST, FARTHEST))
