"""How letters sound, as far as typing needs it: the initials of each, and the letters of a syllable.

The readings are the table of :mod:`duijie.text`; a letter of several readings has several initials.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from duijie.text.steps.pinyin import readings

# Sounds of a name that are kept from its place on and from its brand on.
INITIALS = 6
# At so many places from the left a letter's other initials are kept as well.
MANY_VOICED = 4
_OTHERS = 2
_DIGIT, _MARK = 27, 28


@dataclass(frozen=True, slots=True)
class Sounds:
    """By the number of a letter: its first initial and up to two others (1–26 for A–Z, 0 for none)."""

    initial: npt.NDArray[np.uint8]
    others: npt.NDArray[np.uint8]


@cache
def sounds() -> Sounds:
    """The tables, made once."""
    initial = np.full(1 << 16, _MARK, np.uint8)
    initial[0] = 0
    initial[ord("0") : ord("9") + 1] = _DIGIT
    initial[ord("A") : ord("Z") + 1] = np.arange(1, 27)
    others = np.zeros((1 << 16, _OTHERS), np.uint8)
    found: dict[str, set[str]] = {}
    for syllable, letters in readings().items():
        for letter in letters:
            found.setdefault(letter, set()).add(syllable[0])
    for letter, several in found.items():
        numbers = sorted(ord(one) - ord("a") + 1 for one in several)[: 1 + _OTHERS]
        initial[ord(letter)] = numbers[0]
        others[ord(letter), : len(numbers) - 1] = numbers[1:]
    return Sounds(initial, others)


def packed(columns: npt.NDArray[np.uint16]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """The sounds of rows of ``INITIALS`` letters, each row as one number, and the row that each number is of.

    The first sound is the weightiest, so that a beginning is a range. A row whose letters have several readings
    gives a number for each way to say it.
    """
    table = sounds()
    keys = np.zeros(len(columns), np.uint32)
    for place in range(INITIALS):
        keys |= table.initial[columns[:, place]].astype(np.uint32) << _shift(place)
    rows = np.arange(len(columns), dtype=np.uint32)
    for place in range(MANY_VOICED):
        others = table.others[columns[rows, place]]
        more = [(keys, rows)]
        for which in range(_OTHERS):
            voiced = others[:, which] > 0
            cleared = keys[voiced] & ~(np.uint32(31) << _shift(place))
            more.append((cleared | others[voiced, which].astype(np.uint32) << _shift(place), rows[voiced]))
        keys, rows = (np.concatenate(part) for part in zip(*more, strict=True))
    return keys, rows


def _shift(place: int) -> np.uint32:
    return np.uint32(5 * (INITIALS - 1 - place))


def sound_range(initials: str) -> tuple[int, int]:
    """The first number of names that begin with ``initials`` (a–z), and the first beyond them."""
    taken = initials[:INITIALS]
    low = sum((ord(one) - ord("a") + 1) << int(_shift(place)) for place, one in enumerate(taken))
    return low, low + (1 << int(_shift(len(taken) - 1)))


@lru_cache(maxsize=256)
def said_as(syllable: str) -> npt.NDArray[np.bool_]:
    """By the number of a letter: whether it can stand for the syllable, or for one that begins so."""
    known = readings()
    whole = known.get(syllable)
    found = whole or frozenset(
        letter for one, letters in known.items() if one.startswith(syllable) for letter in letters
    )
    table = np.zeros(1 << 16, bool)
    table[[ord(letter) for letter in found]] = True
    if len(syllable) == 1:
        table[ord(syllable.upper())] = True
    return table


def syllables(typed: str) -> list[tuple[str, ...]]:
    """The ways to read ``typed`` (a–z): as syllables, the last perhaps unfinished, and as initials.

    >>> syllables("xian")
    [('xian',), ('xi', 'an'), ('x', 'i', 'a', 'n')]
    """
    known = readings()
    ways: list[tuple[str, ...]] = []

    def walk(start: int, so_far: tuple[str, ...]) -> None:
        if len(ways) >= 4:
            return
        rest = typed[start:]
        if not rest:
            ways.append(so_far)
            return
        for length in range(min(6, len(rest)), 1, -1):
            if rest[:length] in known:
                walk(start + length, (*so_far, rest[:length]))
        if so_far and len(rest) <= 5 and rest not in known and any(one.startswith(rest) for one in known):
            ways.append((*so_far, rest))

    walk(0, ())
    ways.append(tuple(typed))
    return list(dict.fromkeys(ways))
