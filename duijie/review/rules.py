"""What a tally is about, and when two of them cannot both be true. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from duijie.reading.kinds import Tally

# Measures of a state: "so many there are now". Whatever period the sentence opens with, two of them in one
# document describe the same stock. The others are flows and must also agree in their period to be compared.
STOCKS = frozenset(
    {"enterprises.partnered", "enterprises.with_outpost", "institutions.partnered", "platforms", "parks",
     "projects.reserve", "projects.talks", "projects.building", "land", "floor", "jobs"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """A tally and the statement that says it."""

    statement_id: str
    document_id: int
    tally: Tally


def topic(tally: Tally, *, whole: frozenset[str]) -> tuple[str, str, str, str]:
    """What a tally is about: measure, unit, subject, period. ``whole``: words for the region as a whole."""
    subject = "" if tally.subject is None or tally.subject in whole else tally.subject
    period = (
        "" if tally.measure in STOCKS or tally.period in (None, "今年以来", "目前") else str(tally.period)
    )
    return tally.measure, tally.quantity.unit, subject, period


def contradictions(heard: Iterable[Heard], *, whole: frozenset[str]) -> list[tuple[Heard, Heard]]:
    """Pairs within one document that speak of the same thing and that no value satisfies both."""
    groups: dict[tuple[object, ...], list[Heard]] = {}
    for one in heard:
        groups.setdefault((one.document_id, *topic(one.tally, whole=whole)), []).append(one)
    return [
        (left, right)
        for group in groups.values()
        for left, right in _pairs(group)
        if not left.tally.quantity.meets(right.tally.quantity)
    ]


def _pairs(group: Sequence[Heard]) -> Iterable[tuple[Heard, Heard]]:
    return combinations(group, 2)
