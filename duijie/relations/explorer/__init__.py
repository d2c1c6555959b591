"""Those around somebody and all ties among them, thousands at a time: columns for a picture, words for the rows shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from duijie.accounts.types import Actor
from duijie.network.ties import Floats, Ints
from duijie.relations.graph import Graph, graph
from duijie.relations.graph.finding import find, ourselves
from duijie.relations.queries import reach, tied_of, ways_to
from duijie.relations.rules import KINDS, kinds
from duijie.relations.types import Node, Tied

OPENED: Final = 100
"""Of those whom one in the picture is tied to so many are added, the warmest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """``center``, those nearest to it and those added, in this order, and every tie among them by columns.

    ``one`` and ``other`` are places in ``nodes``, ``kind`` a place in :data:`KINDS`, ``warmth`` 0 to 1. Ties on a way
    asked for stand first, then those of whom was added last, each warmest first. ``left_out`` are further ones near.
    """

    center: Node
    as_of: date
    nodes: tuple[Node, ...]
    one: Ints
    other: Ints
    kind: Ints
    warmth: Floats
    on_way: npt.NDArray[np.bool_]
    left_out: int
    held: Graph
    ties: Ints

    def __len__(self) -> int:
        return len(self.ties)

    def of_other_families(self, hidden: Collection[str]) -> Ints:
        """Places of the ties whose family is not ``hidden``."""
        codes = [place for place, kind in enumerate(kinds().values()) if kind.family in hidden]
        return np.flatnonzero(~np.isin(self.kind, codes)).astype(np.int32)

    def told(self, places: Sequence[int]) -> list[Tied]:
        """The ties at these places with what each rests on: one or two queries a source, however many they are."""
        return tied_of(self.held, [int(self.ties[place]) for place in places], as_of=self.as_of)


def around(
    *,
    source: str = "",
    target: str = "",
    also: Sequence[str] = (),
    viewer: Actor,
    as_of: date,
    only: Collection[str] = (),
    most: int = 200,
    steps: int = 2,
) -> Around:
    """Those within ``steps`` of ``source``, the warmest first and ``most`` of them, and all ties among them.

    ``target`` adds the ways there, as :func:`~duijie.relations.queries.introduce` finds them. Each key of ``also`` adds
    up to :data:`OPENED` of those that it is tied to; a key that nobody bears adds none. ``only`` leaves ties of these
    kinds, and whom they tie. Closed doors are shown: they are there, and no way leads through them. Raises as
    :func:`~duijie.relations.queries.introduce`.
    """
    held = graph(viewer=viewer)
    start = find(held, source) if source else ourselves(held, viewer)
    ways = ways_to(held, start, find(held, target), as_of=as_of)[1] if target else ()
    view = held.network.on(as_of)
    near = _near(reach(view, [start], steps))
    picked: list[Ints] = [near[:most], *(np.array(way.nodes, np.int32) for way in ways)]
    more = [held.numbers[key] for key in also if key in held.numbers]
    picked += [_near(reach(view, [one], 1))[: OPENED + 1] for one in more]
    shown = np.array(list(dict.fromkeys(np.concatenate(picked).tolist())), np.int32)
    ties, size = view.network.ties, view.network.ties.size
    inside = np.zeros(size, bool)
    inside[shown] = True
    wanted = np.isin(ties.kind, [KINDS.index(code) for code in only]) if only else np.True_
    among = np.flatnonzero(inside[ties.one] & inside[ties.other] & (view.warmth > 0) & wanted)
    on_way = np.isin(among, [tie for way in ways for tie in way.ties])
    last = (
        (ties.one[among] == more[-1]) | (ties.other[among] == more[-1])
        if more
        else np.zeros(len(among), bool)
    )
    order = np.lexsort((among, -view.warmth[among], ~last, ~on_way))
    among, on_way = among[order], on_way[order]
    if only:
        ends = np.isin(
            shown, np.concatenate([ties.one[among], ties.other[among], np.array([start], np.int32)])
        )
        shown = shown[ends]
    place = np.full(size, -1, np.int32)
    place[shown] = np.arange(len(shown))
    return Around(
        held.node(start), as_of, tuple(map(held.node, shown.tolist())), place[ties.one[among]], place[ties.other[among]],
        ties.kind[among], view.warmth[among], on_way, max(len(near) - most, 0), held, among.astype(np.int32),
    )  # fmt: skip


def _near(cost: Floats) -> Ints:
    """Those that are reached, the nearest first."""
    near = np.flatnonzero(np.isfinite(cost))
    return near[np.lexsort((near, cost[near]))].astype(np.int32)
