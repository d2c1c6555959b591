"""What one act wrote, row by row, so that it can be taken back exactly: rows made, and rows as they were before."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain, groupby
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
TOGETHER: Final = 20
"""Rows that one statement adds: a third of the time of as many statements."""
MEMORY: Final = 131_072
"""KiB of pages that SQLite may hold while much is written."""


class Journal:
    """Kept by an operation while it writes. ``made``: numbers by model; ``before``: rows by model and number.

    ``digests``: by model and number what tells that a new row is as it was written, where that is known without
    reading it again; none of the models in ``unchanging``, whose rows no operation changes.
    """

    def __init__(self, unchanging: Collection[str] = ()) -> None:
        self.made: dict[str, dict[int, None]] = {}
        self.before: dict[str, dict[int, Image]] = {}
        self.digests: dict[str, dict[int, str]] = {}
        self.unchanging = unchanging

    def inserted(self, rows: Sequence[Model]) -> None:
        """These rows of one model are new, and the database holds what they hold, as :func:`insert` leaves them."""
        self.wrote(rows)
        if not rows or (label := rows[0]._meta.label) in self.unchanging:
            return
        told = [row.__dict__ for row in rows]
        if all(_as_stored(field, told) for field in rows[0]._meta.concrete_fields):
            digests = self.digests.setdefault(label, {})
            digests.update((number, digest(row)) for number, row in _images(type(rows[0]), told))

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
            self.digests.get(label, {}).pop(row.pk, None)
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
    using = connections[connection.alias]
    # Past the fields' descriptors, each of which is a call.
    told = zip(*map(itemgetter(*(field.attname for field in fields)), map(vars, rows)), strict=True)
    ready: dict[Any, dict[Any, Any]] = {}
    prepared = [_column(field, values, using, ready) for field, values in zip(fields, told, strict=True)]
    # What is the same in all rows stands in the statement: a parameter costs as much as the value that it brings. Never
    # the key, so that every row brings something, and one row after another is the same statement.
    places = [
        "%s" if field.primary_key else _in_all(column) for field, column in zip(fields, prepared, strict=True)
    ]
    given = [column for column, place in zip(prepared, places, strict=True) if place == "%s"]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    one_row = f"({', '.join(places)})"
    # Of a statement that may stop halfway SQLite copies every page that it touches. What stops here takes back all.
    verb = "INSERT OR FAIL" if connection.vendor == "sqlite" else "INSERT"
    lines = list(zip(*given, strict=True))
    whole = len(lines) // TOGETHER * TOGETHER
    with connection.cursor() as cursor:
        for some, at_once in ((lines[:whole], TOGETHER), (lines[whole:], 1)):
            values = ", ".join([one_row] * at_once)
            cursor.executemany(
                f"{verb} INTO {table} ({columns}) VALUES {values}",
                [tuple(chain.from_iterable(some[at : at + at_once])) for at in range(0, len(some), at_once)],
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
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [number for (number,) in cursor.fetchall()]
        # One transaction writes at a time here, and numbers of deleted rows are not given again.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def _in_all(values: Sequence[Any]) -> str:
    """How a statement writes a column that is empty or one whole number in all rows; else a place for a parameter."""
    first = values[0]
    if values.count(first) != len(values):
        return "%s"
    if first is None:
        return "NULL"
    if type(first) is int:
        return str(first)
    return "''" if first == "" else "%s"


def _column(field: Any, values: Sequence[Any], using: Any, ready: dict[Any, dict[Any, Any]]) -> Sequence[Any]:
    """The values of a column as the driver takes them; ``ready`` holds what was made of amounts and days before."""
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
            made[value] = using.ops.adapt_decimalfield_value(field.to_python(value), digits, places)
        return [made[value] for value in values]
    if isinstance(field, DateField):
        # One moment and few days stand in thousands of rows.
        made = ready.setdefault(type(field), {})
        for value in set(values) - made.keys():
            made[value] = field.get_db_prep_save(value, using)
        return [made[value] for value in values]
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
    found: dict[int, Image] = {}
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        found.update(_images(model, list(model._base_manager.filter(pk__in=some).values(*names))))
    return found


def _images(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Image]]:
    """Numbers and images of rows of one model that hold at least its columns."""
    names = columns_of(model)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = [_plain_all(fields[name], list(map(itemgetter(name), rows))) for name in names]
    for number, *values in zip(map(itemgetter(_key(model)), rows), *columns, strict=True):
        yield number, dict(zip(names, values, strict=True))


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


def _as_stored(field: Any, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a column of rows comes back from the database as it was given: amounts are rounded there."""
    if isinstance(field, DecimalField):
        return all(
            value is None
            or (isinstance(value, Decimal) and -int(value.as_tuple().exponent) <= field.decimal_places)
            for value in {row[field.attname] for row in rows}
        )
    return not isinstance(field, DateField) or all(
        isinstance(row[field.attname], date | None) for row in rows
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        # One number has one writing, whatever the database pads it with.
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
