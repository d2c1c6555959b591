"""What the public pages and the office's page of a notice receive, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.engagement.pages import Table
from duijie.web.pages.parts import Field, Link, Paging


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every public page carries. ``sections`` are name, address, and whether it is the one shown."""

    region: str
    title: str
    home: str
    feed: str
    contact: str
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
    """The list of a section, or of what was found. ``topics``: name, address, whether it is the one shown."""

    around: Surroundings
    heading: str
    text: str
    kind: str
    topic: str
    topics: tuple[tuple[str, str, bool], ...]
    lines: tuple[Line, ...]
    paging: Paging | None


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A notice in its page frame."""

    around: Surroundings
    section: str
    section_url: str
    topic: str
    topic_url: str
    title: str
    source: str
    dated: str
    reads: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class ContactPage:
    """The form for the public, or the thanks for what was sent. ``token`` says when the form was given out."""

    around: Surroundings
    sent: bool
    promise: str
    about: str
    notice: str
    token: str
    problem: str
    consent_error: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class MissingPage:
    """That nothing is public at an address."""

    around: Surroundings


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    """An enquiry as the office sees it. ``asked`` are label and text, none for who does not answer it."""

    back: Link
    title: str
    state: str
    light: str
    facts: tuple[str, ...]
    about: Link | None
    lead: Link | None
    acts: tuple[Link, ...]
    asked: tuple[tuple[str, str], ...]
    history: Table


@dataclass(frozen=True, slots=True)
class OfficePage:
    """A notice as the office sees it: the text as it would be printed, and in what the public copy says something else.

    ``said`` is what its record says, ``stale`` where the public copy tells otherwise: label, public, record.
    """

    back: Link
    title: str
    state: str
    light: str
    facts: tuple[str, ...]
    acts: tuple[Link, ...]
    public: str
    record: Link | None
    hidden: bool
    said: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    changed: tuple[tuple[str, str, str], ...]
    stale: tuple[tuple[str, str, str], ...]
    history: Table
