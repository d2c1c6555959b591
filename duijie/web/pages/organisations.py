"""The list of organisations, the form of one, and making two one."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.mentions import Meant
from duijie.web.pages.parts import Choice, Field, Link, Meanwhile, Paging


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A list of choices that narrows another list."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation in the list; ``other_names`` says how many more it has, empty for none."""

    name: Link
    other_names: str
    kind: str
    place: str
    industry: str
    code: str
    honours: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class OrganisationList:
    """The part of the page that a search replaces. ``narrowed``: nothing fits, rather than nothing is there."""

    rows: tuple[OrganisationRow, ...]
    total: str
    narrowed: bool
    paging: Paging | None
    registered: tuple[Meant, ...] = ()
    """What the registry answers to the same search."""


@dataclass(frozen=True, slots=True)
class OrganisationsPage:
    """``add_url`` is empty where this person may not add."""

    search: str
    narrowings: tuple[Narrowing, ...]
    found: OrganisationList
    add_url: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form about one record.

    ``problem`` concerns the form as a whole; ``changes`` are what stands in the way, ``meanwhile`` what others changed.
    ``version`` of what it showed goes back with it. ``remove_label`` is empty where there is nothing to take away.
    """

    heading: str
    about: str
    back: Link
    fields: tuple[Field, ...]
    version: str
    save_label: str
    remove_label: str = ""
    problem: str = ""
    changes: tuple[str, ...] = ()
    meanwhile: Meanwhile | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that may be the same, with a link to the preview."""

    name: Link
    about: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChooseOtherPage:
    """Which organisation is the same as this one: likely ones first, or those that a search finds."""

    organisation: Link
    search: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the comparison: what, on either side, and afterwards."""

    label: str
    left: str
    right: str
    merged: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """What making two organisations one does. ``may_merge`` is false while an obstacle stands."""

    left: Link
    right: Link
    merged_title: str
    names: tuple[str, ...]
    values: tuple[Compared, ...]
    leading: tuple[Compared, ...]
    warnings: tuple[str, ...]
    obstacles: tuple[str, ...]
    may_merge: bool
    fields: tuple[Field, ...]
    problem: str = ""
