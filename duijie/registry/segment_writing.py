"""Write a segment: the names of one source as arrays in a folder, in the order of their standing.

Names pass through in chunks, read by two processes, and wait in files. Then every name gets its number, the
likeliest sorts of names first and alike on every machine whatever order the parts came in, and keys are sorted
share by share. So memory grows with a few numbers a name, and not with the letters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import polars as pl

from duijie.registry.flat import Array, firsts, offsets, reorder
from duijie.registry.indexing import Chunk, key_of, read_chunk

# A part: a Parquet file of the registry, or a table with some of its columns.
Part = Path | pl.DataFrame

CHUNK: Final = 20_000
"""Names that are read at once."""
SHARES: Final = 16
"""Pairs wait in so many files, by their first letter, each sorted in memory by itself."""
WORKERS: Final = 2
CODED: Final = ("province", "city", "county", "division", "industry", "status")
"""Columns of text that can be filtered by; what they say is numbered."""
NO_DAY: Final = np.iinfo(np.int32).min
_CODE_LENGTH: Final = 18


@dataclass
class _Waiting:
    """Files that chunks are appended to, and the numbers that stay in memory."""

    folder: Path
    open: ExitStack
    files: dict[str, BinaryIO] = field(default_factory=dict)
    numbers: dict[str, list[Array]] = field(default_factory=dict)
    codes: dict[str, dict[str, int]] = field(default_factory=dict)

    def append(self, name: str, values: Array) -> None:
        if name not in self.files:
            self.files[name] = self.open.enter_context((self.folder / f"{name}.waiting").open("wb"))
        self.files[name].write(values.tobytes())

    def keep(self, name: str, values: Array) -> None:
        self.numbers.setdefault(name, []).append(values)

    def coded(self, column: str, values: Sequence[str]) -> Array:
        known = self.codes.setdefault(column, {})
        return np.array([known.setdefault(value, len(known)) for value in values], np.uint32)

    def taken(self, name: str) -> Array:
        """The numbers of all chunks, given up here."""
        parts = self.numbers.pop(name)
        return np.concatenate(parts)

    def read(self, name: str, kind: Any) -> Array:
        """What waited under ``name``, read from its file where it is large."""
        if name not in self.files:
            return np.zeros(0, kind)
        self.files[name].flush()
        path = self.folder / f"{name}.waiting"
        return np.memmap(path, kind, "r") if path.stat().st_size else np.zeros(0, kind)

    def remove(self) -> None:
        self.open.close()
        for name in self.files:
            (self.folder / f"{name}.waiting").unlink(missing_ok=True)


def write_segment(parts: Iterable[Part], folder: Path) -> int:
    """Write the segment of ``parts`` into ``folder``, which must not be there yet. Returns the number of names."""
    folder.mkdir(parents=True)
    tables = chain.from_iterable(map(_tables, parts))
    with ExitStack() as open_files:
        waiting = _Waiting(folder, open_files)
        count = 0
        for table, chunk in _read(tables):
            _hold(waiting, table, chunk, count)
            count += table.height
        if count:
            _finish(waiting, folder)
        waiting.remove()
    (folder / "texts.json").write_text(
        json.dumps({column: list(known) for column, known in waiting.codes.items()}, ensure_ascii=False),
        "utf-8",
    )
    return count


def _tables(part: Part) -> Iterator[pl.DataFrame]:
    wanted = {
        "row": pl.Int64,
        "name": pl.String,
        "credit_code": pl.String,
        "registered_on": pl.Date,
    } | dict.fromkeys(CODED, pl.String)
    scan = pl.scan_parquet(part) if isinstance(part, Path) else part.lazy()
    present = set(scan.collect_schema().names())
    if "row" not in present:
        scan = scan.with_row_index("row", offset=1)
        present.add("row")
    columns = [
        (pl.col(name).cast(kind) if name in present else pl.lit(None, kind)).alias(name)
        for name, kind in wanted.items()
    ]
    selected = scan.select(columns).with_columns(pl.col(pl.String).fill_null(""))
    table = selected.filter(pl.col("name") != "").collect()
    yield from table.iter_slices(CHUNK)


def _read(tables: Iterator[pl.DataFrame]) -> Iterator[tuple[pl.DataFrame, Chunk]]:
    """Each table with what was read of its names; a single one is read here, more by other processes."""
    first = list(islice(tables, 2))
    if len(first) < 2:
        yield from ((table, read_chunk(table["name"].to_list())) for table in first)
        return
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        ahead: list[tuple[pl.DataFrame, Any]] = []
        for table in chain(first, tables):
            ahead.append((table, pool.submit(read_chunk, table["name"].to_list())))
            if len(ahead) > 2 * WORKERS:
                done, promised = ahead.pop(0)
                yield done, promised.result()
        for done, promised in ahead:
            yield done, promised.result()


def _hold(waiting: _Waiting, table: pl.DataFrame, chunk: Chunk, before: int) -> None:
    names = [name.encode("utf-8", "replace") for name in table["name"].to_list()]
    codes = table["credit_code"].to_list()
    waiting.append("names", np.frombuffer(b"".join(names), np.uint8))
    waiting.append("letters", chunk.letters)
    waiting.append("classes", chunk.classes)
    waiting.append("credit", np.array([code.encode()[:_CODE_LENGTH] for code in codes], f"S{_CODE_LENGTH}"))
    waiting.keep("name_lengths", np.array([len(name) for name in names], np.uint32))
    waiting.keep("lengths", chunk.lengths)
    waiting.keep("standing", chunk.standing)
    waiting.keep("code_key", np.array([key_of(code) for code in codes], np.uint32))
    waiting.keep("row", table["row"].to_numpy())
    days = table["registered_on"].to_physical().fill_null(NO_DAY).to_numpy()
    waiting.keep("registered_on", days.astype(np.int32))
    for column in CODED:
        waiting.keep(column, waiting.coded(column, table[column].to_list()))
    waiting.keep("form", waiting.coded("form", chunk.forms))
    for name in ("plain", "spoken", "core"):
        waiting.keep(name, getattr(chunk, name))
    for share, (keys, rows) in _shared(chunk.pairs):
        waiting.append(f"pairs-{share}", keys.astype(np.uint64) << np.uint64(32) | (rows + np.uint32(before)))
    keys, rows = chunk.initials
    waiting.append("initials", keys.astype(np.uint64) << np.uint64(32) | (rows + np.uint32(before)))


def _shared(pairs: tuple[Array, Array]) -> Iterator[tuple[int, tuple[Array, Array]]]:
    """Pairs by the first letter: most letters of names lie between U+4E00 and U+9FFF."""
    keys, rows = pairs
    share = (((keys >> 16).astype(np.int64) - 0x4E00) * (SHARES - 2) // 0x5200 + 1).clip(0, SHARES - 1)
    for one in range(SHARES):
        mine = share == one
        if mine.any():
            yield one, (keys[mine], rows[mine])


def _finish(waiting: _Waiting, folder: Path) -> None:
    standing = waiting.taken("standing")
    plain, rows = waiting.taken("plain"), waiting.taken("row")
    order = np.lexsort((rows, waiting.taken("code_key"), plain, standing))
    number = np.empty(len(order), np.uint32)
    number[order] = np.arange(len(order), dtype=np.uint32)
    save = Saver(folder)
    for name, lengths in (("names", "name_lengths"), ("letters", "lengths"), ("classes", "lengths")):
        sizes = waiting.numbers[lengths]
        length = np.concatenate(sizes)
        kind = np.uint16 if name == "letters" else np.uint8
        reorder(waiting.read(name, kind), offsets(length), order, folder / f"{name}.npy")
        if name != "classes":
            save(f"{name}_at", offsets(length[order]))
    credit = waiting.read("credit", f"S{_CODE_LENGTH}")[order]
    save("credit", credit)
    save("by_credit", np.argsort(credit, kind="stable").astype(np.uint32))
    del credit
    save("standing", standing[order])
    save("row", rows[order])
    for name in ("registered_on", "form", *CODED):
        save(name, _narrow(waiting.taken(name)[order]))
    for name, keys in (
        ("plain", plain),
        ("spoken", waiting.taken("spoken")),
        ("core", waiting.taken("core")),
    ):
        ordered = keys[order]
        by_key = np.argsort(ordered, kind="stable").astype(np.uint32)
        save(f"{name}_key", ordered[by_key])
        save(f"{name}_docs", by_key)
    sounds = _sorted(waiting.read("initials", np.uint64), number)
    save("initials_key", (sounds >> np.uint64(32)).astype(np.uint32))
    save("initials_docs", sounds.astype(np.uint32))
    _write_pairs(waiting, number, folder)


def _sorted(both: Array, number: Array) -> Array:
    """Keys with rows become keys with numbers, in order, each once."""
    docs = number[(both & np.uint64(0xFFFFFFFF)).astype(np.uint32)]
    moved = (both & ~np.uint64(0xFFFFFFFF)) | docs
    moved.sort()
    return moved[firsts(moved)]


def _write_pairs(waiting: _Waiting, number: Array, folder: Path) -> None:
    keys, counts = [], []
    with (folder / "pairs.docs").open("wb") as file:
        for share in range(SHARES):
            both = _sorted(waiting.read(f"pairs-{share}", np.uint64), number)
            file.write(both.astype(np.uint32).tobytes())
            key = (both >> np.uint64(32)).astype(np.uint32)
            first = np.flatnonzero(firsts(key))
            keys.append(key[first])
            counts.append(np.diff(np.append(first, len(key))))
    save = Saver(folder)
    save("pairs_key", np.concatenate(keys))
    save("pairs_at", offsets(np.concatenate(counts)))


def _narrow(values: Array) -> Array:
    """Numbers of texts in as few bytes as they need."""
    if values.dtype != np.uint32:
        return values
    return values.astype(
        np.uint8 if values.max(initial=0) < 1 << 8 else np.uint16 if values.max() < 1 << 16 else np.uint32
    )


@dataclass(frozen=True, slots=True)
class Saver:
    """Arrays by name into a folder."""

    folder: Path

    def __call__(self, name: str, values: Array) -> None:
        """Keep ``values`` under ``name``."""
        np.save(self.folder / f"{name}.npy", values)
