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
FACTORS: Final = (
    "expected", "density", "likeness", "province", "division", "popularity", "size", "variety", "growth", "nearest",
)  # fmt: skip
"""The columns of ``Candidates.factors``, in this order; each is told in :func:`_factors`."""
BASELINES: Final = ("popularity", "size", "location quotient", "plain density")
"""What a ranking has to beat; see :func:`_plain`."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of a city and an industry that it does not have. ``city``, ``industry``: places in the panel.

    ``factors``: one row a pair, see :data:`FACTORS`; ``plain``: the baselines, see :data:`BASELINES`.
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
    return Candidates(
        year, city, industry, _picked(_factors(known, space), open_), _picked(_plain(known, space), open_)
    )


def came(panel: Panel, found: Candidates, years: int) -> npt.NDArray[np.bool_]:
    """Whether somebody registered within ``years`` of the candidates' day."""
    after = panel.total(found.year, found.year + years)
    return np.asarray(after[found.city, found.industry] > 0)


def _factors(known: Panel, space: Space) -> list[Matrix]:
    """Cities × industries for each of :data:`FACTORS`, as logarithms but for shares.

    expected: recent registrations of the city, shared out as the country's recent ones are · density: see
    ``measures.density``, here over what is there at all · likeness: how many of the cities that have the same
    industries have it · province: the same as expected within the province · division: the advantage in the
    two-digit division · popularity: the share of cities that have it · size: enterprises in the city · variety:
    industries in the city · growth: recent registrations of the industry over those before · nearest: how near
    the nearest industry is that the city has.
    """
    stock = space.counts
    recent = known.total(known.until - RECENT).astype(float)
    earlier = known.total(known.until - 2 * RECENT, known.until - RECENT).sum(axis=0)
    there = (stock > 0).astype(float)
    near = proximity(there)
    provinces = np.array([code[:2] for code in known.cities])
    same = (provinces[:, None] == provinces[None, :]).astype(float)
    shape = np.ones_like(stock)
    by_industry, by_city = recent.sum(axis=0), recent.sum(axis=1)
    nation = by_industry / max(by_industry.sum(), 1.0)
    around = same @ recent
    # The province's own mix, drawn towards the country's as far as there is little of it.
    local = (around + DRAWN * nation) / (around.sum(axis=1)[:, None] + DRAWN)
    return [
        np.log(by_city[:, None] * nation[None, :] + 0.003),
        np.log(density(there, near) + 0.02),
        np.log(density(there.T, proximity(there.T)).T + 0.02),
        np.log(local / (nation[None, :] + 1e-6) + 0.05),
        np.log(_of_division(known, stock) + 0.1),
        np.log(there.mean(axis=0) + 0.001) * shape,
        np.log(stock.sum(axis=1) + 1)[:, None] * shape,
        np.log(there.sum(axis=1) + 1)[:, None] * shape,
        np.log((by_industry + 2) / (earlier + 2)) * shape,
        _nearest(there, near),
    ]


DRAWN: Final = 200.0
"""Enterprises of the country's mix that a province's own is drawn towards."""


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


def _nearest(there: Matrix, near: Matrix) -> Matrix:
    """For each city and industry the proximity of the nearest industry that is there."""
    return np.stack([near[row > 0].max(axis=0, initial=0.0) for row in there])


def _picked(layers: list[Matrix], where: npt.NDArray[Any]) -> Matrix:
    return np.stack([layer[where] for layer in layers], axis=1)
