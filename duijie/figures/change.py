"""A figure against what it was (同比: the same day a year before, 环比: the end of the month before) and against its
quota of the year (序时进度, 超进度)."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from duijie.figures.types import FigureValue
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words

AGAINST: Final[Mapping[str, Words]] = {
    "year": Words("同比", "on a year before"),
    "month": Words("环比", "on the month before"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved. ``way``: ``rose fell flat``, ``new`` from zero, ``unknown`` where either is no exact number.

    ``growth`` is in percent, (now − before) / before; ``None`` where that has no sense.
    """

    before: FigureValue | None
    way: str
    difference: Decimal | None = None
    growth: Decimal | None = None


def day_against(day: date, against: str) -> date:
    """The day compared with: the same a year before (28 February for the 29th), or the last of the month before.

    Before the first year of the calendar there is nothing: its first day stands for that.
    """
    if day.year == date.min.year:
        return date.min
    if against == "month":
        return day.replace(day=1) - timedelta(days=1)
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def change(now: FigureValue | None, before: FigureValue | None) -> Change:
    """Compare two values of one figure. A rounded number is not compared: its growth would be made up. Nor are values
    that are narrowed to different things."""
    if (
        now is None
        or before is None
        or now.within != before.within
        or now.quantity is None
        or before.quantity is None
    ):
        return Change(before, "unknown")
    new, old = now.quantity, before.quantity
    if not (new.is_exact and old.is_exact) or new.unit != old.unit:
        return Change(before, "unknown")
    difference = new.number - old.number
    if not old.number:
        return Change(before, "new" if difference else "flat", difference)
    way = "rose" if difference > 0 else "fell" if difference < 0 else "flat"
    return Change(before, way, difference, difference / old.number * 100)


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a year's quota is reached, in percent: ``done`` of it, ``schedule`` of the year, ``ahead`` in points."""

    done: Decimal
    schedule: Decimal
    ahead: Decimal


def schedule(day: date) -> Decimal:
    """序时进度: how much of the year has gone by, in percent, by whole months; the last day ends its month."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Decimal(day.month - (day.day < last)) / 12 * 100


def pace(now: FigureValue | None, quota: Quantity | None) -> Pace | None:
    """A year's figure against its quota of the year: what is done of it, less what of the year has gone by (超进度).

    ``None`` where either is not told, rounded, of another unit, or the quota is zero: a rate would be made up.
    """
    if now is None or now.quantity is None or quota is None or now.quantity.unit != quota.unit:
        return None
    if not (now.quantity.is_exact and quota.is_exact and quota.number):
        return None
    done, gone = now.quantity.number / quota.number * 100, schedule(now.as_of)
    return Pace(done, gone, done - gone)
