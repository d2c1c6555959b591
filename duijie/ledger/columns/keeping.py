"""The columns that this process keeps, brought up to date with the table before they are counted with.

Entries are only ever added, so what was read stays and what is new is read. Three things are watched for:

* PostgreSQL gives numbers in another order than it commits: a number passed over may still come. Such numbers are asked
  for again until every transaction that was under way when they were noted is over.
* A transaction sees its own rows, which may never be committed: it counts with a copy of its own.
* Rows vanish: an undone import takes its entries out and notes that (:class:`duijie.ledger.models.Erasure`); a database
  may be put in the place of another, and then the last row read is not there any more. All is read anew.

A command that ends with its answer reads what it is asked for and holds nothing (:func:`on_demand`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Final

import numpy as np
from django.db import DatabaseError, connection
from django.db.models import Q

from duijie.journal.inserting import uncollected
from duijie.ledger.columns.reading import NAMES, Reading, Row, rows_of, rows_within
from duijie.ledger.columns.shelf import KINDS, Shelf
from duijie.ledger.models import Erasure


@dataclass(frozen=True, slots=True)
class Held:
    """The columns as of one state of the table. ``last``: the row of the greatest number; ``erased``: how many erasures
    are known of; ``awaited``: numbers that may still come, with the transactions that could bring them; ``on_demand``:
    nothing is held, each question reads what it is about."""

    shelves: Mapping[str, Shelf] = field(default_factory=dict)
    last: Row | None = None
    erased: int = 0
    awaited: tuple[tuple[frozenset[int], frozenset[str]], ...] = ()
    on_demand: bool = False

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


_on_demand: Final = ContextVar("_on_demand", default=False)


@contextmanager
def on_demand() -> Iterator[None]:
    """Read only what is asked for meanwhile and hold nothing: for a program that will not be asked again."""
    token = _on_demand.set(True)
    try:
        yield
    finally:
        _on_demand.reset(token)


def reads_on_demand() -> bool:
    """Whether only what is asked for is read."""
    return _on_demand.get()


def shelf_of(measure: str, held: Held, *, since: date | None = None, until: date = date.max) -> Shelf:
    """A measure's entries, those of these days at least; none where nothing was ever recorded of it."""
    if not held.on_demand:
        return held.shelves.get(measure, _EMPTY)
    reading = Reading()
    with uncollected():
        for some in rows_within(measure, since, until):
            reading.take(some)
    found = {} if reading.last is None else reading.shelves({})
    return found.get(measure, _EMPTY)


def up_to_date() -> Held:
    """The columns with all that the connection sees now."""
    if reads_on_demand():
        return Held(on_demand=True)
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
    """The transactions that are under way in the database; those of others on its server write nothing here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'virtualxid' AND datname = current_database()"
        )
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
