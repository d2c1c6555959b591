"""Names that may belong to one organisation."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Choice, Paging


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names to judge. ``likely`` is the score in words; ``decided`` says who judged, and when.

    ``decide_url`` takes the answer (``same``, ``different``, ``unsure``, or ``open`` to take it back); empty
    where this person may not judge. ``answer`` is ``open`` as long as nobody has.
    """

    id: str
    left: str
    right: str
    likely: str
    reasons: tuple[str, ...]
    decide_url: str
    answer: str
    answer_label: str
    decided: str


@dataclass(frozen=True, slots=True)
class NamesPage:
    """Open pairs first, the likeliest on top; ``filters`` narrow by answer."""

    filters: tuple[Choice, ...]
    pairs: tuple[NamePair, ...]
    paging: Paging | None
