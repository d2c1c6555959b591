"""How well a short form fits many registered names at once: one number a name, by aligning letters in order.

The model: whoever shortens a name walks along it and takes some letters and leaves others. Taking a letter is
worth more where it begins a brand or a word, leaving one costs more where it would have told the name from
others, neighbouring letters are taken together, and a letter that the name does not hold is dear. What sort of
name it is (a company limited by shares, a branch) counts as well: papers abbreviate listed companies more than
shops. All figures are logarithms of odds; only differences between names for one short form mean anything.

The figures below are a softmax regression over the candidates of every second pair of exchange short name and
registered name; :mod:`bench.directory_names` reports on the other half. No name is stored in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.naming import letters as at
from duijie.naming.parts import Kind, NameParts

Floats = npt.NDArray[np.float32]

# Class of letter: what taking it is worth, what leaving it costs.
WEIGHTS: Final[Mapping[int, tuple[float, float]]] = {
    at.PROVINCE: (0.75, 0.15),
    at.PLACE_START: (1.5, 0.5),
    at.PLACE: (0.45, 0.3),
    at.PLACE_ENDING: (-0.95, 0.3),
    at.COUNTY_START: (1.5, 0.5),
    at.COUNTY: (0.45, 0.3),
    at.BRAND_START: (1.8, 2.15),
    at.BRAND_SECOND: (1.1, 1.2),
    at.BRAND: (2.0, 0.45),
    at.TRADE_START: (1.2, 0.35),
    at.TRADE: (1.4, 0.25),
    at.WEAK_START: (1.2, 0.25),
    at.WEAK: (0.95, 0.25),
    at.ENDING_START: (1.0, 0.8),
    at.ENDING: (0.8, 0.3),
    at.FORM: (0.5, 0.85),
    at.BRANCH: (1.0, 1.0),
}
INSIDE, ACROSS = 1.9, 1.0
"""What a letter gains by following the one taken before it, within a word and where it begins the next."""
MISSING = 3.95
"""The price of a letter that the name does not hold."""

STANDINGS: Final = ("shares", "group", "institution", "limited", "company", "other", "sole", "branch")
"""Sorts of names. In this order, the likeliest first, an index stores them."""

# What each sort of name starts with, by what the short form says of its form.
_NOTHING_SAID: Final = (4.7, 0.2, 0.3, -0.8, -0.5, -0.8, -1.5, -3.0)
_SHARES_SAID: Final = (4.8, 0.1, 0.3, -1.1, -0.5, -0.8, -1.5, -3.0)
_GROUP_SAID: Final = (3.6, 1.5, 0.3, -0.5, -0.3, -0.8, -1.5, -3.0)
_FORM_SAID: Final = (0.3, 0.2, 0.2, 0.2, 0.0, 0.0, -0.5, -2.0)
SAME_FORM = 2.0
"""What a name gains whose form is the one that is said in full."""

_NEVER: Final = np.float32(-1e9)
_TAKEN: Final = np.zeros(at.CLASSES, np.float32)
_LEFT: Final = np.zeros(at.CLASSES, np.float32)
for _letter, (_taken, _left) in WEIGHTS.items():
    _TAKEN[_letter], _LEFT[_letter] = _taken, _left
_FOLLOWS: Final = np.full(at.CLASSES, INSIDE, np.float32)
_FOLLOWS[list(at.STARTS)] = ACROSS


def standing_of(parts: NameParts) -> int:
    """Position in :data:`STANDINGS`."""
    if parts.branch:
        return STANDINGS.index("branch")
    if parts.form_class == "shares":
        return STANDINGS.index("shares")
    if parts.form_class in ("limited", "company"):
        return STANDINGS.index("group" if parts.group else parts.form_class)
    if parts.form_class == "sole":
        return STANDINGS.index("sole")
    enterprise = parts.form_class or parts.kind in (Kind.ENTERPRISE, Kind.OTHER)
    return STANDINGS.index("other" if enterprise else "institution")


def prior(short: NameParts, *, full: bool) -> Floats:
    """What each of :data:`STANDINGS` starts with; ``full``: whether the name is meant to be a whole one."""
    if full or short.branch:
        said = list(_FORM_SAID)
        said[standing_of(short)] += SAME_FORM
        return np.array(said, np.float32)
    if short.group:
        return np.array(_GROUP_SAID, np.float32)
    return np.array(_SHARES_SAID if short.form_class == "shares" else _NOTHING_SAID, np.float32)


def align(
    short: npt.NDArray[np.uint16], letters: npt.NDArray[np.uint16], classes: npt.NDArray[np.uint8]
) -> Floats:
    """The value of the best alignment of ``short`` with each row of ``letters`` (names × columns, 0 where it ends).

    The work is names × columns × letters of ``short``, without a loop over names.
    """
    worth = (_TAKEN + _LEFT)[classes]
    follows = _FOLLOWS[classes[:, 1:]]
    # ended: best with the latest letter taken at a column; none: nothing taken yet.
    ended = np.full(letters.shape, _NEVER)
    reached = np.empty_like(ended)
    none = np.float32(0)
    price = np.float32(MISSING)
    for letter in short:
        reached[:, 0] = none
        np.maximum.accumulate(ended[:, :-1], axis=1, out=reached[:, 1:])
        np.maximum(reached, none, out=reached)
        np.maximum(reached[:, 1:], ended[:, :-1] + follows, out=reached[:, 1:])
        ended -= price
        np.maximum(ended, np.where(letters == letter, reached + worth, _NEVER), out=ended)
        none -= price
    best: Floats = np.maximum(ended.max(axis=1, initial=_NEVER), none) - _LEFT[classes].sum(axis=1)
    return best
