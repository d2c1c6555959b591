"""Which segments make up the index, and how that changes at once.

::

    segments/<segment>/…            one source's names; its name comes from what it holds, it is never changed
    generations/<generation>.json   the segments of a generation, one a source
    current                         names the generation that is read

Rewriting ``current`` is the only act that readers see. A build that dies leaves a folder that nothing names.
One writer at a time: whoever imports holds the registry's lock.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import polars as pl

from duijie.registry.segment_writing import Part, write_segment

# Raised whenever what a segment holds changes, so that the same parts are indexed anew.
FORMAT = 1


class UnreadableIndex(ValueError):
    """The index names a generation that is not there; says what to do."""


@dataclass(frozen=True, slots=True)
class Generations:
    """The index under ``folder``, which need not be there yet."""

    folder: Path

    def version(self) -> tuple[int, int]:
        """Changes whenever another generation becomes current."""
        try:
            state = (self.folder / "current").stat()
        except FileNotFoundError:
            return (0, 0)
        return (state.st_ino, state.st_mtime_ns)

    def current(self) -> dict[str, str]:
        """The segment of each source."""
        pointer = self.folder / "current"
        try:
            name = pointer.read_text("utf-8").strip()
        except FileNotFoundError:
            return {}
        try:
            segments: dict[str, str] = json.loads(
                (self.folder / "generations" / f"{name}.json").read_text("utf-8")
            )
        except FileNotFoundError:
            raise UnreadableIndex(
                f"{pointer} names the generation {name}, which is not there; import the sources again"
            ) from None
        return segments

    def path(self, segment: str) -> Path:
        """The folder of a segment."""
        return self.folder / "segments" / segment

    def add(self, source: str, parts: Iterable[Part]) -> None:
        """Make ``parts`` all that the index holds of ``source``. The same parts again change nothing."""
        given = list(parts)
        segment = _name(source, given)
        now = self.current()
        if now.get(source) == segment:
            return
        home = self.path(segment)
        if not home.exists():
            draft = home.with_name(f"{segment}.{uuid4().hex}.draft")
            try:
                write_segment(given, draft)
                draft.rename(home)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
        self._switch(now | {source: segment})

    def drop(self, source: str) -> None:
        """Take ``source`` out of the index; one that is not in it changes nothing."""
        now = self.current()
        if source in now:
            self._switch({label: segment for label, segment in now.items() if label != source})

    def _switch(self, segments: Mapping[str, str]) -> None:
        before = self.current()
        name = uuid4().hex
        home = self.folder / "generations"
        home.mkdir(parents=True, exist_ok=True)
        _write(home / f"{name}.json", json.dumps(segments, ensure_ascii=False, sort_keys=True))
        _write(self.folder / "current", name + "\n")
        # Readers may be opening the generation before: it stays until the next one comes.
        kept = {*before.values(), *segments.values()}
        for other in (self.folder / "segments").iterdir():
            if other.name not in kept:
                shutil.rmtree(other, ignore_errors=True)
        several = sorted(home.glob("*.json"), key=lambda one: one.stat().st_mtime_ns)
        for old in several[:-2]:
            old.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{uuid4().hex}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _name(source: str, parts: Iterable[Part]) -> str:
    """From the content of all parts, in any order."""
    digests = sorted(map(_digest, parts))
    return sha256("\n".join([str(FORMAT), source, *digests]).encode()).hexdigest()[:24]


def _digest(part: Part) -> str:
    if isinstance(part, pl.DataFrame):
        return sha256(part.write_json().encode()).hexdigest()
    digest = sha256()
    with part.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
