"""One import at a time: a file that holds the number of the process at work, locked as long as it lives."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AnotherAtWork(RuntimeError):
    """Another process imports into the registry; says which."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the registry in ``folder`` for writing; raises :class:`AnotherAtWork`.

    The system lets the lock go when its process ends, however it ends: a file left behind by a killed one locks
    nobody out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "lock"
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            file.seek(0)
            raise AnotherAtWork(
                f"{path}: process {file.read().strip() or 'unknown'} is changing the registry. "
                "Wait until it is done, or end it; nothing of its work is lost."
            ) from held
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
