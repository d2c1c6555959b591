"""The only writer of chains, their versions and their seats in parks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.industry.links.graph import Graph, Link, WrongChain, checked, graph_of
from duijie.industry.links.shipped import Written
from duijie.industry.models import Chain, Seat, Version
from duijie.industry.types import ChangedMeanwhile, NoSuchChain
from duijie.kernel.words import Words
from duijie.parks.models import Park
from duijie.parks.queries import parks_named
from duijie.parks.types import NoSuchPark


@transaction.atomic
def begin(*, code: str, name: Words, links: Iterable[Mapping[str, Any]], by: Actor, at: datetime) -> int:
    """Begin a chain with its first links; its number. Raises :class:`WrongChain`."""
    by.must("review")
    graph, code, zh = graph_of(links), code.strip(), name.zh.strip()
    if not zh or not code:
        raise WrongChain(code, Words("产业链须有代码和名称", "a chain has a code and a name"))
    if Chain.objects.filter(code=code).exists():
        raise WrongChain(code, Words("已有同代码的产业链", "there is a chain with this code"))
    row = Chain.objects.create(code=code, name_zh=zh, name_en=name.en.strip() or zh, by_id=by.user_id, at=at)
    _further(row, graph, "", by, at)
    return row.pk


@transaction.atomic
def save_links(
    *,
    chain_id: int,
    links: Iterable[Mapping[str, Any]],
    expected: int,
    by: Actor,
    at: datetime,
    note: str = "",
) -> int:
    """Keep links as a further version; its number. Raises :class:`WrongChain`, :class:`ChangedMeanwhile`."""
    by.must("review")
    graph = graph_of(links)
    row = _held(chain_id, expected)
    if _links(row) == graph.links:
        return row.version
    return _further(row, graph, note, by, at)


@transaction.atomic
def bring_back(*, chain_id: int, number: int, expected: int, by: Actor, at: datetime, note: str = "") -> int:
    """Make the links of an earlier version those of the next; its number. Raises as :func:`save_links` does."""
    by.must("review")
    earlier = Version.objects.filter(chain_id=chain_id, number=number).first()
    if earlier is None:
        raise NoSuchChain("version", number)
    return save_links(chain_id=chain_id, links=earlier.links, expected=expected, by=by, at=at, note=note)


@transaction.atomic
def save_link(
    *, chain_id: int, link: Link, old: str, expected: int, by: Actor, at: datetime, note: str = ""
) -> int:
    """Add a link, or put it in the place of the one called ``old``, whose users follow a new code."""
    by.must("review")
    row = _held(chain_id, expected)
    links = list(_links(row))
    if old:
        if all(one.code != old for one in links):
            raise NoSuchChain("link", old)
        links = [link if one.code == old else _renamed(one, old, link.code) for one in links]
    else:
        links.append(link)
    return _further(row, checked(links), note, by, at)


@transaction.atomic
def remove_link(*, chain_id: int, code: str, expected: int, by: Actor, at: datetime, note: str = "") -> int:
    """Leave a link out of the next version, and out of the upstream of others."""
    by.must("review")
    row = _held(chain_id, expected)
    links = _links(row)
    if all(one.code != code for one in links):
        raise NoSuchChain("link", code)
    left = [_renamed(one, code, "") for one in links if one.code != code]
    return _further(row, checked(left), note, by, at)


@transaction.atomic
def seat(*, chain_id: int, park_id: int, by: Actor, at: datetime, there: bool = True) -> None:
    """Say that a chain is to grow in a park, or no longer."""
    by.must("review")
    row = _held(chain_id, None)
    if not Park.objects.filter(pk=park_id).exists():
        raise NoSuchPark("park", park_id)
    if there:
        _seat, new = Seat.objects.get_or_create(
            chain=row, park_id=park_id, defaults={"by_id": by.user_id, "at": at}
        )
        changed = new
    else:
        changed = bool(Seat.objects.filter(chain=row, park_id=park_id).delete()[0])
    if changed:
        operation = "seat_chain" if there else "unseat_chain"
        log(by=by, at=at, operation=operation, subject=f"chain_graph:{row.pk}", park=park_id)


def lay_down(*, chains: Sequence[Written], by: Actor, at: datetime) -> int:
    """Add chains read from files that are not there yet, with the parks they name; how many."""
    there = set(Chain.objects.values_list("code", flat=True))
    new = [one for one in chains if one.code not in there]
    for one in new:
        number = begin(code=one.code, name=one.name, links=one.graph.as_json(), by=by, at=at)
        for park in parks_named(one.parks).values():
            seat(chain_id=number, park_id=park, by=by, at=at)
    return len(new)


def _held(chain_id: int, expected: int | None) -> Chain:
    """The chain, locked: two who save at once become two versions, or the later one is told."""
    row = Chain.objects.select_for_update().filter(pk=chain_id).first()
    if row is None:
        raise NoSuchChain("chain", chain_id)
    if expected is not None and expected != row.version:
        raise ChangedMeanwhile(row.version)
    return row


def _links(row: Chain) -> tuple[Link, ...]:
    return graph_of(Version.objects.get(chain=row, number=row.version).links).links


def _renamed(link: Link, old: str, new: str) -> Link:
    if old == new or old not in link.upstream:
        return link
    return replace(
        link, upstream=tuple(new if one == old else one for one in link.upstream if one != old or new)
    )


def _further(row: Chain, graph: Graph, note: str, by: Actor, at: datetime) -> int:
    row.version += 1
    Version.objects.create(
        chain=row,
        number=row.version,
        links=graph.as_json(),
        count=len(graph.links),
        note=note.strip()[:300],
        by_id=by.user_id,
        at=at,
    )
    row.save(update_fields=["version"])
    log(
        by=by, at=at, operation="save_chain_graph", subject=f"chain_graph:{row.pk}", version=row.version,
        links=len(graph.links), note=note.strip()[:300],
    )  # fmt: skip
    return row.version
