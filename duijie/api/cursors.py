"""Where a page of a list ended, as a word that programs hand back unread."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, date, datetime, time
from typing import Final

from ninja.errors import HttpError

_ANY: Final = datetime(2000, 1, 1, tzinfo=UTC)


def written(moment: datetime, number: int) -> str:
    """The word for the place behind a row, by its moment and number."""
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {number}".encode()).decode().rstrip("=")


def read(cursor: str) -> tuple[datetime, int]:
    """Moment and number. Raises a problem of status 404 for a word that no answer has given."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, _, number = text.rpartition(" ")
        found = datetime.fromisoformat(moment)
        if found.tzinfo is None:
            raise ValueError(cursor)
        if not 0 <= int(number) < 2**63:
            raise ValueError(cursor)
        return found.astimezone(UTC), int(number)
    except (binascii.Error, UnicodeDecodeError, ValueError, OverflowError) as wrong:
        raise HttpError(404, "This cursor was not given by an answer. Leave it out to begin.") from wrong


def of_number(number: int) -> str:
    """The word for the place behind a row of a list by numbers."""
    return written(_ANY, number)


def number_of(cursor: str) -> int:
    """The number. Raises as :func:`read`."""
    return read(cursor)[1]


def of_day(day: date, number: int) -> str:
    """The word for the place behind a row of a list by days."""
    return written(datetime.combine(day, time(), UTC), number)


def day_of(cursor: str) -> tuple[date, int]:
    """Day and number. Raises as :func:`read`."""
    moment, number = read(cursor)
    return moment.date(), number
