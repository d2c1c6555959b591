"""What the outlook takes from the records of parks: what is to be reached, what is produced already, what lies inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duijie.accounts.types import Actor
from duijie.parks import queries as parks
from duijie.pipeline.bulk.queries import parks as borne_parks


@dataclass(frozen=True, slots=True)
class Recorded:
    """Yuan a year. ``due_on`` of the quota, ``year`` of the base; all ``None`` where nothing is recorded, or not read."""

    quota: Decimal | None = None
    due_on: date | None = None
    base: Decimal | None = None
    year: int | None = None


def names_within(*, park: str) -> frozenset[str]:
    """All names under which projects bear a park or one inside it; its own alone where no record has that name."""
    number = parks.parks_named([park]).get(park)
    if number is None:
        return frozenset({park})
    names = parks.names_of(park_ids=parks.inside_of(park_id=number))
    return frozenset({park, *(name for several in names.values() for name in several)})


def choosable(*, viewer: Actor) -> list[str]:
    """The parks that projects bear as they write them, and the recorded ones that these lie in."""
    borne = borne_parks(viewer=viewer)
    tree = {one.id: one for one in parks.lines(viewer=viewer)}
    found = set(borne)
    for number in parks.parks_named(borne).values():
        at = tree.get(number)
        while at is not None and at.parent_id is not None:
            at = tree.get(at.parent_id)
            found |= {at.name} if at else set()
    return sorted(found)


def recorded(*, park: str, viewer: Actor, as_of: date) -> Recorded:
    """The output that a park is to reach next, and what its enterprises told of the latest year that was over.

    ``park`` by any of its names. Of several quotas the one due first on or after the day counts, else the last.
    """
    numbers = parks.parks_named([park])
    if park not in numbers or not viewer.may("see"):
        return Recorded()
    info = parks.park(park_id=numbers[park], viewer=viewer, today=as_of)
    quotas = [one for one in info.quotas if one.kind == "output" and one.park_id == info.line.id]
    ahead = [one for one in quotas if one.due_on >= as_of]
    quota = ahead[0] if ahead else quotas[-1] if quotas else None
    over = [
        (year, values["output"])
        for year, values, _count in info.years
        if info.reads_years and year < as_of.year and "output" in values
    ]
    year, base = max(over, default=(None, None))
    return Recorded(quota.quantity.number if quota else None, quota.due_on if quota else None, base, year)
