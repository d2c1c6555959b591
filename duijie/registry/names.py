"""Which registered names a name can mean: the index over all sources of the bulk registry, and its ranking.

Candidates are found by keys and pairs of letters (:mod:`.segment`), ranked by the model of short forms
(:mod:`duijie.naming.alignment`), and the few that come first are compared question by question
(:mod:`duijie.naming.policy`), so that each has a verdict and its reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from duijie.naming.alignment import align, prior
from duijie.naming.comparators import Comparison, letters_in_order
from duijie.naming.letters import spoken
from duijie.naming.lexicon import lexicon
from duijie.naming.parts import NameParts, parse_name
from duijie.naming.policy import OTHERWISE, Verdict, decide
from duijie.registry.filters import Filters
from duijie.registry.generations import Generations
from duijie.registry.indexing import letters_in
from duijie.registry.segment import LONGEST, Docs, Segment
from duijie.registry.segment_writing import Part

# A candidate must lead the next by so much of the score to stand alone.
LEAD: Final = 0.04
# Candidates so far behind the best are not compared.
BEHIND: Final = 15.0
# Score of a name that only its letters speak for.
_LETTERS_ONLY: Final = 0.3
_EVERYTHING: Final = Filters()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered name that the query can mean. ``score`` 0..1; ``verdict`` same or unsure; ``row`` in the source."""

    name: str
    credit_code: str
    source: str
    row: int
    score: float
    verdict: Verdict
    reasons: tuple[Comparison, ...]


class _Ranked(NamedTuple):
    value: float
    segment: Segment
    doc: int


class NameIndex:
    """The names of all sources under ``folder``. Follows the folder: a new generation is read from the next query on."""

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._version: tuple[int, int] = (-1, -1)
        self._segments: tuple[Segment, ...] = ()

    @classmethod
    def open(cls, folder: Path) -> NameIndex:
        """The index under ``folder``; an empty one where there is none."""
        return cls(folder)

    @classmethod
    def build(cls, parts: Iterable[Part], into: Path, *, source: str = "registry") -> NameIndex:
        """An index of one source."""
        index = cls(into)
        index.add(source, parts)
        return index

    def add(self, source: str, parts: Iterable[Part]) -> None:
        """Make ``parts`` (Parquet files or tables with the registry's columns) all that is known of ``source``.

        The same parts again change nothing. A build that dies leaves the index as it was.
        """
        self._generations.add(source, parts)

    def drop(self, source: str) -> None:
        """Forget ``source``; an unknown one changes nothing."""
        self._generations.drop(source)

    @property
    def sources(self) -> tuple[str, ...]:
        """The labels of all sources."""
        return tuple(segment.source for segment in self.segments())

    def __len__(self) -> int:
        return sum(segment.size for segment in self.segments())

    def segments(self) -> tuple[Segment, ...]:
        """The segments of the current generation."""
        version = self._generations.version()
        if version != self._version:
            known = {segment.folder: segment for segment in self._segments}
            current = ((self._generations.path(name), source) for source, name in sorted(self._generations.current().items()))
            self._segments = tuple(known.get(path) or Segment(path, source) for path, source in current)
            self._version = version
        return self._segments

    def search(self, query: str, *, limit: int = 10, filters: Filters | None = None) -> list[Candidate]:
        """The names that ``query`` (short, noisy or in full) can mean, best first. Ties stand in the order of names."""
        parts = parse_name(query)
        if not parts.plain:
            return []
        ranked = self._ranked(parts, filters or _EVERYTHING, 2 * limit)
        found: list[Candidate] = []
        for one in ranked:
            if len(found) == limit or one.value < ranked[0].value - BEHIND:
                break
            candidate = _compared(parts, one)
            if candidate:
                found.append(candidate)
        return _in_order(found)

    def _ranked(self, parts: NameParts, filters: Filters, limit: int) -> list[_Ranked]:
        short = letters_in(spoken(parts)[:LONGEST])
        starts = prior(parts, loose=_is_loose(parts))
        every: list[_Ranked] = []
        for segment in self.segments():
            docs = segment.candidates(parts, filters)
            if not len(docs):
                continue
            letters, classes = segment.wide(docs)
            values = align(short, letters, classes) + starts[segment.array("standing")[docs]]
            best = np.lexsort((docs, -values))[:limit]
            every += (_Ranked(float(values[one]), segment, int(docs[one])) for one in best.tolist())
        every.sort(key=lambda one: -one.value)
        return every[:limit]


def stands_alone(candidates: Sequence[Candidate]) -> bool:
    """Whether the first candidate is the same for certain and no other comes near it: else several are meant."""
    if not candidates or candidates[0].verdict is not Verdict.SAME:
        return False
    return len(candidates) == 1 or candidates[0].score == 1 > candidates[1].score or candidates[0].score - candidates[1].score >= LEAD


def _is_loose(parts: NameParts) -> bool:
    form = lexicon().forms.get(parts.legal_form.removeprefix("集团"))
    return form is None or form.loose


def _compared(query: NameParts, one: _Ranked) -> Candidate | None:
    name = one.segment.name(one.doc)
    other = parse_name(name)
    first, second = sorted((query, other), key=lambda parts: (parts.plain, parts.raw))
    row, score, reasons = decide(first, second)
    verdict = row.verdict
    if row is OTHERWISE:
        letters = letters_in_order(query, other)
        if letters.answer == "no":
            return None
        verdict, score, reasons = Verdict.UNSURE, _LETTERS_ONLY * letters.score, (letters,)
    elif verdict is Verdict.DIFFERENT:
        return None
    return Candidate(
        name, one.segment.credit_code(one.doc), one.segment.source, one.segment.row(one.doc), round(score, 4), verdict, reasons
    )


def _in_order(found: list[Candidate]) -> list[Candidate]:
    return found
