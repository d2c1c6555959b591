"""As of which day, as known at which moment: read from the address, shown in two date fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.accounts.queries import own_region
from duijie.web.pages.parts import Field


@dataclass(frozen=True, slots=True)
class Moments:
    """``chosen`` holds what the address asked for, to be carried on in links; empty for the defaults."""

    as_of: date
    known_at: datetime
    fields: tuple[Field, ...]
    chosen: Mapping[str, str]


def moments(asked: Mapping[str, str], *, now: datetime) -> Moments:
    """The two moments that ``asked`` names: by default the region's closing day (else today) and ``now``.

    ``known_at`` is a day and means its end, or a moment (a figure in a briefing is known as of one). What is neither is
    left aside, and its field says so.
    """
    as_of, as_of_error = _day(asked.get("as_of", ""))
    exact = _moment(asked.get("known_at", ""))
    known_on, known_error = (timezone.localdate(exact), "") if exact else _day(asked.get("known_at", ""))
    today = timezone.localdate(now)
    end_of_day = exact or (timezone.make_aware(datetime.combine(known_on, time.max)) if known_on else now)
    day = as_of or own_region().closed_on or today
    fields = (
        Field("as_of", _("As of"), "date", value=day.isoformat(), error=as_of_error),
        Field("known_at", _("As known on"), "date", value=(known_on or today).isoformat(), error=known_error),
    )
    chosen = {}
    if as_of:
        chosen["as_of"] = as_of.isoformat()
    if exact:
        chosen["known_at"] = exact.isoformat()
    elif known_on and known_on != today:
        chosen["known_at"] = known_on.isoformat()
    return Moments(day, min(end_of_day, now), fields, chosen)


def _moment(text: str) -> datetime | None:
    """A moment with its zone, such as 2015-09-24T10:30:00+08:00."""
    try:
        found = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return None, _("Write the day as 2015-09-24.")
