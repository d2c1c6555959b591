"""Where ties come from: one module a group of records, each of which says what it ties and what a tie rests on.

Reads are set-wise and go through the queries of the packages whose records they are, so that what a viewer may not read
ties nobody for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from duijie.relations.sources.nodes import Nodes
from duijie.relations.types import Record


class Raw(NamedTuple):
    """A tie as a record gives it. ``known_on`` stands for a first day that is not stated; ``record`` is its number."""

    one: int | None
    other: int | None
    kind: str
    since: date | None
    until: date | None
    known_on: date
    record: int


@dataclass(frozen=True, slots=True)
class Source:
    """Records of one sort. ``told`` says what each of some records is; they are of ties that the viewer sees."""

    code: str
    ties: Callable[[Nodes], Iterable[Raw]]
    told: Callable[[Collection[int]], Mapping[int, Record]]
