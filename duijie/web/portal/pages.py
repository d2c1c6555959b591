"""What the public pages and the office's page of a notice receive, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.engagement.pages import Table
from duijie.web.pages.parts import Link, Paging


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every public page carries. ``sections`` are name, address, and whether it is the one shown."""

    region: str
    title: str
    home: str
    feed: str
    address: str
    lang: str
    other: str
    other_code: str
    other_url: str
    sections: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A notice in a list."""

    title: str
    url: str
    section: str
    dated: str
    source: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The list of a section, or of what was found."""

    around: Surroundings
    heading: str
    text: str
    kind: str
    lines: tuple[Line, ...]
    paging: Paging | None


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A notice in its page frame."""

    around: Surroundings
    section: str
    section_url: str
    title: str
    source: str
    dated: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficePage:
    """A notice as the office sees it: the text as it would be printed, and in what the public copy says something else."""

    back: Link
    title: str
    state: str
    light: str
    facts: tuple[str, ...]
    acts: tuple[Link, ...]
    public: str
    paragraphs: tuple[str, ...]
    changed: tuple[tuple[str, str, str], ...]
    history: Table
