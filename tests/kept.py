"""A county after much work, made once a process and put back for each test that needs it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from django.db import connection

_kept: dict[str, sqlite3.Connection] = {}


def kept(name: str, make: Callable[[], object]) -> None:
    """Fill the database by ``make``, or with what it filled it with the first time that this name was asked for.

    For tests that commit (``transaction=True``). On PostgreSQL it is made anew each time.
    """
    if connection.vendor != "sqlite":
        make()
        return
    assert not connection.in_atomic_block
    connection.ensure_connection()
    if name in _kept:
        _kept[name].backup(connection.connection)
        return
    make()
    _kept[name] = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(_kept[name])
