"""What documents claim, beside what the records bear out."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.engagement.pages import Table
from duijie.web.pages.parts import Amount, Choice, Link, Quote


@dataclass(frozen=True, slots=True)
class Standing:
    """What people judged of a matter. ``said`` is the answer, ``who`` who gave it and when; empty where none did.

    ``again`` are the reasons for which it is open again; ``more`` leads to the matter and all that was said of
    it, but not from its own page.
    """

    state: str
    light: str
    said: str
    reason: str
    who: str
    again: tuple[str, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and its verdict.

    ``claimed`` are the words, ``interval`` what they allow; ``light`` is ``green``, ``yellow``, ``red`` or
    empty where the claim cannot be tested; ``marks`` name wording that the standard does not know.
    """

    measure: str
    quote: Quote
    claimed: str
    interval: str
    figure: Link | None
    value: Amount | None
    verdict: str
    light: str
    reason: str
    marks: tuple[str, ...]
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims about the same thing that cannot both be true; ``again``: how many more say the one or the other."""

    measure: str
    left: Quote
    left_claimed: str
    right: Quote
    right_claimed: str
    reason: str
    again: str = ""
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class ReconcilePage:
    """The choices narrow the list; the labels of ``verdicts``, ``documents`` and ``measures`` carry counts.

    ``more`` says that contradictions are left out, and what to do; empty where all are shown.
    """

    as_of: str
    verdicts: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    measures: tuple[Choice, ...]
    units: tuple[Choice, ...]
    states: tuple[Choice, ...]
    contradictions: tuple[Contradiction, ...]
    rows: tuple[ClaimRow, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class DisputePage:
    """One contradiction, or one claim beside its figure, with all that was said of it.

    One of ``contradiction`` and ``claim`` is there; ``acts`` are what the viewer may do.
    """

    heading: str
    back: Link
    contradiction: Contradiction | None
    claim: ClaimRow | None
    acts: tuple[Link, ...]
    history: Table
