"""The feed's rows, one after the other; what the viewer may not read stays veiled."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from duijie.accounts.types import Actor
from duijie.figures.registry import catalogue, compute
from duijie.figures.types import FigureValue
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Told
from duijie.ledger import queries as ledger
from duijie.ledger.types import EntryInfo

MOST_DAYS: Final = 60


class TooManyDays(Told, ValueError):
    """A series has at most :data:`MOST_DAYS` days."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"共 {count} 个月，一次最多 {MOST_DAYS} 个。请把起始日推后。",
            f"That is {count} months; a series has at most {MOST_DAYS}. Begin it later.",
        )


def month_ends(since: date, until: date) -> tuple[date, ...]:
    """The last days of the months from ``since`` on, and ``until`` itself; raises :class:`TooManyDays`.

    A ``since`` behind ``until`` leaves ``until`` alone.
    """
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    if months > MOST_DAYS:
        raise TooManyDays(months)
    days, day = [], since
    while (end := day.replace(day=calendar.monthrange(day.year, day.month)[1])) < until:
        days.append(end)
        day = end + timedelta(days=1)
    return (*days, until)


def figure_rows(days: Sequence[date], known_at: datetime, viewer: Actor) -> Iterator[tuple[Any, ...]]:
    """Every figure on each of the days, measure by measure."""
    known = ledger.knowledge(known_at=known_at, viewer=viewer)
    for code in catalogue():
        for day in days:
            for value in compute(code, as_of=day, known_at=known_at, viewer=viewer, known=known):
                yield _figure(value)


def entry_rows(day: date, known_at: datetime, viewer: Actor) -> Iterator[tuple[Any, ...]]:
    """Every entry in force on the day, in the order of their numbers."""
    for one in ledger.each(as_of=day, known_at=known_at, viewer=viewer):
        yield _entry(one, day, known_at)


def _figure(value: FigureValue) -> tuple[Any, ...]:
    one = value.definition
    return (
        one.code, one.name.zh, one.name.en, value.scope, value.scope_name.zh, value.scope_name.en, value.as_of,
        value.known_at.astimezone(UTC), *_interval(value.quantity, one.unit), str(one.window), one.version,
        len(set(value.contributions.column("id").tolist())), "；".join(gap.zh for gap in value.gaps),
        "; ".join(gap.en for gap in value.gaps),
    )  # fmt: skip


def _entry(one: EntryInfo, day: date, known_at: datetime) -> tuple[Any, ...]:
    key = "" if one.label == ledger.VEILED else one.key
    return (
        one.id, one.shape, one.measure, key, one.label, one.scope, day, known_at.astimezone(UTC), one.effective_on,
        one.recorded_at.astimezone(UTC), *_interval(one.quantity, one.quantity.unit), one.quantity.words, one.basis,
        one.by_when,
    )  # fmt: skip


def _interval(quantity: Quantity | None, unit: str) -> tuple[Any, ...]:
    if quantity is None:
        return None, None, None, unit, ""
    return quantity.number, quantity.low, quantity.high, quantity.unit, str(quantity.sense)
