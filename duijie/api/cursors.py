"""Where a page of a list ended, as a word that programs hand back unread."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from ninja.errors import HttpError


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
        return found, int(number)
    except (binascii.Error, UnicodeDecodeError, ValueError, OverflowError) as wrong:
        raise HttpError(404, "This cursor was not given by an answer. Leave it out to begin.") from wrong
