"""What the network as a whole shows: who hangs together, and ties that one would expect and that are missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from duijie.accounts.types import Actor
from duijie.directory.models import Listing
from duijie.network.groups import groups
from duijie.network.ties import View
from duijie.relations.doors import shut
from duijie.relations.graph import Graph, graph
from duijie.relations.patterns.chained import on_chains
from duijie.relations.queries import OURS
from duijie.relations.rules import KINDS, kinds
from duijie.relations.types import Node

LEAST: Final = 3
"""Of so many at least is a community."""
SHARE: Final = 1 / 3
HOLDERS: Final = 2
"""Of an industry's local enterprises so many, and this share of them, have a tie before the others are expected to."""
DEPTH: Final = 3
"""Letter and digits of the industry by which enterprises are taken to be alike: C29."""
PATTERN: Final = frozenset({"papers", "members"})
"""Families of ties that the like of an industry tend to share."""
HERE: Final = ("local", "tenant")


@dataclass(frozen=True, slots=True)
class Community:
    """Those who hang together more than with others, those with most ties first; ``linked``: tied to us directly."""

    members: tuple[Node, ...]
    linked: int


@dataclass(frozen=True, slots=True)
class Expected:
    """A tie that is missing: ``holders`` of ``alike`` local enterprises of ``industry`` are tied to ``partner`` so."""

    who: Node
    partner: Node
    kind: str
    industry: str
    holders: tuple[Node, ...]
    alike: int


def communities(*, viewer: Actor, as_of: date, most: int = 10) -> tuple[Community, ...]:
    """Groups among those who are not ourselves, the largest first. Ties to us are left out: they would make one of all."""
    held = graph(viewer=viewer)
    view = held.network.on(as_of)
    ours = _ours(held)
    labels = groups(view, ours)
    found: dict[int, list[int]] = defaultdict(list)
    for number in np.flatnonzero(~ours).tolist():
        found[int(labels[number])].append(number)
    near = _tied_to(view, ours)
    largest = sorted((one for one in found.values() if len(one) >= LEAST), key=lambda one: (-len(one), one))
    return tuple(
        Community(
            tuple(held.node(one) for one in sorted(group, key=lambda one: (-int(held.tied[one]), one))),
            int(near[group].sum()),
        )
        for group in largest[:most]
    )


def expected(*, viewer: Actor, as_of: date, most: int = 50) -> tuple[Expected, ...]:
    """Ties that local enterprises of an industry have and others of it here have not, those most shared first.

    A pattern, no finding: an enterprise may have its reasons. Closed doors and ties that ended are left out. Of whom a
    chain says where they stand, :func:`~duijie.relations.patterns.chained.unlinked` tells instead.
    """
    held = graph(viewer=viewer)
    placed = on_chains(held, viewer=viewer, today=as_of).numbers
    view = held.network.on(as_of, closed=shut(held, as_of=as_of))
    ties, today = held.network.ties, as_of.toordinal()
    lasting = (view.warmth > 0) & (ties.until >= today)
    ours = _ours(held)
    industries = _industries(held, lasting, ours)
    alike = Counter(industries.values())
    codes = [number for number, kind in enumerate(kinds().values()) if kind.family in PATTERN]
    with_them: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    known: set[tuple[int, int]] = set()
    for tie in np.flatnonzero(lasting).tolist():
        one, other, kind = int(ties.one[tie]), int(ties.other[tie]), int(ties.kind[tie])
        for who, partner in ((one, other), (other, one)):
            known.add((who, partner))
            if kind in codes and who in industries and not ours[partner] and partner not in industries:
                with_them[industries[who], partner, kind].add(who)
    found = []
    for (industry, partner, kind), holders in with_them.items():
        if len(holders) < HOLDERS or len(holders) < SHARE * alike[industry]:
            continue
        names = tuple(held.node(one) for one in sorted(holders))
        found += [
            Expected(held.node(who), held.node(partner), KINDS[kind], industry, names, alike[industry])
            for who, of in industries.items()
            if of == industry and who not in placed and (who, partner) not in known
        ]
    return tuple(
        sorted(found, key=lambda one: (-len(one.holders) / one.alike, one.who.key, one.partner.key))
    )[:most]


def _ours(held: Graph) -> np.ndarray:
    return np.array([key.partition(":")[0] in OURS for key in held.keys], bool)


def _tied_to(view: View, some: np.ndarray) -> np.ndarray:
    """Whether each is tied to one of ``some`` on the day."""
    ties, there = view.network.ties, view.warmth > 0
    found = np.zeros(ties.size, bool)
    found[ties.one[there & some[ties.other]]] = True
    found[ties.other[there & some[ties.one]]] = True
    return found


def _industries(held: Graph, lasting: np.ndarray, ours: np.ndarray) -> Mapping[int, str]:
    """The industry of each local enterprise that the directory tells one of."""
    ties = held.network.ties
    here = lasting & np.isin(ties.kind, [KINDS.index(code) for code in HERE])
    local = {
        int(end)
        for tie in np.flatnonzero(here).tolist()
        for end in (ties.one[tie], ties.other[tie])
        if not ours[end]
    }
    told = dict(Listing.objects.exclude(industry="").values_list("pk", "industry"))
    found = {number: told.get(held.node(number).organisation_id or 0, "") for number in local}
    return {number: code[:DEPTH] for number, code in sorted(found.items()) if len(code) >= DEPTH}
