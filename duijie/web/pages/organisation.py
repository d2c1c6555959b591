"""One organisation: names, details, honours, people, ties, judgements, and everything that touches it."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.engagement.pages import Table
from duijie.web.pages.parts import Link


@dataclass(frozen=True, slots=True)
class Known:
    """A detail: its label, its value, and where it comes from. ``note`` is what a reader must know of it."""

    label: str
    value: str
    note: str
    source: str
    source_url: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name with its sort and its days; ``edit_url`` is empty for those who may not."""

    text: str
    kind: str
    days: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class HonourRow:
    """A title. ``light`` is ``yellow`` once it has expired, else ``green``; ``state`` says so in words."""

    title: str
    level: str
    awarded_on: str
    expires_on: str
    light: str
    state: str
    source: str
    source_url: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person. ``consent`` says whether and when they agreed to be kept."""

    person: str
    post: str
    phone: str
    email: str
    consent: str
    home_town: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class TieRow:
    """Another organisation above or below this one."""

    label: str
    other: Link
    days: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A word on a pair of names; ``undo_url`` takes it back, empty where it is not in force any more."""

    pair: str
    verdict: str
    reason: str
    decided: str
    undo_url: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that touches the organisation. ``marks`` are what became of it: said, a fact, in the ledger."""

    day: str
    words: str
    marks: tuple[str, ...]
    under: str
    quote: str
    document: str
    url: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """``…_url`` that add or change are empty where this person may not.

    ``hidden_contacts`` says that there may be people, but not for this viewer; then ``contacts`` is empty. ``earlier`` says how many
    events are not shown, ``here`` is the address to come back to.
    """

    title: str
    facts: tuple[str, ...]
    known: tuple[Known, ...]
    names: tuple[NameRow, ...]
    honours: tuple[HonourRow, ...]
    contacts: tuple[ContactRow, ...]
    hidden_contacts: bool
    ties: tuple[TieRow, ...]
    members: tuple[TieRow, ...]
    judgements: tuple[JudgementRow, ...]
    events: tuple[EventRow, ...]
    earlier: str
    earlier_url: str
    describe_url: str
    merge_url: str
    add_name_url: str
    add_honour_url: str
    add_contact_url: str
    add_tie_url: str
    here: str
    history: Table
