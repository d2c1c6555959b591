"""Organisations and name proposals as other packages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class NoSuchProposal(LookupError):
    """No name proposal has this number."""

    def __init__(self, proposal_id: object) -> None:
        super().__init__(
            f"There is no name proposal {proposal_id}. `duijie names` lists those that there are."
        )


@dataclass(frozen=True, slots=True)
class NameProposal:
    """Two names that may be one. ``judged`` is ``open`` until a person has said ``same`` … ``unsure``."""

    id: int
    left: str
    right: str
    verdict: str
    score: float
    reasons: tuple[str, ...]
    reasons_en: tuple[str, ...]
    judged: str
    judged_by: str
    judged_at: datetime | None
