"""The columns that this process keeps, brought up to date with the table before they are counted with.

Entries are only ever added, so what was read stays and what is new is read. Three things are watched for:

* PostgreSQL gives numbers in another order than it commits: a number passed over may still come. Such numbers are asked
  for again until every transaction that was under way when they were noted is over.
* A transaction sees its own rows, which may never be committed: it counts with a copy of its own.
* Rows vanish: an undone import takes its entries out and notes that (:class:`duijie.ledger.models.Erasure`); a database
  may be put in the place of another, and then the last row read is not there any more. All is read anew.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

import numpy as np
from django.db import DatabaseError, connection
from django.db.models import Q

from duijie.journal import uncollected
from duijie.ledger.columns.reading import NAMES, Reading, Row, rows_of
from duijie.ledger.columns.shelf import KINDS, Shelf
from duijie.ledger.models import Erasure


@dataclass(frozen=True, slots=True)
class Held:
    """The columns as of one state of the table. ``last``: the row of the greatest number; ``erased``: how many erasures
    are known of; ``awaited``: numbers that may still come, with the transactions that could bring them."""

    shelves: Mapping[str, Shelf] = field(default_factory=dict)
    last: Row | None = None
    erased: int = 0
    awaited: tuple[tuple[frozenset[int], frozenset[str]], ...] = ()

    @property
    def size(self) -> int:
        """Bytes that the columns take, without the texts."""
        return sum(shelf.size for shelf in self.shelves.values())


_EMPTY: Final = Shelf(NAMES, {name: np.zeros(0, kind) for name, kind in KINDS.items()})


class _Process:
    """What all threads share; it holds what is committed and nothing else."""

    def __init__(self) -> None:
        self.held = Held()
        self.lock = threading.Lock()


_process: Final = _Process()


def shelf_of(measure: str, held: Held) -> Shelf:
    """A measure's entries; none where nothing was ever recorded of it."""
    return held.shelves.get(measure, _EMPTY)


def up_to_date() -> Held:
    """The columns with all that the connection sees now."""
    if connection.in_atomic_block:
        return _taken_in(_process.held)
    with _process.lock:
        held = _process.held = _taken_in(_process.held)
    return held


def read_ahead() -> None:
    """Take the table in before anybody asks, in a thread of its own."""
    try:
        up_to_date()
    except DatabaseError:
        # Whoever asks for a figure will be told what is wrong with the database.
        return
    finally:
        connection.close()


def forget() -> None:
    """Hold nothing, so that all is read anew: what was in the table may have been changed from outside."""
    with _process.lock:
        _process.held = Held()


def _taken_in(held: Held) -> Held:
    """With what the connection sees and ``held`` does not have."""
    # Counted, since their numbers too may come in another order than their commits.
    erased = Erasure.objects.count()
    if held.erased != erased:
        held = Held(erased=erased)
    if held.last is None:
        return _with_rows(held, rows_of(Q()))
    # Whoever is over by now has committed before the rows are read, or never will.
    going = _going() if held.awaited else frozenset[str]()
    missing = frozenset[int]().union(*(numbers for numbers, _ in held.awaited))
    wanted = Q(pk__gte=held.last[0])
    rows = list(chain.from_iterable(rows_of(wanted | Q(pk__in=missing) if missing else wanted)))
    if held.last not in rows:
        return _with_rows(Held(erased=erased), rows_of(Q()))
    come = {row[0] for row in rows}
    awaited = tuple((numbers - come, might) for numbers, might in held.awaited if might & going)
    if awaited != held.awaited:
        held = replace(held, awaited=tuple(pair for pair in awaited if pair[0]))
    new = [row for row in rows if row != held.last]
    return _with_rows(held, [new]) if new else held


def _going() -> frozenset[str]:
    """The transactions that are under way in the database's server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT virtualtransaction FROM pg_locks WHERE locktype = 'virtualxid'")
        return frozenset(one for (one,) in cursor.fetchall())


def _with_rows(held: Held, rows: Iterable[list[Row]]) -> Held:
    reading = Reading()
    with uncollected():
        for some in rows:
            reading.take(some)
    if reading.last is None:
        return held
    last = max((row for row in (held.last, reading.last) if row is not None), key=lambda row: int(row[0]))
    awaited = held.awaited
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        first = held.last[0] + 1 if held.last else 1
        passed_over = np.setdiff1d(np.arange(first, last[0]), reading.numbers())
        if len(passed_over):
            awaited = (*awaited, (frozenset(passed_over.tolist()), _going()))
    return replace(held, shelves=reading.shelves(held.shelves), last=last, awaited=awaited)
