"""A segment open for reading: which of its names a query can mean. Nothing is read before it is asked for.

Names are numbered by their standing, so that whoever cuts a list of names short keeps the likeliest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from math import log
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.naming import letters as at
from duijie.naming.letters import letters_of, spoken
from duijie.naming.parts import NameParts
from duijie.registry.filters import Filters
from duijie.registry.flat import Array, firsts
from duijie.registry.indexing import NEAR, core_of, key_of, letters_in
from duijie.registry.segment_writing import NO_DAY
from duijie.registry.sounds import said_as, sound_range

Docs = npt.NDArray[np.uint32]

SHORT: Final = 6
"""A query of so many letters may take them from anywhere in a name: all its pairs are asked for."""
LONGEST: Final = 24
"""Letters of a query that count."""
SHORT_CANDIDATES, LONG_CANDIDATES = 60, 60
EQUAL: Final = 60
"""Names with the same key that are looked at."""
CHAINED: Final = 20_000
"""Names with the rarest pair that are looked at one by one."""
COUNTED: Final = 40_000
"""Names with rare pairs that are counted."""
_NONE: Final = np.zeros(0, np.uint32)
_IS_PLACE: Final = np.isin(np.arange(at.CLASSES), at.PLACES)
_EPOCH: Final = date(1970, 1, 1).toordinal()


class Segment:
    """The names of one source. All arrays stay in files and are mapped when first used."""

    def __init__(self, folder: Path, source: str) -> None:
        self.folder = folder
        self.source = source
        self.texts: dict[str, list[str]] = json.loads((folder / "texts.json").read_text("utf-8"))
        self._arrays: dict[str, Array] = {}
        self.size = len(self.array("standing")) if (folder / "standing.npy").exists() else 0

    def array(self, name: str) -> Array:
        """One of the stored arrays."""
        known = self._arrays.get(name)
        if known is None:
            # A plain view: every access through the mapped class would cost microseconds.
            known = self._arrays[name] = np.load(self.folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
        return known

    @cached_property
    def pair_docs(self) -> Docs:
        """The names of all pairs, end to end."""
        path = self.folder / "pairs.docs"
        return np.memmap(path, np.uint32, "r").view(np.ndarray) if path.stat().st_size else _NONE

    # which names

    def candidates(self, query: NameParts, filters: Filters | None) -> Docs:
        """The numbers of names that ``query`` may mean, ascending."""
        if not self.size:
            return _NONE
        said = spoken(query)[:LONGEST]
        found = [
            self.equal("plain", key_of(query.plain), filters),
            self.equal("spoken", key_of(spoken(query)), filters),
            self.equal("core", key_of(core_of(query)), filters),
        ]
        lists, adjacent, weights = self._pair_lists(query)
        if lists:
            limit = SHORT_CANDIDATES if len(said) <= SHORT else LONG_CANDIDATES
            found.append(
                self._in_all([one for one, near in zip(lists, adjacent, strict=True) if near], filters)[
                    :limit
                ]
            )
            found.append(self._in_most(lists, weights, filters, limit))
        every = np.concatenate(found)
        every.sort()
        return every[firsts(every)]

    def equal(self, table: str, key: int, filters: Filters | None) -> Docs:
        """Names whose ``plain``, ``spoken`` or ``core`` number is ``key``."""
        keys = self.array(f"{table}_key")
        wanted = np.uint32(key)
        low = keys.searchsorted(wanted)
        if low == len(keys) or keys[low] != wanted:
            return _NONE
        high = keys.searchsorted(wanted, "right")
        return self._fitting(self.array(f"{table}_docs")[low:high], filters)[:EQUAL]

    def _pair_lists(self, query: NameParts) -> tuple[list[Docs], list[bool], list[float]]:
        """The names that hold each pair of letters of ``query``, rarest pair first; whether its letters are neighbours."""
        wanted, neighbours = _pairs(query)
        if not len(wanted):
            return [], [], []
        keys, starts = self.array("pairs_key"), self.array("pairs_at")
        places = np.searchsorted(keys, wanted)
        known = keys[np.minimum(places, len(keys) - 1)] == wanted
        begins, ends = starts[places[known]], starts[places[known] + 1]
        near = np.flatnonzero(known) < neighbours
        found = sorted(set(zip((ends - begins).tolist(), begins.tolist(), (~near).tolist(), strict=True)))
        lists = [self.pair_docs[begin : begin + length] for length, begin, _ in found]
        weights = [log(self.size / length) + 0.1 for length, _, _ in found]
        return lists, [not far for _, _, far in found], weights

    def _in_all(self, lists: Sequence[Docs], filters: Filters | None) -> Docs:
        """Names in every list."""
        if not lists:
            return _NONE
        left = self._fitting(lists[0], filters)[:CHAINED]
        for one in lists[1:]:
            place = np.searchsorted(one, left)
            left = left[one[np.minimum(place, len(one) - 1)] == left]
        return left

    def _in_most(
        self, lists: Sequence[Docs], weights: Sequence[float], filters: Filters | None, limit: int
    ) -> Docs:
        """Names in many lists, rare lists weighing more; of equals the first."""
        docs, weight, total = [], [], 0
        for one, worth in zip(lists, weights, strict=True):
            taken = self._fitting(one, filters)[: max(COUNTED // 20, COUNTED - total)]
            docs.append(taken)
            weight.append(np.full(len(taken), worth, np.float32))
            total += len(taken)
            if total >= COUNTED:
                break
        every, worths = np.concatenate(docs), np.concatenate(weight)
        order = np.argsort(every, kind="stable")  # runs that are sorted already: merged, not sorted anew
        every = every[order]
        first = np.flatnonzero(firsts(every))
        if not len(first):
            return _NONE
        sums = np.add.reduceat(worths[order], first)
        every = every[first]
        if len(sums) > limit:
            least = np.partition(sums, len(sums) - limit)[len(sums) - limit]
            above = np.flatnonzero(sums > least)
            equal = np.flatnonzero(sums == least)[: limit - len(above)]
            every = every[np.concatenate([above, equal])]
        return every

    def _fitting(self, docs: Docs, filters: Filters | None) -> Docs:
        return docs[self.fits(docs, filters)] if filters else docs

    def fits(self, docs: Docs, filters: Filters) -> npt.NDArray[np.bool_]:
        """Which of ``docs`` the filters let through."""
        fit = np.ones(len(docs), bool)
        for columns, text in filters.texts():
            here = np.zeros(len(docs), bool)
            for column in columns:
                said = np.array([one.startswith(text) for one in self.texts[column]], bool)
                here |= said[self.array(column)[docs]]
            fit &= here
        if filters.since or filters.until:
            days = self.array("registered_on")[docs]
            fit &= days != NO_DAY
            if filters.since:
                fit &= days >= filters.since.toordinal() - _EPOCH
            if filters.until:
                fit &= days <= filters.until.toordinal() - _EPOCH
        return fit

    # while typing

    def beginning_with_code(self, code: str, limit: int, filters: Filters | None) -> Docs:
        """Names whose credit code begins with ``code``, in the order of codes."""
        credit, order = self.array("credit"), self.array("by_credit")
        low, high = _bisect(credit, order, code.encode()), _bisect(credit, order, code.encode() + b"\x7f")
        return self._fitting(order[low:high], filters)[:limit]

    def sounding(self, said: Sequence[str], limit: int, filters: Filters | None) -> Docs:
        """Names that from their place or brand on sound like the syllables or initials ``said``."""
        keys = self.array("initials_key")
        low, high = sound_range("".join(one[0] for one in said))
        first, last = np.searchsorted(keys, np.array([low, high], np.uint32))
        docs = self._fitting(self.array("initials_docs")[first:last], filters)
        most = 40 * limit if any(len(one) > 1 for one in said) else 4 * limit
        if len(docs) > most:
            docs = np.partition(docs, most)[:most]
        docs = np.unique(docs)
        letters, classes = self.wide(docs)
        return docs[_said_in(letters, classes, said)][: 4 * limit]

    def holding(self, letter: str, limit: int, filters: Filters | None) -> Docs:
        """Names that have ``letter`` before another one."""
        number = int(letters_in(letter)[0])
        keys, starts = self.array("pairs_key"), self.array("pairs_at")
        bounds = np.array([number << 16, (number << 16) + 0xFFFF], np.uint32)
        first, last = np.searchsorted(keys, bounds)
        docs = self._fitting(self.pair_docs[starts[first] : starts[last]], filters) if self.size else _NONE
        most = 16 * limit
        return np.unique(np.partition(docs, most)[:most] if len(docs) > most else docs)

    # what they are

    def wide(self, docs: Docs) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint8]]:
        """Letters and classes of ``docs``, a row a name, 0 where it ends."""
        starts = self.array("letters_at")
        begin = starts[docs]
        lengths = starts[docs + np.uint32(1)] - begin
        columns = np.arange(int(lengths.max(initial=1)))
        beyond = columns >= lengths[:, None]
        where = begin[:, None] + columns
        letters = self.array("letters").take(where, mode="clip")
        classes = self.array("classes").take(where, mode="clip")
        letters[beyond] = 0
        classes[beyond] = 0
        return letters, classes

    def name(self, doc: int) -> str:
        """The name as printed."""
        starts = self.array("names_at")
        return self.array("names")[starts[doc] : starts[doc + 1]].tobytes().decode("utf-8", "replace")

    def credit_code(self, doc: int) -> str:
        """18 characters, or empty."""
        code: bytes = self.array("credit")[doc]
        return code.decode()

    def row(self, doc: int) -> int:
        """Its row in the source's file."""
        return int(self.array("row")[doc])


@lru_cache(maxsize=64)
def _pairs(query: NameParts) -> tuple[Docs, int]:
    """The pairs of letters to ask for, neighbours first, and how many neighbours there are.

    Of a short query all pairs, of a longer one those that :func:`~duijie.registry.indexing.pairs_of` keeps.
    """
    text, classes = letters_of(query)
    kept = [place for place, kind in enumerate(classes) if kind not in (at.PROVINCE, at.PLACE_ENDING)][
        :LONGEST
    ]
    letters = letters_in("".join(text[place] for place in kept)).tolist()
    classes = bytes(classes[place] for place in kept)
    count = len(letters)
    starts = [place for place in range(count) if classes[place] in at.STARTS]
    far = {
        (one, other)
        for one in range(count)
        for other in range(one + 2, count if count <= SHORT else min(count, one + NEAR + 1))
    } | {(one, other) for one in starts for other in starts if other > one + 1}
    near = [(one, one + 1) for one in range(count - 1)]
    pairs = [*near, *sorted(far)]
    return np.array([letters[one] << 16 | letters[other] for one, other in pairs], np.uint32), len(near)


def _said_in(letters: Array, classes: Array, said: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which rows sound so from their place or from their brand on."""
    rows = np.arange(len(letters))
    place = _IS_PLACE[classes]
    fit = np.zeros(len(letters), bool)
    for start in ((classes == at.PROVINCE).sum(axis=1), place.sum(axis=1)):
        here = np.ones(len(letters), bool)
        for step, syllable in enumerate(said):
            column = start + step
            here &= column < letters.shape[1]
            heard = letters[rows, np.minimum(column, letters.shape[1] - 1)]
            here &= said_as(syllable)[heard]
        fit |= here
    return fit


def _bisect(values: Array, order: Array, wanted: bytes) -> int:
    """The first place in ``order`` whose value is not below ``wanted``."""
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if values[order[middle]] < wanted else (low, middle)
    return low
