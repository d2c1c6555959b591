"""The way back from repaired text to the original, character by character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from duijie.kernel.span import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """``place`` of the source text was replaced by ``after`` (empty: removed)."""

    place: Span
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A changed stretch: ``source`` of the original became ``target`` of the repaired text."""

    source: Span
    target: Span


_source: Callable[[Piece], Span] = attrgetter("source")
_target: Callable[[Piece], Span] = attrgetter("target")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Source text against target text as the ordered, disjoint pieces in which they fall out of step.

    Between pieces both texts run in step, one character to one (a character may stand changed there, as
    when a traditional one became simplified). A span that touches a piece takes in the whole piece on the
    other side: ``to_source(to_target(s))`` always covers ``s``.
    """

    source_length: int
    target_length: int
    pieces: tuple[Piece, ...] = ()

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """Two texts in step from end to end."""
        return cls(length, length)

    def to_source(self, span: Span) -> Span:
        """Where the characters of the target ``span`` come from; noise inside and at its edges is covered."""
        return self._across(span, _target, _source)

    def to_target(self, span: Span) -> Span:
        """Where the characters of the source ``span`` went; empty where all were removed."""
        return self._across(span, _source, _target)

    def to_source_bare(self, span: Span) -> Span:
        """As :meth:`to_source`, without what was removed just before and just behind the span."""
        if not self.pieces:
            return span
        if not span:
            return self.to_source(span)
        return Span(self._source_of(span.start)[0], self._source_of(span.end - 1)[1])

    def then(self, later: Alignment) -> Alignment:
        """This alignment followed by ``later``, whose source is this one's target.

        Raises ``ValueError`` where the text between the two has not one length.
        """
        if self.target_length != later.source_length:
            raise ValueError(
                f"an alignment to {self.target_length} characters cannot be followed "
                f"by one from {later.source_length}"
            )
        if not later.pieces:
            return self
        if not self.pieces:
            return Alignment(self.source_length, later.target_length, later.pieces)
        return Alignment(self.source_length, later.target_length, tuple(_joined(self.pieces, later.pieces)))

    def as_json(self) -> dict[str, Any]:
        """Compact: two lengths and four numbers a piece."""
        numbers = [
            n for p in self.pieces for n in (p.source.start, p.source.end, p.target.start, p.target.end)
        ]
        return {"source": self.source_length, "target": self.target_length, "pieces": numbers}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Alignment:
        """The inverse of :meth:`as_json`."""
        numbers = iter(data["pieces"])
        quads = zip(numbers, numbers, numbers, numbers, strict=True)
        pieces = tuple(Piece(Span(a, b), Span(c, d)) for a, b, c, d in quads)
        return cls(data["source"], data["target"], pieces)

    def _source_of(self, at: int) -> tuple[int, int]:
        """Both ends of the source of the one target character at ``at``."""
        before = bisect_right(self.pieces, at, key=lambda piece: piece.target.start) - 1
        if before < 0:
            return at, at + 1
        piece = self.pieces[before]
        if at < piece.target.end:
            return piece.source.start, piece.source.end
        start = piece.source.end + at - piece.target.end
        return start, start + 1

    def _across(self, span: Span, here: Callable[[Piece], Span], there: Callable[[Piece], Span]) -> Span:
        """``span`` of one side on the other.

        A piece is touched where it shares a character with the span, where it is empty on this side and
        stands in or at the edge of the span, or where an empty span stands inside it.
        """
        pieces = self.pieces
        low = bisect_left(pieces, span.start, key=lambda piece: here(piece).end)
        while low < len(pieces) and here(pieces[low]).start < here(pieces[low]).end == span.start:
            low += 1
        high = bisect_right(pieces, span.end, key=lambda piece: here(piece).start)
        while high > low and span.end == here(pieces[high - 1]).start < here(pieces[high - 1]).end:
            high -= 1
        if low < high and here(pieces[low]).start <= span.start:
            start = there(pieces[low]).start
        else:
            start = span.start + (there(pieces[low - 1]).end - here(pieces[low - 1]).end if low else 0)
        if low < high and here(pieces[high - 1]).end >= span.end:
            end = there(pieces[high - 1]).end
        else:
            end = span.end + (there(pieces[high - 1]).end - here(pieces[high - 1]).end if high else 0)
        return Span(start, end)


def _joined(first: tuple[Piece, ...], later: tuple[Piece, ...]) -> Iterable[Piece]:
    """The pieces of both, those that meet in the middle text made one."""
    i = j = 0
    behind = ahead = 0  # source minus middle, target minus middle, where the texts last ran in step
    while i < len(first) or j < len(later):
        start = end = -1
        behind_here, ahead_here = behind, ahead
        while True:
            middle = first[i].target if i < len(first) else None
            other = later[j].source if j < len(later) else None
            from_first = other is None or (middle is not None and middle <= other)
            chosen = middle if from_first else other
            if chosen is None:
                break
            meets = chosen.start < end or start == end == chosen.start == chosen.end
            if start >= 0 and not meets:
                break
            start, end = (chosen.start if start < 0 else start), max(end, chosen.end)
            if from_first:
                behind = first[i].source.end - chosen.end
                i += 1
            else:
                ahead = later[j].target.end - chosen.end
                j += 1
        yield Piece(Span(start + behind_here, end + behind), Span(start + ahead_here, end + ahead))


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, Alignment]:
    """``text`` with ``edits`` (any order, disjoint) carried out, and the alignment between the two.

    One character put for one leaves the texts in step and makes no piece. Raises ``ValueError`` where
    edits overlap or leave the text.
    """
    parts: list[str] = []
    pieces: list[Piece] = []
    done = length = 0
    for edit in sorted(edits, key=lambda one: one.place):
        place, after = edit.place, edit.after
        if place.start < done:
            raise ValueError(f"the edit at {place.start}–{place.end} overlaps one that ends at {done}")
        if place.end > len(text):
            raise ValueError(f"the edit at {place.start}–{place.end} leaves a text of {len(text)} characters")
        parts += (text[done : place.start], after)
        at = length + place.start - done
        done, length = place.end, at + len(after)
        if (place.end - place.start, len(after)) not in ((1, 1), (0, 0)):
            pieces.append(Piece(place, Span(at, length)))
    parts.append(text[done:])
    return "".join(parts), Alignment(len(text), length + len(text) - done, tuple(pieces))
