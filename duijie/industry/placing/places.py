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
from duijie.industry.placing.registered import Registered, bounds
from duijie.industry.types import Local, Source
from duijie.naming.plain import plain
from duijie.parks.queries import park_line, tenants

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
    return place_named(own_region().name, today=today)


def place_named(name: str, *, today: date) -> Place | None:
    """The division that a region's name is of; ``None`` where it is of none or of several."""
    found = find_places(name, today) if name else ()
    return division_place(found[0].code) if len(found) == 1 else None


def locals_of(place: Place, *, rows: Registered, viewer: Actor, today: date) -> list[Local]:
    """Those whom the own records know in a place, each once, with what the registry says of the same credit code."""
    if place.park_id is not None:
        found = _tenants(place.park_id, viewer, today)
    else:
        found = _listed(Listing.objects.filter(division__startswith=_stem(place.division)).exclude(status__in=GONE)) if viewer.may("see") else []  # fmt: skip
    return _joined(found, rows)


def registered_there(place: Place, rows: Registered, known: Iterable[Local]) -> np.ndarray:
    """The rows of the registry in a division that are none of ``known``, as a mask; none for a park."""
    if place.park_id is not None:
        return np.zeros(len(rows), bool)
    mask = rows.within(place.division)
    codes = [one.credit_code for one in known if one.credit_code]
    names = [spelled for one in known for spelled in (one.name, plain(one.name))]
    numbers = np.flatnonzero(mask)
    some = rows.text[numbers]
    same = some["credit_code"].is_in(codes) | some["name"].is_in(names)
    mask[numbers[same.to_numpy()]] = False
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
                one.name, row.code if row else "", one.industry or (row.industry if row else ""), output, None,
                (Source("tenant", one.park, str(one.id)), *((Source("directory", row.title, str(head)),) if row else ())),
            )
        )  # fmt: skip
    return found


def _listed(rows: Iterable[Listing]) -> list[Local]:
    return [
        Local(row.title, row.code, row.industry, None, None, (Source("directory", row.title, str(row.pk)),))
        for row in rows
        if row.kind == "enterprise"
    ]


def local_of(rows: Registered, place: int) -> Local:
    """A row of the registry as an enterprise, by its place in the columns. What its scope says stands in the signs."""
    name, code, industry = rows.text.row(place)
    capital = rows.capital[place]
    source = Source("registry", rows.sources[rows.source[place]].source, str(rows.row[place]))
    return Local(
        name, code, industry, None, None if np.isnan(capital) else Decimal(float(capital)), (source,), place
    )


def _joined(found: Sequence[Local], rows: Registered) -> list[Local]:
    """Each with the registry's row that bears its credit code."""
    answer = []
    for own in found:
        place = rows.place_of(own.credit_code)
        if place is None:
            answer.append(own)
            continue
        row = local_of(rows, place)
        answer.append(
            replace(
                own, capital=row.capital, industry=own.industry or row.industry, place=place,
                sources=(*own.sources, *row.sources),
            )
        )  # fmt: skip
    return answer
