"""What the pages of briefings receive, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.engagement.pages import Table
from duijie.web.pages.parts import Link


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text. ``url`` leads to its figure, ``state`` is the severity of what was found there."""

    text: str
    url: str = ""
    state: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of the text: ``level`` of a heading, cells of a table, ``svg`` of a chart."""

    kind: str
    bits: tuple[Bit, ...]
    level: int = 0
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Bit, ...], ...] = ()
    svg: str = ""


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """What was found; ``url`` leads to the words, empty where they stand nowhere in particular."""

    name: str
    severity: str
    code: str
    words: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """A briefing as it would be printed, beside what was found in it and what may be done."""

    back: Link
    title: str
    state: str
    light: str
    facts: tuple[str, ...]
    acts: tuple[Link, ...]
    files: tuple[Link, ...]
    series: str
    number: str
    office: str
    day: str
    parts: tuple[Shown, ...]
    signature: str
    receivers: tuple[tuple[str, str], ...]
    copies: str
    told: str
    remarks: tuple[RemarkRow, ...]
    history: Table
