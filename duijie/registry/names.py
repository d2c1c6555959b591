"""Which registered names a name can mean: the index over all sources of the bulk registry.

Candidates are found by keys and pairs of letters (:mod:`.segment`), put in order (:mod:`.ranking`), and the few
that come first are compared question by question (:mod:`duijie.naming.policy`), so that each has a verdict and
its reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from duijie.naming.parts import parse_name
from duijie.naming.policy import Verdict
from duijie.registry.filters import Filters
from duijie.registry.generations import Generations
from duijie.registry.ranking import Candidate, compared, descending, is_full, ranked, stands_alone
from duijie.registry.segment import Segment
from duijie.registry.segment_writing import Part
from duijie.registry.typing_search import suggestions

__all__ = ["Candidate", "Filters", "NameIndex", "stands_alone"]

# Candidates so far behind the best, in logarithms of odds, are not compared.
BEHIND: Final = 8.0


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

    def __call__(self, source: str, parts: Sequence[Path]) -> None:
        """Follow an import (:class:`duijie.registry.importing.Names`): no parts means that the source is gone."""
        if parts:
            self.add(source, parts)
        else:
            self.drop(source)

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
            current = (
                (self._generations.path(name), source)
                for source, name in sorted(self._generations.current().items())
            )
            self._segments = tuple(known.get(path) or Segment(path, source) for path, source in current)
            self._version = version
        return self._segments

    def search(self, query: str, *, limit: int = 10, filters: Filters | None = None) -> list[Candidate]:
        """The names that ``query`` (short, noisy or in full) can mean, best first. Ties stand in the order of names."""
        parts = parse_name(query)
        if not parts.plain:
            return []
        full = is_full(parts)
        best = ranked(self.segments(), parts, filters or None, 2 * limit, full=full)
        found: list[Candidate] = []
        for one in best:
            if len(found) == limit or one.value < best[0].value - BEHIND:
                break
            candidate = compared(parts, one)
            if candidate:
                found.append(candidate)
        # Of a whole name the comparators know best, of a short one the model of short forms.
        found.sort(key=lambda one: one.verdict is not Verdict.SAME if full else one.score != 1)
        return descending(found)

    def suggest(self, text: str, *, limit: int = 10, filters: Filters | None = None) -> list[Candidate]:
        """Names for what has been typed so far: characters in order, pinyin, initials, or a credit code's beginning.

        Made for every stroke of a key: nothing is compared, and every verdict is unsure.
        """
        return suggestions(self.segments(), text, limit, filters or None)
