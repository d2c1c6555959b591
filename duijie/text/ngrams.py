"""How likely a token is behind those before it: a back-off model of n-grams in a packed file.

Tokens are characters or words. A file holds the vocabulary and, order by order, how many tokens follow each
context, which, how likely, and what the context passes on to the next lower order. ``tools/ngram_counts.py``
writes such files.
"""

from __future__ import annotations

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

MAGIC = b"duijie n-grams 1\n"
STEPS_PER_NAT = 12
BETWEEN = "\0"
"""Stands between the tokens of a vocabulary."""
UNKNOWN = 15.5
"""Nats for a token that the model has never seen."""
_MOST = 200_000

_Followers = tuple[int, int, int, int]
"""An order, where its followers begin and end, and the steps for one that is not among them."""


class NgramModel:
    """Costs in nats: the less, the likelier."""

    def __init__(self, packed: bytes) -> None:
        data = gzip.decompress(packed)
        if not data.startswith(MAGIC):
            raise ValueError("not an n-gram model of this version: build it again")
        at = len(MAGIC) + 4
        self.order = array("I", data[len(MAGIC) : at])[0]
        sizes = array("I", data[at : at + 4 * (4 * self.order - 2)])
        at += len(sizes) * 4
        parts = []
        for size in sizes:
            parts.append(data[at : at + size])
            at += size
        self.number = {token: i for i, token in enumerate(parts[0].decode("utf-8").split(BETWEEN))}
        self._first, self._first_backoff = parts[1:3]
        self._starts: list[array[int]] = []
        self._followers: list[array[int]] = []
        self._costs: list[bytes] = []
        self._backoffs: list[bytes] = []
        for order in range(self.order - 1):
            group = parts[3 + 4 * order : 7 + 4 * order]
            self._starts.append(array("I", accumulate(array("H", group[0]), initial=0)))
            self._followers.append(array("H", group[1]))
            self._costs.append(group[2])
            self._backoffs.append(group[3] if len(group) > 3 else b"")
        self._memory: dict[Sequence[str], float] = {}
        self._contexts: dict[Sequence[str], list[_Followers]] = {}

    def cost(self, gram: Sequence[str]) -> float:
        """Nats for the last token of ``gram`` behind those before it; ``gram`` is a string or a tuple."""
        known = self._memory.get(gram)
        if known is None:
            if len(self._memory) > _MOST:
                self._memory.clear()
                self._contexts.clear()
            known = self._memory[gram] = self._cost(gram)
        return known

    def _cost(self, gram: Sequence[str]) -> float:
        last = self.number.get(gram[-1])
        if last is None:
            return UNKNOWN
        context = gram[-self.order : -1]
        known = self._contexts.get(context)
        if known is None:
            known = self._contexts[context] = self._followers_of(context)
        added = 0
        for order, low, high, backoff in known:
            followers = self._followers[order]
            at = bisect_left(followers, last, low, high)
            if at < high and followers[at] == last:
                return (added + self._costs[order][at]) / STEPS_PER_NAT
            added += backoff
        return (added + self._first[last]) / STEPS_PER_NAT

    def _followers_of(self, context: Sequence[str]) -> list[_Followers]:
        """What may stand behind the context and behind each of its shorter ends, the longest first."""
        found: list[_Followers] = []
        for begin in range(len(context)):
            at = self.number.get(context[begin])
            backoff = self._first_backoff
            for order, token in enumerate(context[begin + 1 :]):
                if at is None:
                    break
                at = self._find(order, at, self.number.get(token))
                backoff = self._backoffs[order]
            if at is not None:
                order = len(context) - begin - 1
                starts = self._starts[order]
                if starts[at] < starts[at + 1]:
                    found.append((order, starts[at], starts[at + 1], backoff[at]))
        return found

    def _find(self, order: int, context: int, token: int | None) -> int | None:
        if token is None:
            return None
        starts, followers = self._starts[order], self._followers[order]
        low, high = starts[context], starts[context + 1]
        at = bisect_left(followers, token, low, high)
        return at if at < high and followers[at] == token else None
