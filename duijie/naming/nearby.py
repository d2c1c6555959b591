"""Names by their characters, cheaply: for a name the few that are worth comparing, out of a hundred thousand.

Only characters and neighbouring pairs are kept, no parts of names, so that building takes a second and names
can be added one by one. What comes back is compared by :mod:`duijie.naming.compare`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cache
from math import log

import numpy as np

from duijie.naming.lexicon import lexicon
from duijie.naming.parts import NameParts

SHORT = 8
"""A name of at most this many characters may be an abbreviation: it is also found by how much of it fits."""


class Nearby:
    """Folded names (:func:`duijie.naming.plain.plain`) in the order in which they were added."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names: list[str] = []
        self._postings: dict[str, array[int]] = {}
        self._sizes = array("f")
        self.add(names)

    def add(self, names: Iterable[str]) -> None:
        """Take names in; they get the next positions."""
        for name in names:
            tokens = _tokens(name)
            for token in tokens:
                held = self._postings.get(token)
                if held is None:
                    held = self._postings[token] = array("i")
                held.append(len(self.names))
            # What is too long to be an abbreviation never counts as one that fits wholly.
            self._sizes.append(len(tokens) if len(name) <= SHORT else 1e6)
            self.names.append(name)

    def closest(self, parts: NameParts, limit: int = 40) -> list[int]:
        """Positions of up to twice ``limit`` names: those that share most, and short ones that fit best."""
        total = len(self.names)
        weights = np.zeros(total, np.float32)
        shared = np.zeros(total, np.float32)
        for token in {t for text in _written(parts) for t in _tokens(text)}:
            held = self._postings.get(token)
            if held is not None:
                at = np.frombuffer(held, np.int32)
                weights[at] += log((total + 1) / (len(held) + 1)) + 0.1
                shared[at] += 1
        fits = np.where(shared > 1, shared / np.frombuffer(self._sizes, np.float32), 0) if total else shared
        return list(dict.fromkeys([*_best(weights, limit), *_best(fits, limit)]))


def _best(scores: np.ndarray, limit: int) -> list[int]:
    """Positions of the highest scores above zero, the highest first; equal ones in their order."""
    at = np.arange(len(scores)) if len(scores) <= limit else np.sort(np.argpartition(-scores, limit)[:limit])
    at = at[scores[at] > 0]
    return [int(one) for one in at[np.argsort(-scores[at], kind="stable")]]


def _written(parts: NameParts) -> tuple[str, ...]:
    """The name without its form, and how else it is known to be written."""
    known = lexicon().short_forms.get(parts.formless, ())
    return (parts.formless or parts.plain, *known, *_shorts().get(parts.formless, ()), parts.branch)


@cache
def _shorts() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for short, fulls in lexicon().short_forms.items():
        for full in fulls:
            found[full] = (*found.get(full, ()), short)
    return found


def _tokens(text: str) -> set[str]:
    return {*text, *(text[at : at + 2] for at in range(len(text) - 1))}
