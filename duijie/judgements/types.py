"""Pairs, judgements and merges as other packages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from duijie.directory.types import Profile
from duijie.kernel.words import Told, Words


class NoSuchProposal(Told, LookupError):
    """No name proposal has this number."""

    def __init__(self, proposal_id: object) -> None:
        super().__init__(
            f"没有名称建议 {proposal_id}。名称页列有全部建议。",
            f"There is no name proposal {proposal_id}. `duijie names` lists those that there are.",
        )


class MergeRefused(Told, ValueError):
    """Two organisations that may not be made one as things stand; ``obstacles`` says why."""

    def __init__(self, obstacles: tuple[Words, ...]) -> None:
        super().__init__("".join(one.zh for one in obstacles), " ".join(one.en for one in obstacles))
        self.obstacles = obstacles


@dataclass(frozen=True, slots=True)
class NameProposal:
    """Two names that may be one. ``judged`` is ``open`` until a person has said ``same`` … ``unsure``.

    ``left_id`` and ``right_id`` are the names' numbers, ``…_organisation`` the groups that they are in now.
    """

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
    reason: str = ""
    left_id: int = 0
    right_id: int = 0
    left_organisation: int = 0
    right_organisation: int = 0


@dataclass(frozen=True, slots=True)
class JudgementInfo:
    """One word on a pair, in force or not any more."""

    proposal_id: int
    left: str
    right: str
    verdict: str
    reason: str
    set_aside: str
    set_aside_as: str
    by: str
    at: datetime
    in_force: bool


@dataclass(frozen=True, slots=True)
class FieldMerged:
    """A field of which at least one side has a value: both, and the one that will count."""

    field: str
    left: str
    right: str
    merged: str


@dataclass(frozen=True, slots=True)
class Leading:
    """How many rows of one relation lead to each side."""

    words: Words
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What becomes of two groups that are made one. Nothing has happened yet.

    ``title`` is the name that the whole will go by. ``obstacles`` forbid it; ``codes`` are two credit codes
    of which one must be set aside; ``contrary`` are words of ``different`` between the two.
    """

    left: Profile
    right: Profile
    title: str
    fields: tuple[FieldMerged, ...]
    leading: tuple[Leading, ...]
    codes: tuple[str, ...]
    contrary: tuple[JudgementInfo, ...]
    obstacles: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Scanned:
    """A look for duplicates: names looked at, pairs found, how many of them were new, pairs left for later."""

    names: int
    pairs: int
    new: int
    left_out: int
