"""Lists that programs walk, the newest record first: what narrows them all, and the word for the next page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from duijie.accounts.types import Walk
from duijie.api import cursors


def walk_of(cursor: str, updated_since: datetime | None) -> Walk:
    """How far the caller has walked. Raises a problem of status 404 for a cursor that no answer has given."""
    return Walk(cursors.number_of(cursor) if cursor else None, updated_since)


def next_of(found: Sequence[Any], limit: int) -> str:
    """The cursor behind a page of ``limit`` rows, where one more than that was found; empty at the end."""
    return cursors.of_number(found[limit - 1].id) if len(found) > limit else ""
