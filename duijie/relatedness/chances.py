"""The chance that an industry comes to a city within some years, learned from what came in years before.

A regression with few named factors, so that every chance can be taken apart: ``chance = 1 − exp(−exp(score))``,
with the score a weighted sum (complementary log-log link: of a Poisson number of arrivals, at least one). It is
fitted on pairs of earlier years whose outcome was known on the day asked, and nothing later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.relatedness.features import FACTORS, Candidates, came, candidates
from duijie.relatedness.measures import Matrix
from duijie.relatedness.panel import Panel

YEARS: Final = 3
"""How far ahead is asked, in years."""
WINDOWS: Final = 3
"""Earlier years that are learned from, the latest first; conditions change, so not all."""
LEAST: Final = 200
"""Arrivals below which nothing is learned."""
_RIDGE: Final = 3.0
_STEPS, _HALVINGS, _ENOUGH = 30, 12, 0.01
_EVERY: Final = 5
"""Of pairs that did not come one in so many is learned from, and counts so often: there are far too many of them."""


class TooShort(LookupError):
    """The registry does not reach far enough back to learn chances; says what it needs."""


@dataclass(frozen=True, slots=True)
class Chances:
    """What was learned: the weight of each factor as it stands after centring, and how the scores are calibrated."""

    centre: Matrix
    spread: Matrix
    weights: Matrix
    calibration: tuple[float, float]
    learned_from: tuple[int, ...]

    def scores(self, factors: Matrix) -> Matrix:
        """Scores, ordered as chances are."""
        intercept, slope = self.calibration
        raw = _terms((factors - self.centre) / self.spread) @ self.weights
        scored: Matrix = intercept + slope * raw
        return scored

    def chances(self, factors: Matrix) -> Matrix:
        """Chances, 0 to 1."""
        return _chance(self.scores(factors))


def learned(panel: Panel, year: int, *, years: int = YEARS) -> Chances:
    """Learn from the pairs whose ``years`` were over before ``year``. Raises :class:`TooShort`."""
    known = panel.before(year)
    cuts = [cut for cut in range(year - years, known.first + 2, -1)][:WINDOWS]
    windows = []
    for cut in cuts:
        found = candidates(known, cut)
        windows.append(_thinned(found.factors, came(known, found, years)))
    if sum(int(outcome.sum()) for _, outcome, _ in windows) < LEAST:
        raise TooShort(
            f"Chances of {year} cannot be learned: they need registrations from {years + 3} years before it, with "
            f"{LEAST} industries that came to a city. Rank by relatedness alone, or import more of the registry."
        )
    factors = np.concatenate([factors for factors, _, _ in windows])
    centre, spread = factors.mean(axis=0), factors.std(axis=0) + 1e-9
    told = [(_terms((factors - centre) / spread), outcome, share) for factors, outcome, share in windows]
    weights = _fitted(*_joined(told))
    return Chances(centre, spread, weights, _calibrated(told), tuple(sorted(cuts)))


Window = tuple[Matrix, npt.NDArray[np.bool_], Matrix]


def _thinned(factors: Matrix, outcome: npt.NDArray[np.bool_]) -> Window:
    """All pairs that came and one in :data:`_EVERY` of the others, with what each counts."""
    kept = outcome.copy()
    kept[np.flatnonzero(~outcome)[::_EVERY]] = True
    outcome = outcome[kept]
    return factors[kept], outcome, np.where(outcome, 1.0, float(_EVERY))


def _joined(windows: Sequence[Window]) -> Window:
    terms, outcomes, shares = zip(*windows, strict=True)
    return np.concatenate(terms), np.concatenate(outcomes), np.concatenate(shares)


def _calibrated(windows: Sequence[Window]) -> tuple[float, float]:
    """Intercept and slope by which scores are set right, from the latest window scored by the others alone."""
    if len(windows) < 2:
        return 0.0, 1.0
    terms, outcome, share = windows[0]
    raw = terms @ _fitted(*_joined(windows[1:]))
    intercept, slope = _fitted(np.stack([np.ones_like(raw), raw], axis=1), outcome, share, ridge=0.0)
    return float(intercept), float(slope)


def _terms(standard: Matrix) -> Matrix:
    """An intercept, the factors, and their squares: no factor need work in a straight line."""
    standard = np.clip(standard, -4, 4)
    return np.concatenate([np.ones((len(standard), 1)), standard, standard**2], axis=1)


def _fitted(
    terms: Matrix, outcome: npt.NDArray[np.bool_], share: Matrix, *, ridge: float = _RIDGE
) -> Matrix:
    """Weights by Fisher scoring with halved steps; ``ridge`` holds all but the intercept, ``share`` weighs rows.

    Source: McCullagh, Nelder, Generalized Linear Models, chapter 4.
    """
    held = np.full(terms.shape[1], ridge)
    held[0] = 0.0
    weights = np.zeros(terms.shape[1])
    weights[0] = np.log(-np.log1p(-np.clip((share @ outcome) / share.sum(), 1e-6, 1 - 1e-6)))

    def fit(weights: Matrix) -> float:
        rate = np.exp(np.clip(terms @ weights, -30, 5))
        likely = np.where(outcome, np.log(-np.expm1(-rate)), -rate)
        return float(share @ likely - held @ weights**2 / 2)

    best = fit(weights)
    for _ in range(_STEPS):
        rate = np.exp(np.clip(terms @ weights, -30, 5))
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


def _chance(scores: Matrix) -> Matrix:
    chance: Matrix = -np.expm1(-np.exp(np.clip(scores, -30, 5)))
    return chance


__all__ = ["FACTORS", "YEARS", "Candidates", "Chances", "TooShort", "learned"]
