"""From a stretch of a source text back to its place in the file."""

from __future__ import annotations

from collections.abc import Iterable

from duijie.kernel.span import Span
from duijie.text.formats.source import Block


def place_of(blocks: Iterable[Block], span: Span) -> str:
    """Where ``span`` stands: the smallest block that covers it, else from the first it touches to the last.

    Empty where it touches none.
    """
    touched = [block for block in blocks if block.span.overlaps(span)]
    covering = [block for block in touched if block.span.covers(span)]
    if covering:
        return min(covering, key=lambda block: len(block.span)).where
    if not touched:
        return ""
    first, last = touched[0].where, touched[-1].where
    return first if first == last else f"{first} – {last}"
