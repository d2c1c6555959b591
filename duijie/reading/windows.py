"""Cuts a long text into stretches that a model can read at once."""

from __future__ import annotations

from collections.abc import Iterator

from duijie.kernel.span import Span

BORDERS = ("\n", "。！？；", "，、 ")
"""Where to cut, the best first: between paragraphs, between sentences, between clauses."""


def windows(text: str, longest: int) -> Iterator[Span]:
    """Spans of at most ``longest`` code points that touch, never overlap and together cover ``text``.

    A paragraph is only cut where it alone is longer than that. Stretches of nothing but blanks are left out.
    Raises ``ValueError`` where ``longest`` is below 1.
    """
    if longest < 1:
        raise ValueError(f"a window must hold at least one character, not {longest}")
    start = 0
    while start < len(text):
        end = _border(text, start, longest)
        if not text[start:end].isspace():
            yield Span(start, end)
        start = end


def _border(text: str, start: int, longest: int) -> int:
    """Behind the last border of the best sort within reach, else as far as the reach goes."""
    reach = start + longest
    if reach >= len(text):
        return len(text)
    for marks in BORDERS:
        last = max(text.rfind(mark, start, reach) for mark in marks)
        if last >= start:
            return last + 1
    return reach
