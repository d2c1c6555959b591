"""How long projects stay at a step and whether they go on, learned from stays that ended and stays that go on.

A stay has two ways to end: the project goes on, or it leaves. Both are taken as happening at a constant rate a month
within each stretch of a stay (``EDGES``), so that a stay that still lasts counts for the months it lasted and no more
(the usual way with competing risks: rate = endings / months lived through). Each rate has a Gamma distribution: the
table's assumption first, then what was seen, which outweighs it as it grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

EDGES: Final = (0.0, 3.0, 6.0, 12.0, 24.0)
"""Months of a stay at which its stretches begin; the last has no end."""
_LIKE_THE_WHOLE: Final = 3.0
"""A stretch begins with the step's own rate, worth so many endings."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is assumed of a step: months of a stay, share that leaves, and how many stays the assumption is worth."""

    months: float
    leaves: float
    weight: float


@dataclass(frozen=True, slots=True)
class Stay:
    """A project's stay at a step (by place): months, and how it ended: ``on``, ``left``, or ``""`` for not yet."""

    step: int
    months: float
    end: str


@dataclass(frozen=True, slots=True)
class Rates:
    """Gamma distributions of the monthly rates: ``shape`` and ``months`` by step, stretch and way (on, left)."""

    shape: Numbers
    months: Numbers
    ended: tuple[int, ...]
    lasting: tuple[int, ...]

    @property
    def mean(self) -> Numbers:
        """Mean rates, a month, by step, stretch and way."""
        return self.shape / self.months

    def drawn(self, times: int, random: np.random.Generator) -> Numbers:
        """Rates drawn ``times``, so that what is not known of them shows in the outlook."""
        return random.gamma(self.shape, 1 / self.months, size=(times, *self.shape.shape))


def learned(stays: Iterable[Stay], assumed: Sequence[Assumed]) -> Rates:
    """Rates of each step but the last, which ends nowhere."""
    steps, stretches = len(assumed), len(EDGES)
    endings, lived = np.zeros((steps, stretches, 2)), np.zeros((steps, stretches))
    ended, lasting = [0] * steps, [0] * steps
    ends = (*EDGES[1:], np.inf)
    for stay in stays:
        for at, (begin, end) in enumerate(zip(EDGES, ends, strict=True)):
            lived[stay.step, at] += min(max(stay.months - begin, 0.0), end - begin)
        if stay.end:
            at = max(place for place, edge in enumerate(EDGES) if edge <= stay.months)
            endings[stay.step, at, 0 if stay.end == "on" else 1] += 1
            ended[stay.step] += 1
        else:
            lasting[stay.step] += 1
    split = np.array([(1 - one.leaves, one.leaves) for one in assumed])
    weight = np.array([one.weight for one in assumed])
    months = np.array([one.months for one in assumed])
    # The step as a whole, then its stretches, which begin with what the whole says.
    whole = (weight[:, None] * split + endings.sum(axis=1)) / np.maximum(
        weight * months + lived.sum(axis=1), 1e-9
    )[:, None]
    whole = np.maximum(whole, 1e-6)
    shape = _LIKE_THE_WHOLE + endings
    time = _LIKE_THE_WHOLE / whole[:, None, :] + lived[:, :, None]
    return Rates(shape[:-1], time[:-1], tuple(ended), tuple(lasting))
