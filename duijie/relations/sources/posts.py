"""Ties of offices and places: seats in bodies, chiefs and anchors of chains, parks and who is in residence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from django.utils import timezone

from duijie.governance.models import Anchor, Body, Seat
from duijie.governance.rules import load
from duijie.kernel.words import Words
from duijie.parks.models import Park, Tenant
from duijie.relations.sources import Raw, Source
from duijie.relations.sources.nodes import Nodes
from duijie.relations.types import Record


def _bodies(nodes: Nodes) -> Iterable[Raw]:
    """A body and the unit that is its office, else the region."""
    for pk, name, unit, founded, ended, at in Body.objects.order_by("pk").values_list(
        "pk", "name", "unit_id", "founded_on", "ended_on", "at"
    ):
        body = nodes.other("body", pk, name)
        office = nodes.unit(unit) if unit else nodes.region()
        yield Raw(office, body, "unit", founded, ended, timezone.localdate(at), pk)


def _told_bodies(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Body.objects.filter(pk__in=numbers).select_related("document")
    return {
        row.pk: Record(
            Words(f"议事机构：{row.name}", f"body: {row.name}"), f"body:{row.pk}", row.document_id,
            row.document.name if row.document else "",
        )
        for row in rows
    }  # fmt: skip


def _seats(nodes: Nodes) -> Iterable[Raw]:
    """Somebody, by name, and the body that they sit in; the unit that they come from."""
    rows = Seat.objects.exclude(name="").order_by("pk")
    for pk, body, called, chain, leading, unit, name, since, until, at in rows.values_list(
        "pk", "body_id", "body__name", "chain_id", "chain__unit_id", "unit_id", "name", "since", "until", "at"
    ):
        home = nodes.unit(unit) if unit else nodes.region()
        who, known = nodes.person(home, name), timezone.localdate(at)
        yield Raw(who, home, "post", since, until, known, pk)
        there = nodes.other("body", body, called) if body else nodes.unit(leading) if chain else None
        yield Raw(who, there, "seat", since, until, known, pk)


def _told_seats(numbers: Collection[int]) -> Mapping[int, Record]:
    roles = load().seats
    found = {}
    for row in Seat.objects.filter(pk__in=numbers).select_related("body", "chain"):
        what = row.body or row.chain
        role = roles[row.role].name if row.role in roles else Words.both(row.role)
        words = Words(f"{what}{role.zh} {row.post}".strip(), f"{role.en} of {what} {row.post}".strip())
        found[row.pk] = Record(words, f"body:{row.body_id}" if row.body_id else f"governed:{row.chain_id}")
    return found


def _anchors(nodes: Nodes) -> Iterable[Raw]:
    """The anchor of a chain with the unit that leads the chain and with its chiefs."""
    heads: dict[int, list[tuple[int | None, date | None, date | None]]] = defaultdict(list)
    for chain, unit, name, since, until in (
        Seat.objects.filter(chain__isnull=False).exclude(name="").order_by("pk").values_list("chain_id", "unit_id", "name", "since", "until")
    ):  # fmt: skip
        home = nodes.unit(unit) if unit else nodes.region()
        heads[chain].append((nodes.person(home, name), since, until))
    for pk, chain, leading, home, name, since, until, at in Anchor.objects.order_by("pk").values_list(
        "pk", "chain_id", "chain__unit_id", "organisation_id", "name", "since", "until", "at"
    ):
        who, known = nodes.organisation(home, name), timezone.localdate(at)
        yield Raw(nodes.unit(leading), who, "chief", since, until, known, pk)
        for chief, begun, over in heads[chain]:
            first = max(filter(None, (since, begun)), default=None)
            last = min(filter(None, (until, over)), default=None)
            if first is None or last is None or first <= last:
                yield Raw(chief, who, "chief", first, last, known, pk)


def _told_anchors(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Anchor.objects.filter(pk__in=numbers).values_list("pk", "chain__name", "chain_id")
    return {
        pk: Record(Words(f"链主企业：{chain}", f"anchor of {chain}"), f"governed:{number}")
        for pk, chain, number in rows
    }


def _parks(nodes: Nodes) -> Iterable[Raw]:
    """A park and the unit that keeps it, and the park that it lies in, else the region."""
    for pk, name, unit, above, called, founded, day, at in Park.objects.order_by("pk").values_list(
        "pk", "name", "unit_id", "parent_id", "parent__name", "founded_on", "document__dated_on", "at"
    ):
        park, known = nodes.other("park", pk, name), day or timezone.localdate(at)
        if unit:
            yield Raw(nodes.unit(unit), park, "unit", founded, None, known, pk)
        over = nodes.other("park", above, called) if above else nodes.region()
        yield Raw(over, park, "unit", founded, None, known, pk)


def _told_parks(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Park.objects.filter(pk__in=numbers).select_related("document")
    return {
        row.pk: Record(
            Words(f"园区：{row.name}", f"park: {row.name}"), f"park:{row.pk}", row.document_id,
            row.document.name if row.document else "",
        )
        for row in rows
    }  # fmt: skip


def _tenants(nodes: Nodes) -> Iterable[Raw]:
    for pk, park, called, home, name, since, until, at in Tenant.objects.order_by("pk").values_list(
        "pk", "park_id", "park__name", "organisation_id", "name", "moved_in_on", "moved_out_on", "at"
    ):
        ends = nodes.other("park", park, called), nodes.organisation(home, name)
        yield Raw(*ends, "tenant", since, until, timezone.localdate(at), pk)


def _told_tenants(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Tenant.objects.filter(pk__in=numbers).values_list("pk", "park__name", "park_id")
    return {
        pk: Record(Words(f"入驻：{park}", f"in residence: {park}"), f"park:{number}")
        for pk, park, number in rows
    }


SOURCES: Final = (
    Source("body", _bodies, _told_bodies),
    Source("seat", _seats, _told_seats),
    Source("anchor", _anchors, _told_anchors),
    Source("park", _parks, _told_parks),
    Source("tenant", _tenants, _told_tenants),
)
