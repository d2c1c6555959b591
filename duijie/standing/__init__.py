"""Answers that stand until something is written: what was counted over all rows is not counted again before."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from django.db import connection

Answer = TypeVar("Answer")

AT_MOST: Final = 2_000
"""Answers held by one process; the next one begins anew."""

_held: Final[dict[str, dict[Hashable, Any]]] = {}
"""The answers by the state of the database that they are of; there is one state at most."""


def until_written(key: Hashable, answer: Callable[[], Answer]) -> Answer:
    """What ``answer()`` gives, or what it gave when nothing had been committed since.

    PostgreSQL tells by its snapshot which transactions one sees: two equal snapshots see the same rows. Only
    outside a transaction, whose own writes a snapshot does not name. SQLite has nothing of the kind that holds
    across connections, and counts along an index three times as fast: there it is always asked anew.

    ``key`` names the question with all that its answer depends on but for the rows.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return answer()
    state = _state()
    answers = _held.get(state)
    if answers is None or len(answers) >= AT_MOST:
        answers = {}
        _held.clear()
        _held[state] = answers
    if key not in answers:
        answers[key] = answer()
    found: Answer = answers[key]
    return found


def _state() -> str:
    """Which database, and which of its transactions are seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        (snapshot,) = cursor.fetchone()
    where = connection.settings_dict
    return f"{where['HOST']}:{where['PORT']}/{where['NAME']} {snapshot}"
