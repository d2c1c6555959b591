"""Ties that a chain would lead one to expect: firms here on neighbouring links that nothing ties to each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from duijie.accounts.types import Actor
from duijie.industry.placing.places import Place, own_place
from duijie.industry.queries import every_chain, known_on_links
from duijie.industry.types import ChainInfo
from duijie.kernel.words import Words
from duijie.relations.doors import shut
from duijie.relations.graph import Graph, graph
from duijie.relations.rules import kinds
from duijie.relations.types import Node
from duijie.standing import until_written

BUSINESS: Final = frozenset({"papers", "projects", "ownership"})
"""Families of ties by which two firms do business with each other; meeting at an event is none."""


@dataclass(frozen=True, slots=True)
class Unlinked:
    """``who`` stands on ``link`` and does no business with any of ``partners``, all firms here on ``neighbour``.

    ``upstream``: the neighbour makes what the link uses, else the neighbour uses what it makes.
    """

    who: Node
    chain: Words
    link: Words
    neighbour: Words
    upstream: bool
    partners: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class OnChains:
    """By chain and link, the numbers of the firms here in the network; and of all of them."""

    chains: tuple[tuple[ChainInfo, dict[str, tuple[int, ...]]], ...]

    @property
    def numbers(self) -> frozenset[int]:
        """Whoever stands on a link."""
        return frozenset(one for _info, links in self.chains for numbers in links.values() for one in numbers)


def on_chains(held: Graph, *, viewer: Actor, today: date) -> OnChains:
    """Who of the network stands on which link of which chain, in our own place; none where it is not set."""
    place = own_place(today=today)
    if place is None:
        return OnChains(())
    return until_written(("on chains", viewer, today), lambda: _placed(held, place, viewer, today))


def _placed(held: Graph, place: Place, viewer: Actor, today: date) -> OnChains:
    found = []
    for info in every_chain(viewer=viewer):
        links = {}
        for code, firms in known_on_links(info=info, place=place, viewer=viewer, today=today).items():
            keys = [
                f"organisation:{source.key}"
                for firm in firms
                for source in firm.sources
                if source.kind == "directory"
            ]
            links[code] = tuple(sorted({held.numbers[key] for key in keys if key in held.numbers}))
        found.append((info, links))
    return OnChains(tuple(found))


def unlinked(*, viewer: Actor, as_of: date, most: int = 50) -> tuple[Unlinked, ...]:
    """Firms here and neighbouring links none of whose firms here they do business with, those with most partners first.

    A pattern, no finding: they may buy and sell elsewhere. Closed doors and ties that ended by ``as_of`` are left out.
    """
    held = graph(viewer=viewer)
    known, closed = _business(held, as_of), shut(held, as_of=as_of)
    found = []
    for info, links in on_chains(held, viewer=viewer, today=as_of).chains:
        for code, firms in links.items():
            link = info.graph.by_code[code]
            for other in info.graph.around(code):
                there = [one for one in links.get(other, ()) if one not in closed]
                # Who stands on both has it in the house.
                for who in firms:
                    if who in closed or who in there or not there or not known[who].isdisjoint(there):
                        continue
                    found.append(
                        Unlinked(
                            held.node(who), info.line.name, link.name, info.graph.by_code[other].name,
                            other in link.upstream, tuple(map(held.node, there)),
                        )
                    )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-len(one.partners), one.who.key, one.neighbour.zh)))[:most]


def _business(held: Graph, as_of: date) -> dict[int, set[int]]:
    """With whom each does business on the day."""
    ties, today = held.network.ties, as_of.toordinal()
    codes = [place for place, kind in enumerate(kinds().values()) if kind.family in BUSINESS]
    lasting = (ties.since <= today) & (ties.until >= today) & np.isin(ties.kind, codes)
    found: dict[int, set[int]] = defaultdict(set)
    for tie in np.flatnonzero(lasting).tolist():
        one, other = int(ties.one[tie]), int(ties.other[tie])
        found[one].add(other)
        found[other].add(one)
    return found
