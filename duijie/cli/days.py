# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""Days and moments as typed on the command line."""

from __future__ import annotations

from datetime import date, datetime, time

from duijie.cli.errors import WrongUse
from duijie.cli.session import now


def as_day(words: str | None, option: str) -> date | None:
    """A day as ``2015-09-24``; raises :class:`WrongUse`."""
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as wrong:
        raise WrongUse(f"{option} {words!r} is no day. Write it as 2015-09-24.") from wrong


def as_moment(words: str | None, option: str) -> datetime:
    """A moment as ``2015-09-24`` (the end of that day) or ``2015-09-24T17:30``, in the installation's time
    zone unless it names one; now for ``None``. Raises :class:`WrongUse`.
    """
    if words is None:
        return now()
    from django.utils import timezone

    try:
        found = datetime.fromisoformat(words)
    except ValueError as wrong:
        raise WrongUse(
            f"{option} {words!r} is no moment. Write it as 2015-09-24 or 2015-09-24T17:30."
        ) from wrong
    if len(words) == 10:
        found = datetime.combine(found.date(), time.max)
    return found if found.tzinfo else timezone.make_aware(found)
