"""What one act wrote, row by row, so that it can be taken back exactly: rows made, and rows as they were before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Model

Image = dict[str, Any]
"""A row's columns as JSON can hold them."""
AT_ONCE: Final = 800
"""Rows that one query asks for."""


class Journal:
    """Kept by an operation while it writes. ``made``: numbers by model; ``before``: rows by model and number."""

    def __init__(self) -> None:
        self.made: dict[str, dict[int, None]] = {}
        self.before: dict[str, dict[int, Image]] = {}

    def wrote(self, rows: Iterable[Model]) -> None:
        """These rows are new."""
        for row in rows:
            self.made.setdefault(row._meta.label, {})[row.pk] = None

    def touching(self, rows: Iterable[Model]) -> None:
        """These rows, as they were read, are about to change; those that this act made are passed over."""
        for row in rows:
            label = row._meta.label
            held = self.before.setdefault(label, {})
            if row.pk not in held and row.pk not in self.made.get(label, {}):
                held[row.pk] = image(row)


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
    found = {}
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        for values in model._base_manager.filter(pk__in=some).values_list(*names):
            found[values[place]] = {name: _plain(value) for name, value in zip(names, values, strict=True)}
    return found


def digest(row: Image) -> str:
    """What tells that a row is as it was."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True)
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


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        # One number has one writing, whatever the database pads it with.
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date | datetime) else value
