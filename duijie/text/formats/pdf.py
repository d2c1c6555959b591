"""PDF: text in reading order with columns and tables; pages that are pictures are recognised."""

# ruff: noqa: PLC0415 -- the PDF library is loaded when a PDF comes, not when the program starts
from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from duijie.kernel.words import Words
from duijie.text.formats.confined import Bounds, allow, read_confined
from duijie.text.formats.page_layout import Run, joined, rows_of
from duijie.text.formats.page_text import Page, Ruled, add_pages
from duijie.text.formats.pdf_glyphs import MOST_GLYPHS, Glyphs, glyphs_of
from duijie.text.formats.pieces import Pieces
from duijie.text.formats.recognition import MOST_PAGES, SECONDS_A_PAGE, recognised
from duijie.text.formats.ruled_tables import Grid, grids_of
from duijie.text.formats.source import ENCRYPTED, SPLIT, CannotRead, Source

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped]

BOUNDS = Bounds(seconds=900, mebibytes=3072)
MOST_SHEETS = 1_000
"""Pages of one file."""
TEXT_SECONDS = 90
"""For all pages' own text, without recognition."""
_DPI = 200
_MOST_PIXELS = 9_000_000
_FEW = 12
"""Characters up to which a page that shows a large picture counts as a scan with a stamp or a number on it."""
_LARGE_PICTURE = 0.5
_PASSWORD_ERROR = 4


def read_pdf(data: bytes, name: str) -> Source:
    """Blocks are at ``page 3, paragraph 2`` and ``page 3, table 1, row 2, cell 1``.

    Read in a process of its own. Raises :class:`CannotRead` for a damaged or encrypted file, one with more than
    :data:`MOST_SHEETS` pages or too many scanned ones, and one without text.
    """
    return read_confined(read_pdf_here, data, name, BOUNDS)


def read_pdf_here(data: bytes, name: str) -> Source:
    """The same in this process, without bounds on time and memory."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as refused:
        if getattr(refused, "err_code", None) == _PASSWORD_ERROR:
            remedy = Words("请不加密码另存，或打印为 PDF", "Save it without a password, or print it to PDF")
            raise CannotRead(name, ENCRYPTED, remedy) from refused
        raise _damaged(name) from refused
    try:
        return _read(document, name)
    except pypdfium2.PdfiumError as broken:
        raise _damaged(name) from broken
    finally:
        document.close()


def _damaged(name: str) -> CannotRead:
    return CannotRead(
        name,
        Words("已损坏或不完整", "it is damaged or incomplete"),
        Words("请重新获取，或重新打印为 PDF", "Get it again, or print it to PDF again"),
    )


def _read(document: PdfDocument, name: str) -> Source:
    count = len(document)
    if count > MOST_SHEETS:
        raise CannotRead(
            name,
            Words(
                f"有 {count:,} 页，超过上限 {MOST_SHEETS:,} 页",
                f"it has {count:,} pages, more than the {MOST_SHEETS:,} allowed",
            ),
            SPLIT,
        )
    allow(TEXT_SECONDS)
    pages, remarks, scanned = [], [], []
    for number in range(count):
        page = document[number]
        where = f"page {number + 1}"
        glyphs = glyphs_of(page)
        if not glyphs.is_whole:
            reason = Words(
                f"{where} 超过 {MOST_GLYPHS:,} 字", f"{where} has more than {MOST_GLYPHS:,} characters"
            )
            raise CannotRead(
                name, reason, Words("请重新打印为 PDF，多分几页", "Print it to PDF again, over more pages")
            )
        pages.append(Page(where, glyphs.width, glyphs.height))
        if _is_scan(glyphs):
            scanned.append(number)
        else:
            pages[-1].bands = _bands(glyphs)
        if glyphs.slanted:
            remarks.append(
                f"{where}: {glyphs.slanted} slanted characters, such as a watermark's, were left out"
            )
        page.close()
    if len(scanned) > MOST_PAGES:
        reason = Words(
            f"扫描页有 {len(scanned)} 页，一次最多识别 {MOST_PAGES} 页",
            f"{len(scanned)} of its pages are scanned, more than the {MOST_PAGES} that are recognised at a time",
        )
        raise CannotRead(name, reason, SPLIT)
    for number in scanned:
        allow(SECONDS_A_PAGE)
        found = _recognise(document[number], pages[number], name)
        remarks += found
    if scanned:
        listed = ", ".join(str(number + 1) for number in scanned)
        remarks.append(f"recognised from pictures, so compare with the original: page {listed}")
    pieces = Pieces(name)
    remarks += add_pages(pieces, pages)
    return pieces.source("pdf", "utf-8", remarks)


def _is_scan(glyphs: Glyphs) -> bool:
    """Whether a page is a picture of text, or text in letters that nothing tells the meaning of."""
    if glyphs.unreadable > max(_FEW, len(glyphs.runs) // 2):
        return True
    return len(glyphs.runs) <= _FEW and glyphs.pictured >= _LARGE_PICTURE


def _bands(glyphs: Glyphs) -> list[list[list[Run]] | Ruled]:
    """Tables by their rules, and between them rows of text."""
    rest = glyphs.runs
    bands: list[list[list[Run]] | Ruled] = []
    for grid in grids_of(glyphs.lines):
        inside: dict[int, list[Run]] = {}
        above: list[Run] = []
        below: list[Run] = []
        for run in rest:
            cell = grid.cell_at((run.left + run.right) / 2, run.middle)
            if cell is not None:
                inside.setdefault(cell, []).append(run)
            else:
                (above if run.middle < grid.ys[0] else below).append(run)
        if not inside:
            continue
        bands += [rows_of(above), _ruled(grid, inside)]
        rest = below
    return [band for band in [*bands, rows_of(rest)] if band]


def _ruled(grid: Grid, inside: dict[int, list[Run]]) -> Ruled:
    texts = {cell: _cell_text(runs) for cell, runs in inside.items()}
    return Ruled([[(cell, texts.get(cell, "")) for cell in row] for row in grid.cells])


def _cell_text(runs: Sequence[Run]) -> str:
    text = ""
    for row in rows_of(runs):
        text = joined(text, " ".join(run.text for run in row))
    return text


def _recognise(sheet: PdfPage, page: Page, name: str) -> list[str]:
    """Fills in what recognition finds on a page; gives remarks."""
    width, height = sheet.get_size()
    scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
    picture = sheet.render(scale=scale).to_pil()
    sheet.close()
    rows, remarks = recognised(picture, page.where, name)
    page.width, page.height = map(float, picture.size)
    page.bands = [rows] if rows else []
    return remarks
