"""Pieces of Word's own language that python-docx has no call for: fonts for Chinese, links inside, borders, page number."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor


def element(tag: str, /, **attributes: str) -> Any:
    """An element ``w:tag`` with attributes ``w:…``."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def dress(run: Any, font: str, size: float, colour: str = "") -> Any:
    """A run in a Chinese font; Latin letters and digits take the same."""
    run.font.size = Pt(size)
    run.font.name = font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    return run


def lay(paragraph: Any, *, exactly: float = 0, before: float = 0, after: float = 0, indent: float = 0) -> Any:
    """Line height and the room around a paragraph, in points."""
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    if exactly:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exactly)
    if indent:
        form.first_line_indent = Pt(indent)
    return paragraph


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place that links lead to."""
    paragraph._p.append(element("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def link(paragraph: Any, run: Any, to: str) -> None:
    """Let a run lead to a bookmark; it looks as the words around it."""
    holder = element("hyperlink", anchor=to, history="1")
    paragraph._p.append(holder)
    holder.append(run._element)


def rule(paragraph: Any, side: str, *, colour: str = "000000", eighths: int = 8) -> None:
    """A line below or above a paragraph, in eighths of a point."""
    borders = element("pBdr")
    borders.append(element(side, val="single", sz=str(eighths), space="4", color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def page_number(paragraph: Any, font: str, size: float) -> None:
    """The number of the page between dashes."""
    dress(paragraph.add_run("— "), font, size)
    run = dress(paragraph.add_run(), font, size)
    for part in (
        element("fldChar", fldCharType="begin"),
        _instruction(),
        element("fldChar", fldCharType="end"),
    ):
        run._element.append(part)
    dress(paragraph.add_run(" —"), font, size)


def repeat_head(row: Any) -> None:
    """Print the row again on each page that its table goes on to."""
    row._tr.get_or_add_trPr().append(element("tblHeader", val="true"))


def keep_whole(row: Any) -> None:
    """No page break inside a row."""
    row._tr.get_or_add_trPr().append(element("cantSplit", val="true"))


def _instruction() -> Any:
    made = element("instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = "PAGE"
    return made
