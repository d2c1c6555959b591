"""What one act wrote, row by row, so that it can be taken back exactly: rows made, and rows as they were before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from django.db.models import DateField, DecimalField, JSONField, Model

Image = dict[str, Any]
"""A row's columns as JSON can hold them."""
_WRITTEN_AS_THEY_ARE: Final = frozenset({str, int, bool, float, type(None)})
_EXACT: Final = 15
AT_ONCE: Final = 800
"""Rows that one query asks for."""


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
        """These rows of one model are new, and the database holds what they hold, as :func:`~duijie.journal.inserting.insert` leaves them."""
        self.wrote(rows)
        if not rows or (label := rows[0]._meta.label) in self.unchanging:
            return
        told = [row.__dict__ for row in rows]
        if all(_as_stored(field, told) for field in rows[0]._meta.concrete_fields):
            self.digests.setdefault(label, {}).update(_digests(type(rows[0]), told))

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


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of a model in the order of their names."""
    return tuple(sorted(field.attname for field in model._meta.concrete_fields))


def image(row: Model) -> Image:
    """A row as JSON can hold it."""
    return {name: _plain(getattr(row, name)) for name in columns_of(type(row))}


def digests(model: type[Model], numbers: Sequence[int]) -> dict[int, str]:
    """By number what tells that a row is as it was; those that are gone are left out."""
    names = columns_of(model)
    found: dict[int, str] = {}
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        found.update(_digests(model, list(model._base_manager.filter(pk__in=some).values(*names))))
    return found


def _digests(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """By number what tells of each row of one model, which hold at least its columns, that it is as it was."""
    fields = sorted(model._meta.concrete_fields, key=attrgetter("attname"))
    columns = [_told(field, [row[field.attname] for row in rows]) for field in fields]
    keys = [row[_key(model)] for row in rows]
    return {
        number: blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        for number, values in zip(keys, zip(*columns, strict=True), strict=True)
    }


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


_as_text: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _told(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """The values of a column, each as what is written the same way whichever database it comes from."""
    if isinstance(field, DecimalField | DateField):
        # Days and amounts come again and again.
        ready = {value: _plain(value) for value in set(values)}
        return [ready[value] for value in values]
    if isinstance(field, JSONField):
        return list(map(_as_text, values))
    return values if set(map(type, values)) <= _WRITTEN_AS_THEY_ARE else list(map(_bare, values))


def _bare(value: Any) -> Any:
    """A word of an enumeration as the word that it is."""
    return str.__str__(value) if isinstance(value, str) else value


def _as_stored(field: Any, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a column of rows comes back from the database as it was given: amounts are rounded there.

    To the column's places, and to 15 digits where SQLite keeps them as floating point numbers.
    """
    if isinstance(field, DecimalField):
        return all(
            value is None
            or (
                isinstance(value, Decimal)
                and -int(value.as_tuple().exponent) <= field.decimal_places
                and len(value.as_tuple().digits) <= _EXACT
            )
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
