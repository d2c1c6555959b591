"""From counts of n-grams to a packed back-off model, as :mod:`duijie.text.ngrams` reads it.

An n-gram is one 64-bit number: its tokens, numbered from 1, to a base that exceeds the vocabulary. Each model
is smoothed by absolute discounting (three discounts an order, each order interpolated with the next lower
one); several are mixed; of the mixture those n-grams are dropped that say hardly more than the next lower
order does (relative entropy, after Stolcke 1998); what is left is written as a back-off model.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from duijie.text.ngrams import BETWEEN, MAGIC, STEPS_PER_NAT

Numbers = np.ndarray
FLOOR = 1e-7
DISCOUNTS = {2: (0.6, 0.9, 1.2), 3: (0.75, 1.1, 1.4), 4: (0.85, 1.3, 1.6), 5: (0.95, 1.5, 1.9)}
"""By order, for n-grams seen once, twice and more often."""


class Grams(NamedTuple):
    """The n-grams of one order as sorted numbers, and a value for each."""

    keys: Numbers
    values: Numbers

    def at(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """Where each key stands and whether it is there."""
        places = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
        return places, self.keys[places] == keys


def counted(row: Numbers, order: int, base: int, weight: float, alone: float) -> list[Grams]:
    """How often each n-gram of ``row`` occurs, by order, times a weight; lone tokens have their own.

    A 0 is a wall that no n-gram crosses.
    """
    keys, whole, found = row, row > 0, [Grams(np.zeros(0, np.uint64), np.zeros(0))]
    for n in range(1, order + 1):
        if n > 1:
            keys = keys[:-1] * np.uint64(base) + row[n - 1 :]
            whole = whole[:-1] & (row[n - 1 :] > 0)
        some, times = np.unique(keys[whole], return_counts=True)
        found.append(Grams(some, times * (alone if n == 1 else weight)))
    return found


def merged(parts: Sequence[Grams]) -> Grams:
    """The sums of several counts."""
    keys, places = np.unique(np.concatenate([one.keys for one in parts]), return_inverse=True)
    return Grams(keys, np.bincount(places, np.concatenate([one.values for one in parts]), len(keys)))


class Model:
    """One model's counts by order, and its probabilities at any n-grams."""

    def __init__(self, sources: Sequence[list[Grams]], base: int) -> None:
        self.counts = [merged(parts) for parts in zip(*sources, strict=True)]
        self.base = base

    def unigram(self, keys: Numbers) -> Numbers:
        places, there = self.counts[1].at(keys)
        return np.where(there, self.counts[1].values[places], 0) / self.counts[1].values.sum() + FLOOR

    def probability(self, n: int, keys: Numbers, lower: Numbers) -> tuple[Numbers, Numbers]:
        """The probability at each key, and the part of it that ``lower``, the next lower order, gives."""
        here = self.counts[n]
        if not len(here.keys):
            return lower, lower
        contexts, starts = np.unique(here.keys // self.base, return_index=True)
        taken = np.minimum(here.values, np.array(DISCOUNTS[n])[np.digitize(here.values, (1.5, 2.5))])
        totals = np.add.reduceat(here.values, starts)
        at, known = Grams(contexts, totals).at(keys // self.base)
        given = np.where(known, np.add.reduceat(taken, starts)[at] / totals[at], 1.0) * lower
        places, there = here.at(keys)
        return np.where(there, here.values[places] - taken[places], 0) / totals[at] + given, given


def mixed(models: Sequence[Model], shares: Sequence[float]) -> tuple[list[Grams], list[Numbers]]:
    """Interpolated probabilities by order at the n-grams of every model, and what the lower orders gave."""
    base, order = models[0].base, len(models[0].counts) - 1
    probability, given = [Grams(np.zeros(0, np.uint64), np.zeros(0))], [np.zeros(0)]
    lower: list[Numbers] = []
    for n in range(1, order + 1):
        keys = merged([model.counts[n] for model in models]).keys
        if n == 1:
            lower = [model.unigram(keys) for model in models]
            parts = lower
        else:
            below = probability[n - 1].at(keys % np.uint64(base ** (n - 1)))[0]
            both = [model.probability(n, keys, low[below]) for model, low in zip(models, lower, strict=True)]
            lower, parts = [one for one, _ in both], [part for _, part in both]
        probability.append(Grams(keys, sum(s * one for s, one in zip(shares, lower, strict=True))))
        given.append(sum(s * part for s, part in zip(shares, parts, strict=True)))
    return probability, given


def kept(probability: list[Grams], given: list[Numbers], base: int, worth: float) -> list[Numbers]:
    """Which n-grams are worth their bytes: likely and telling enough, or the beginning of such."""
    keep = [np.ones(len(one.keys), bool) for one in probability]
    together = probability[1].values
    for n in range(2, len(probability)):
        here = probability[n]
        together = together[probability[n - 1].at(here.keys // base)[0]] * here.values
        keep[n] = together * np.log(here.values / given[n]) >= worth
    for n in range(len(probability) - 2, 1, -1):
        above = np.unique(probability[n + 1].keys[keep[n + 1]] // base)
        keep[n][probability[n].at(above)[0]] = True
    return keep


def backed_off(probability: list[Grams], keep: list[Numbers], base: int) -> tuple[list[Grams], list[Numbers]]:
    """The kept probabilities, and what each context passes on to the next lower order."""
    final = [Grams(one.keys[some], one.values[some]) for one, some in zip(probability, keep, strict=True)]
    passed = [np.ones(len(one.keys)) for one in final]

    def lookup(n: int, keys: Numbers) -> Numbers:
        places, there = final[n].at(keys)
        found = final[n].values[places]
        if n == 1 or there.all():
            return found
        missing = keys[~there]
        context, known = final[n - 1].at(missing // base)
        share = np.where(known, passed[n - 1][context], 1.0)
        found[~there] = share * lookup(n - 1, missing % np.uint64(base ** (n - 1)))
        return found

    for n in range(2, len(final)):
        contexts, starts = np.unique(final[n].keys // base, return_index=True)
        spent = np.add.reduceat(final[n].values, starts)
        below = np.add.reduceat(lookup(n - 1, final[n].keys % np.uint64(base ** (n - 1))), starts)
        left = np.maximum(1 - spent, 1e-4) / np.maximum(1 - below, 1e-4)
        passed[n - 1][final[n - 1].at(contexts)[0]] = np.minimum(left, 1.0)
    return final, passed


def write(
    output: str, tokens: Sequence[str], models: Sequence[Model], shares: Sequence[float], worth: float
) -> None:
    """Mix, prune and write; ``tokens`` are in the order of their numbers, ``worth`` is probability × nats."""

    def quantised(values: Numbers) -> bytes:
        return bytes(np.clip(np.rint(-np.log(values) * STEPS_PER_NAT), 0, 255).astype(np.uint8))

    base = models[0].base
    probability, given = mixed(models, shares)
    keep = kept(probability, given, base, worth)
    final, passed = backed_off(probability, keep, base)
    if not np.array_equal(final[1].keys, np.arange(1, len(tokens) + 1)):
        raise ValueError("a token of the vocabulary has no count: leave it out")
    rows: list[bytes] = []
    for n in range(1, len(final)):
        if n > 1:
            contexts, times = np.unique(final[n].keys // base, return_counts=True)
            followers = np.zeros(len(final[n - 1].keys), "<u2")
            followers[final[n - 1].at(contexts)[0]] = times
            rows += [followers.tobytes(), (final[n].keys % base - 1).astype("<u2").tobytes()]
        rows.append(quantised(final[n].values))
        if n < len(final) - 1:
            rows.append(quantised(passed[n]))
        print(f"order {n}: {len(final[n].keys)} n-grams")
    names = BETWEEN.join(tokens).encode("utf-8")
    head = MAGIC + np.array([len(final) - 1, len(names), *map(len, rows)], "<u4").tobytes()
    data = gzip.compress(head + names + b"".join(rows), 9, mtime=0)
    Path(output).write_bytes(data)
    print(f"{output}: {len(data) / 2**20:.2f} MiB")
