"""What ``duijie read`` is given: files, folders and archives, as one row of documents."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from duijie.cli.files import bytes_of, members_of
from duijie.documents.rules import is_archive
from duijie.kernel.words import Words
from duijie.text.formats.source import CannotRead

# Written by systems and office programs beside the files of people.
CLUTTER: Final = re.compile(r"\.|~\$|(?:Thumbs\.db|desktop\.ini)$", re.I)


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read: at ``path``, or, out of an archive, its bytes."""

    name: str
    path: Path
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that gives no document; says why as :class:`CannotRead` does."""

    name: str
    reason: Words | str
    remedy: Words | str

    def as_error(self) -> CannotRead:
        """The same as an error to raise or to tell."""
        return CannotRead(self.name, self.reason, self.remedy)


def unreadable(error: CannotRead) -> Unreadable:
    """An error as a plain value, which passes between processes."""
    return Unreadable(error.name, error.reason, error.remedy)


def is_single(path: Path) -> bool:
    """Whether ``path`` names one document, not a folder or an archive of several."""
    return not path.is_dir() and not is_archive(path.name)


def walked(path: Path) -> Iterator[Path | Unreadable]:
    """The files below a folder, each folder's in the order of their names; hidden ones are left out."""
    refused: list[Unreadable] = []

    def note(error: OSError) -> None:
        words = f"cannot be opened ({error.strerror})"
        refused.append(Unreadable(str(error.filename), words, "Check who may read it"))

    found = False
    for folder, below, names in os.walk(path, onerror=note):
        below[:] = sorted(name for name in below if not CLUTTER.match(name))
        for name in sorted(names):
            # A pipe or a device has no end to read to.
            if not CLUTTER.match(name) and (file := Path(folder, name)).is_file():
                found = True
                yield file
    yield from refused
    if not found and not refused:
        yield Unreadable(str(path), "the folder holds no files", "Check the name and the folder")


def listed(paths: Sequence[Path]) -> Iterator[Path | Unreadable]:
    """The paths with every folder replaced by the files below it."""
    for path in paths:
        if path.is_dir():
            yield from walked(path)
        else:
            yield path


def inputs(
    files: Sequence[Path | Unreadable], *, grow: Callable[[int], None]
) -> Iterator[Input | Unreadable]:
    """The documents in the order given, archives opened one at a time when their turn comes.

    ``grow`` is told how many documents more there are than were known.
    """
    for one in files:
        if isinstance(one, Unreadable):
            yield one
        elif not is_archive(one.name):
            yield Input(str(one), one)
        else:
            try:
                members = members_of(one, bytes_of(one))
            except CannotRead as wrong:
                yield unreadable(wrong)
                continue
            grow(len(members) - 1)
            for name, data in members:
                yield Input(f"{one}/{name}", one, data)
