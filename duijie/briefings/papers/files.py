"""A briefing as a file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from duijie.briefings.papers.docx import docx_of
from duijie.briefings.papers.html import html_of
from duijie.briefings.papers.pdf import pdf_of
from duijie.briefings.papers.sheet import Sheet
from duijie.briefings.papers.text import text_of_sheet

KINDS: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_MADE: Final[Mapping[str, Callable[[Sheet], bytes]]] = {
    "docx": docx_of,
    "pdf": pdf_of,
    "html": lambda sheet: html_of(sheet).encode(),
    "txt": lambda sheet: text_of_sheet(sheet).encode(),
}


def file_of(sheet: Sheet, kind: str) -> bytes:
    """The bytes of a kind of :data:`KINDS`. Raises :class:`duijie.briefings.papers.fonts.NoFonts` for a PDF without fonts."""
    return _MADE[kind](sheet)
