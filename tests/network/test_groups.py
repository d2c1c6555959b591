"""Groups of made networks: circles are found, and what nothing joins is never one."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.network.groups import groups
from duijie.network.ties import OPEN, Network, Ties

DAY = date(2026, 6, 1)


def network(pairs: list[tuple[int, int]], size: int) -> Network:
    one, other = np.array(pairs, np.int32).reshape(-1, 2).T
    count = len(pairs)
    none = np.zeros(count, np.int32)
    return Network(Ties(size, one, other, none, none + 1, none + OPEN, np.ones(count)))


def test_two_circles_with_one_bridge_are_two() -> None:
    circles = [(a, b) for first in (0, 4) for a in range(first, first + 4) for b in range(a + 1, first + 4)]
    labels = groups(network([*circles, (3, 4)], 8).on(DAY), np.zeros(8, bool)).tolist()
    assert len(set(labels[:4])) == len(set(labels[4:])) == 1 and labels[0] != labels[4]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=25
    )
)
def test_nobody_hangs_together_with_whom_nothing_leads_to(pairs: list[tuple[int, int]]) -> None:
    labels = groups(network(pairs, 10).on(DAY), np.zeros(10, bool)).tolist()
    reach = list(range(10))
    for _ in reach:
        for one, other in pairs:
            reach[one] = reach[other] = min(reach[one], reach[other])
    for one in range(10):
        assert all(reach[one] == reach[other] for other in range(10) if labels[one] == labels[other])


def test_a_node_left_out_joins_nobody() -> None:
    left_out = np.array([False, True, False])
    assert groups(network([(0, 1), (1, 2)], 3).on(DAY), left_out).tolist() == [0, 1, 2]
