"""One document: its text with what was found in it, and the proposals to decide on."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Choice, Field, Link


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text within which nothing changes.

    ``marks`` are the ids of the statements that cover it, separated by spaces, ``state`` the state of the
    innermost of them; ``anchor`` the element id where a statement starts here; ``note`` what a repair did
    here; ``certain`` is ``False`` where a repair wants a person's eye; ``aimed`` where a link points.
    """

    text: str
    marks: str = ""
    state: str = ""
    anchor: str = ""
    note: str = ""
    certain: bool = True
    aimed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text in pieces; ``where`` is its place in the file, empty where that tells nothing new."""

    pieces: tuple[Piece, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class TextView:
    """The text in one of its two forms; ``name`` is ``repaired`` or ``original``.

    ``placed`` tells whether its paragraphs carry their places in the file.
    """

    name: str
    label: str
    url: str
    shown: bool
    paragraphs: tuple[Paragraph, ...]
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A field of a statement as a person reads it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement waiting for judgement, or judged.

    ``state`` is ``open``, ``accepted``, ``corrected`` or ``rejected``; ``decided`` says who, when and why.
    ``form`` is ``correct`` or ``reject`` while that form is open, with its ``fields`` and ``problem``.
    An address is empty where the act is not open to this person or in this state.
    ``who_url`` leads to what its names can mean, empty where it names nobody.
    ``found_by`` is ``rules``, ``model`` or ``both`` in words where a second reader has read, else empty.
    """

    id: str
    kind_label: str
    title: str
    values: tuple[Value, ...]
    quote: str
    rule: str
    state: str
    state_label: str
    decided: str
    url: str
    accept_url: str
    correct_url: str
    reject_url: str
    withdraw_url: str
    form: str = ""
    fields: tuple[Field, ...] = ()
    problem: str = ""
    found_by: str = ""
    who_url: str = ""


@dataclass(frozen=True, slots=True)
class ProposalGroup:
    """The proposals of one kind in the order of the text."""

    label: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """How often one step of repair acted, with a sample."""

    label: str
    count: str
    sample: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is; ``done`` and ``total`` count statements."""

    done: int
    total: int
    label: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """``facts`` are the document's own particulars; ``filters`` narrow the proposals by state.

    ``post_url`` brings the ledger in step with the decisions; empty where this person may not post.
    ``file`` leads to the bytes as received.
    """

    name: str
    facts: tuple[Value, ...]
    file: Link
    views: tuple[TextView, ...]
    groups: tuple[ProposalGroup, ...]
    filters: tuple[Choice, ...]
    repairs: tuple[Repair, ...]
    remarks: tuple[str, ...]
    progress: Progress
    may_review: bool
    post_url: str
    posted: str
