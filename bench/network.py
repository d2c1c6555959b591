"""Introductions over a million ties, against scipy's shortest paths in the same run on the same ties.

    python -m bench.network [TIES]

Made ties: ends are drawn with a weight that falls off as a power, so that few nodes have thousands of ties and most
have few. Loading is ordering the columns by node and reckoning the warmth of a day. Pairs are drawn at random and in
the same order for all; times are the processor's, not the wall's. ``dijkstra`` of scipy finds the
best path to every node without a bound on steps. Where the peer's path keeps to our bound, costs must be equal;
elsewhere ours must not be below.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from duijie.network.paths import STEPS, brokers, introductions
from duijie.network.ties import OPEN, Network, Ties, View

DAY = date(2026, 6, 1)
PAIRS = 40


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    ties = made(count)
    view, took = timed(lambda: loaded(ties))
    degree = np.diff(view.network.start)
    print(
        f"{len(ties):,} ties of {ties.size:,} nodes; most ties of a node {degree.max():,}, median {np.median(degree):.0f}"
    )
    arrays = (view.network.start, view.network.to, view.network.tie, view.warmth, view.cost)
    held = sum(one.nbytes for one in arrays) / 1e6
    print(
        f"loading {took:.2f} s of at most 5; {held:.0f} MB of arrays beside the columns; {memory():.0f} MB held at most"
    )
    graph, peers = timed(lambda: loaded_by_peer(view))
    print(f"loading by scipy {peers:.2f} s")
    random = np.random.default_rng(2)
    pairs = [tuple(map(int, random.choice(ties.size, 2, replace=False))) for _ in range(PAIRS)]
    three, one, theirs, wrong, reached = [], [], [], 0, 0
    for source, target in pairs:
        three.append(timed(lambda: introductions(view, source, target))[1])  # noqa: B023
        found, took = timed(lambda: introductions(view, source, target, most=1))  # noqa: B023
        one.append(took)
        path, took = timed(lambda: by_peer(graph, source, target))  # noqa: B023
        theirs.append(took)
        reached += bool(found)
        wrong += not agrees(found[0].cost if found else np.inf, path)
    opened = [timed(lambda: brokers(view, source))[1] for source, _ in pairs]  # noqa: B023
    for name, times in (
        ("three paths", three), ("one path", one), ("one path, scipy", theirs), ("brokers", opened),
    ):  # fmt: skip
        print(f"{name:22}{statistics.median(times) * 1e3:9.1f} ms median{max(times) * 1e3:9.1f} ms most")
    print(f"one path, ours/scipy: {statistics.median(one) / statistics.median(theirs):.3f}")
    print(f"{reached} of {PAIRS} pairs have a path; {wrong} differ from the peer")
    return int(wrong > 0)


def made(count: int) -> Ties:
    """Ties with a heavy tail of degrees: weights of nodes fall as rank to the power of -0.6."""
    random = np.random.default_rng(1)
    size = count // 5
    weight = np.arange(1, size + 1) ** -0.6
    ends = random.choice(size, (count * 11 // 10, 2), p=weight / weight.sum()).astype(np.int32)
    ends = ends[ends[:, 0] != ends[:, 1]][:count]
    since = random.integers(date(2000, 1, 1).toordinal(), DAY.toordinal(), len(ends)).astype(np.int32)
    ended = random.random(len(ends)) < 0.4
    until = np.where(ended, since + random.integers(0, 3000, len(ends)), OPEN).astype(np.int32)
    strength = random.choice([0.2, 0.4, 0.6, 0.9], len(ends))
    kind = random.integers(0, 8, len(ends)).astype(np.int32)
    return Ties(size, ends[:, 0], ends[:, 1], kind, since, until, strength)


def loaded(ties: Ties) -> View:
    view = Network(ties).on(DAY)
    assert len(view.cost) == 2 * len(ties)
    return view


def loaded_by_peer(view: View) -> Any:
    network, size = view.network, view.network.ties.size
    source = np.repeat(np.arange(size), np.diff(network.start))
    # A matrix holds one tie of a pair: the warmest.
    order = np.lexsort((view.cost, network.to, source))
    source, to, cost = source[order], network.to[order], view.cost[order]
    first = np.concatenate([[True], (np.diff(source) != 0) | (np.diff(to) != 0)]) & np.isfinite(cost)
    return csr_array((cost[first], (source[first], to[first])), shape=(size, size))


def by_peer(graph: Any, source: int, target: int) -> tuple[float, int]:
    """The cost of the best path and its ties."""
    cost, before = dijkstra(graph, indices=source, return_predecessors=True)
    steps, node = 0, target
    while node != source and before[node] >= 0:
        steps, node = steps + 1, before[node]
    return float(cost[target]), steps


def agrees(ours: float, theirs: tuple[float, int]) -> bool:
    cost, steps = theirs
    if np.isinf(cost):
        return bool(np.isinf(ours))
    return bool(abs(ours - cost) < 1e-9 if steps <= STEPS else ours >= cost - 1e-9)


def timed(what: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    answer = what()
    return answer, time.process_time() - begun


def memory() -> float:
    """The most that the process has held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
