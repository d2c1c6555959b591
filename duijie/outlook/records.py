"""What a park is to reach and what it produces already, from its own records, for the outlook to start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duijie.accounts.types import Actor
from duijie.parks import queries as parks


@dataclass(frozen=True, slots=True)
class Recorded:
    """Yuan a year. ``due_on`` of the quota, ``year`` of the base; all ``None`` where nothing is recorded, or not read."""

    quota: Decimal | None = None
    due_on: date | None = None
    base: Decimal | None = None
    year: int | None = None


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
