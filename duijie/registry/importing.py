"""Taking a file of enterprises into the registry: resumable, idempotent, in parts.

A part is the rows of the file from one multiple of :data:`ROWS` to the next, whatever became of them. It is written
under another name and renamed when whole, then noted in the manifest; a killed import goes on behind the last part
noted. Parts are made of the file and the mapping alone, so they come out the same however often it was killed.
Readers see nothing of it until all parts are there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, Protocol

import polars as pl

from duijie.registry import refusals
from duijie.registry.cleaning import REASONS, check_mapping
from duijie.registry.columns import WrongMapping, map_columns
from duijie.registry.duplicates import Seen
from duijie.registry.layout import SCHEMA, Manifest, Mapped, Registry, checked
from duijie.registry.lock import alone
from duijie.registry.opening import open_table
from duijie.registry.parts import make_part, stretches
from duijie.registry.tables import Table
from duijie.text.formats.source import CannotRead

ROWS: Final = 200_000
"""Rows of the file that make a part."""
_LOOK: Final = 10_000
"""Rows by which it is told whether the columns hold what they are mapped to."""


class CannotStore(RuntimeError):
    """The registry's folder cannot be written; says why and that nothing is lost."""


class Names(Protocol):
    """The index of names, told when the rows of a source have changed."""

    def __call__(self, source: str, parts: Sequence[Path]) -> None:
        """The source's rows are now these parts."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: what it does, rows read, and about how many there are (0: not known)."""

    doing: str
    rows: int
    total: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to. ``new``: something was done; ``resumed``: parts that an earlier run had finished."""

    manifest: Manifest
    new: bool
    resumed: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """How to read a file: its label in the registry, heads of columns by target, sheet, day of the data."""

    source: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    as_of: date | None = None


def import_file(
    registry: Registry,
    path: Path,
    *,
    asked: Asked,
    at: datetime,
    progress: Callable[[Progress], None] = lambda _: None,
    names: Names | None = None,
    rows: int = ROWS,
) -> Imported:
    """Take ``path`` in under its label; the same file again does nothing, another one replaces it when all is done.

    Raises :class:`CannotRead`, :class:`WrongMapping`, :class:`~duijie.registry.layout.WrongSource` and
    :class:`~duijie.registry.lock.AnotherAtWork`; the registry is then as it was.
    """
    source = checked(asked.source or path.stem)
    with alone(registry.folder), _workspace(registry.folder) as laid:
        table = open_table(path, asked=dict(asked.mapping), sheet=asked.sheet, into=laid)
        mapping = map_columns(table.heads, dict(asked.mapping), file=str(path))
        stamp = _stamp(path)
        progress(Progress("digest", 0, 0))
        manifest = _manifest(table, mapping, asked, source, at, rows)
        present = registry.current(source)
        if present and present.generation == manifest.generation:
            if asked.as_of not in (None, present.as_of):
                present = replace(present, as_of=asked.as_of)
                registry.save(present)
            return Imported(_index(registry, present, names), new=False)
        begun = registry.manifest(source, manifest.generation) or manifest
        home = registry.home(source) / manifest.generation
        if not begun.parts:
            _check(table, mapping)
            home.mkdir(parents=True, exist_ok=True)
            registry.clear(source, keep=(manifest.generation, present.generation if present else ""))
        begun = replace(begun, imported_at=at, as_of=asked.as_of)
        try:
            done = _parts(registry, table, begun, rows, progress)
        except CannotRead:
            _discard(registry, begun)
            raise
        except OSError as refused:
            why = refused.strerror or str(refused)
            raise CannotStore(
                f"{home}: cannot be written ({why}). Make room there and import again: it goes on where it was."
            ) from refused
        if _stamp(path) != stamp:
            _discard(registry, done)
            raise CannotRead(str(path), "it was changed while it was read", "Import it again")
        if not done.taken:
            _discard(registry, done)
            raise WrongMapping(str(path), _nothing(done), "Check the columns with --map")
        pieces = [home / f"refused-{number:05}.csv" for number in range(len(done.parts))]
        if not done.complete:
            refusals.join(home / "refused.csv", pieces, table.heads)
            done = replace(done, complete=True)
            registry.save(done)
        for piece in pieces:
            piece.unlink(missing_ok=True)
        registry.put_in_force(done)
        return Imported(_index(registry, done, names), new=True, resumed=len(begun.parts))


@contextmanager
def _workspace(folder: Path) -> Iterator[Path]:
    """A folder for what must be laid down; what killed imports left of theirs is removed."""
    for left in folder.glob("sheet-*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix="sheet-", dir=folder) as place:
        yield Path(place)


def forget(registry: Registry, source: str, *, names: Names | None = None) -> Manifest:
    """Take a source out of the registry; raises :class:`~duijie.registry.layout.UnknownSource`."""
    with alone(registry.folder):
        found = registry.forget(source)
        if names:
            names(source, ())
        return found


def _manifest(
    table: Table, mapping: tuple[Mapped, ...], asked: Asked, source: str, at: datetime, rows: int
) -> Manifest:
    with table.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    used = {one.column for one in mapping}
    way = [
        SCHEMA,
        rows,
        sha256,
        table.sheet,
        table.head_row,
        [[one.target, one.column, one.unit] for one in mapping],
    ]
    generation = hashlib.sha256(json.dumps(way, ensure_ascii=False).encode()).hexdigest()[:16]
    return Manifest(
        source=source,
        generation=generation,
        file=table.path.name,
        bytes=table.path.stat().st_size,
        sha256=sha256,
        form=table.form,
        sheet=table.sheet,
        head_row=table.head_row,
        as_of=asked.as_of,
        imported_at=at,
        mapping=mapping,
        unused=tuple(head for head in table.heads if head not in used),
        remarks=table.remarks,
    )


def _check(table: Table, mapping: tuple[Mapped, ...]) -> None:
    """The first rows are looked at before anything is written."""
    for batch in table.batches(0):
        if len(batch.frame):
            check_mapping(batch.frame.head(_LOOK), mapping, file=str(table.path))
            return
        if batch.ragged:
            break
    raise CannotRead(
        str(table.path), "no row below its head has as many cells as the head", "Export it again"
    )


def _parts(
    registry: Registry, table: Table, manifest: Manifest, rows: int, progress: Callable[[Progress], None]
) -> Manifest:
    """Make the parts that are not there yet."""
    if manifest.complete:
        return manifest
    home = registry.home(manifest.source) / manifest.generation
    seen = Seen()
    for done in registry.parts_of(manifest):
        seen.add(pl.read_parquet(done))
    for first, frame, ragged, total in stretches(table, rows, manifest.rows):
        number = len(manifest.parts)
        part = make_part(home, number, first, frame, ragged, manifest.mapping, seen)
        manifest = manifest.with_part(part)
        registry.save(manifest)
        progress(Progress("rows", manifest.rows, max(total, manifest.rows)))
    return manifest


def _index(registry: Registry, manifest: Manifest, names: Names | None) -> Manifest:
    """Tell the index of names, where there is one and it was not told yet."""
    if names is None or manifest.indexed:
        return manifest
    names(manifest.source, registry.parts_of(manifest))
    told = replace(manifest, indexed=True)
    registry.save(told)
    return told


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_size, state.st_mtime_ns


def _discard(registry: Registry, manifest: Manifest) -> None:
    home = registry.home(manifest.source)
    shutil.rmtree(home / manifest.generation)
    if not any(home.iterdir()):
        home.rmdir()


def _nothing(manifest: Manifest) -> str:
    why = ", ".join(
        f"{count:,}: {REASONS[code].en}" for code, count in manifest.counts.items() if code in REASONS
    )
    return f"none of its {manifest.rows:,} rows can be taken ({why})"
