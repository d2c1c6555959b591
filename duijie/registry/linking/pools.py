"""What a list is linked with: the sources of the registry, and rows that a caller brings (the own directory)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from duijie.registry.columns import COLUMNS
from duijie.registry.layout import Registry
from duijie.registry.linking.features import GIVEN

DIRECTORY: Final = "directory"
"""The source of rows that are not from the registry but the own directory."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows under one source's label. ``frames`` yields them in :data:`~duijie.registry.linking.features.GIVEN` columns."""

    source: str
    rows: int
    frames: Callable[[], Iterator[pl.DataFrame]]


def registry_pools(registry: Registry) -> list[Pool]:
    """The registry's sources, read part by part."""

    def reader(source: str) -> Callable[[], Iterator[pl.DataFrame]]:
        def frames() -> Iterator[pl.DataFrame]:
            for part in registry.parts(source):
                yield pl.read_parquet(part, columns=list(GIVEN))

        return frames

    return [Pool(one.source, one.taken, reader(one.source)) for one in registry.sources()]


def named_pool(source: str, names: Sequence[tuple[int, str]], codes: Sequence[str] = ()) -> Pool:
    """Rows of which little is known: (number, name), and a credit code for each where ``codes`` is given."""

    def frames() -> Iterator[pl.DataFrame]:
        kinds = {name: COLUMNS[name] for name in GIVEN}
        known = {
            "row": [row for row, _ in names],
            "name": [name for _, name in names],
            "credit_code": [*codes] or [""] * len(names),
        }
        frame = pl.DataFrame(known, schema={name: kinds[name] for name in known})
        rest = {name: kind for name, kind in kinds.items() if name not in known}
        yield frame.with_columns(
            pl.lit(None if kind == pl.Date else "", kind).alias(name) for name, kind in rest.items()
        ).select(GIVEN)

    return Pool(source, len(names), frames)
