"""A draft that is given, looked through, and shown with its words marked beside what was found."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Field


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text; ``state`` is that of what was found there, empty for nothing."""

    text: str
    state: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Words of a draft with rule, reason and advice; ``url`` leads to them in the text."""

    words: str
    url: str
    rule: str
    severity: str
    code: str
    where: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A form, and, once a draft was looked through, the marked text beside what was found."""

    fields: tuple[Field, ...]
    problem: str
    limit: str
    name: str
    told: str
    rows: tuple[FoundRow, ...]
    paragraphs: tuple[tuple[Stretch, ...], ...]
    cut: str
    no_verdict: str
