"""The briefing as a Word document like a county's own: masthead in red, number, office and day, text, receivers, trace.

Sizes after GB/T 9704: A4, text in 仿宋 of 16 points, 28 points from line to line. Each number leads by a link inside
the document to its row of the trace, which stands as a table on the last pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Mm, Pt

from duijie.briefings.papers.fonts import NoFonts
from duijie.briefings.papers.marks import (
    bookmark,
    dress,
    keep_whole,
    lay,
    link,
    page_number,
    repeat_head,
    rule,
)
from duijie.briefings.papers.pdf import png_of
from duijie.briefings.papers.sheet import ABOUT, HEADS, TRACE, Sheet, figure_words, source_lines
from duijie.briefings.types import Part, Piece

BODY, HEAD, TITLE, KAI = "仿宋", "黑体", "华文中宋", "楷体"
RED: Final = "C00000"
SIZE, LEADING = 16, 28
TEXT_WIDTH: Final = Mm(156)
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def docx_of(sheet: Sheet) -> bytes:
    """The document. Where no Chinese font is found a chart is left out of it: its numbers stand in the text and tables."""
    paper = Document()
    _page(paper)
    _masthead(paper, sheet)
    for part in sheet.composed.parts:
        _part(paper, part)
    _foot(paper, sheet)
    _trace(paper, sheet)
    about = paper.core_properties
    about.title, about.author, about.comments = sheet.composed.title, sheet.composed.office, ""
    about.created = about.modified = datetime.fromisoformat(sheet.composed.known_at).astimezone(UTC)
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _page(paper: Any) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = BODY, Pt(SIZE)
    foot = section.footer.paragraphs[0]
    foot.alignment = _CENTRE
    page_number(foot, BODY, 14)


def _masthead(paper: Any, sheet: Sheet) -> None:
    composed = sheet.composed
    series = lay(paper.add_paragraph(), after=6)
    series.alignment = _CENTRE
    chinese = composed.language == "zh"
    size = (
        min(42, 400 // max(1, len(composed.series)))
        if chinese
        else min(28, 800 // max(1, len(composed.series)))
    )
    dress(series.add_run(composed.series), TITLE, size, RED)
    number = lay(paper.add_paragraph(), after=6)
    number.alignment = _CENTRE
    dress(number.add_run(sheet.number_line), BODY, SIZE)
    line = lay(paper.add_paragraph(), after=18)
    line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    room = "\n" if len(composed.office) > (24 if chinese else 40) else ""
    dress(line.add_run(f"{composed.office}{room}\t{sheet.day}"), BODY, SIZE)
    rule(line, "bottom", colour=RED, eighths=16)
    title = lay(paper.add_paragraph(), exactly=34, after=14)
    title.alignment = _CENTRE
    dress(title.add_run(composed.title), TITLE, 22)


def _part(paper: Any, part: Part) -> None:
    match part.kind:
        case "heading":
            paragraph = lay(paper.add_paragraph(), exactly=LEADING, indent=2 * SIZE)
            paragraph.paragraph_format.keep_with_next = True
            _pieces(paragraph, part.pieces, HEAD if part.level == 1 else KAI, SIZE)
        case "paragraph":
            _pieces(lay(paper.add_paragraph(), exactly=LEADING, indent=2 * SIZE), part.pieces, BODY, SIZE)
        case "table":
            _caption(paper, part)
            _table(paper, part)
        case "chart":
            _chart(paper, part)


def _pieces(paragraph: Any, pieces: Iterable[Piece], font: str, size: float) -> None:
    for piece in pieces:
        run = dress(paragraph.add_run(piece.text), font, size)
        if piece.number:
            link(paragraph, run, f"t{piece.number}")


def _caption(paper: Any, part: Part) -> None:
    paragraph = lay(paper.add_paragraph(), before=10, after=4)
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.keep_with_next = True
    _pieces(paragraph, part.pieces, HEAD, 14)


def _table(paper: Any, part: Part) -> None:
    table = paper.add_table(rows=1, cols=len(part.heads))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for cell, head in zip(table.rows[0].cells, part.heads, strict=True):
        cell.paragraphs[0].alignment = _CENTRE
        dress(lay(cell.paragraphs[0], before=3, after=3).add_run(head), HEAD, 12)
    repeat_head(table.rows[0])
    for row in part.rows:
        made = table.add_row()
        keep_whole(made)
        for place, (cell, piece) in enumerate(zip(made.cells, row, strict=True)):
            if place:
                cell.paragraphs[0].alignment = _RIGHT
            _pieces(lay(cell.paragraphs[0], before=3, after=3), [piece], BODY, 12)
    lay(paper.add_paragraph(), exactly=10)


def _chart(paper: Any, part: Part) -> None:
    try:
        picture = png_of(part.text, part.bars)
    except NoFonts:
        return
    _caption(paper, part)
    paragraph = lay(paper.add_paragraph(), after=8)
    paragraph.alignment = _CENTRE
    shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=Cm(14))
    told = "；".join(f"{bar.label} {bar.value}" for bar in part.bars)
    shape._inline.docPr.set("descr", f"{part.text}：{told}")


def _foot(paper: Any, sheet: Sheet) -> None:
    if sheet.signature:
        paragraph = lay(paper.add_paragraph(), before=12)
        paragraph.alignment = _RIGHT
        dress(paragraph.add_run(sheet.signature), BODY, SIZE)
    receivers = sheet.receivers
    for place, (label, names) in enumerate(receivers):
        paragraph = lay(paper.add_paragraph(), exactly=22, before=0 if place else 24)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(42), Pt(-42)
        dress(paragraph.add_run(label + names), BODY, 14)
        if place == 0:
            rule(paragraph, "top")
        if place == len(receivers) - 1:
            rule(paragraph, "bottom")
    if sheet.copies:
        paragraph = lay(paper.add_paragraph())
        paragraph.alignment = _RIGHT
        dress(paragraph.add_run(sheet.copies), BODY, 14)


def _trace(paper: Any, sheet: Sheet) -> None:
    paper.add_page_break()
    dress(lay(paper.add_paragraph(), after=4).add_run(sheet.say(TRACE)), HEAD, 14)
    dress(lay(paper.add_paragraph(), after=6).add_run(sheet.say(ABOUT)), BODY, 9)
    table = paper.add_table(rows=1, cols=len(HEADS))
    table.style, table.autofit = "Table Grid", False
    widths = (Mm(10), Mm(42), Mm(20), Mm(84))
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        dress(cell.paragraphs[0].add_run(sheet.say(head)), HEAD, 9)
    repeat_head(table.rows[0])
    language = sheet.composed.language
    for used in sheet.composed.figures:
        cells = table.add_row().cells
        bookmark(cells[0].paragraphs[0], f"t{used.number}", used.number)
        lines = "\n".join(source_lines(used, language))
        for cell, text in zip(
            cells, (str(used.number), figure_words(used, sheet.composed), used.value, lines), strict=True
        ):
            dress(cell.paragraphs[0].add_run(text), BODY, 9)
        cells[2].paragraphs[0].alignment = _RIGHT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
