"""The columns that this process keeps, brought up to date with the table before they are counted with.

Entries are only ever added, so what was read stays and what is new is read. Three things are watched for:

* PostgreSQL gives numbers in another order than it commits: a number passed over may still come. Such numbers are asked
  for again until every transaction that was under way when they were noted is over.
* A transaction sees its own rows, which may never be committed: it counts with a copy of its own.
* Rows vanish: an undone import takes its entries out and notes that (:class:`duijie.ledger.models.Erasure`); a database
  may be put in the place of another, and then the last row read is not there any more. All is read anew.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from itertools import chain
from typing import Any, Final

import numpy as np
from django.db import DatabaseError, connection
from django.db.models import Field, Func, IntegerField, Q

from duijie.journal import uncollected
from duijie.ledger.columns.shelf import AMOUNTS, KINDS, NEVER, SHAPES, Column, Shelf, scaled, whole_numbers
from duijie.ledger.columns.vocabulary import Names
from duijie.ledger.models import Entry, Erasure

AT_ONCE: Final = 50_000
VOID: Final = SHAPES.index("void")
Row = tuple[Any, ...]


class _Plain(Func):
    """A column as the driver gives it, past Django's conversions."""

    template = "%(expressions)s"
    arity = 1
    output_field = Field()


class _Ordinal(Func):
    """A day as its number, 1 for the first of the calendar."""

    template = "CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)"
    arity = 1
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, using: Any) -> Any:
        """PostgreSQL subtracts days."""
        return self.as_sql(compiler, using, template="(%(expressions)s - DATE '0001-01-01' + 1)")


class _Micros(Func):
    """A moment in microseconds since 1970."""

    template = (
        "(CAST(strftime('%%%%s', %(expressions)s) AS INTEGER) * 1000000"
        " + CAST(substr(%(expressions)s || '.000000', 21, 6) AS INTEGER))"
    )
    arity = 1
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, using: Any) -> Any:
        """PostgreSQL counts in exact decimals."""
        return self.as_sql(
            compiler, using, template="(extract(epoch from %(expressions)s) * 1000000)::bigint"
        )


class _Together(Func):
    """Several columns as the text of one list: what many rows say alike is taken from the driver, and looked up, once."""

    template = "json_array(%(expressions)s)"
    output_field = Field()

    def as_postgresql(self, compiler: Any, using: Any) -> Any:
        """PostgreSQL builds lists as values."""
        return self.as_sql(compiler, using, template="json_build_array(%(expressions)s)::text")


_ALIKE: Final = (
    "shape", "measure", "scope", "unit", "sense", "keeper", "park", "source", "band", "chain", "basis"
)  # fmt: skip
_READ: Final = {
    "_key": _Plain("key"), "_alike": _Together(*_ALIKE), "_number": _Plain("number"), "_low": _Plain("low"),
    "_high": _Plain("high"), "_day": _Ordinal("effective_on"), "_recorded": _Micros("recorded_at"),
    "_corrects": _Plain("corrects_id"), "_fact": _Plain("fact_id"),
    "_document": _Plain("fact__statement__document_id"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """The columns as of one state of the table. ``last``: the row of the greatest number; ``erased``: the last erasure
    known of; ``awaited``: numbers that may still come, with the transactions that could bring them."""

    shelves: Mapping[str, Shelf] = field(default_factory=dict)
    last: Row | None = None
    erased: int = 0
    awaited: tuple[tuple[frozenset[int], frozenset[str]], ...] = ()

    @property
    def size(self) -> int:
        """Bytes that the columns take, without the texts."""
        return sum(shelf.size for shelf in self.shelves.values())


NAMES: Final = Names()
"""What numbers of texts mean, in all columns of this process."""
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
    erased = Erasure.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if held.erased != erased:
        held = Held(erased=erased)
    if held.last is None:
        return _with_rows(held, _rows(Q()))
    # Whoever is over by now has committed before the rows are read, or never will.
    going = _going() if held.awaited else frozenset[str]()
    missing = frozenset[int]().union(*(numbers for numbers, _ in held.awaited))
    wanted = Q(pk__gte=held.last[0])
    rows = list(chain.from_iterable(_rows(wanted | Q(pk__in=missing) if missing else wanted)))
    if held.last not in rows:
        return _with_rows(Held(erased=erased), _rows(Q()))
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


def _rows(wanted: Q) -> Iterator[list[Row]]:
    """Rows in the order of their numbers, number first, some at a time. They are taken from the driver as they are: past
    the ORM a million of them are read in a third of the time."""
    last = 0
    while True:
        rows = Entry.objects.filter(wanted, pk__gt=last).order_by("pk").annotate(**_READ)
        asked, told = rows.values_list("pk", *_READ)[:AT_ONCE].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(asked, told)
            some = cursor.fetchall()
        if some:
            last = some[-1][0]
            yield some
        if len(some) < AT_ONCE:
            return


def _with_rows(held: Held, rows: Iterable[list[Row]]) -> Held:
    reading = _Reading()
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


class _Memo(dict[Any, int]):
    """Amounts in ten-thousandths, each worked out once: few numbers stand in many rows."""

    def __missing__(self, told: Any) -> int:
        if isinstance(told, Decimal):
            found = scaled(told)
        elif isinstance(told, int) and abs(told) < 10**15:
            found = told * 10**4
        else:
            # SQLite keeps what is no whole number as a float of fifteen digits, which Django reads like this.
            exact = _FIFTEEN.create_decimal_from_float(told)
            found = scaled(exact.quantize(Decimal("0.0001"), context=Context(prec=26)))
        self[told] = found
        return found


_FIFTEEN: Final = Context(prec=15)
_PLAIN: Final = ("key", "id", "day", "recorded", "fact", "document", "corrects")


class _Alike(dict[str, int]):
    """Lists of what rows say alike, each by its number; ``columns`` holds what each says, by number."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: dict[str, list[int]] = {name: [] for name in _ALIKE}
        self.measures: dict[str, int] = {}

    def __missing__(self, told: str) -> int:
        said = dict(zip(_ALIKE, json.loads(told), strict=True))
        for name, column in self.columns.items():
            column.append(self._code(name, said[name]))
        number = self[told] = len(self)
        return number

    def _code(self, name: str, said: Any) -> int:
        if name == "shape":
            return SHAPES.index(said)
        if name == "measure":
            return self.measures.setdefault(said, len(self.measures))
        return said or 0 if name == "keeper" else NAMES[name].code(said)


class _Reading:
    """Rows on their way into columns."""

    def __init__(self) -> None:
        self.last: Row | None = None
        self._parts: dict[str, list[Column]] = {
            name: [] for name in (*_PLAIN, *AMOUNTS, "no_low", "no_high", "alike")
        }
        self._alike = _Alike()
        self._amounts = _Memo()

    def numbers(self) -> Column:
        """The numbers of all rows, those of void ones included."""
        return np.concatenate(self._parts["id"])

    def take(self, rows: Sequence[Row]) -> None:
        """Further rows; the last one has the greatest number."""
        self.last = rows[-1]
        told = dict(zip(("_id", *_READ), zip(*rows, strict=True), strict=True))
        found: dict[str, Column] = {"key": NAMES["key"].codes(told["_key"])}
        for name in AMOUNTS:
            found[name] = whole_numbers(
                [0 if one is None else self._amounts[one] for one in told[f"_{name}"]]
            )
        for end in ("low", "high"):
            found[f"no_{end}"] = np.array([one is None for one in told[f"_{end}"]], np.bool_)
        for name in _PLAIN[1:]:
            found[name] = np.array([one or 0 for one in told[f"_{name}"]], KINDS.get(name, np.int64))
        found["alike"] = np.array(list(map(self._alike.__getitem__, told["_alike"])), np.int32)
        for name, column in found.items():
            self._parts[name].append(column)

    def shelves(self, before: Mapping[str, Shelf]) -> dict[str, Shelf]:
        """The shelves with the rows in their places, and what they correct marked."""
        columns = {name: np.concatenate(parts) for name, parts in self._parts.items()}
        alike = columns.pop("alike")
        for name, said in self._alike.columns.items():
            columns[name] = np.array(said, KINDS.get(name, np.int32))[alike]
        columns["corrected"] = np.full(len(alike), NEVER)
        corrects, recorded, measure = columns.pop("corrects"), columns["recorded"], columns.pop("measure")
        moments = {
            int(n): int(at) for n, at in zip(corrects[corrects > 0], recorded[corrects > 0], strict=True)
        }
        every = Shelf(NAMES, columns).corrected(moments) if moments else Shelf(NAMES, columns)
        order = np.lexsort((every["id"], every["recorded"], every["day"], measure))
        order = order[every["shape"][order] != VOID]
        ends = np.searchsorted(measure[order], np.arange(len(self._alike.measures) + 1))
        found = dict(before)
        for place, name in enumerate(self._alike.measures):
            new = every.at(order[ends[place] : ends[place + 1]])
            found[name] = found[name].joined(new) if name in found else new
        if before and moments:
            found = {name: shelf.corrected(moments) for name, shelf in found.items()}
        return found
