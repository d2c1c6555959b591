"""How often public notices are read: counted in memory, and written down about once a minute.

A view is a page that was sent to somebody. Nothing of who reads is kept, not even for a moment: no cookie, no address.
So one person who looks twice is two views, a copy that a cache answers with is none, and what a server that is killed
had not written down yet is lost.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Final

from duijie.rulebook import table

EVERY: Final = 60.0
"""Seconds between two times of writing."""


@dataclass(frozen=True, slots=True)
class NoReader:
    """Words by which programs are known; see the head of ``no_readers.toml``."""

    code: str
    words: tuple[str, ...]


@cache
def _words() -> tuple[str, ...]:
    return tuple(word.lower() for row in table("duijie.portal", "no_readers", NoReader) for word in row.words)


def is_reader(agent: str, *, method: str = "GET", purpose: str = "") -> bool:
    """Whether a request is a person's, as far as it tells: not a program's, not a look ahead that nobody asked for.

    ``agent``: its ``User-Agent``; ``purpose``: its ``Sec-Purpose`` or ``Purpose``.
    """
    agent = agent.lower()
    return (
        method == "GET"
        and bool(agent)
        and not any(one in purpose for one in ("prefetch", "prerender", "preview"))
        and not any(word in agent for word in _words())
    )


class Reads:
    """Views that wait to be written down. Any number of threads may count; one at a time writes."""

    def __init__(
        self, write: Callable[[Mapping[int, int]], None], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._write, self._clock = write, clock
        self._waiting: Counter[int] = Counter()
        self._since = clock()
        self._lock = Lock()

    def waiting(self, notice_id: int) -> int:
        """Views of a notice that are counted and not yet written down."""
        return self._waiting[notice_id]

    def count(self, notice_id: int) -> None:
        """One view more; writes down all that wait when the last time is long enough ago."""
        with self._lock:
            self._waiting[notice_id] += 1
            if self._clock() - self._since < EVERY:
                return
            counts, self._waiting, self._since = self._waiting, Counter(), self._clock()
        self._written(counts)

    def flush(self) -> None:
        """Write down all that waits."""
        with self._lock:
            counts, self._waiting, self._since = self._waiting, Counter(), self._clock()
        self._written(counts)

    def _written(self, counts: Counter[int]) -> None:
        if not counts:
            return
        try:
            self._write(counts)
        except Exception:
            # They wait for the next time; the caller says what becomes of the error.
            with self._lock:
                self._waiting.update(counts)
            raise
