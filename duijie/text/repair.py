"""Repair: small named steps, each recorded where it acted, with an alignment back to the original."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.kernel.span import Span
from duijie.text.alignment import Alignment
from duijie.text.steps.change import Step
from duijie.text.steps.layout import invisible, line_ends, spaces
from duijie.text.steps.lost_bytes import lost_bytes
from duijie.text.steps.page_frame import page_frame
from duijie.text.steps.pinyin import pinyin
from duijie.text.steps.punctuation import doubled, width
from duijie.text.steps.simplified import simplified

STEPS: tuple[Step, ...] = (
    line_ends,
    invisible,
    pinyin,
    lost_bytes,
    simplified,
    width,
    doubled,
    page_frame,
    spaces,
)
"""In the order in which they run; each sees what the one before left."""


@dataclass(frozen=True, slots=True)
class Note:
    """What one step did at one place of the *original* text.

    ``certain`` is ``False`` where the step saw several likely readings (``alternatives``) and left the text
    as it was, or chose one that a person should look at.
    """

    step: str
    place: Span
    before: str
    after: str
    certain: bool = True
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """Clean text, its alignment with the original, and what was done."""

    text: str
    alignment: Alignment
    notes: tuple[Note, ...] = ()


def repair(text: str) -> Repaired:
    """``text`` with page frame, pinyin, traditional characters, widths and lost bytes put right.

    Never raises. Figures are only ever respelt (full width to half); they go with a page frame's lines and
    nowhere else.
    """
    now, alignment = text, Alignment.identity(len(text))
    notes = []
    for step in STEPS:
        change = step(now)
        if change is None:
            continue
        for mark in change.marks:
            place = alignment.to_source_bare(mark.place)
            notes.append(
                Note(step.__name__, place, place.of(text), mark.after, mark.certain, mark.alternatives)
            )
        now, alignment = change.text, alignment.then(change.alignment)
    return Repaired(now, alignment, tuple(notes))
