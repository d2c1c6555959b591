"""What one act wrote, row by row, so that it can be taken back exactly: rows made, and rows as they were before."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeVar

from django.db import connection, connections
from django.db.models import DateField, DecimalField, JSONField, Model
from django.db.models.base import ModelState

Image = dict[str, Any]
"""A row's columns as JSON can hold them."""
Row = TypeVar("Row", bound=Model)
AT_ONCE: Final = 800
"""Rows that one query asks for."""
MEMORY: Final = 131_072
"""KiB of pages that SQLite may hold while much is written."""


class Journal:
    """Kept by an operation while it writes. ``made``: numbers by model; ``before``: rows by model and number."""

    def __init__(self) -> None:
        self.made: dict[str, dict[int, None]] = {}
        self.before: dict[str, dict[int, Image]] = {}

    def wrote(self, rows: Iterable[Model]) -> None:
        """These rows are new."""
        model: Any
        for model, some in groupby(rows, type):
            key = _key(model)
            self.made.setdefault(model._meta.label, {}).update(
                dict.fromkeys(row.__dict__[key] for row in some)
            )

    def touching(self, rows: Iterable[Model]) -> None:
        """These rows, as they were read, are about to change; those that this act made are passed over."""
        for row in rows:
            label = row._meta.label
            held = self.before.setdefault(label, {})
            if row.pk not in held and row.pk not in self.made.get(label, {}):
                held[row.pk] = image(row)


def insert(rows: Sequence[Model]) -> None:
    """Add new rows of one model, several times faster than through the ORM; they know their numbers afterwards.

    For operations that write thousands. Rows are taken as they are: no ``save``, no defaults of the database.
    """
    if not rows:
        return
    model = type(rows[0])
    if _key(model) == "id" and rows[0].pk is None:
        for row, number in zip(rows, reserved(model, len(rows)), strict=True):
            row.pk = number
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    using = connections[connection.alias]
    # Past the fields' descriptors, each of which is a call.
    told = [row.__dict__ for row in rows]
    prepared = [_column(field, list(map(itemgetter(field.attname), told)), using) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608 -- names of our own models
            list(zip(*prepared, strict=True)),
        )
    alias = connection.alias
    for row in rows:
        state = row._state
        state.adding, state.db = False, alias


def alike(template: Row, **columns: Any) -> Row:
    """A new row as ``template`` is, but for some columns; making one from nothing costs several times as much.

    Columns are named as the table has them (``project_id``); what the template leads to is not taken along.
    """
    row = type(template).__new__(type(template))
    row.__dict__.update(template.__dict__, _state=ModelState(), **columns)
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
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [number for (number,) in cursor.fetchall()]
        # One transaction writes at a time here, and numbers of deleted rows are not given again.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def _column(field: Any, values: list[Any], using: Any) -> list[Any]:
    """The values of a column as the driver takes them."""
    if isinstance(field, JSONField):
        # What is empty stands in most rows.
        as_json = partial(using.ops.adapt_json_value, encoder=field.encoder)
        empty: dict[type, Any] = {kind: as_json(kind()) for kind in (dict, list)}
        empty[type(None)] = None
        return [
            as_json(value) if value or type(value) not in empty else empty[type(value)] for value in values
        ]
    if isinstance(field, DecimalField | DateField):
        # One moment and few days and amounts stand in thousands of rows.
        ready = {value: field.get_db_prep_save(value, using) for value in set(values)}
        return [ready[value] for value in values]
    return values


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of a model in the order of their names."""
    return tuple(sorted(field.attname for field in model._meta.concrete_fields))


def image(row: Model) -> Image:
    """A row as JSON can hold it."""
    return {name: _plain(getattr(row, name)) for name in columns_of(type(row))}


def images(model: type[Model], numbers: Sequence[int]) -> dict[int, Image]:
    """The rows of these numbers as they are now; those that are gone are left out."""
    names = columns_of(model)
    place = names.index(_key(model))
    fields = {field.attname: field for field in model._meta.concrete_fields}
    found: dict[int, Image] = {}
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        rows = list(model._base_manager.filter(pk__in=some).values_list(*names))
        # No rows have no columns either.
        told = zip(*rows, strict=True) if rows else [()] * len(names)
        columns = [_plain_all(fields[name], values) for name, values in zip(names, told, strict=True)]
        for values in zip(*columns, strict=True):
            found[values[place]] = dict(zip(names, values, strict=True))
    return found


def differences(before: Image, row: Model) -> dict[str, list[Any]]:
    """Fields of a row with their old and new value, for the audit row; ``before`` is its :func:`image` from before.

    Who wrote the row and when is left out: the audit row says that itself.
    """
    now = image(row)
    return {
        name.removesuffix("_id"): [before.get(name), now[name]]
        for name in now
        if before.get(name) != now[name] and not name.endswith(("at", "by_id", "version")) and name != "id"
    }


_as_text: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def digest(row: Image) -> str:
    """What tells that a row is as it was."""
    text = _as_text(row)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def revived(model: type[Model], row: Image) -> Model:
    """The instance that an image tells of."""
    values = {
        field.attname: field.to_python(row[field.attname]) if row[field.attname] is not None else None
        for field in model._meta.concrete_fields
    }
    return model(**values)


def _key(model: type[Model]) -> str:
    key = model._meta.pk
    assert key is not None
    return key.attname


def _plain_all(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """The values of a column as JSON can hold them; days and amounts come again and again."""
    if not isinstance(field, DecimalField | DateField):
        return values
    ready = {value: _plain(value) for value in set(values)}
    return [ready[value] for value in values]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        # One number has one writing, whatever the database pads it with.
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date | datetime) else value
