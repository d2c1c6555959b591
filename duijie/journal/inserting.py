"""New rows of one model by the thousand, several times faster than one by one through the ORM."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any, Final, TypeVar

from django.db import connection, connections
from django.db.models import DateField, DecimalField, JSONField, Model
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=Model)
TOGETHER: Final = 20
"""Rows that one statement adds: a third of the time of as many statements."""
_PLAIN: Final = re.compile(r"[A-Za-z0-9 _.:+{}-]{0,80}")
"""Words that a statement may hold between quotes as they are."""
_AT_ONCE_TAKEN: Final = frozenset({str, int, float, bytes})
MEMORY: Final = 131_072
"""KiB of pages that SQLite may hold while much is written."""


def insert(rows: Sequence[Model]) -> None:
    """Add new rows of one model, several times faster than through the ORM; they know their numbers afterwards.

    For operations that write thousands. Rows are taken as they are: no ``save``, no defaults of the database.
    """
    if not rows:
        return
    model = type(rows[0])
    if model._meta.auto_field is not None and rows[0].pk is None:
        for row, number in zip(rows, reserved(model, len(rows)), strict=True):
            row.pk = number
    fields = model._meta.concrete_fields
    using = connections[connection.alias]
    # Past the fields' descriptors, each of which is a call.
    told = zip(*map(itemgetter(*(field.attname for field in fields)), map(vars, rows)), strict=True)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({columns})"
    with connection.cursor() as cursor:
        write = _copied if connection.vendor == "postgresql" else _stated
        write(cursor, into, list(zip(fields, told, strict=True)), using)
    alias = connection.alias
    for row in rows:
        state = row._state
        state.adding, state.db = False, alias


def _copied(cursor: Any, into: str, columns: Sequence[tuple[Any, Sequence[Any]]], using: Any) -> None:
    """PostgreSQL takes rows as they stream in: no statement is read, nothing waits for an answer."""
    ready: dict[Any, dict[Any, Any]] = {}
    prepared = []
    for field, values in columns:
        few = values[:1] if _same(field, values) else values
        made = _prepared(field, few, using, ready)
        prepared.append(made if len(made) == len(values) else [made[0]] * len(values))
    with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for line in zip(*prepared, strict=True):
            copy.write_row(line)


def _stated(cursor: Any, into: str, columns: Sequence[tuple[Any, Sequence[Any]]], using: Any) -> None:
    """SQLite takes statements of some rows each. Of one that may stop halfway it copies every page that it touches;
    what stops here takes back all."""
    ready: dict[Any, dict[Any, Any]] = {}
    said: list[str] = []
    given: list[Sequence[Any]] = []
    for field, values in columns:
        place, column = _column(field, values, using, ready)
        said.append(place)
        if place == "%s":
            given.append(column)
    one_row = f"({', '.join(said)})"
    lines = list(zip(*given, strict=True))
    whole = len(lines) // TOGETHER * TOGETHER
    for some, at_once in ((lines[:whole], TOGETHER), (lines[whole:], 1)):
        lot = ", ".join([one_row] * at_once)
        cursor.executemany(
            f"INSERT OR FAIL INTO {into} VALUES {lot}",  # noqa: S608 -- of values only those that _literal lets through
            [tuple(chain.from_iterable(some[at : at + at_once])) for at in range(0, len(some), at_once)],
        )


def alike(template: Row, **columns: Any) -> Row:
    """A new row as ``template`` is, but for some columns; making one from nothing costs several times as much.

    Columns are named as the table has them (``project_id``); what the template leads to is not taken along.
    """
    row = type(template).__new__(type(template))
    row.__dict__ = {**template.__dict__, "_state": ModelState(), **columns}
    return row


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looks for circles of objects, which go over all rows again and again: a third of the time of 100,000."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def room() -> Iterator[None]:
    """Let SQLite hold 128 MiB of pages meanwhile: with its usual two, much written at once is written many times over."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA cache_size").fetchone()
        cursor.execute(f"PRAGMA cache_size = -{MEMORY}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {usual}")


def reserved(model: type[Model], count: int) -> list[int]:
    """Numbers for new rows that nobody else will be given; inside a transaction that writes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "WITH one AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS counter)"
                " SELECT nextval(counter) FROM one, generate_series(1, %s)",
                [table, count],
            )
            return [number for (number,) in cursor.fetchall()]
        # One transaction writes at a time here, and numbers of deleted rows are not given again.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def _column(
    field: Any, values: Sequence[Any], using: Any, ready: dict[Any, dict[Any, Any]]
) -> tuple[str, Sequence[Any]]:
    """What the statement says of a column, and its values as the driver takes them.

    What is the same in all rows stands in the statement: a parameter costs as much as the value that it brings. Never
    the key, so that every row brings something, and one row after another is the same statement. ``ready`` holds what
    was made of amounts and days before.
    """
    same = not field.primary_key and _same(field, values)
    made = _prepared(field, values[:1] if same else values, using, ready)
    if isinstance(field, JSONField):
        same = made.count(made[0]) == len(made)
    if not same:
        return "%s", made
    place = _literal(made[0])
    return (place, ()) if place else ("%s", [made[0]] * len(values))


def _same(field: Any, values: Sequence[Any]) -> bool:
    """Whether a column says the same in all rows. What is equal as JSON may be written otherwise: 1, 1.0, true."""
    return not isinstance(field, JSONField) and values.count(values[0]) == len(values)


def _literal(value: Any) -> str:
    """How a statement writes a value, as the driver takes it, that is plain enough; empty for others."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    return f"'{value}'" if isinstance(value, str) and _PLAIN.fullmatch(value) else ""


def _prepared(
    field: Any, values: Sequence[Any], using: Any, ready: dict[Any, dict[Any, Any]]
) -> Sequence[Any]:
    """The values of a column as the driver takes them."""
    if isinstance(field, JSONField):
        # What is empty stands in most rows.
        as_json = partial(using.ops.adapt_json_value, encoder=field.encoder)
        empty: dict[type, Any] = {kind: as_json(kind()) for kind in (dict, list)}
        empty[type(None)] = None
        return [
            as_json(value) if value or type(value) not in empty else empty[type(value)] for value in values
        ]
    if isinstance(field, DecimalField):
        # One amount stands in several columns of a row.
        digits, places = field.max_digits, field.decimal_places
        made = ready.setdefault((digits, places), {None: None})
        for value in set(values) - made.keys():
            adapted = using.ops.adapt_decimalfield_value(field.to_python(value), digits, places)
            made[value] = _taken(adapted)
        return [made[value] for value in values]
    if isinstance(field, DateField):
        # One moment and few days stand in thousands of rows.
        made = ready.setdefault(type(field), {})
        for value in set(values) - made.keys():
            made[value] = _taken(field.get_db_prep_save(value, using))
        return [made[value] for value in values]
    return values if set(map(type, values)) <= _AT_ONCE_TAKEN else list(map(_taken, values))


def _taken(value: Any) -> Any:
    """The same value as a driver takes it at once: for others than these it looks for an adapter each time."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, int) else value
