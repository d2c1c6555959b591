"""Parquet as a table of text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from duijie.registry.columns import distinct
from duijie.registry.tables import MOST_COLUMNS, Batch, Table, too_wide
from duijie.text.formats.source import CannotRead

MOST_ROWS: Final = 50_000
MOST_BYTES: Final = 128 * 2**20
"""Rows and bytes of a batch, as far as the file's own account of its size is true."""
_AGAIN: Final = "Copy or export it again: it is cut short or damaged"


def parquet_table(path: Path) -> Table:
    """Raises :class:`CannotRead` for a damaged file and for one without columns of plain values."""
    try:
        with pq.ParquetFile(path) as file:
            schema, width = file.schema_arrow, file.metadata.num_columns
    except (pa.ArrowException, OSError, ValueError) as broken:
        raise _broken(path, broken) from broken
    if width > MOST_COLUMNS:
        raise too_wide(str(path), width)
    usable = [one.name for one in schema if not pa.types.is_nested(one.type)]
    nested = [one.name for one in schema if pa.types.is_nested(one.type)]
    if not usable or len(set(schema.names)) < len(schema.names):
        raise CannotRead(str(path), "it has no columns of plain values, or two of one name", "Export it flat")
    remarks = (f"columns of lists or records are not read: {', '.join(nested)}",) if nested else ()
    heads = distinct(usable)

    def batches(after: int) -> Iterator[Batch]:
        return parquet_batches(path, usable, heads, after)

    return Table(path, "parquet", heads, batches, remarks=remarks)


def parquet_batches(path: Path, columns: list[str], heads: tuple[str, ...], after: int) -> Iterator[Batch]:
    """The rows behind the first ``after``, as text under ``heads``. Whole row groups before them are not touched."""
    try:
        # Buffering ahead keeps all that was read until the end.
        with pq.ParquetFile(path, pre_buffer=False) as file:
            groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
            total = file.metadata.num_rows
            start, first = 0, 0
            while first < len(groups) and start + groups[first].num_rows <= after:
                start += groups[first].num_rows
                first += 1
            bytes_a_row = max((one.total_byte_size / max(one.num_rows, 1) for one in groups), default=1.0)
            size = max(1, min(MOST_ROWS, int(MOST_BYTES / max(bytes_a_row, 1.0))))
            for batch in file.iter_batches(size, list(range(first, len(groups))), columns=columns):
                before, start = start, start + batch.num_rows
                if start <= after:
                    continue
                skip = max(0, after - before)
                frame = pl.DataFrame(pl.from_arrow(batch.slice(skip)))
                frame = frame.select(
                    as_text(frame[name]).alias(head) for name, head in zip(columns, heads, strict=True)
                )
                yield Batch(_numbered(frame, before + skip + 1), total=total)
    except (pa.ArrowException, OSError, ValueError) as broken:
        raise _broken(path, broken) from broken


def as_text(values: pl.Series) -> pl.Series:
    """A column as people write it: days without midnight, whole numbers without a point."""
    kind = values.dtype
    if kind == pl.String:
        return values
    if isinstance(kind, pl.Datetime):
        days = values.dt.date()
        return (
            days.cast(pl.String)
            if (values == days.cast(kind)).all()
            else values.dt.to_string("%Y-%m-%d %H:%M:%S")
        )
    if kind.is_float():
        whole = values.cast(pl.Int64, strict=False)
        return pl.select(
            pl.when(whole == values).then(whole.cast(pl.String)).otherwise(values.cast(pl.String))
        ).to_series()
    return values.cast(pl.String, strict=False)


def _numbered(frame: pl.DataFrame, first: int) -> pl.DataFrame:
    return frame.select(pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias(" row"), pl.all())


def _broken(path: Path, error: Exception) -> CannotRead:
    if isinstance(error, CannotRead):
        return error
    return CannotRead(
        str(path), f"it cannot be read as Parquet ({' '.join(str(error).split())[:200].rstrip('.')})", _AGAIN
    )
