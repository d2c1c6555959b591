"""Organisations as other packages see them, and what can go wrong when one changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from duijie.kernel.span import Span
from duijie.kernel.words import Told, Words


class NoSuchOrganisation(Told, LookupError):
    """No organisation has this number."""

    def __init__(self, organisation_id: object) -> None:
        super().__init__(
            f"没有组织 {organisation_id}。组织列表列有全部组织。",
            f"There is no organisation {organisation_id}. `duijie organisations` lists those that there are.",
        )


class NoSuchAttribute(Told, LookupError):
    """An organisation has no such honour, contact, tie or name, or no longer."""

    def __init__(self, kind: str, number: object) -> None:
        super().__init__(
            f"没有这条内容（{number}），或已删除。请刷新组织页面。",
            f"There is no {kind} {number}, or it was removed. Reload the organisation's page.",
        )


class NameTaken(Told, ValueError):
    """The name belongs to an organisation that is known already."""

    def __init__(self, name: str, organisation_id: int) -> None:
        super().__init__(
            f"“{name}”已是组织 {organisation_id} 的名称。请打开那一家，或将两家合并。",
            f"“{name}” is a name of organisation {organisation_id} already. Open that one, or merge the two.",
        )
        self.name, self.organisation_id = name, organisation_id


class WrongDetails(ValueError):
    """Values that the directory does not take; ``faults`` says of each field why."""

    def __init__(self, faults: Mapping[str, Words]) -> None:
        super().__init__(
            "; ".join(f"{name}: {why.en.rstrip('.')}" for name, why in faults.items())
            + ". Correct and send again."
        )
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True)
class Change:
    """One change to an organisation, as the audit row tells it; contacts are named but not told."""

    operation: str
    by: str
    at: datetime
    fields: tuple[str, ...]
    told: tuple[tuple[str, str, str], ...] = ()
    """Field, old and new value."""


class ChangedMeanwhile(RuntimeError):
    """Someone else changed the organisation after the form was opened; ``changes`` lists what."""

    def __init__(self, changes: tuple[Change, ...], version: int) -> None:
        told = "; ".join(f"{one.by}: {', '.join(one.fields) or one.operation}" for one in changes)
        super().__init__(
            f"The organisation was changed meanwhile ({told}). Look at the changes and save again."
        )
        self.changes, self.version = changes, version


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was taken from: a document (and its very characters), or words. All empty: not said."""

    document_id: int | None = None
    statement_id: str | None = None
    words: str = ""


NOWHERE = Source()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty text narrows nothing. ``division`` and ``industry`` may be beginnings."""

    search: str = ""
    kind: str = ""
    division: str = ""
    industry: str = ""
    form: str = ""
    honour: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An organisation in a list."""

    id: int
    title: str
    kind: str
    form: str
    code: str
    division: str
    industry: str
    status: str
    honours: tuple[str, ...]
    names: int


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of a list; ``total`` counts the whole, or as much of it as a search counts: then ``more``."""

    rows: tuple[Listed, ...]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name of a group; ``home_id`` is the organisation that it brought."""

    id: int
    home_id: int
    text: str
    kind: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class DetailInfo:
    """A value of a field.

    ``by_name`` marks a kind that nobody stated, told by the name's ending; ``aside`` a credit code that does
    not speak for the group: a former one or a branch's.
    """

    field: str
    value: str
    raw: str
    home_id: int
    source: Source = NOWHERE
    by: str = ""
    at: datetime | None = None
    by_name: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class HonourInfo:
    """A title awarded."""

    id: int
    home_id: int
    code: str
    title: str
    level: str
    awarded_on: date | None
    expires_on: date | None
    source: Source
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContactInfo:
    """A person to speak to."""

    id: int
    home_id: int
    person: str
    post: str
    phone: str
    email: str
    consent: bool
    consent_on: date | None
    home_town: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TieInfo:
    """Another organisation that this one is tied to by a word of its own, or the other way round."""

    id: int
    home_id: int
    other_id: int
    other: str
    kind: str
    since: date | None
    until: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that the directory knows of a group.

    ``details`` may hold several values of a field, the one that counts first. ``contacts`` is ``None`` where
    the viewer may not see people. ``version`` is handed back with a change, so that nobody overwrites unseen.
    """

    id: int
    title: str
    version: int
    names: tuple[OrganisationName, ...]
    details: tuple[DetailInfo, ...]
    honours: tuple[HonourInfo, ...]
    contacts: tuple[ContactInfo, ...] | None
    belongs_to: tuple[TieInfo, ...]
    members: tuple[TieInfo, ...]

    def value(self, field: str) -> DetailInfo | None:
        """The value of ``field`` that counts."""
        return next((one for one in self.details if one.field == field), None)


@dataclass(frozen=True, slots=True)
class Touch:
    """Something that leads to an organisation, on its day.

    ``name`` is the name under which; ``statement_id`` joins what rests on the same words; ``place`` counts in
    the document's original text. ``on`` is ``None`` where no day is known. ``thing`` is what to open, where it is a
    record of its own: ``event:7``.
    """

    relation: str
    name_id: int
    name: str
    on: date | None
    words: Words
    statement_id: str = ""
    document_id: int | None = None
    document: str = ""
    place: Span | None = None
    quote: str = ""
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document says a name."""

    quote: str
    document_id: int
    document: str
    place: Span


@dataclass(frozen=True, slots=True)
class OwnCandidate:
    """An own organisation that a name may mean; ``name`` is the name of it that fits."""

    organisation_id: int
    name: str
    title: str
    credit_code: str
    score: float
    verdict: str
    reasons: tuple[Words, ...]
