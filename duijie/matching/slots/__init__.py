"""Factors that other packages fill: an installed one with a module ``prospect_factors`` calls :func:`fills` there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from django.utils.module_loading import autodiscover_modules

from duijie.accounts.types import Actor
from duijie.industry.links.graph import Link
from duijie.industry.placing.registered import Registered
from duijie.kernel.words import Words
from duijie.matching.rules import SLOTS


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """What a factor is asked about: rows of the registry by their places, each with its link. ``division``: ours."""

    rows: Registered
    places: npt.NDArray[np.int32]
    link: npt.NDArray[np.int32]
    links: tuple[Link, ...]
    division: str
    viewer: Actor


Filler = Callable[[Candidates], npt.NDArray[np.float32]]
"""Values from 0 to 1 by candidate, NaN where not known; answered for all candidates at once."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled factor: its values, and one value in words."""

    values: Filler
    reason: Callable[[float], Words]


_FILLED: Final[dict[str, Slot]] = {}


def fills(code: str, values: Filler, reason: Callable[[float], Words]) -> None:
    """Fill a factor of :data:`~duijie.matching.rules.SLOTS`."""
    if code not in SLOTS:
        raise ValueError(f"{code!r} is no factor to fill; there are {', '.join(sorted(SLOTS))}")
    _FILLED[code] = Slot(values, reason)


def filled() -> Mapping[str, Slot]:
    """The factors that some package fills."""
    _discover()
    return _FILLED


@cache
def _discover() -> None:
    autodiscover_modules("prospect_factors")
