"""Reads of ties: who can introduce us to whom, who opens doors, who is around somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from duijie.accounts.types import Actor
from duijie.network import paths
from duijie.network.ties import OPEN, View
from duijie.relations.doors import shut
from duijie.relations.graph import SOURCES, Graph, graph
from duijie.relations.graph.finding import find, ourselves
from duijie.relations.rules import KINDS, kinds
from duijie.relations.types import (
    Broker,
    Introduced,
    Record,
    SameEnds,
    ShutDoor,
    Step,
    Tied,
    Way,
)

ALWAYS: Final = date.min.toordinal()
OURS: Final = frozenset({"unit", "park", "body", "region"})
"""Kinds of nodes that are ourselves."""


def introduce(
    *, source: str, target: str, viewer: Actor, as_of: date, only: Collection[str] = (), most: int = 3
) -> Introduced:
    """Up to ``most`` ways from ``source`` to ``target``, names or keys; an empty source is :func:`ourselves`.

    ``only`` narrows to kinds of ties. No way leads past a closed door; no two share somebody in between. Raises
    :class:`NoSuchEnd`, :class:`SeveralEnds`, :class:`SameEnds`, :class:`ShutDoor`.
    """
    held = graph(viewer=viewer)
    start = find(held, source) if source else ourselves(held, viewer)
    end = find(held, target)
    view, found = ways_to(held, start, end, as_of=as_of, only=only, most=most)
    return Introduced(held.node(start), held.node(end), as_of, _ways(held, view, found), paths.STEPS)


def ways_to(
    held: Graph, start: int, end: int, *, as_of: date, only: Collection[str] = (), most: int = 3
) -> tuple[View, Sequence[paths.Path]]:
    """The ways of :func:`introduce` by numbers, and the network without closed doors that they are in. Raises :class:`SameEnds`, :class:`ShutDoor`."""
    if start == end:
        raise SameEnds(held.labels[start])
    closed = shut(held, as_of=as_of)
    if end in closed:
        raise ShutDoor(held.labels[end], closed[end])
    view = _view(held, as_of, only, set(closed) - {start})
    return view, paths.introductions(view, start, end, most=most)


def brokers(*, source: str = "", viewer: Actor, as_of: date, most: int = 10) -> tuple[Broker, ...]:
    """Who opens most doors to ``source`` (the region with all its units, parks and bodies), and how we know them.

    Raises as :func:`introduce`.
    """
    held = graph(viewer=viewer)
    starts = [find(held, source)] if source else _ours(held)
    view = _view(held, as_of, (), set(shut(held, as_of=as_of)) - set(starts))
    found = paths.brokers(view, *starts, most=most)
    best = {number: _warmest(view, number, starts)[0] for number, _doors in found}
    told = _told(held, list(best.values()))
    return tuple(
        Broker(held.node(number), doors, _tied(held, view, best[number], told)) for number, doors in found
    )


def reached(*, viewer: Actor, as_of: date) -> dict[int, float]:
    """By organisation, the warmth of the best way from us to it, past no closed door; no way, not in it."""
    held = graph(viewer=viewer)
    view = _view(held, as_of, (), shut(held, as_of=as_of))
    cost = reach(view, _ours(held), paths.STEPS)
    return {
        int(key.partition(":")[2]): float(np.exp(-cost[number]))
        for number, key in enumerate(held.keys)
        if key.startswith("organisation:") and np.isfinite(cost[number])
    }


def tied_of(held: Graph, ties: Sequence[int], *, as_of: date) -> list[Tied]:
    """Ties by their positions in the columns, with what each rests on."""
    view, told = _view(held, as_of, (), ()), _told(held, ties)
    return [_tied(held, view, one, told) for one in ties]


def _view(held: Graph, as_of: date, only: Collection[str], closed: Collection[int]) -> View:
    codes = [KINDS.index(code) for code in only if code in KINDS]
    return held.network.on(as_of, kinds=codes if only else None, closed=closed)


def _ours(held: Graph) -> list[int]:
    return [number for number, key in enumerate(held.keys) if key.partition(":")[0] in OURS]


def reach(view: View, starts: Sequence[int], steps: int) -> np.ndarray:
    """The least cost from ``starts`` to everybody within so many ties, infinite beyond."""
    cost = np.full(view.network.ties.size, np.inf)
    cost[list(starts)] = 0
    edge = np.array(starts, np.int32)
    for _ in range(steps):
        entries, whose = view.network.around(edge)
        to, reached = view.network.to[entries], cost[edge][whose] + view.cost[entries]
        better = reached < cost[to]
        np.minimum.at(cost, to[better], reached[better])
        edge = np.unique(to[better]).astype(np.int32)
    return cost


def _warmest(view: View, one: int, others: Sequence[int]) -> tuple[int, int]:
    """The warmest tie between one and those that it is tied to, and how many more there are."""
    entries, _whose = view.network.around(np.array([one], np.int32))
    between = entries[np.isin(view.network.to[entries], others) & np.isfinite(view.cost[entries])]
    best = between[np.argmin(view.cost[between])]
    return int(view.network.tie[best]), len(between) - 1


def _ways(held: Graph, view: View, found: Sequence[paths.Path]) -> tuple[Way, ...]:
    """Paths with what each of their ties rests on."""
    told = _told(held, [tie for path in found for tie in path.ties])
    return tuple(
        Way(
            tuple(
                Step(held.node(a), held.node(b), _tied(held, view, tie, told), _warmest(view, a, [b])[1])
                for a, b, tie in zip(path.nodes, path.nodes[1:], path.ties, strict=False)
            ),
            float(np.exp(-path.cost)),
        )
        for path in found
    )


def _told(held: Graph, ties: Sequence[int]) -> Mapping[tuple[int, int], Record]:
    """What each of these ties rests on, by source and record: one or two queries a source."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for tie in ties:
        wanted[int(held.source[tie])].add(int(held.record[tie]))
    return {
        (place, number): record
        for place, numbers in wanted.items()
        for number, record in SOURCES[place].told(numbers).items()
    }


def _tied(held: Graph, view: View, tie: int, told: Mapping[tuple[int, int], Record]) -> Tied:
    ties = held.network.ties
    code = KINDS[int(ties.kind[tie])]
    since, until = int(ties.since[tie]), int(ties.until[tie])
    return Tied(
        held.node(int(ties.one[tie])), held.node(int(ties.other[tie])), code, kinds()[code].name,
        None if since == ALWAYS else date.fromordinal(since), None if until == OPEN else date.fromordinal(until),
        bool(held.stated[tie]), float(view.warmth[tie]),
        told[int(held.source[tie]), int(held.record[tie])],
    )  # fmt: skip
