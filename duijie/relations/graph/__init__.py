"""All ties as one network: derived from the records in a few reads, kept until something is written.

Nothing of it is stored. What a viewer may not read gives rise to no tie in the viewer's network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from duijie.accounts.queries import confidential_units
from duijie.accounts.types import Actor
from duijie.network.ties import OPEN, Ints, Network, Ties
from duijie.relations.rules import kinds
from duijie.relations.sources import Raw, Source, directory, documents, meetings, papers, posts, projects
from duijie.relations.sources.nodes import Nodes
from duijie.relations.types import Node
from duijie.standing import until_written

SOURCES: Final[tuple[Source, ...]] = (
    *directory.SOURCES, *projects.SOURCES, *papers.SOURCES, *meetings.SOURCES, *posts.SOURCES, *documents.SOURCES
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Graph:
    """The network with what its numbers stand for. Of each tie: its source's place, its record, whether its day is stated."""

    network: Network
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    source: Ints
    record: Ints
    stated: np.ndarray
    own: int
    """The number of our region."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each key."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def named(self) -> dict[str, list[int]]:
        """The numbers that bear each label."""
        found: dict[str, list[int]] = {}
        for number, label in enumerate(self.labels):
            found.setdefault(label, []).append(number)
        return found

    @cached_property
    def tied(self) -> np.ndarray:
        """How many ties each has, ended ones and those to come included."""
        return np.diff(self.network.start)

    def node(self, number: int) -> Node:
        """What a number stands for."""
        key = self.keys[number]
        kind, _mark, rest = key.partition(":")
        where = ""
        if kind == "person":
            at = self.numbers.get(rest.rpartition(":")[0])
            where = self.labels[at] if at is not None else ""
        return Node(key, kind, self.labels[number], where)


def graph(*, viewer: Actor) -> Graph:
    """The network of what ``viewer`` may read. Raises :class:`~duijie.accounts.types.NotAllowed`."""
    viewer.must("see")
    # All that what one reads depends on; two of whom this is the same share one network.
    sight = (viewer.may("see_people"), confidential_units(viewer=viewer))
    return until_written(("relations", sight), lambda: _derived(viewer))


def _derived(viewer: Actor) -> Graph:
    nodes = Nodes(viewer)
    own = nodes.region()
    codes = {code: number for number, code in enumerate(kinds())}
    strengths = np.array([float(kind.strength) for kind in kinds().values()])
    columns: list[tuple[int, ...]] = []
    for place, source in enumerate(SOURCES):
        # One record may tie the same two once a kind.
        for raw in dict.fromkeys(source.ties(nodes)):
            if raw.one is not None and raw.other is not None and raw.one != raw.other:
                stated = raw.since is not None
                columns.append((raw.one, raw.other, codes[raw.kind], *_days(raw), place, raw.record, stated))
    one, other, kind, first, last, places, records, known = np.array(columns, np.int32).reshape(-1, 8).T
    ties = Ties(len(nodes.keys), one, other, kind, first, last, strengths[kind])
    labels = tuple(nodes.labels())
    return Graph(Network(ties), tuple(nodes.keys), labels, places, records, known.astype(bool), own)


def _days(raw: Raw) -> tuple[int, int]:
    """First and last day; one that ended before it was known had begun by its end."""
    first: date = raw.since or raw.known_on
    last = OPEN if raw.until is None else raw.until.toordinal()
    return min(first.toordinal(), last), last
