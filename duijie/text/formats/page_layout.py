"""From pieces of text with places on a page to lines in reading order and paragraphs.

Coordinates grow to the right and downwards; their unit does not matter. Used for PDF pages and for what text
recognition finds on a picture alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

GAP = 0.8
"""Character widths between two pieces from which on they are separate, as cells or columns are."""
_FEWEST_LINES = 4
"""Lines that each of two columns must have."""
_FULL = 1.8
"""Character widths that a full line may stay short of the right margin."""
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十百\d]+[章节条款]|\d{1,2}[.、．]\D|[●■◆•·])"
)
_WORD = re.compile(r"[A-Za-z0-9.,%-]+")
_STOP = re.compile(r"[。！？；：!?;:]['\"”’）)]?$")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand together in one line; ``size`` is a character's width, ``score`` how sure they are."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str
    score: float = 1.0

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2


Row = list[Run]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``is_open``: its last line is full, so it may go on; ``goes_on``: its first line is not indented."""

    text: str
    is_open: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Aligned:
    """Neighbouring rows whose pieces stand in columns: a table without rules. ``None``: a blank field."""

    fields: list[list[str | None]]


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """Runs at one height make a row, left to right; rows from the top down. Neighbours that touch are joined."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda one: one.middle):
        row = next(
            (
                row
                for row in rows[-1:-4:-1]
                if abs(row[0].middle - run.middle) < 0.5 * min(run.size, row[0].size)
            ),
            None,
        )
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return [_joined(sorted(row, key=lambda one: one.left)) for row in rows]


def _joined(row: Row) -> Row:
    found = row[:1]
    for run in row[1:]:
        last = found[-1]
        size = max(last.size, run.size)
        if run.left - last.right > GAP * size:
            found.append(run)
            continue
        blank = " " if run.left - last.right > 0.25 * size and _is_latin(last.text, run.text) else ""
        found[-1] = Run(
            min(last.left, run.left),
            min(last.top, run.top),
            max(last.right, run.right),
            max(last.bottom, run.bottom),
            size,
            last.text + blank + run.text,
            min(last.score, run.score),
        )
    return found


def _is_latin(before: str, after: str) -> bool:
    return before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalnum()


def regions_of(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows in reading order, cut where columns begin and end: what stands above, left column, right, below."""
    cut = _columns(rows)
    if cut is None:
        return [list(rows)] if rows else []
    first, last, gutter = cut
    inside = [run for row in rows[first:last] for run in row]
    left = rows_of(run for run in inside if run.right <= gutter)
    right = rows_of(run for run in inside if run.right > gutter)
    found: list[list[Row]] = []
    for part in (rows[:first], left, right, rows[last:]):
        found += regions_of(part)
    return found


def _columns(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """First and last row of the longest stretch that a blank strip divides into two columns of prose."""
    strips = {round((before.right + after.left) / 2) for row in rows for before, after in pairwise(row)}
    # Columns whose lines stand at different heights share no row: the left edges of lines give the strip then.
    strips |= {round(row[0].left - row[0].size / 2) for row in rows}
    best: tuple[int, int, int, float] | None = None
    for strip in sorted(strips)[:200]:
        start = 0
        for number in range(len(rows) + 1):
            crossed = number < len(rows) and any(run.left < strip < run.right for run in rows[number])
            if number < len(rows) and not crossed:
                continue
            first, last = _trimmed(rows, start, number)
            if last - first >= _FEWEST_LINES and _is_divided(rows[first:last], strip):
                size = (last - first, first, last, float(strip))
                best = max(best, size) if best else size
            start = number + 1
    return best[1:] if best else None


def _trimmed(rows: Sequence[Row], first: int, last: int) -> tuple[int, int]:
    """A stretch without the rows at its ends that stand apart or are set larger, such as a title."""
    stretch = rows[first:last]
    if len(stretch) < _FEWEST_LINES:
        return first, last
    pitch = max(median(after[0].middle - before[0].middle for before, after in pairwise(stretch)), 1.0)
    size = median(row[0].size for row in stretch)

    def is_apart(one: Row, other: Row) -> bool:
        return (
            abs(one[0].middle - other[0].middle) > max(2.0 * pitch, 2.5 * size) or one[0].size > 1.25 * size
        )

    while last - first > 1 and is_apart(rows[first], rows[first + 1]):
        first += 1
    while last - first > 1 and is_apart(rows[last - 1], rows[last - 2]):
        last -= 1
    return first, last


def _is_divided(rows: Sequence[Row], strip: float) -> bool:
    """Whether both sides of ``strip`` hold lines that fill their column, over much the same height."""
    extents = []
    for side in (
        [run for row in rows for run in row if run.right <= strip],
        [run for row in rows for run in row if run.left >= strip],
    ):
        if len(side) < _FEWEST_LINES:
            return False
        width = max(run.right for run in side) - min(run.left for run in side)
        if median(run.right - run.left for run in side) < 0.7 * width:
            return False
        if width < 8 * median(run.size for run in side):
            return False
        extents.append((min(run.top for run in side), max(run.bottom for run in side)))
    (top, bottom), (other_top, other_bottom) = extents
    shared = min(bottom, other_bottom) - max(top, other_top)
    return shared > 0.5 * min(bottom - top, other_bottom - other_top)


def contents_of(rows: Sequence[Row], width: float) -> list[Paragraph | Aligned]:
    """Paragraphs and aligned rows of one region; ``width`` is that of the page or column."""
    found: list[Paragraph | Aligned] = []
    number = 0
    lines: list[Run] = []
    while number < len(rows):
        end = number
        while end < len(rows) and len(rows[end]) > 1:
            end += 1
        if end - number >= 3:
            found += _paragraphs(lines, width)
            lines = []
            found.append(Aligned(_aligned(rows[number:end])))
            number = end
            continue
        for row in rows[number : end + 1]:
            lines.append(_as_line(row))
        number = end + 1
    return found + _paragraphs(lines, width)


def _as_line(row: Row) -> Run:
    return Run(
        row[0].left,
        min(run.top for run in row),
        row[-1].right,
        max(run.bottom for run in row),
        max(run.size for run in row),
        "\t".join(run.text for run in row),
        min(run.score for run in row),
    )


def _aligned(rows: Sequence[Row]) -> list[list[str | None]]:
    """The pieces of the rows under those of the fullest row; what falls on one field is joined."""
    template = max(rows, key=len)
    table = []
    for row in rows:
        fields: list[str | None] = [None] * len(template)
        for run in row:
            column = max(
                range(len(template)),
                key=lambda at, run=run: (  # type: ignore[misc]
                    min(run.right, template[at].right) - max(run.left, template[at].left)
                ),
            )
            fields[column] = joined(fields[column] or "", run.text)
        table.append(fields)
    return table


def _paragraphs(lines: Sequence[Run], width: float) -> list[Paragraph]:
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    steps = [after.middle - before.middle for before, after in pairwise(lines)]
    pitch = median(steps) if steps else 0.0
    indents = any(line.left - left > 1.2 * line.size for line in lines)
    found: list[Paragraph] = []
    text, goes_on = lines[0].text, lines[0].left - left <= 1.2 * lines[0].size
    for before, after in pairwise(lines):
        if (
            _is_full(before, right, width, after.text)
            and after.left - left <= 1.2 * after.size
            and "\t" not in after.text
            and after.middle - before.middle <= 1.6 * pitch
            and 0.77 < after.size / before.size < 1.3
            and not (_STOP.search(before.text) and (not indents or _NUMBERED.match(after.text)))
        ):
            text = joined(text, after.text)
            continue
        found.append(Paragraph(text, _is_full(before, right, width), goes_on))
        text, goes_on = after.text, after.left - left <= 1.2 * after.size
    return [*found, Paragraph(text, _is_full(lines[-1], right, width), goes_on)]


def _is_full(line: Run, right: float, width: float, after: str = "") -> bool:
    """Whether a line reaches the margin, or as near as the word that begins the next line allows."""
    word = _WORD.match(after)
    short = _FULL * line.size + (0.55 * line.size * len(word.group()) if word else 0.0)
    reach = line.right - line.left
    is_long = reach >= max(12 * line.size, 0.45 * width)
    return "\t" not in line.text and right - line.right <= short and is_long


def joined(before: str, after: str) -> str:
    """Two lines of a paragraph as one; a word that a hyphen cuts is made whole."""
    if before.endswith("-") and before[-2:-1].isalpha() and before[-2:-1].isascii() and after[:1].islower():
        return before[:-1] + after
    return before + blank_between(before, after) + after


def blank_between(before: str, after: str) -> str:
    """A blank between words, nothing between Chinese characters and within numbers."""
    digits = before[-1:].isdigit() and after[:1].isdigit()
    latin = before[-1:].isascii()
    letters = before[-1:].isalpha() or after[:1].isalpha()
    return " " if before and after and latin and after[:1].isascii() and letters and not digits else ""
