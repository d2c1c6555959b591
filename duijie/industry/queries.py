"""Reads of chains: the list, one with its versions, its map in a place, who is on a link and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

import numpy as np
from django.db.models import F

from duijie.accounts.types import Actor
from duijie.industry.links.graph import Graph, graph_of
from duijie.industry.models import Chain, Seat, Version
from duijie.industry.placing.placer import Placed, Placer
from duijie.industry.placing.places import Place, local_of, locals_of, registered_there
from duijie.industry.placing.registered import OnChain, Registered, on_chain, registered
from duijie.industry.placing.standing import Seen, Weight, states_of
from duijie.industry.rules import advices, strengths, worth
from duijie.industry.types import (
    ChainInfo,
    ChainLine,
    ChainMap,
    Local,
    NoSuchChain,
    OnLink,
    VersionLine,
)
from duijie.kernel.words import Words

MOST_SHOWN: Final = 200
"""Enterprises of a link that are told one by one."""


def chains(*, viewer: Actor, park_id: int | None = None) -> list[ChainLine]:
    """All chains by name, or those that are to grow in a park."""
    if not viewer.may("see"):
        return []
    rows = Chain.objects.order_by("name_zh", "pk")
    if park_id is not None:
        rows = rows.filter(seats__park_id=park_id)
    return _lines(rows)


def chain(*, chain_id: int, viewer: Actor, version: int | None = None) -> ChainInfo:
    """One chain, as it is or as it was in a version. Raises :class:`NoSuchChain`."""
    row = Chain.objects.filter(pk=chain_id).first() if viewer.may("see") else None
    if row is None:
        raise NoSuchChain("chain", chain_id)
    wanted = row.version if version is None else version
    shown = Version.objects.filter(chain=row, number=wanted).first()
    if shown is None:
        raise NoSuchChain("version", wanted)
    return ChainInfo(_lines([row])[0], graph_of(shown.links), wanted)


def chains_in(*, park_id: int, viewer: Actor) -> list[ChainInfo]:
    """The chains that are to grow in a park, with their links."""
    return _infos(chains(viewer=viewer, park_id=park_id))


def every_chain(*, viewer: Actor) -> list[ChainInfo]:
    """All chains with their links."""
    return _infos(chains(viewer=viewer))


def _infos(found_lines: Iterable[ChainLine]) -> list[ChainInfo]:
    lines = {one.id: one for one in found_lines}
    found = Version.objects.filter(chain_id__in=lines, number=F("chain__version"))
    links = {one.chain_id: one.links for one in found}
    return [ChainInfo(line, graph_of(links[number]), line.version) for number, line in lines.items()]


def versions(*, chain_id: int, viewer: Actor) -> tuple[VersionLine, ...]:
    """All versions of a chain, the latest first."""
    if not viewer.may("see"):
        return ()
    rows = Version.objects.filter(chain_id=chain_id).defer("links").select_related("by").order_by("-number")
    return tuple(
        VersionLine(one.number, one.at, one.by.display_name or one.by.get_username(), one.note, one.count)
        for one in rows
    )


def chain_named(*, text: str, viewer: Actor) -> int:
    """The number of a chain by its code or its name. Raises :class:`NoSuchChain`."""
    for one in chains(viewer=viewer):
        if text in {one.code, one.name.zh, one.name.en}:
            return one.id
    raise NoSuchChain("chain", text)


def chain_map(*, chain_id: int, place: Place, viewer: Actor, today: date) -> ChainMap:
    """How the links of a chain stand in a place. Raises :class:`NoSuchChain`."""
    return map_of(info=chain(chain_id=chain_id, viewer=viewer), place=place, viewer=viewer, today=today)


def map_of(*, info: ChainInfo, place: Place, viewer: Actor, today: date) -> ChainMap:
    """The same for a chain that was read already, in any version."""
    rows = registered()
    placer, pairs = _placer(info.graph), on_chain(info.graph, rows)
    known = locals_of(place, rows=rows, viewer=viewer, today=today)
    here: dict[str, list[Weight]] = {link.code: [] for link in info.graph.links}
    perhaps = dict.fromkeys(here, 0)
    for one in known:
        for placed in _place(placer, one, pairs, info.graph):
            if placed.sure:
                here[placed.link].append(Weight(one.name, one.output, one.capital))
            else:
                perhaps[placed.link] += 1
    there = registered_there(place, rows, known)
    quotients = _add_registered(info.graph, rows, pairs, there, place, here, perhaps)
    seen = {code: Seen(tuple(weights), perhaps[code], quotients.get(code)) for code, weights in here.items()}
    looked_at = {"own": len(known), "registry": int(there.sum())}
    return ChainMap(info, place.name, states_of(info.graph, seen, strengths(), advices()), looked_at)


def known_on_links(
    *, info: ChainInfo, place: Place, viewer: Actor, today: date
) -> dict[str, tuple[Local, ...]]:
    """The enterprises of a place that our own records know and that surely stand on each link; links without are left out."""
    rows, placer = registered(), _placer(info.graph)
    pairs = on_chain(info.graph, rows)
    found: dict[str, list[Local]] = {}
    for one in locals_of(place, rows=rows, viewer=viewer, today=today):
        for placed in _place(placer, one, pairs, info.graph):
            if placed.sure:
                found.setdefault(placed.link, []).append(one)
    return {code: tuple(locals_) for code, locals_ in found.items()}


def on_link(
    *, chain_id: int, code: str, place: Place, viewer: Actor, today: date
) -> tuple[tuple[OnLink, ...], int]:
    """Who is on a link in a place, likeliest first, with the signs; at most :data:`MOST_SHOWN`, and how many there are."""
    info = chain(chain_id=chain_id, viewer=viewer)
    if code not in info.graph.by_code:
        raise NoSuchChain("link", code)
    rows, placer = registered(), _placer(info.graph)
    known = locals_of(place, rows=rows, viewer=viewer, today=today)
    pairs = on_chain(info.graph, rows)
    found = [
        OnLink(one, placed)
        for one in known
        for placed in _place(placer, one, pairs, info.graph)
        if placed.link == code
    ]
    there = registered_there(place, rows, known)
    chosen = np.flatnonzero(there[pairs.row] & (pairs.link == _number(info.graph, code)))
    count = len(found) + len(chosen)
    best = chosen[np.argsort(-pairs.score[chosen], kind="stable")][:MOST_SHOWN]
    found += [
        OnLink(local_of(rows, int(pairs.row[one])), pairs.placed(one, info.graph)) for one in best.tolist()
    ]
    found.sort(key=lambda one: -one.placed.score)
    return tuple(found[:MOST_SHOWN]), count


def _add_registered(
    graph: Graph, rows: Registered, pairs: OnChain, there: np.ndarray, place: Place,
    here: dict[str, list[Weight]], perhaps: dict[str, int],
) -> dict[str, Decimal]:  # fmt: skip
    """Add the registry's rows of the place to each link; the location quotients of a division."""
    if place.park_id is not None or not len(rows):
        return {}
    sure = pairs.score >= np.float32(worth().placed)
    inside, whole = int(there.sum()), len(rows)
    within = there[pairs.row]
    quotients = {}
    for number, link in enumerate(graph.links):
        own = pairs.link == number
        places = pairs.row[own & sure & within]
        capital = rows.capital[places]
        names = rows.text["name"][places] if len(places) else ()
        here[link.code] += [
            Weight(name, None, None if np.isnan(sum_) else Decimal(float(sum_)))
            for name, sum_ in zip(names, capital, strict=True)
        ]
        perhaps[link.code] += int((own & ~sure & within).sum())
        everywhere = int((own & sure).sum())
        if everywhere and inside:
            share = Decimal(len(places)) / inside / (Decimal(everywhere) / whole)
            quotients[link.code] = round(share, 2)
    return quotients


def _place(placer: Placer, one: Local, pairs: OnChain, graph: Graph) -> list[Placed]:
    """Where an enterprise stands by what we know of it and by what the registry says of it, the surer of both."""
    found = {placed.link: placed for placed in placer.place(name=one.name, scope="", code=one.industry)}
    for number in pairs.of(one.place) if one.place is not None else ():
        placed = pairs.placed(number, graph)
        if placed.link not in found or found[placed.link].score < placed.score:
            found[placed.link] = placed
    return list(found.values())


@lru_cache(maxsize=32)
def _placer(graph: Graph) -> Placer:
    return Placer(graph, worth())


def _number(graph: Graph, code: str) -> int:
    return [link.code for link in graph.links].index(code)


def _lines(rows: Iterable[Chain]) -> list[ChainLine]:
    rows = list(rows)
    parks: dict[int, list[tuple[int, str]]] = {row.pk: [] for row in rows}
    for seat in Seat.objects.filter(chain__in=rows).select_related("park").order_by("park__name"):
        parks[seat.chain_id].append((seat.park_id, seat.park.name))
    latest = Version.objects.filter(chain__in=rows, number=F("chain__version"))
    counts = dict(latest.values_list("chain_id", "count"))
    return [
        ChainLine(
            row.pk,
            row.code,
            Words(row.name_zh, row.name_en),
            row.version,
            counts[row.pk],
            tuple(parks[row.pk]),
        )
        for row in rows
    ]
