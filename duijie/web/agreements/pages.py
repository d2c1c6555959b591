"""What the pages of agreements and problems show: ready values only."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.engagement.pages import Table
from duijie.web.pages.organisations import Narrowing
from duijie.web.pages.parts import Amount, Choice, Link, Paging


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement in the list. ``left`` says how long it is still valid; ``light`` is the worst of its promises'."""

    title: Link
    kind: str
    parties: str
    state: str
    signed_on: str
    valid_until: str
    left: str
    light: str
    overdue: str
    open: str
    met: str
    unit: str
    confidential: str


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    """The list. ``narrowed``: nothing fits, rather than nothing is there. ``add_url`` is empty where one may not add."""

    search: str
    narrowings: tuple[Narrowing, ...]
    rows: tuple[AgreementRow, ...]
    total: str
    narrowed: bool
    paging: Paging | None
    add_url: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """What falls due or expires. ``left`` is in words, ``light`` with them."""

    day: str
    left: str
    light: str
    state: str
    kind: str
    text: str
    agreement: Link
    side: str
    owner: str


@dataclass(frozen=True, slots=True)
class DuePage:
    """What is overdue and what comes; ``choices`` are how far ahead to look."""

    choices: tuple[Choice, ...]
    sides: tuple[Choice, ...]
    rows: tuple[DueRow, ...]
    total: str
    paging: Paging | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, with a link where it leads somewhere."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party; ``url`` is its organisation's page."""

    name: str
    url: str
    role: str
    remove: Link | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """What falls due, how it stands, what was said of it, and what may be done."""

    due: str
    number: Amount | None
    achieved: Amount | None
    state: str
    light: str
    late: str
    notes: tuple[str, ...]
    acts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A promise as printed; ``source`` leads to its very characters where those are known.

    ``about`` says who sees to it and what proves it.
    """

    anchor: str
    kind: str
    text: str
    source: Link | None
    about: str
    project: Link | None
    steps: tuple[StepRow, ...]
    remove: Link | None


@dataclass(frozen=True, slots=True)
class Side:
    """The promises of one side, and its parties."""

    code: str
    heading: str
    parties: tuple[PartyRow, ...]
    clauses: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper with its document and its hash, shortened."""

    kind: str
    title: str
    url: str
    day: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A fair-competition review."""

    conclusion: str
    light: str
    told: str
    note: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A change: when, who, what, why."""

    when: str
    who: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class MissingRow:
    """What signing wants; ``light`` is red where it must be there."""

    light: str
    message: str


@dataclass(frozen=True, slots=True)
class AgreementDetail:
    """One agreement."""

    title: str
    state: str
    facts: tuple[Fact, ...]
    acts: tuple[Link, ...]
    missing: tuple[MissingRow, ...]
    sides: tuple[Side, ...]
    papers: tuple[PaperRow, ...]
    reviews: tuple[ReviewRow, ...]
    history: tuple[HistoryLine, ...]
    record: Table


@dataclass(frozen=True, slots=True)
class CauseRow:
    """Problems of one cause."""

    cause: Link
    home: str
    open: str
    overdue: str
    closed: str


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem in the list."""

    title: Link
    project: Link
    cause: str
    state: str
    light: str
    due: str
    age: str
    level: str
    holder: str


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    """Counts by cause, and the problems that fit."""

    causes: tuple[CauseRow, ...]
    narrowings: tuple[Narrowing, ...]
    rows: tuple[ProblemRow, ...]
    total: str
    narrowed: bool
    paging: Paging | None
    add_url: str


@dataclass(frozen=True, slots=True)
class TurnRow:
    """What was done about a problem; ``proof`` is the evidence it was closed with."""

    when: str
    who: str
    act: str
    text: str
    proof: str


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """One problem with its turns and what may be done now."""

    title: str
    text: str
    light: str
    state: str
    facts: tuple[Fact, ...]
    acts: tuple[Link, ...]
    turns: tuple[TurnRow, ...]
