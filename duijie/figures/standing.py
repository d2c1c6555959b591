"""Figures that stand while the columns they were added up from stand: a write to one measure recomputes that one alone."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from duijie.accounts.types import Actor
from duijie.figures.registry import compute
from duijie.figures.types import FigureValue
from duijie.ledger import queries as ledger
from duijie.ledger.columns.choosing import moment_of
from duijie.ledger.columns.keeping import Held, shelf_of
from duijie.ledger.columns.shelf import Shelf
from duijie.ledger.types import Knowledge

AT_MOST: Final = 120
"""Figures that a process holds: some dashboards, each with the days that it is compared with."""
Question = tuple[str, date, Actor]


@dataclass(frozen=True, slots=True)
class _Value:
    """What a figure came to: ``read`` are the columns by measure, ``hidden`` the documents left out."""

    read: Mapping[str, Shelf]
    hidden: frozenset[int]
    known: Knowledge
    known_at: datetime
    values: tuple[FigureValue, ...]

    def stands(self, held: Held, hidden: frozenset[int], known: Knowledge, known_at: datetime) -> bool:
        """Whether the same would come out now: nothing that was read changed, nor lies between the two moments."""
        first = moment_of(min(self.known_at, known_at))
        return (
            self.hidden == hidden
            and self.known == known
            and all(shelf_of(measure, held) is shelf for measure, shelf in self.read.items())
            and all(shelf.newest <= first for shelf in self.read.values())
        )


class _Process:
    """What all threads share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.held: Held | None = None
        self.values: dict[Question, _Value] = {}


_process: Final = _Process()


def standing(
    code: str, *, as_of: date, known_at: datetime, viewer: Actor, known: Knowledge
) -> list[FigureValue]:
    """What :func:`duijie.figures.registry.compute` gives, taken from before where nothing that it reads has changed."""
    held, hidden = ledger.columns_seen(known=known, viewer=viewer)
    asked = (code, as_of, viewer)
    before = _process.values.get(asked)
    if before is not None and before.stands(held, hidden, known, known_at):
        return [value.as_known(known_at) for value in before.values]
    read: dict[str, Shelf | None] = {}
    values = compute(code, as_of=as_of, known_at=known_at, viewer=viewer, known=known, read=read)
    columns = {measure: shelf for measure, shelf in read.items() if shelf is not None}
    if len(columns) == len(read):
        with _process.lock:
            _forget_what_fell(held)
            _process.values[asked] = _Value(columns, hidden, known, known_at, tuple(values))
    return values


def _forget_what_fell(held: Held) -> None:
    """Let go of columns that are not those of today any more, and of all where there are too many."""
    if held is not _process.held:
        _process.held = held
        _process.values = {
            asked: value for asked, value in _process.values.items()
            if all(shelf_of(measure, held) is shelf for measure, shelf in value.read.items())
        }  # fmt: skip
    if len(_process.values) >= AT_MOST:
        _process.values = {}
