# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""A progress bar on standard error for whatever takes longer than a second at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds without a bar."""


def tracked(items: Sequence[T], what: str) -> Iterator[T]:
    """The items one by one; from the second second on a bar shows how far the work is."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield from items
        return
    started = time.monotonic()
    for done, item in enumerate(items):
        if time.monotonic() - started > PATIENCE:
            yield from _with_bar(items, done, what)
            return
        yield item


def _with_bar(items: Sequence[T], done: int, what: str) -> Iterator[T]:
    with _bar() as bar:
        task = bar.add_task(what, total=len(items), completed=done)
        for item in items[done:]:
            yield item
            bar.advance(task)


class Meter:
    """A bar for work whose amount grows while it is done. Used in ``with``; nothing shows before a second is over.

    ``quiet`` keeps it away, for output that goes to the same terminal as it comes.
    """

    def __init__(self, what: str, total: int, *, quiet: bool) -> None:
        self.what, self.total = what, total
        self._done: set[str] = set()
        self._silent = quiet or not sys.stderr.isatty()
        self._started = time.monotonic()
        self._bar: Progress | None = None

    def __enter__(self) -> Meter:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def grow(self, more: int) -> None:
        """There is so much more to do than was known."""
        self.total += more

    def advance(self, name: str) -> None:
        """``name`` is done; said twice it counts once."""
        self._done.add(name)
        if self._silent or time.monotonic() - self._started < PATIENCE:
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.add_task(self.what)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], total=self.total, completed=len(self._done))


class Gauge:
    """A bar for rows by the hundred thousand, with their rate. Used in ``with``; nothing shows before a second is over."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._silent = not sys.stderr.isatty()
        self._bar: Progress | None = None

    def __enter__(self) -> Gauge:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, what: str, done: int, total: int) -> None:
        """So many of about ``total`` are done; a ``total`` of 0 is not known."""
        passed = time.monotonic() - self._started
        if self._silent or passed < PATIENCE:
            return
        if self._bar is None:
            self._bar = _bar(rate=True)
            self._bar.add_task(what, rate="")
            self._bar.start()
        rate = f"{done / passed:,.0f}/s" if done else ""
        self._bar.update(
            self._bar.task_ids[0], description=what, total=total or None, completed=done, rate=rate
        )


def _bar(*, rate: bool = False) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    if rate:
        columns.append(TextColumn("{task.fields[rate]}"))
    # Statements go to standard output meanwhile; rich would send them to the bar's own stream.
    return Progress(*columns, console=Console(file=sys.stderr), transient=True, redirect_stdout=False)
