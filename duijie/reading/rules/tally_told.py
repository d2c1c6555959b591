"""For when a quantity is told: the printed period or term."""

from __future__ import annotations

from functools import lru_cache

from duijie.reading.rules.tally_scope import BY, PERIOD, Passage, Spot


def term_of(passage: Passage, spot: Spot, ahead: bool) -> str | None:
    """The printed period or term that the quantity stands under: the last before it, else of the sentence before."""
    start = spot.measured.span.start - passage.offset
    for text, stop in ((passage.text, start), (passage.before, len(passage.before))):
        found = [words for end, words in _terms(text, ahead) if end <= stop]
        if found:
            return found[-1].strip("，的")
    return None


@lru_cache(maxsize=64)
def _terms(text: str, ahead: bool) -> tuple[tuple[int, str], ...]:
    """Where each term, or else each period, of a sentence ends, and its words."""
    return tuple((match.end(), match.group()) for match in (BY if ahead else PERIOD).finditer(text))
