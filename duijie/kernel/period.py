"""Stretches of days. Half-open like spans: the day ``end`` no longer belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """All days ``d`` with ``start <= d < end``."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a period cannot run from {self.start} to {self.end}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two share at least one day."""
        return self.start < other.end and other.start < self.end

    @classmethod
    def year(cls, year: int) -> Period:
        """A whole calendar year."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def year_to(cls, day: date) -> Period:
        """From New Year's Day of ``day``'s year until ``day``, that day included (but for the calendar's last)."""
        return cls(date(day.year, 1, 1), min(day, date.max - timedelta(days=1)) + timedelta(days=1))
