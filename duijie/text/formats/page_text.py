"""Pages, however they were read, as the text of one document: page frame out, columns, tables, paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from duijie.text.formats.page_layout import Aligned, Paragraph, Row, blank_between, contents_of, regions_of
from duijie.text.formats.pieces import Pieces
from duijie.text.formats.table import Cell, add_table

_EDGE_ROWS = 3
"""Rows at the top and at the bottom of a page among which its running head and its number are."""
_REPEATED = 3
"""Pages on which the same words stand at the same height before they count as a running head."""
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6})\s*(?:页)?\s*(?:[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–·\s]*"
)
_BARE_DIGITS = re.compile(r"\d{1,4}")
_MARGIN = 0.1
"""Share of a page's height at either end within which a bare number is a page number."""
_HEAD = 0.085
"""Share of a page's height at either end, inside the usual margin, within which words can be a running head."""
_PROSE = re.compile(".{41}|[。；！？]")
_STOP = re.compile(r"[。！？；：!?;:]['\"”’）)]?$")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table found by its rules: for every field a number for its cell and the cell's text."""

    fields: list[list[tuple[int, str]]]


@dataclass(slots=True)
class Page:
    """``bands``: from the top down, rows of text and the tables between them."""

    where: str
    width: float
    height: float
    bands: list[list[Row] | Ruled] = field(default_factory=list)


def add_pages(pieces: Pieces, pages: Sequence[Page]) -> list[str]:
    """All pages in reading order, a paragraph across pages or columns in one line; gives remarks on what was left out."""
    remarks = _without_frames(pages)
    is_open, last = False, ""
    for page in pages:
        tables = paragraphs = 0
        for content, begins in _contents(page):
            if isinstance(content, Ruled | Aligned):
                tables += 1
                _add(pieces, content, f"{page.where}, table {tables}")
                is_open = False
            else:
                paragraphs += 1
                text = content.text
                before = "\n"
                if begins and is_open and content.goes_on:
                    before = blank_between(last, text)
                pieces.add(text, "paragraph", f"{page.where}, paragraph {paragraphs}", before=before)
                last = text
                is_open = content.is_open and not _STOP.search(text)
    return remarks


def _contents(page: Page) -> Iterator[tuple[Paragraph | Aligned | Ruled, bool]]:
    """What stands on the page, and whether a page or a column begins with it."""
    for band in page.bands:
        if isinstance(band, Ruled):
            yield band, True
            continue
        regions = regions_of(band)
        for region in regions:
            sides = [run for row in region for run in row]
            reach = max(run.right for run in sides) - min(run.left for run in sides)
            # A column is as wide as its lines; a page keeps its own width, so that a short line is no full one.
            width = reach if len(regions) > 1 else max(reach, 0.7 * page.width)
            yield from ((content, at == 0) for at, content in enumerate(contents_of(region, width)))


def _add(pieces: Pieces, table: Ruled | Aligned, where: str) -> None:
    grid: list[list[Cell | None]] = []
    cells: dict[int, Cell] = {}
    fields: Sequence[Sequence[tuple[int, str] | str | None]] = table.fields
    for number, row in enumerate(fields, 1):
        line: list[Cell | None] = []
        for position, one in enumerate(row, 1):
            place = f"{where}, row {number}, cell {position}"
            if isinstance(one, tuple):
                line.append(cells.setdefault(one[0], Cell(one[1], place)) if one[1] else None)
            else:
                line.append(Cell(one, place) if one else None)
        grid.append(line)
    add_table(pieces, grid, [f"{where}, row {number}" for number in range(1, len(grid) + 1)])


def _without_frames(pages: Sequence[Page]) -> list[str]:
    """Takes running heads and page numbers off the pages; gives remarks that keep their words."""
    seen: dict[tuple[str, int], list[tuple[Page, list[Row], Row]]] = defaultdict(list)
    numbers = 0
    for page in pages:
        for rows, row in _edge_rows(page):
            words = "".join(run.text for run in row)
            height = row[0].middle / page.height if page.height else 0.5
            from_edge = min(height, 1 - height)
            if _PAGE_NUMBER.fullmatch(words) and (
                from_edge < _MARGIN or not _BARE_DIGITS.fullmatch(words.strip())
            ):
                rows.remove(row)
                numbers += 1
            elif from_edge < _HEAD and not _PROSE.search(words):
                seen[re.sub(r"\d+|\s+", "#", words), round(height * 50)].append((page, rows, row))
    heads = []
    for places in seen.values():
        if len({id(page) for page, _, _ in places}) >= _REPEATED:
            heads.append(" ".join(run.text for run in places[0][2]))
            for _, rows, row in places:
                rows.remove(row)
    remarks = []
    if heads:
        remarks.append(f"left out as running heads: {' / '.join(heads)[:200]}")
    if numbers:
        remarks.append("page numbers were left out")
    return remarks


def _edge_rows(page: Page) -> Iterable[tuple[list[Row], Row]]:
    rows = [(band, row) for band in page.bands if not isinstance(band, Ruled) for row in band]
    # Only rows above all or below all: a table at the edge keeps what stands behind it inside the page.
    first = rows[:_EDGE_ROWS] if page.bands and not isinstance(page.bands[0], Ruled) else []
    last = rows[-_EDGE_ROWS:] if page.bands and not isinstance(page.bands[-1], Ruled) else []
    found: list[tuple[list[Row], Row]] = []
    for band, row in first + last:
        if not any(row is other for _, other in found):
            found.append((band, row))
    return found
