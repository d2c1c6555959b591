"""Tables of rules: TOML files that an office may replace, read into frozen rows and checked on the way in.

A package ships ``tables/NAME.toml``; a file of the same name in ``DUIJIE_HOME/rules`` takes its place. A file
is a list of ``[[row]]``. What a row holds is said by a frozen dataclass: fields of ``str int bool Decimal date``,
:class:`~duijie.kernel.words.Words` (``{ zh = "…", en = "…" }``), tuples of these, another dataclass, or ``None``
where nothing is said. A wrong table stops with one error that names the file, the row and the remedy.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import UnionType
from typing import Any, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

from django.conf import settings

ROWS = "row"
_NAMES = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    Decimal: "a number",
    date: "a day (2024-01-31)",
}


class WrongTable(ValueError):
    """A table of rules cannot be used. ``row`` counts from 1; 0 stands for the file as a whole."""

    def __init__(self, file: str, row: int, wrong: str, remedy: str) -> None:
        where = f"{file}, row {row}" if row else file
        super().__init__(f"{where}: {wrong}. {remedy}")


class Dated(Protocol):
    """A row with the days between which it holds."""

    @property
    def effective_from(self) -> date:
        """The first day."""

    @property
    def effective_until(self) -> date | None:
        """The first day on which it no longer holds; ``None`` for no end."""


Row = TypeVar("Row")
DatedRow = TypeVar("DatedRow", bound=Dated)


@cache
def table(package: str, name: str, shape: type[Row]) -> tuple[Row, ...]:
    """The rows of ``name``, the office's own file before the shipped one. Raises :class:`WrongTable`."""
    own = Path(settings.DUIJIE_HOME) / "rules" / f"{name}.toml"
    if own.exists():
        return rows_of(own.read_text("utf-8"), f"rules/{name}.toml", shape)
    shipped = files(package).joinpath("tables", f"{name}.toml")
    return rows_of(shipped.read_text("utf-8"), f"{name}.toml", shape)


def rows_of(text: str, file: str, shape: type[Row]) -> tuple[Row, ...]:
    """The rows of a file's text; codes must differ. Raises :class:`WrongTable`."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise WrongTable(file, 0, f"this is no TOML ({wrong})", "Mend the line that it names.") from wrong
    rows = data.pop(ROWS, None)
    if data or not isinstance(rows, list) or not rows:
        raise WrongTable(file, 0, "a table is a list of [[row]]", "Write each row under its own [[row]].")
    found = tuple(_built(row, shape, file, number) for number, row in enumerate(rows, 1))
    seen: dict[object, int] = {}
    for number, row in enumerate(found, 1):
        code = (getattr(row, "code", number), getattr(row, "effective_from", None))
        if code in seen:
            raise WrongTable(
                file, number, f"the code {code[0]!r} stands in row {seen[code]} too", "Give it another."
            )
        seen[code] = number
    return found


def known(file: str, number: int, field: str, value: object, allowed: Iterable[object]) -> None:
    """Raise :class:`WrongTable` unless a row's ``value`` is one of ``allowed``."""
    allowed = list(allowed)
    if value not in allowed:
        words = ", ".join(map(str, allowed))
        raise WrongTable(file, number, f"{field} {value!r} is not known", f"Use one of: {words}.")


def in_force(rows: Iterable[DatedRow], day: date) -> tuple[DatedRow, ...]:
    """The rows that hold on ``day``; ``effective_until`` is the first day on which a row no longer holds."""
    return tuple(
        row
        for row in rows
        if row.effective_from <= day and (row.effective_until is None or day < row.effective_until)
    )


def _built(data: Any, shape: type[Row], file: str, number: int, inside: str = "") -> Row:
    if not isinstance(data, dict):
        raise WrongTable(
            file, number, f"{inside or 'the row'} is {data!r}", "Write it as { name = value, … }."
        )
    assert is_dataclass(shape)
    wanted = {field.name: field for field in fields(shape)}
    for key in data:
        if key not in wanted:
            raise WrongTable(
                file, number, f"there is no field {inside}{key!r}", f"The fields are {', '.join(wanted)}."
            )
    hints = get_type_hints(shape)
    values = {}
    for name, field in wanted.items():
        if name in data:
            values[name] = _value(data[name], hints[name], file, number, f"{inside}{name}")
        elif _needed(field):
            raise WrongTable(file, number, f"{inside}{name} is missing", f"Add a line: {name} = …")
    return shape(**values)


def _needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(data: Any, kind: Any, file: str, number: int, name: str) -> Any:
    if get_origin(kind) in (Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    if get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise WrongTable(file, number, f"{name} is {data!r}", "Write it as a list: [a, b].")
        return tuple(_value(one, get_args(kind)[0], file, number, name) for one in data)
    if is_dataclass(kind) and isinstance(kind, type):
        return _built(data, kind, file, number, f"{name}.")
    if kind is Decimal and isinstance(data, int) and not isinstance(data, bool):
        return Decimal(data)
    if type(data) is not kind:
        raise WrongTable(file, number, f"{name} is {data!r}", f"Write {_NAMES[kind]}.")
    return data
