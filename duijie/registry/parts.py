"""A part of an import: so many rows of the file, what of them is taken, and what is not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from duijie.registry import refusals
from duijie.registry.cleaning import REASONS, clean
from duijie.registry.columns import COLUMNS
from duijie.registry.duplicates import Seen
from duijie.registry.layout import Mapped, Part
from duijie.registry.tables import Batch, Ragged, Table

_GROUP: Final = 10_000
"""Rows of a row group: as many are decoded to show one of them."""
_PIECE: Final = 50_000
"""Rows that are cleaned at a time."""


def stretches(
    table: Table, rows: int, after: int
) -> Iterator[tuple[int, pl.DataFrame, Sequence[Ragged], int]]:
    """The rows behind the first ``after`` in stretches that end at multiples of ``rows``."""
    frames: list[pl.DataFrame] = []
    ragged: list[Ragged] = []
    first, end, total = after + 1, after + rows, 0
    for batch in table.batches(after):
        rest = batch
        total = batch.total
        while _last(rest) > end:
            now, rest = _split(rest, end)
            yield first, pl.concat([*frames, now.frame]), [*ragged, *now.ragged], total
            frames, ragged = [], []
            first, end = end + 1, end + rows
        frames.append(rest.frame)
        ragged += rest.ragged
    if any(len(frame) for frame in frames) or ragged:
        yield first, pl.concat(frames), ragged, total


def _last(batch: Batch) -> int:
    good = batch.frame[" row"][-1] if len(batch.frame) else 0
    return max(good, batch.ragged[-1].row if batch.ragged else 0)


def _split(batch: Batch, end: int) -> tuple[Batch, Batch]:
    inside = pl.col(" row") <= end
    before = tuple(one for one in batch.ragged if one.row <= end)
    behind = tuple(one for one in batch.ragged if one.row > end)
    return Batch(batch.frame.filter(inside), before), Batch(batch.frame.filter(~inside), behind)


def make_part(
    home: Path,
    number: int,
    first: int,
    frame: pl.DataFrame,
    ragged: Sequence[Ragged],
    mapping: Sequence[Mapped],
    seen: Seen,
) -> Part:
    """Clean a stretch of rows; write what is taken and, beside it, what is not. Each file appears whole or not at all."""
    heads = frame.columns[1:]
    kept: list[pl.DataFrame] = []
    counts: Counter[str] = Counter(cells=len(ragged))
    refused = [(one.row, REASONS["cells"].zh, REASONS["cells"].en) for one in ragged]
    given: dict[int, Sequence[str]] = {one.row: one.cells for one in ragged}
    duplicates = 0
    # By pieces: what cleaning needs meanwhile is many times the rows.
    for piece in frame.iter_slices(_PIECE):
        cleaned = clean(piece, mapping)
        earlier = seen.earlier(cleaned.taken)
        kept.append(cleaned.taken.filter(earlier.is_null()))
        again = cleaned.taken.select("row", earlier=earlier).drop_nulls()
        duplicates += len(again)
        counts.update(cleaned.counts)
        counts.update(dict(cleaned.refused["code"].value_counts().iter_rows()))
        refused += cleaned.refused.select("row", "reason_zh", "reason_en").iter_rows()
        refused += [_repeated(row, old) for row, old in again.iter_rows()]
        left_out = pl.concat([cleaned.refused["row"], again["row"]])
        for row, *values in piece.filter(pl.col(" row").is_in(left_out.implode())).iter_rows():
            given[row] = [value or "" for value in values]
    taken = pl.concat(kept) if kept else pl.DataFrame(schema=COLUMNS)
    refusals.write_rows(home / f"refused-{number:05}.csv", refusals.as_rows(heads, refused, given))
    name = f"part-{number:05}.parquet"
    _write(home / name, taken)
    return Part(
        file=name,
        first_row=first,
        rows=len(frame) + len(ragged),
        taken=len(taken),
        refused=len(refused) - duplicates,
        duplicates=duplicates,
        counts={code: count for code, count in sorted(counts.items()) if count},
    )


def _repeated(row: int, old: int) -> tuple[int, str, str]:
    words = REASONS["duplicate"]
    return row, f"{words.zh}：第{old}行", f"{words.en}: row {old}"


def _write(path: Path, taken: pl.DataFrame) -> None:
    fresh = path.with_name(f"{path.name}.new")
    pq.write_table(
        taken.to_arrow(),
        fresh,
        compression="zstd",
        compression_level=1,
        row_group_size=_GROUP,
        # With it a code is looked up among ten million rows without reading their codes.
        bloom_filter_options={"credit_code": {"ndv": _GROUP, "fpp": 0.01}},
    )
    fresh.replace(path)
    pa.default_memory_pool().release_unused()
