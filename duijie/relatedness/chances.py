"""The chance that an industry comes to a city within some years, learned from what came in years before.

A regression with few named factors, so that every chance can be taken apart: ``chance = 1 − exp(−exp(score))``,
with the score a weighted sum (complementary log-log link: of a Poisson number of arrivals, at least one). It is
fitted on pairs of earlier years whose outcome was known on the day asked, and nothing later. How many register in
all is no matter of cities and industries: the chance is one at a volume, which is reckoned from the past or given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.relatedness.features import Candidates, came, candidates
from duijie.relatedness.measures import Matrix
from duijie.relatedness.panel import Panel

YEARS: Final = 3
"""How far ahead is asked, in years."""
WINDOWS: Final = 8
"""Earlier years that are learned from, the latest first: many, so that no year of re-registration decides."""
LEAST: Final = 200
"""Arrivals below which nothing is learned."""
_RIDGE: Final = 30.0
_STEPS, _HALVINGS, _ENOUGH = 30, 12, 0.01
_EVERY: Final = 5
"""Of pairs that did not come one in so many is learned from, and counts so often: there are far too many of them."""


class TooShort(LookupError):
    """The registry does not reach far enough back to learn chances; says what it needs."""


@dataclass(frozen=True, slots=True)
class Chances:
    """What was learned: an intercept, the weight of each of ``features.FACTORS``, and how scores are calibrated.

    ``volume``: registrations of the country in the years asked for, as reckoned.
    """

    weights: Matrix
    calibration: tuple[float, float]
    volume: float
    learned_from: tuple[int, ...]

    def scores(self, factors: Matrix) -> Matrix:
        """Scores, ordered as chances are."""
        intercept, slope = self.calibration
        scored: Matrix = intercept + slope * (_terms(factors) @ self.weights)
        return scored

    def chances(self, found: Candidates, *, volume: float | None = None) -> Matrix:
        """Chances, 0 to 1, if ``volume`` register in all; by default as many as reckoned."""
        expected = np.log(volume or self.volume)
        rate = np.exp(np.clip(self.scores(found.factors) + expected, -30, 5))
        return np.asarray(-np.expm1(-rate))


def learned(panel: Panel, year: int, *, years: int = YEARS) -> Chances:
    """Learn from the pairs whose ``years`` were over before ``year``. Raises :class:`TooShort`."""
    known = panel.before(year)
    cuts = list(range(year - years, known.first + 2, -1))[:WINDOWS]
    windows = []
    for cut in cuts:
        found = candidates(known, cut)
        windows.append(_thinned(found, came(known, found, years), _volume(known, cut, years)))
    if sum(int(window.outcome.sum()) for window in windows) < LEAST:
        raise TooShort(
            f"Chances of {year} cannot be learned: they need registrations from {years + 3} years before it, with "
            f"{LEAST} industries that came to a city. Rank by relatedness alone, or import more of the registry."
        )
    weights = _fitted(_joined(windows))
    return Chances(weights, _calibrated(windows), reckoned_volume(known, years), tuple(sorted(cuts)))


def reckoned_volume(known: Panel, years: int) -> float:
    """How many will register in the ``years`` to come: as in those before, times the usual growth.

    Usual is the root of the median growth there was: jumps were followed by lulls, so growth is taken by half.
    """
    starts = range(known.first + years, known.until - years + 1)
    growth = [_volume(known, at, years) / max(_volume(known, at - years, years), 1) for at in starts]
    usual = float(np.sqrt(np.median(growth))) if growth else 1.0
    return max(1.0, usual * _volume(known, known.until - years, years))


def _volume(known: Panel, since: int, years: int) -> float:
    return float(known.total(since, since + years).sum())


@dataclass(frozen=True, slots=True)
class Window:
    """Pairs of one earlier year: terms of the score, whether each came, what it counts, and the logarithm of
    how many registered in all."""

    terms: Matrix
    outcome: npt.NDArray[np.bool_]
    share: Matrix
    offset: Matrix


def _thinned(found: Candidates, outcome: npt.NDArray[np.bool_], volume: float) -> Window:
    """All pairs that came and one in :data:`_EVERY` of the others, with what each counts."""
    kept = outcome.copy()
    kept[np.flatnonzero(~outcome)[::_EVERY]] = True
    outcome = outcome[kept]
    share = np.where(outcome, 1.0, float(_EVERY))
    return Window(
        _terms(found.factors[kept]),
        outcome,
        share,
        np.full(len(outcome), np.log(max(volume, 1.0))),
    )


def _joined(windows: Sequence[Window]) -> Window:
    return Window(*(np.concatenate([getattr(one, part.name) for one in windows]) for part in fields(Window)))


def _calibrated(windows: Sequence[Window]) -> tuple[float, float]:
    """Intercept and slope by which scores are set right, from the latest window scored by the others alone."""
    if len(windows) < 2:
        return 0.0, 1.0
    raw = windows[0].terms @ _fitted(_joined(windows[1:]))
    line = replace(windows[0], terms=np.stack([np.ones_like(raw), raw], axis=1))
    intercept, slope = _fitted(line, ridge=0.0)
    return float(intercept), float(slope)


def _terms(factors: Matrix) -> Matrix:
    """An intercept and the factors."""
    return np.concatenate([np.ones((len(factors), 1)), factors], axis=1)


def _fitted(window: Window, *, ridge: float = _RIDGE) -> Matrix:
    """Weights by Fisher scoring with halved steps; ``ridge`` holds all but the intercept.

    Source: McCullagh, Nelder, Generalized Linear Models, chapter 4.
    """
    terms, outcome, share, offset = window.terms, window.outcome, window.share, window.offset
    held = np.full(terms.shape[1], ridge)
    held[0] = 0.0
    weights = np.zeros(terms.shape[1])
    weights[0] = np.log(-np.log1p(-np.clip((share @ outcome) / share.sum(), 1e-6, 1 - 1e-6))) - offset.mean()

    def fit(weights: Matrix) -> float:
        rate = np.exp(np.clip(terms @ weights + offset, -30, 5))
        likely = np.where(outcome, np.log(-np.expm1(-rate)), -rate)
        return float(share @ likely - held @ weights**2 / 2)

    best = fit(weights)
    for _ in range(_STEPS):
        rate = np.exp(np.clip(terms @ weights + offset, -30, 5))
        chance = np.clip(-np.expm1(-rate), 1e-12, 1 - 1e-12)
        slope = rate * np.exp(-rate)
        pull = share * slope / (chance * (1 - chance))
        towards = np.linalg.solve(
            (terms * (pull * slope)[:, None]).T @ terms + np.diag(held + 1e-9),
            terms.T @ (pull * (outcome - chance)) - held * weights,
        )
        for halving in range(_HALVINGS):
            tried = weights + towards / 2**halving
            reached = fit(tried)
            if reached >= best:
                break
        else:
            break
        gained, best, weights = reached - best, reached, tried
        if gained < _ENOUGH:
            break
    return weights
