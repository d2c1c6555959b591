"""What the templates of this folder print."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Field, Link, Paging
from duijie.web.projects.pages import Section


@dataclass(frozen=True, slots=True)
class End:
    """Somebody: a key for the picture, the name, where they are, and the addresses that lead on; empty where none does."""

    key: str
    name: str
    where: str
    url: str
    around_url: str


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie in the table. ``look`` is its family's code; ``on_way``: it lies on a way asked for."""

    one: End
    other: End
    kind: str
    look: str
    days: str
    warmth: str
    record: Link
    source: Link | None
    on_way: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a way: to whom, by which tie, since when, what it rests on."""

    to: End
    kind: str
    days: str
    warmth: str
    record: Link
    source: Link | None
    more: str


@dataclass(frozen=True, slots=True)
class WayCard:
    """A way, its steps in order. ``about`` says how many people are in between and how warm it is."""

    title: str
    about: str
    start: End
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """What ties of a family are called, for the legend of the picture."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class IntroductionsPage:
    """Ways from one to another. ``none`` stands where none was found; ``network`` leads to the picture of it."""

    fields: tuple[Field, ...]
    problem: str
    choices: tuple[Link, ...]
    heading: str
    ways: tuple[WayCard, ...]
    none: str
    acts: tuple[Link, ...]
    sections: tuple[Section, ...]
    doors: tuple[Door, ...]
    close_url: str


@dataclass(frozen=True, slots=True)
class Door:
    """A mark that somebody is not to be asked; ``open_url`` is empty for those who may not take it off."""

    who: Link
    person: str
    reason: str
    days: str
    by: str
    open_url: str


@dataclass(frozen=True, slots=True)
class RegionPage:
    """Ties with a region. ``facts`` are its numbers, each leading to the rows that it counts."""

    fields: tuple[Field, ...]
    heading: str
    facts: tuple[Link, ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Those around somebody: the picture, drawn from ``here`` with ``part=picture``, and a page of the table of ties."""

    fields: tuple[Field, ...]
    problem: str
    heading: str
    here: str
    about: str
    families: tuple[Family, ...]
    rows: tuple[TieRow, ...]
    paging: Paging | None
    acts: tuple[Link, ...]
    empty: str
    hint: str
