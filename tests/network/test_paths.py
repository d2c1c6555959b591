"""Paths on made networks: the best one against every path there is, and what must hold of any."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.network.paths import brokers, introductions
from duijie.network.ties import OPEN, Network, Ties, WrongTies

DAY = date(2026, 6, 1)
TODAY = DAY.toordinal()
SIZE = 7


def network(rows, size=SIZE):
    columns = list(zip(*rows, strict=True)) or [()] * 6
    return Network(
        Ties(size, *(np.array(one, np.int32) for one in columns[:5]), np.array(columns[5], np.float64))
    )


@st.composite
def tie(draw):
    one, other = draw(
        st.lists(st.integers(0, SIZE - 1), min_size=2, max_size=2, unique=True),
    )
    since = TODAY + draw(st.integers(-4000, 300))
    until = draw(st.one_of(st.just(OPEN), st.integers(since, since + 3000)))
    return one, other, draw(st.integers(0, 2)), since, until, draw(st.sampled_from([0.1, 0.3, 0.5, 0.8, 1.0]))


ties = st.lists(tie(), max_size=16)


def every_path(view, source, target, steps):
    """The costs of all paths without a node twice, by trying each."""
    net = view.network
    waiting = [((source,), 0.0)]
    while waiting:
        nodes, cost = waiting.pop()
        if nodes[-1] == target:
            yield cost
        elif len(nodes) <= steps:
            for entry in range(net.start[nodes[-1]], net.start[nodes[-1] + 1]):
                if net.to[entry] not in nodes and np.isfinite(view.cost[entry]):
                    waiting.append(((*nodes, int(net.to[entry])), cost + view.cost[entry]))


@settings(max_examples=150, deadline=None)
@given(ties, st.sets(st.integers(0, SIZE - 1), max_size=2), st.integers(1, 5))
def test_the_first_path_is_the_best_there_is(rows, closed, steps):
    view = network(rows).on(DAY, closed=closed)
    found = introductions(view, 0, SIZE - 1, steps=steps)
    costs = list(every_path(view, 0, SIZE - 1, steps))
    assert bool(found) == bool(costs)
    if found:
        assert found[0].cost == pytest.approx(min(costs))


@settings(max_examples=150, deadline=None)
@given(ties, st.sets(st.integers(1, SIZE - 2), max_size=2), st.sets(st.integers(0, 2)))
def test_paths_go_over_ties_of_the_day_and_kind_past_no_closed_door_and_differ(rows, closed, kinds):
    found = introductions(network(rows).on(DAY, closed=closed, kinds=kinds), 0, SIZE - 1, most=9)
    for path in found:
        assert path.nodes[0] == 0 and path.nodes[-1] == SIZE - 1
        assert len(set(path.nodes)) == len(path.nodes) == len(path.ties) + 1
        assert not closed & set(path.nodes)
        for ends, at in zip(pairwise(path.nodes), path.ties, strict=True):
            assert set(ends) == set(rows[at][:2])
            assert rows[at][2] in kinds and rows[at][3] <= TODAY
    between = [node for path in found for node in path.nodes[1:-1]]
    used = [at for path in found for at in path.ties]
    assert len(set(between)) == len(between) and len(set(used)) == len(used)
    assert [path.cost for path in found] == sorted(path.cost for path in found)


@settings(max_examples=100, deadline=None)
@given(ties, tie())
def test_a_further_tie_never_makes_the_best_path_worse(rows, more):
    def best(of):
        return next((one.cost for one in introductions(network(of).on(DAY), 0, SIZE - 1)), np.inf)

    assert best([*rows, more]) <= best(rows) + 1e-12


def test_a_strong_tie_beats_a_weak_one_and_a_present_one_a_former():
    strong, weak = (0, 1, 0, TODAY, OPEN, 0.9), (0, 1, 0, TODAY, OPEN, 0.2)
    former = (0, 1, 0, TODAY - 3000, TODAY - 2000, 0.9)
    for better, worse in ((strong, weak), (strong, former)):
        assert introductions(network([worse, better]).on(DAY), 0, 1, most=1)[0].ties == (1,)


def test_brokers_open_the_doors_that_one_has_not():
    lasting = [(a, b, 0, TODAY, OPEN, 0.5) for a, b in ((0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (1, 2))]
    assert brokers(network(lasting).on(DAY), 0) == ((1, 2), (2, 1))
    assert brokers(network(lasting).on(DAY, closed={1}), 0) == ((2, 1),)
    assert brokers(network([]).on(DAY), 0) == ()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((0, SIZE, 0, 1, 2, 0.5), "outside"),
        ((3, 3, 0, 1, 2, 0.5), "itself"),
        ((0, 1, 0, 3, 2, 0.5), "before it begins"),
        ((0, 1, 0, 1, 2, 0.0), "strength"),
        ((0, 1, 0, 1, 2, float("nan")), "strength"),
    ],
)
def test_what_is_no_tie_is_refused_with_its_reason(row, why):
    with pytest.raises(WrongTies, match=why):
        network([row])


@pytest.mark.parametrize("ends", [(0, 0), (0, SIZE), (-1, 0)])
def test_ends_are_two_nodes(ends):
    with pytest.raises(ValueError, match="name two different"):
        introductions(network([]).on(DAY), *ends)
