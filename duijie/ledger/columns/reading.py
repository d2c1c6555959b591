"""Rows of the ledger on their way into columns: taken from the driver as they are, what many say alike once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from typing import Any, Final

import numpy as np
from django.db import connection
from django.db.models import Field, Func, IntegerField, Q

from duijie.ledger.columns.shelf import AMOUNTS, KINDS, NEVER, SHAPES, Column, Shelf, scaled, whole_numbers
from duijie.ledger.columns.vocabulary import Names
from duijie.ledger.models import Entry

Row = tuple[Any, ...]
AT_ONCE: Final = 50_000
VOID: Final = SHAPES.index("void")
NAMES: Final = Names()
"""What numbers of texts mean, in all columns of this process."""


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


def rows_of(wanted: Q) -> Iterator[list[Row]]:
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


def rows_within(measure: str, since: date | None, until: date) -> Iterator[list[Row]]:
    """Rows of one measure effective on these days, and whatever others correct them, in no order, some at a time."""
    day = {"effective_on__lte": until} | ({"effective_on__gte": since} if since else {})
    mine = Q(measure=measure, **day)
    others = Q(corrects__measure=measure, **{f"corrects__{name}": value for name, value in day.items()})
    for wanted in (mine, others & ~mine):
        rows = Entry.objects.filter(wanted).order_by().annotate(**_READ).values_list("pk", *_READ)
        asked, told = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(asked, told)
            while some := cursor.fetchmany(AT_ONCE):
                yield some


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


class Reading:
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
