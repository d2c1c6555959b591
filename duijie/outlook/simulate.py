"""From rates to a fan: when each project will produce, and what all of them yield by year.

For a project at a step since some months the chance to produce by a month follows from the rates by convolution, on a
grid of months; whole years are then drawn with one random number a project and draw. What is not known of the rates
is drawn too, and held for all projects of a draw, because an assumption that is wrong is wrong for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.outlook.chances import EDGES, Numbers, Rates

QUANTILES: Final = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
WORLDS: Final = 100
"""So many sets of rates are drawn; each serves an equal part of all draws."""
_OLDEST: Final = int(EDGES[-1]) + 1
"""Months from which on a longer stay says nothing more."""


@dataclass(frozen=True, slots=True)
class Going:
    """A project on its way: its step (by place), months since it entered it, output of a full year in yuan."""

    step: int
    months: float
    output: float


@dataclass(frozen=True, slots=True)
class Year:
    """What a year may yield, in yuan: quantiles in the order of :data:`QUANTILES`, the mean, the chance of the quota."""

    year: int
    quantiles: tuple[float, ...]
    mean: float
    chance: float | None


def producing_by(rates: Numbers, horizon: int) -> Numbers:
    """The chance to produce within 0 … ``horizon`` months, by step and months since it was entered.

    ``rates`` by step, stretch and way, as :meth:`~duijie.outlook.chances.Rates.drawn` gives them for one draw. The
    answer has one row a step, one column a month of age up to 25, and the months ahead as its third axis.
    """
    steps = rates.shape[0]
    ages = np.arange(_OLDEST + horizon)
    stretch = np.searchsorted(EDGES, ages, side="right") - 1
    after = np.zeros(horizon + 1)
    after[0] = 1.0  # the last step is production itself
    found = np.zeros((steps, _OLDEST, horizon + 1))
    for step in range(steps - 1, -1, -1):
        both = rates[step, stretch].sum(axis=1)
        ends = 1 - np.exp(-both)
        on = ends * rates[step, stretch, 0] / both
        lasts = np.concatenate([[1.0], np.cumprod(1 - ends)])
        # Going on in month k of a stay that lasts since `age` months: the months before lived through, then on.
        ahead = np.arange(horizon)
        place = ahead[None, :] + np.arange(_OLDEST)[:, None]
        goes = lasts[place] / np.maximum(lasts[:_OLDEST, None], 1e-300) * on[place]
        size = 2 * horizon + 2
        spread = np.fft.irfft(np.fft.rfft(goes, size) * np.fft.rfft(after, size), size)[:, :horizon]
        density = np.concatenate([np.zeros((_OLDEST, 1)), np.maximum(spread, 0.0)], axis=1)
        found[step] = np.minimum(np.cumsum(density, axis=1), 1.0)
        after = density[0]
    return found


def simulated(
    going: Sequence[Going],
    rates: Rates,
    *,
    years: Sequence[int],
    months: Sequence[int],
    ramp: Sequence[float],
    standing: float = 0.0,
    quota: float | None = None,
    draws: int = 10_000,
    seed: int = 0,
) -> list[Year]:
    """Output of each year. ``months``: how many months ahead each year ends, from the day of the outlook.

    ``ramp``: share of a full year's output in the first, second … year of production, the last holding on;
    ``standing`` is what is produced already and goes on. The same seed gives the same answer.
    """
    random = np.random.default_rng(seed)
    each = max(draws // WORLDS, 1)
    worlds = rates.drawn(WORLDS, random)
    step = np.array([one.step for one in going], dtype=int)
    age = np.minimum(np.array([one.months for one in going], dtype=int), _OLDEST - 1)
    output = np.array([one.output for one in going], dtype=np.float32)
    gains = np.diff(np.concatenate([[0.0], np.asarray(ramp, dtype=float)]))
    kinds, kind = np.unique(np.stack([step, age], axis=1), axis=0, return_inverse=True)
    totals = np.full((len(years), WORLDS * each), standing)
    for world in range(WORLDS if going else 0):
        chances = producing_by(worlds[world], max(months))[:, :, list(months)]
        by_year = chances[kinds[:, 0], kinds[:, 1]].astype(np.float32)[kind.reshape(-1)]
        lots = random.random((each, len(going)), dtype=np.float32)
        begun = np.stack([(lots < by_year[:, at]).astype(np.float32) @ output for at in range(len(years))])
        here = slice(world * each, (world + 1) * each)
        for later, gain in enumerate(gains[: len(years)]):
            totals[later:, here] += gain * begun[: len(years) - later]
    return [_told(year, totals[at], quota) for at, year in enumerate(years)]


def _told(year: int, totals: npt.NDArray[np.float64], quota: float | None) -> Year:
    chance = None if quota is None else float((totals >= quota).mean())
    return Year(year, tuple(map(float, np.quantile(totals, QUANTILES))), float(totals.mean()), chance)
