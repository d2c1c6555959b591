"""Introductions over a million ties, against rustworkx's shortest paths in the same run on the same ties.

    python -m bench.network [TIES]

Made ties: ends are drawn with a weight that falls off as a power, so that few nodes have thousands of ties and most
have few. Loading is ordering the columns by node and reckoning the warmth of a day. Pairs are drawn at random and in
the same order for all; times are the processor's, not the wall's. ``dijkstra`` of rustworkx gives one path to the target without a bound on steps: it is the
peer for one path; where ours finds one with as many steps as the bound allows, costs are compared and must not be
below the peer's, and equal wherever the peer's path keeps to the bound.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import rustworkx as peer

from duijie.network.paths import STEPS, brokers, introductions
from duijie.network.ties import OPEN, Network, Ties, View

DAY = date(2026, 6, 1)
PAIRS = 15


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
    print(f"loading by rustworkx {peers:.2f} s")
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
        wrong += not agrees(view, graph, found[0].cost if found else np.inf, path)
    opened = [timed(lambda: brokers(view, source))[1] for source, _ in pairs]  # noqa: B023
    for name, times in (
        ("three paths", three), ("one path", one), ("one path, rustworkx", theirs), ("brokers", opened),
    ):  # fmt: skip
        print(f"{name:22}{statistics.median(times) * 1e3:9.1f} ms median{max(times) * 1e3:9.1f} ms most")
    print(f"one path, ours/rustworkx: {statistics.median(one) / statistics.median(theirs):.3f}")
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
    ties = view.network.ties
    cost = np.empty(len(ties))
    cost[view.network.tie] = view.cost
    graph = peer.PyGraph()
    graph.add_nodes_from(range(ties.size))
    used = np.isfinite(cost)
    graph.add_edges_from(
        list(zip(ties.one[used].tolist(), ties.other[used].tolist(), cost[used].tolist(), strict=True))
    )
    return graph


def by_peer(graph: Any, source: int, target: int) -> list[int]:
    found = peer.dijkstra_shortest_paths(graph, source, target=target, weight_fn=float)
    return list(found[target]) if target in found else []


def agrees(view: View, graph: Any, ours: float, path: list[int]) -> bool:
    if not path:
        return bool(np.isinf(ours))
    least = sum(min(graph.get_all_edge_data(one, other)) for one, other in pairwise(path))
    return bool(abs(ours - least) < 1e-9 if len(path) - 1 <= STEPS else ours >= least - 1e-9)


def timed(what: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    answer = what()
    return answer, time.process_time() - begun


def memory() -> float:
    """The most that the process has held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
