"""What documents claim, beside what the records bear out."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Amount, Choice, Link, Quote


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


@dataclass(frozen=True, slots=True)
class ReconcilePage:
    """``verdicts``, ``documents`` and ``measures`` narrow the list; the choices' labels carry the counts.

    ``more`` says that contradictions are left out, and what to do; empty where all are shown.
    """

    as_of: str
    verdicts: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    measures: tuple[Choice, ...]
    contradictions: tuple[Contradiction, ...]
    rows: tuple[ClaimRow, ...]
    more: str = ""
