"""Who is in a place: enterprises in residence of a park, or a division's organisations and rows of the registry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.codes.divisions import find_places, path_of
from duijie.directory.models import Listing
from duijie.directory.queries import titles
from duijie.industry.registered import Registered, bounds
from duijie.industry.types import Local, Source
from duijie.naming.plain import plain
from duijie.parks.queries import park_line, tenants
from duijie.registry.layout import Registry
from duijie.registry.rows import Rows

GONE = frozenset({"moved", "revoked", "closed"})
_MOST_TENANTS = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A park by its number, or a division by its code; exactly one of them."""

    name: str
    park_id: int | None = None
    division: str = ""


def park_place(*, park_id: int, viewer: Actor) -> Place:
    """A park as a place. Raises :class:`~duijie.parks.types.NoSuchPark`."""
    return Place(park_line(park_id=park_id, viewer=viewer).name, park_id=park_id)


def division_place(code: str) -> Place | None:
    """A division as a place: two, four or six digits; ``None`` where there is none."""
    digits = code.strip()
    if not digits.isdigit() or len(digits) not in {2, 4, 6}:
        return None
    path = path_of(digits.ljust(6, "0"))
    return Place("".join(one.name for one in path), division=digits) if path else None


def own_place(*, today: date) -> Place | None:
    """The division that this installation serves, told by the region's name; ``None`` where the name is not of one."""
    name = own_region().name
    found = find_places(name, today) if name else ()
    return division_place(found[0].code) if len(found) == 1 else None


def locals_of(place: Place, *, rows: Registered, viewer: Actor, today: date) -> list[Local]:
    """Those whom the own records know in a place, each once, with what the registry says of the same credit code."""
    if place.park_id is not None:
        found = _tenants(place.park_id, viewer, today)
    else:
        found = _listed(Listing.objects.filter(division__startswith=_stem(place.division)).exclude(status__in=GONE)) if viewer.may("see") else []  # fmt: skip
    return _with_scope(found, rows)


def registered_there(place: Place, rows: Registered, known: Iterable[Local]) -> np.ndarray:
    """The rows of the registry in a division that are none of ``known``, as a mask; none for a park."""
    if place.park_id is not None:
        return np.zeros(len(rows), bool)
    mask = rows.within(place.division)
    codes = [one.credit_code for one in known if one.credit_code]
    names = [spelled for one in known for spelled in (one.name, plain(one.name))]
    same = rows.text["credit_code"].is_in(codes) | rows.text["name"].is_in(names)
    mask[same.arg_true()] = False
    return mask


def _stem(division: str) -> str:
    low, high = bounds(division)
    return f"{low:06}"[: 6 - (len(str(high - low)) - 1)]


def _tenants(park_id: int, viewer: Actor, today: date) -> list[Local]:
    lines, _count = tenants(viewer=viewer, today=today, park_id=park_id, limit=_MOST_TENANTS)
    heads = titles(organisation_ids=[one.organisation_id for one in lines if one.organisation_id])
    listed = Listing.objects.in_bulk({head for head, _title in heads.values()})
    found = []
    for one in lines:
        head = heads.get(one.organisation_id or 0, (0, ""))[0]
        row = listed.get(head)
        output = one.latest.values.get("output") if one.latest else None
        found.append(
            Local(
                one.name, row.code if row else "", one.industry or (row.industry if row else ""), "", output, None,
                (Source("tenant", one.park, str(one.id)), *((Source("directory", row.title, str(head)),) if row else ())),
            )
        )  # fmt: skip
    return found


def _listed(rows: Iterable[Listing]) -> list[Local]:
    return [
        Local(
            row.title, row.code, row.industry, "", None, None, (Source("directory", row.title, str(row.pk)),)
        )
        for row in rows
        if row.kind == "enterprise"
    ]


def _with_scope(found: Sequence[Local], rows: Registered) -> list[Local]:
    """Each with scope and capital of the registry's row that bears its credit code."""
    codes = {one.credit_code: place for place, one in enumerate(found) if one.credit_code}
    if not codes or not len(rows):
        return list(found)
    places = rows.text["credit_code"].is_in(list(codes)).arg_true().to_list()
    told = told_of(rows, places)
    answer = list(found)
    for place in places:
        one = told[place]
        at = codes[one.credit_code]
        answer[at] = replace(
            answer[at], scope=one.scope, capital=one.capital, industry=answer[at].industry or one.industry,
            sources=(*answer[at].sources, *one.sources),
        )  # fmt: skip
    return answer


def told_of(rows: Registered, places: Sequence[int]) -> dict[int, Local]:
    """Rows of the registry by their place in the columns, with all that is printed of them."""
    keys = {place: (rows.sources[rows.source[place]].source, int(rows.row[place])) for place in places}
    with Rows(Registry(rows.folder)) as file:
        found = file.several(list(keys.values()))
    answer = {}
    for place, key in keys.items():
        row = found[key]
        capital = None if row.capital_yuan is None else Decimal(row.capital_yuan)
        source = Source("registry", row.source, str(row.row))
        answer[place] = Local(row.name, row.credit_code, row.industry, row.scope, None, capital, (source,))
    return answer
