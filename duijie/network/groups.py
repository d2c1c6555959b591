"""Who hangs together: groups with more warmth among themselves than their numbers would lead one to expect.

The method of Louvain (Blondel and others, 2008): nodes move to the group that raises modularity most, then groups become
nodes, until nothing moves. Nodes are taken in their order, so the same network gives the same groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.network.ties import Ints, View

ROUNDS: Final = 50
"""Rounds of moving at most in one level; most networks settle in five."""
_EVEN: Final = 1e-12


def groups(view: View, left_out: npt.NDArray[np.bool_]) -> Ints:
    """The group of each node, numbered by its first member; those ``left_out`` and without ties are alone."""
    ties, size = view.network.ties, view.network.ties.size
    near: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for tie in np.flatnonzero((view.warmth > 0) & ~left_out[ties.one] & ~left_out[ties.other]).tolist():
        one, other, warm = int(ties.one[tie]), int(ties.other[tie]), float(view.warmth[tie])
        near[one][other] += warm
        near[other][one] += warm
    found = np.arange(size, dtype=np.int32)
    level: Mapping[int, Mapping[int, float]] = near
    while True:
        moved = _moved(level)
        if all(node == group for node, group in moved.items()):
            return _by_first(found)
        # Those without ties are on no level and stay where they are.
        found = np.array([moved.get(int(one), int(one)) for one in found], np.int32)
        level = _together(level, moved)


def _moved(near: Mapping[int, Mapping[int, float]]) -> dict[int, int]:
    """The group that each node ends in, named by one of its nodes. A node's tie to itself counts once."""
    degree = {node: sum(around.values()) for node, around in near.items()}
    whole = sum(degree.values())
    group = {node: node for node in near}
    total = dict(degree)
    for _ in range(ROUNDS):
        changed = False
        for node in sorted(near):
            own = group[node]
            total[own] -= degree[node]
            weight: dict[int, float] = defaultdict(float, {own: 0.0})
            for other, warm in near[node].items():
                if other != node:
                    weight[group[other]] += warm
            gains = {one: warm - degree[node] * total[one] / whole for one, warm in weight.items()}
            best = min(gains, key=lambda one: (-gains[one], one))
            if gains[best] <= gains[own] + _EVEN:
                best = own
            total[best] += degree[node]
            group[node] = best
            changed |= best != own
        if not changed:
            break
    return group


def _together(
    near: Mapping[int, Mapping[int, float]], group: Mapping[int, int]
) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for node, around in near.items():
        for other, warm in around.items():
            found[group[node]][group[other]] += warm
    return found


def _by_first(labels: Ints) -> Ints:
    _, first, which = np.unique(labels, return_index=True, return_inverse=True)
    return first[which].astype(np.int32)
