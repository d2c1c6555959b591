"""The feed written to a file, a share of rows at a time; who took it out is recorded."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from itertools import islice
from typing import IO, Any, Final

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.figures.feed.columns import COLUMNS, Column
from duijie.figures.feed.rows import entry_rows, figure_rows
from duijie.kernel.words import Told
from duijie.registry.refusals import safe

SHARE: Final = 2000
_PLACES: Final = Decimal("0.000001")


class NoSuchFeed(Told, ValueError):
    """There is no such table, or it does not go out in this form."""

    def __init__(self, kind: str, form: str) -> None:
        super().__init__(
            f"没有“{kind}.{form}”。可取 figures 或 entries，格式为 csv 或 parquet。",
            f"There is no {kind}.{form}. Take figures or entries, as csv or parquet.",
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written. ``tag`` is the same for the same rows, whenever they were asked for."""

    rows: int
    tag: str


@transaction.atomic
def write_feed(
    *, kind: str, form: str, days: Sequence[date], known_at: datetime, to: IO[bytes], by: Actor, at: datetime
) -> Sent:
    """Write ``figures`` on each of the days, or the ``entries`` in force on the last, as ``csv`` or ``parquet``.

    Raises :class:`NoSuchFeed`, and :class:`duijie.accounts.types.NotAllowed`.
    """
    by.must("see")
    if kind not in COLUMNS or form not in _FORMS:
        raise NoSuchFeed(kind, form)
    rows = figure_rows(days, known_at, by) if kind == "figures" else entry_rows(days[-1], known_at, by)
    told = _Counted(COLUMNS[kind], form)
    _FORMS[form](COLUMNS[kind], told.passing(rows), to)
    log(
        by=by, at=at, operation="export", subject=f"feed:{kind}", rows=told.rows, form=form,
        as_of=[day.isoformat() for day in (days[0], days[-1])],
    )  # fmt: skip
    return Sent(told.rows, told.tag)


class _Counted:
    """Rows on their way: counted, and told apart from others by all they say but when they were asked for."""

    def __init__(self, columns: Sequence[Column], form: str) -> None:
        self._asked = [column.name for column in columns].index("known_at")
        self._digest = blake2b(form.encode(), digest_size=16)
        self.rows = 0

    def passing(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            exact = tuple(one.quantize(_PLACES) if isinstance(one, Decimal) else one for one in row)
            self._digest.update(repr(exact[: self._asked] + exact[self._asked + 1 :]).encode())
            self.rows += 1
            yield exact

    @property
    def tag(self) -> str:
        return self._digest.hexdigest()


def _csv(columns: Sequence[Column], rows: Iterable[tuple[Any, ...]], to: IO[bytes]) -> None:
    # A mark of the byte order in front, without which spreadsheets take Chinese for something else.
    text = io.TextIOWrapper(to, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_cell(one) for one in row])
    text.flush()
    text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, str):
        return safe(value)
    return value.isoformat() if isinstance(value, date) else value


def _parquet(columns: Sequence[Column], rows: Iterable[tuple[Any, ...]], to: IO[bytes]) -> None:
    import pyarrow as pa  # noqa: PLC0415 -- a tenth of a second, which only this form should take
    from pyarrow import parquet  # noqa: PLC0415

    kinds = {
        "text": pa.string(), "number": pa.decimal128(38, 6), "whole": pa.int64(), "day": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
    }  # fmt: skip
    schema = pa.schema(
        [
            pa.field(one.name, kinds[one.kind], metadata={"zh": one.meaning.zh, "en": one.meaning.en})
            for one in columns
        ]
    )
    waiting = iter(rows)
    with parquet.ParquetWriter(to, schema, compression="zstd") as writer:
        while share := list(islice(waiting, SHARE)):
            arrays = [
                pa.array(values, field.type)
                for values, field in zip(zip(*share, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


_FORMS: Final[dict[str, Callable[[Sequence[Column], Iterable[tuple[Any, ...]], IO[bytes]], None]]] = {
    "csv": _csv,
    "parquet": _parquet,
}
