"""What the wall and a policy's page show besides tables. Ready values only."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.engagement.pages import Known, Table
from duijie.web.pages.drafts import Stretch
from duijie.web.pages.parts import Field, Link


@dataclass(frozen=True, slots=True)
class Lit:
    """A light with how many there are of it, and the list of those."""

    code: str
    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A task on the wall. ``done`` and ``planned`` in percent."""

    title: str
    url: str
    light: str
    light_label: str
    due: str
    left: str
    done: str
    planned: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A unit on the wall. ``more`` leads to those that there is no room for."""

    unit: str
    url: str
    lights: tuple[Lit, ...]
    cards: tuple[Card, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class WallPage:
    """The wall of all tasks, or of those of one body. ``hidden`` says how many are only counted."""

    heading: str
    day: str
    asked: tuple[Field, ...]
    here: str
    lights: tuple[Lit, ...]
    columns: tuple[Column, ...]
    hidden: str
    empty: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A task that the words seem to give. ``taken`` leads to the task that it became, ``accept`` to the form."""

    words: str
    url: str
    lead: str
    helping: str
    due: str
    quantities: str
    part: bool
    taken: str
    accept: str


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """A policy: its head, its words with marked stretches beside what is proposed, its tasks, its record."""

    back: Link
    title: str
    facts: tuple[str, ...]
    acts: tuple[Link, ...]
    known: tuple[Known, ...]
    document: Link | None
    paragraphs: tuple[tuple[Stretch, ...], ...]
    cut: str
    proposals: tuple[Proposal, ...]
    tables: tuple[Table, ...]
