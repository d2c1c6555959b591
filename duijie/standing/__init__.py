"""Answers that stand until something is written: what was counted over all rows is not counted again before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from django.db import connection

Answer = TypeVar("Answer")

AT_MOST: Final = 1_000
"""Answers that a thread holds; the next one begins anew."""


class _Held(threading.local):
    """The answers of a thread, and the state of the database that they are of."""

    def __init__(self) -> None:
        self.state: tuple[object, ...] = ()
        self.answers: dict[Hashable, Any] = {}


_held: Final = _Held()


def until_written(key: Hashable, answer: Callable[[], Answer]) -> Answer:
    """What ``answer()`` gives, or what it gave this thread when nothing had been committed since.

    Only outside a transaction, which sees its own writes. ``key`` names the question with all that its answer
    depends on but for the rows.
    """
    if connection.in_atomic_block:
        return answer()
    state = _state()
    if state != _held.state or len(_held.answers) >= AT_MOST:
        _held.state, _held.answers = state, {}
    if key not in _held.answers:
        # What is written while this is counted changes the state, so the answer is not given out again.
        _held.answers[key] = answer()
    found: Answer = _held.answers[key]
    return found


def _state() -> tuple[object, ...]:
    """The connection, and what it says of the commits that it sees.

    PostgreSQL names its snapshot: equal ones see the same transactions. SQLite's ``data_version`` changes when
    another connection has committed, the count of changes when this one has written.
    """
    connection.ensure_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_current_snapshot()::text")
            return (connection.connection, cursor.fetchone()[0])
        cursor.execute("PRAGMA data_version")
        return (connection.connection, cursor.fetchone()[0], connection.connection.total_changes)
