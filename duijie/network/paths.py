"""Warm paths: few steps over strong and recent ties, found from both ends at once.

A path of at most ``steps`` ties is searched by layers, half from each end, all entries of a layer relaxed together
(Bellman and Ford's rule with a bound on the layers), so a path is the best one of that length and not a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.network.ties import Floats, Ints, View

STEPS: Final = 4
"""Ties of a path at most: beyond three persons in between nobody introduces anybody."""


@dataclass(frozen=True, slots=True)
class Path:
    """Nodes from one end to the other, the ties between them (positions in the columns), and what it costs.

    ``exp(-cost)`` is the product of the warmth of its ties and of what each step takes: it orders paths and is no
    probability.
    """

    nodes: tuple[int, ...]
    ties: tuple[int, ...]
    cost: float


def introductions(
    view: View, source: int, target: int, *, most: int = 3, steps: int = STEPS
) -> tuple[Path, ...]:
    """Up to ``most`` paths, the best first; no two share somebody in between or a tie. Empty where there is none.

    ``source`` and ``target`` are nodes. Raises :class:`ValueError` for others, for equal ones, and below one step.
    """
    size = view.network.ties.size
    if not (0 <= source < size and 0 <= target < size) or source == target:
        raise ValueError(
            f"{source} and {target} are not two nodes of 0 to {size - 1}; name two different ones"
        )
    if steps < 1:
        raise ValueError(f"a path has at least one step, not {steps}")
    barred, spent = np.zeros(size, bool), np.zeros(len(view.network.ties), bool)
    found: list[Path] = []
    while len(found) < most:
        path = _best(view, source, target, steps, barred, spent)
        if path is None:
            break
        found.append(path)
        barred[list(path.nodes[1:-1])] = True
        spent[list(path.ties)] = True
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """By node: the least cost within so many steps, and the entry by which it was reached, -1 where by none."""

    cost: Floats
    entry: npt.NDArray[np.int64]
    came: Ints


def _best(
    view: View,
    source: int,
    target: int,
    steps: int,
    barred: npt.NDArray[np.bool_],
    spent: npt.NDArray[np.bool_],
) -> Path | None:
    ahead = _layers(view, [source], (steps + 1) // 2, barred, spent)
    back = _layers(view, [target], steps // 2, barred, spent)
    total = ahead[-1].cost + back[-1].cost
    middle = int(total.argmin())
    if not np.isfinite(total[middle]):
        return None
    first, second = _walk(view, ahead, middle), _walk(view, back, middle)
    nodes = (*reversed(first[0]), middle, *second[0])
    return Path(nodes, (*reversed(first[1]), *second[1]), float(total[middle]))


def _layers(
    view: View, starts: Sequence[int], count: int, barred: npt.NDArray[np.bool_], spent: npt.NDArray[np.bool_]
) -> list[_Layer]:
    size = view.network.ties.size
    cost = np.full(size, np.inf)
    cost[list(starts)] = 0
    layers = [_Layer(cost, np.full(size, -1, np.int64), np.full(size, -1, np.int32))]
    edge: Ints = np.array(starts, np.int32)
    for _ in range(count):
        last = layers[-1]
        entries, whose = view.network.around(edge)
        to = view.network.to[entries]
        reached = last.cost[edge][whose] + view.cost[entries]
        # Only what improves is kept; most entries of a wide layer end here.
        better = (reached < last.cost[to]) & ~barred[to] & ~spent[view.network.tie[entries]]
        entries, whose, to, reached = entries[better], whose[better], to[better], reached[better]
        # Written dearest first, the cheapest stays.
        order = np.argsort(-reached, kind="stable")
        entries, whose, to, reached = entries[order], whose[order], to[order], reached[order]
        cost, entry, came = last.cost.copy(), np.full(size, -1, np.int64), np.full(size, -1, np.int32)
        cost[to], entry[to], came[to] = reached, entries, edge[whose]
        layers.append(_Layer(cost, entry, came))
        edge = np.flatnonzero(entry >= 0).astype(np.int32)
    return layers


def _walk(view: View, layers: list[_Layer], node: int) -> tuple[list[int], list[int]]:
    """From ``node`` to where the layers began: the nodes after it, and the ties."""
    nodes: list[int] = []
    ties: list[int] = []
    for layer in reversed(layers):
        if layer.entry[node] >= 0:
            ties.append(int(view.network.tie[layer.entry[node]]))
            node = int(layer.came[node])
            nodes.append(node)
    return nodes, ties


def brokers(view: View, *sources: int, most: int = 10) -> tuple[tuple[int, int], ...]:
    """Who opens most doors to ``sources``: tied nodes with the number of others best reached through each, most first.

    Others are those two steps away and tied to none of ``sources``. Equal ones in the order of their numbers.
    """
    none, spent = np.zeros(view.network.ties.size, bool), np.zeros(len(view.network.ties), bool)
    _, first, second = _layers(view, sources, 2, none, spent)
    doors = np.flatnonzero(np.isfinite(second.cost) & ~np.isfinite(first.cost))
    counts = np.bincount(second.came[doors], minlength=1)
    order = np.argsort(-counts, kind="stable")[:most]
    return tuple((int(one), int(counts[one])) for one in order if counts[one])
