"""A county after much work, made once a process and put back for each test that needs it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")

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


@contextmanager
def for_a_module(blocker: DjangoDbBlocker, make: Callable[[], Made]) -> Iterator[Callable[[], Made]]:
    """What ``make`` fills the database with, for all tests of a module; each works on it and leaves it as it was.

    Gives how a test gets at it. PostgreSQL's connection is closed between tests, so there each makes it anew.
    """
    with blocker.unblock():
        if connection.vendor != "sqlite":
            yield make
            return
        with transaction.atomic():
            made = make()
            yield lambda: made
            transaction.set_rollback(True)
