"""Where each line of a text stands in its file, in the words of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from duijie.kernel.span import Span
from duijie.text.formats.source import Block

NUMBERED = re.compile(r"(page|paragraph|table|row|cell|text box|footnote|endnote) (\d+)")
CELLS = re.compile(r"(?:(?P<sheet>.+)!)?(?P<range>[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?)")


def places_of_lines(text: str, blocks: Sequence[Block]) -> list[str]:
    """The place of each line of ``text``; empty where no block stands there or it is where the line above is.

    A line of several blocks is told by the one round them all. No list at all where there are no blocks.
    """
    if not blocks:
        return []
    said, before = [], ""
    for where in _whereabouts(text, blocks):
        place = spoken(where)
        said.append("" if place == before else place)
        before = place or before
    return said


def spoken(where: str) -> str:
    """A reader's name for a place in the language in force; as it is where it is not one of the known ones.

    ``page 3, paragraph 2`` and ``Sheet1!B7``.
    """
    cells = CELLS.fullmatch(where)
    if cells:
        if not cells["sheet"]:
            return cells["range"]
        return _("sheet %(name)s %(cells)s") % {"name": cells["sheet"], "cells": cells["range"]}
    # Looked up as they are met: the words are the same in all formats, their order and number are not.
    words = {
        "page": _("page %(number)s"),
        "paragraph": _("paragraph %(number)s"),
        "table": _("table %(number)s"),
        "row": _("row %(number)s"),
        "cell": _("cell %(number)s"),
        "text box": _("text box %(number)s"),
        "footnote": _("footnote %(number)s"),
        "endnote": _("endnote %(number)s"),
    }
    parts = []
    for part in where.split(", "):
        match = NUMBERED.fullmatch(part)
        label = words.get(match[1]) if match else None
        parts.append(label % {"number": match[2]} if match and label else part)
    return " · ".join(parts)


def _whereabouts(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    """For each line the place of the outermost block that begins in it, else of the one it goes on in."""
    ordered = sorted(blocks, key=lambda block: (block.span.start, -block.span.end))
    at, start, running = 0, 0, Block(Span(0, 0), "", "")
    for line in text.split("\n"):
        end = start + len(line)
        begun = None
        while at < len(ordered) and ordered[at].span.start <= end:
            begun = begun or ordered[at]
            at += 1
        if begun is not None:
            running = begun
        yield running.where if line.strip() and running.span.end > start else ""
        start = end + 1
