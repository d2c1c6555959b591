"""What a PDF page shows, taken from the library character by character: glyphs, rules, pictures."""

# ruff: noqa: PLC0415 -- the PDF library is loaded when a PDF comes, not when the program starts
from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duijie.text.formats.page_layout import Run
from duijie.text.formats.ruled_tables import Line

if TYPE_CHECKING:
    from pypdfium2 import PdfPage  # type: ignore[import-untyped]

MOST_GLYPHS = 60_000
"""Characters of one page, far more than can be printed on it legibly."""
_MOST_OBJECTS = 20_000
_THIN = 2.0
_UPRIGHT = math.radians(5)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A page's characters, turned so that they read from left to right, and what was odd about them."""

    runs: list[Run]
    lines: list[Line]
    width: float
    height: float
    slanted: int
    unreadable: int
    pictured: float
    """Share of the page that its largest picture covers."""
    is_whole: bool
    """Whether the page has no more than :data:`MOST_GLYPHS` characters."""


def glyphs_of(page: PdfPage) -> Glyphs:
    """Raises ``pypdfium2.PdfiumError`` for a page that cannot be laid out."""
    from pypdfium2 import raw

    marks: list[tuple[float, float, float, float, str, float]] = []
    unreadable = 0
    box = raw.FS_RECTF()
    text = page.get_textpage()
    high = 0
    count = text.count_chars()
    for index in range(min(count, MOST_GLYPHS)):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if raw.FPDFText_IsGenerated(text, index) == 1 or code in (9, 10, 13, 32, 0xA0, 0x3000, 0xAD, 0xFFFE):
            continue
        if code < 32 or code == 0xFFFD or 0xD800 <= code < 0xF900 or code > 0x10FFFF or code == 0xFFFF:
            unreadable += 1
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, box):
            continue
        sides = (box.left, box.bottom, box.right, box.top)
        if all(map(math.isfinite, sides)):
            marks.append((*sides, chr(code), raw.FPDFText_GetCharAngle(text, index)))
    quarter = _main_quarter(angle for *_, angle in marks)
    turned = _Turned(page.get_bbox(), quarter)
    upright = [mark for mark in marks if _is_near(mark[5], quarter)]
    runs = [_run(turned.box(*mark[:4]), mark[4]) for mark in upright]
    lines, pictured = _drawn(page, turned)
    return Glyphs(
        runs,
        lines,
        turned.width,
        turned.height,
        len(marks) - len(upright),
        unreadable,
        pictured,
        count <= MOST_GLYPHS,
    )


def _run(sides: tuple[float, float, float, float], character: str) -> Run:
    left, top, right, bottom = sides
    wide = unicodedata.east_asian_width(character) in "WF"
    size = right - left if wide and right - left > 0.3 * (bottom - top) else 0.75 * (bottom - top)
    return Run(left, top, right, bottom, max(size, 0.5), character)


def _main_quarter(angles: Iterable[float]) -> int:
    """The direction, in quarter turns, in which most characters are set."""
    counts = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if math.isfinite(angle))
    return counts.most_common(1)[0][0] if counts else 0


def _is_near(angle: float, quarter: int) -> bool:
    return math.isfinite(angle) and abs(math.remainder(angle - quarter * math.pi / 2, 2 * math.pi)) < _UPRIGHT


class _Turned:
    """Page coordinates, from below and in any quarter turn, to those of a reader, from the top left."""

    def __init__(self, page: tuple[float, float, float, float], quarter: int) -> None:
        # The library counts angles clockwise.
        self._across, self._up = ((1, 0), (0, -1), (-1, 0), (0, 1))[quarter]
        self._left = self._top = 0.0
        left, top, right, bottom = self.box(*page)
        self._left, self._top = left, top
        self.width, self.height = right - left, bottom - top

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as a reader sees them."""
        corners = [(left, bottom), (right, top)]
        us = [x * self._across + y * self._up - self._left for x, y in corners]
        vs = [x * self._up - y * self._across - self._top for x, y in corners]
        return min(us), min(vs), max(us), max(vs)


def _drawn(page: PdfPage, turned: _Turned) -> tuple[list[Line], float]:
    """Rules, and the share of the page under its largest picture."""
    from pypdfium2 import PdfiumError, raw

    lines: list[Line] = []
    pictured = 0.0
    area = max(1.0, turned.width * turned.height)
    for number, thing in enumerate(page.get_objects(max_depth=4)):
        if number >= _MOST_OBJECTS:
            break
        if thing.type not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        try:
            sides = thing.get_bounds()
        except PdfiumError:
            continue
        if not all(map(math.isfinite, sides)):
            continue
        left, top, right, bottom = turned.box(*sides)
        wide, high = right - left, bottom - top
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = max(pictured, min(1.0, wide * high / area))
        elif high <= _THIN < wide:
            lines.append(Line(False, (top + bottom) / 2, left, right))
        elif wide <= _THIN < high:
            lines.append(Line(True, (left + right) / 2, top, bottom))
        elif high > 4 * _THIN and wide > 4 * _THIN and raw.FPDFPath_CountSegments(thing) <= 6:
            lines += [Line(False, top, left, right), Line(False, bottom, left, right)]
            lines += [Line(True, left, top, bottom), Line(True, right, top, bottom)]
    return lines, pictured
