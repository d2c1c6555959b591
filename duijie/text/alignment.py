"""The way back from repaired text to the original, character by character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Alignment:
    """Source text against target text as the ordered, disjoint pieces in which they differ.

    Between pieces both texts run in step, one character to one. A span that touches a piece takes in the
    whole piece on the other side: ``to_source(to_target(s))`` always covers ``s``.
    """

    source_length: int
    target_length: int
    pieces: tuple[Piece, ...] = ()

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """Two equal texts."""
        return cls(length, length)

    def to_source(self, span: Span) -> Span:
        """Where the characters of the target ``span`` come from; noise inside is covered."""
        raise NotImplementedError

    def to_target(self, span: Span) -> Span:
        """Where the characters of the source ``span`` went; empty where all were removed."""
        raise NotImplementedError

    def then(self, later: Alignment) -> Alignment:
        """This alignment followed by ``later``, whose source is this one's target."""
        raise NotImplementedError

    def as_json(self) -> dict[str, Any]:
        """Compact: two lengths and four numbers a piece."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Alignment:
        """The inverse of :meth:`as_json`."""
        raise NotImplementedError


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, Alignment]:
    """``text`` with ``edits`` (any order, disjoint) carried out, and the alignment between the two.

    Raises ``ValueError`` where edits overlap or leave the text.
    """
    raise NotImplementedError
