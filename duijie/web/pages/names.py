"""Names that may belong to one organisation."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Choice, Link, Paging, Quote


@dataclass(frozen=True, slots=True)
class NameSide:
    """One of two names, linked to its organisation, with the places where documents say it."""

    name: Link
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names to judge. ``likely`` is the score in words; ``decided`` says who judged, when, and why.

    ``decide_url`` takes the answer (``same``, ``different``, ``unsure``, or ``open`` to take it back); empty
    where this person may not judge. ``answer`` is ``open`` as long as nobody has. ``merge`` shows what would
    move. ``problem`` is why the last answer was refused.
    """

    id: str
    left: NameSide
    right: NameSide
    likely: str
    reasons: tuple[str, ...]
    decide_url: str
    answer: str
    answer_label: str
    decided: str
    merge: Link | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NamesPage:
    """Open pairs first, the likeliest on top; ``filters`` narrow by answer.

    ``may_scan``: whether this person may look through all names and numbers for pairs.
    """

    filters: tuple[Choice, ...]
    pairs: tuple[NamePair, ...]
    paging: Paging | None
    may_scan: bool
