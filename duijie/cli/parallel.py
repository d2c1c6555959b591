# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""Many documents read side by side by processes, the outcomes in the order of the documents.

Only so many documents are under way at a time, so memory does not grow with their number. What passes between
processes are plain values: an error that cannot be rebuilt from one message would end the pool.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from duijie.cli.files import bytes_of, most_bytes
from duijie.cli.inputs import Input, Unreadable, unreadable
from duijie.cli.printing import Format
from duijie.cli.readers import ReaderChoice, reader_for
from duijie.cli.rows import row_of
from duijie.text.formats import open_document
from duijie.text.formats.source import CannotRead

if TYPE_CHECKING:
    from duijie.reading.posting import ReaderUnavailable

AHEAD: Final = 4
"""Documents under way for each process: enough that none waits while a long document holds up the order."""
PATIENCE: Final = 1.0
"""Seconds for which one process reads unless told otherwise: starting more takes about as long."""


class ReadingStopped(RuntimeError):
    """A reading process came to an end before its document did."""

    def __init__(self) -> None:
        super().__init__(
            "a reading process was ended from outside, mostly for want of memory. Use a smaller -j."
        )


@dataclass(frozen=True, slots=True)
class Way:
    """How every document is read: its own day where given, by whom, and for which form of output.

    Rows are made where the document is read: that leaves less to the one process that prints.
    """

    dated_on: date | None
    reader: ReaderChoice
    form: Format


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A model that gave no usable answer, as :class:`ReaderUnavailable` tells it."""

    address: str
    reason: str
    remedy: str

    def as_error(self) -> ReaderUnavailable:
        """The same as an error to raise."""
        from duijie.reading.posting import ReaderUnavailable

        return ReaderUnavailable(self.address, self.reason, self.remedy)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document. ``refused`` counts a model's unproven answers by reason."""

    name: str
    rows: tuple[dict[str, Any], ...] = ()
    refused: Mapping[str, int] = field(default_factory=dict)
    problem: Unreadable | Unanswered | None = None


def read_one(document: Input, way: Way) -> Outcome:
    """Open and read one document; never raises for a bad file or a silent model."""
    from duijie.reading.engine import read
    from duijie.reading.own_day import day_of
    from duijie.reading.posting import ReaderUnavailable

    refused: Counter[str] = Counter()
    try:
        data = bytes_of(document.path) if document.data is None else document.data
        source = open_document(data, document.name, max_bytes=most_bytes())
        reader = reader_for(way.reader, refused)
        reading = read(source.text, dated_on=way.dated_on or day_of(source), reader=reader)
    except CannotRead as wrong:
        return Outcome(document.name, problem=unreadable(wrong))
    except ReaderUnavailable as silent:
        unanswered = Unanswered(silent.address, silent.reason, silent.remedy)
        return Outcome(document.name, problem=unanswered)
    rows = tuple(row_of(statement, way.form) for statement in reading.statements)
    return Outcome(document.name, rows, dict(refused))


def read_all(
    documents: Iterable[Input | Unreadable | Outcome], way: Way, *, jobs: int | None
) -> Iterator[Outcome]:
    """Every document's outcome, in their order, by ``jobs`` processes; by this one where that is 1.

    ``None``: by this one for a second, and by as many as there are processors if there is more to do then.

    What has been read already stands where it stands.

    Raises :class:`ReadingStopped` where a process dies.
    """
    remaining, began = iter(documents), time.monotonic()
    if jobs is None or jobs == 1:
        for one in remaining:
            yield read_one(one, way) if isinstance(one, Input) else _as_outcome(one)
            if jobs is None and time.monotonic() - began > PATIENCE:
                break
    following = next(remaining, None)
    if following is not None:
        yield from _by_processes(chain([following], remaining), way, jobs or os.cpu_count() or 1)


def _by_processes(
    documents: Iterable[Input | Unreadable | Outcome], way: Way, workers: int
) -> Iterator[Outcome]:
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_ignore_interrupts
    )
    under_way: deque[Future[Outcome] | Outcome] = deque()
    try:
        for one in documents:
            if len(under_way) >= AHEAD * workers:
                yield _done(under_way.popleft())
            under_way.append(pool.submit(read_one, one, way) if isinstance(one, Input) else _as_outcome(one))
        while under_way:
            yield _done(under_way.popleft())
    except BrokenProcessPool as dead:
        raise ReadingStopped from dead
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _done(one: Future[Outcome] | Outcome) -> Outcome:
    return one if isinstance(one, Outcome) else one.result()


def _as_outcome(one: Unreadable | Outcome) -> Outcome:
    return one if isinstance(one, Outcome) else Outcome(one.name, problem=one)


def _ignore_interrupts() -> None:
    """Ctrl+C reaches every process of a terminal; the one that was started answers it, once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
