"""What sections are divided into, and the clock on the first reply in working days: tables and pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from duijie.kernel.words import Words
from duijie.portal.types import KINDS
from duijie.rulebook import WrongTable, in_force, known, table

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ReplyRule:
    """How long a first reply may take; see the head of ``replies.toml``."""

    code: str
    working_days: int
    effective_from: date
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A holiday and the days worked in its place; see the head of ``days_off.toml``."""

    code: str
    name: Words
    begins_on: date
    ends_on: date
    worked: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What a section is divided into; see the head of ``topics.toml``."""

    code: str
    kind: str
    name: Words


@cache
def topics() -> Mapping[str, Topic]:
    """By code, as they stand in the table. Raises :class:`duijie.rulebook.WrongTable`."""
    rows = table("duijie.portal", "topics", Topic)
    for number, row in enumerate(rows, 1):
        known("topics.toml", number, "kind", row.kind, KINDS)
    return {row.code: row for row in rows}


@cache
def load() -> tuple[tuple[ReplyRule, ...], tuple[DaysOff, ...]]:
    """Both tables. Raises :class:`duijie.rulebook.WrongTable`."""
    replies = table("duijie.portal", "replies", ReplyRule)
    for number, row in enumerate(replies, 1):
        if not 0 < row.working_days <= 60:
            raise WrongTable(
                "replies.toml", number, "a reply takes 1 to 60 working days", "Write working_days = 3."
            )
    days = table("duijie.portal", "days_off", DaysOff)
    for number, off in enumerate(days, 1):
        if not timedelta(0) <= off.ends_on - off.begins_on < timedelta(days=31):
            raise WrongTable(
                "days_off.toml", number, "it ends before it begins, or after a month", "Mend ends_on."
            )
    return replies, days


def working_day(day: date, days: Iterable[DaysOff]) -> bool:
    """Whether offices work: Monday to Friday but for holidays, and the days worked in their place."""
    days = tuple(days)
    if any(day in one.worked for one in days):
        return True
    return day.weekday() < SATURDAY and not any(one.begins_on <= day <= one.ends_on for one in days)


def due_after(arrived_on: date, working_days: int, days: Iterable[DaysOff]) -> date:
    """The last of so many working days; the day of arrival does not count."""
    days, day = tuple(days), arrived_on
    while working_days:
        day += timedelta(days=1)
        working_days -= working_day(day, days)
    return day


def allowed_on(day: date) -> int:
    """The working days to a first reply, for what arrives on a day. Raises :class:`WrongTable` where no row holds."""
    found = in_force(load()[0], day)
    if not found:
        raise WrongTable("replies.toml", 0, f"no row holds on {day}", "Add one.")
    return found[-1].working_days


def due_on(arrived_on: date) -> date:
    """Until when a first reply is due, by the tables."""
    return due_after(arrived_on, allowed_on(arrived_on), load()[1])
