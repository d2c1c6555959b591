"""A bar chart as SVG, drawn once for every paper. Each bar carries its value, so it reads without colour or axis."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from duijie.briefings.types import Bar

WIDTH: Final = 560
ROW: Final = 30
LABEL: Final = 170
VALUE: Final = 90
COLOUR: Final = "#2f6f9f"
FONTS: Final = "Noto Sans SC, Noto Sans CJK SC, SimHei, sans-serif"


def svg_of(title: str, bars: Sequence[Bar]) -> str:
    """The chart. ``title`` is its accessible name; it is printed by whoever places it."""
    room = WIDTH - LABEL - VALUE
    rows = []
    for place, bar in enumerate(bars):
        top, length = place * ROW + 6, max(2, round(bar.share * room))
        rows.append(
            f'<text x="{LABEL - 8}" y="{top + 14}" text-anchor="end">{escape(_short(bar.label))}</text>'
            f'<rect x="{LABEL}" y="{top}" width="{length}" height="18" fill="{COLOUR}"/>'
            f'<text x="{LABEL + length + 6}" y="{top + 14}">{escape(bar.value)}</text>'
        )
    height = len(bars) * ROW + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title)}" font-family="{FONTS}" font-size="13" fill="currentColor">'
        + "".join(rows) + "</svg>"
    )  # fmt: skip


def _short(label: str) -> str:
    """As much as fits before the bars: a Chinese character takes the room of two Latin ones."""
    room, text = 23, ""
    for one in label:
        room -= 1 if one.isascii() else 2
        if room < 0:
            return text[:-1] + "…"
        text += one
    return text
