"""A text cut where statements, repairs and the aim of a link begin and end. Pure.

Invariant: the pieces of all paragraphs, the paragraphs joined by line breaks, are the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from duijie.kernel.span import Span
from duijie.web.pages.document import Piece


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement's stretch and the state it is shown in."""

    span: Span
    id: str
    state: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A stretch that a repair touched, and what to say about it."""

    span: Span
    note: str
    certain: bool


def paragraphs(
    text: str,
    *,
    marked: Sequence[Marked],
    noted: Sequence[Noted],
    aim: Span | None,
    aim_anchor: str,
    anchor: str,
) -> tuple[tuple[Piece, ...], ...]:
    """The text as paragraphs of pieces.

    A statement's first piece gets ``anchor`` and its id as element id; the first piece aimed at gets
    ``aim_anchor`` instead where that is not empty. Where statements or notes overlap, the shortest speaks.
    """
    cuts = {0, len(text)}
    for span in (*(one.span for one in marked), *(one.span for one in noted), *([aim] if aim else [])):
        cuts |= {min(span.start, len(text)), min(span.end, len(text))}
    starting: dict[int, list[Marked]] = {}
    for one in marked:
        starting.setdefault(one.span.start, []).append(one)
    remarks: dict[int, list[Noted]] = {}
    for remark in noted:
        remarks.setdefault(remark.span.start, []).append(remark)
    ready: list[list[Piece]] = [[]]
    active: list[Marked] = []
    open_remarks: list[Noted] = []
    for start, end in pairwise(sorted(cuts)):
        begun = starting.get(start, [])
        active = sorted((one for one in (*active, *begun) if one.span.end > start), key=_size)
        open_remarks = [one for one in (*open_remarks, *remarks.get(start, [])) if one.span.end > start]
        nearest = min(open_remarks, key=_size, default=None)
        aimed = aim is not None and aim.start <= start and end <= aim.end
        first = aimed and aim is not None and aim.start == start
        piece = Piece(
            text="",
            marks=" ".join(one.id for one in active),
            state=active[0].state if active else "",
            anchor=aim_anchor if first and aim_anchor else (anchor + begun[0].id if begun else ""),
            note=nearest.note if nearest else "",
            certain=nearest.certain if nearest else True,
            aimed=aimed,
        )
        _lay(ready, piece, text[start:end])
    return tuple(tuple(paragraph) for paragraph in ready)


def _size(one: Marked | Noted) -> tuple[int, int]:
    return len(one.span), one.span.start


def _lay(ready: list[list[Piece]], like: Piece, text: str) -> None:
    """Append ``text`` in pieces like ``like``, a new paragraph at each line break."""
    anchor = like.anchor
    for number, line in enumerate(text.split("\n")):
        if number:
            ready.append([])
        if line:
            ready[-1].append(_with(like, line, anchor))
            anchor = ""


def _with(like: Piece, text: str, anchor: str) -> Piece:
    return Piece(text, like.marks, like.state, anchor, like.note, like.certain, like.aimed)
