"""A statement: something that a document says, with its place in it. Never edited, only judged.

``said`` is one of the kinds in :mod:`duijie.reading.kinds`; what was printed stays beside what was
understood (``quote``), and the place leads back to the original file's characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from duijie.kernel.ids import content_id
from duijie.kernel.span import Span
from duijie.reading.kinds import Said, as_values, kind_of
from duijie.text.repair import Repaired


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields: the meaning and its span in the repaired text."""

    said: Said
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said.

    ``span`` counts in the repaired text, ``place`` in the original; ``quote`` is ``span`` of the repaired
    text. The id comes from the content, so reading the same document twice yields the same ids.
    """

    said: Said
    quote: str
    span: Span
    place: Span
    rule: str

    @property
    def kind(self) -> str:
        """The kind's name, as in the interchange format."""
        return kind_of(self.said)

    @property
    def id(self) -> str:
        """Identity within a document: kind, place and values (not the rule, which may be renamed)."""
        return content_id(self.kind, self.place.start, self.place.end, as_values(self.said))

    def as_json(self) -> dict[str, Any]:
        """The flat interchange object: kind, quote, start, end, rule, then the kind's own fields."""
        return {
            "kind": self.kind,
            "quote": self.quote,
            "start": self.place.start,
            "end": self.place.end,
            "rule": self.rule,
            **as_values(self.said),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: the repaired text and the statements in it, in the order of their places."""

    repaired: Repaired
    statements: tuple[Statement, ...]
    reader: str
    dated_on: date | None = None


class Reader(Protocol):
    """Anything that reads. What it returns must be found in the text at the span it names."""

    @property
    def name(self) -> str:
        """Its name and version, kept with every reading."""
        ...

    def find(self, text: str, *, dated_on: date | None) -> Sequence[Found]:
        """What ``text`` (already repaired) says."""
        ...
