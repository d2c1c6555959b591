"""The list: its columns mapped and cleaned as the registry's are, and every row kept, readable or not."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from duijie.registry.cleaning import REASONS, check_mapping, clean
from duijie.registry.columns import map_columns
from duijie.registry.layout import Mapped
from duijie.registry.opening import open_table
from duijie.registry.tables import Ragged
from duijie.text.formats.source import CannotRead

MOST_ROWS: Final = 1_000_000
"""Rows of a list; what is longer is a registry and is imported as one."""
_LOOK: Final = 10_000


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. ``given``: ``row`` (from 1 below the head) and the file's own columns, every row; ``rows``: those
    that name somebody, in the registry's columns; ``refused``: row → (Chinese, English) of those that do not."""

    file: str
    heads: tuple[str, ...]
    mapping: tuple[Mapped, ...]
    given: pl.DataFrame = field(repr=False)
    rows: pl.DataFrame = field(repr=False)
    refused: Mapping[int, tuple[str, str]] = field(repr=False)


def read_list(path: Path, *, mapping: Mapping[str, str], sheet: str = "") -> Listing:
    """Read a list of enterprises or guests; raises :class:`CannotRead` and :class:`~duijie.registry.columns.WrongMapping`."""
    with tempfile.TemporaryDirectory(prefix="duijie-list-") as laid:
        table = open_table(path, asked=mapping, sheet=sheet, into=Path(laid))
        mapped = map_columns(table.heads, mapping, file=str(path))
        frames: list[pl.DataFrame] = []
        ragged: list[Ragged] = []
        for batch in table.batches(0):
            frames.append(batch.frame)
            ragged += batch.ragged
            if sum(map(len, frames)) > MOST_ROWS:
                reason = f"it has more than the {MOST_ROWS:,} rows that a list may have"
                raise CannotRead(str(path), reason, "Divide it, or import it with `duijie directory import`")
    frame = pl.concat(frames) if frames else pl.DataFrame()
    if not len(frame):
        raise CannotRead(str(path), "it has no rows below its head", "Export it again")
    check_mapping(frame.head(_LOOK), mapped, file=str(path))
    cleaned = clean(frame, mapped)
    refused = {row: (zh, en) for row, _, zh, en in cleaned.refused.iter_rows()}
    refused |= {one.row: (REASONS["cells"].zh, REASONS["cells"].en) for one in ragged}
    given = frame.rename({" row": "row"}).with_columns(pl.col("row").cast(pl.Int64))
    if ragged:
        width = len(table.heads)
        cells = [[one.row, *[*one.cells, *[""] * width][:width]] for one in ragged]
        given = pl.concat([given, pl.DataFrame(cells, schema=given.schema, orient="row")]).sort("row")
    return Listing(path.name, table.heads, mapped, given.fill_null(""), cleaned.taken, refused)
