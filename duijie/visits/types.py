"""Visits and interactions as other packages see them, and what can go wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duijie.kernel.words import Told, Words

ANOTHER_UNIT = Words("另一单位（请问办公室）", "another unit (ask the office)")
"""All that is told of a confidential visit to who may not read it."""


class NoSuchVisit(Told, LookupError):
    """No visit has this number, or the viewer may not see it."""

    def __init__(self, visit_id: object) -> None:
        super().__init__(
            f"没有这次来访或出访 {visit_id}。往来列表列有全部。",
            f"There is no visit {visit_id}. `duijie visits` lists those that there are.",
        )


class NotYourVisit(Told, PermissionError):
    """The visit is another unit's."""

    def __init__(self, who: str, what: object) -> None:
        kept = Words.both(what)
        super().__init__(
            f"{kept.zh}不归{who}管。请找主管单位或审核人员。",
            f"{who} does not keep {kept.en}. Ask its unit, or the office that reviews.",
        )


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a list. ``late`` counts days past the day of the next step, 0 where none is open."""

    id: int
    direction: str
    organisation: str
    organisation_id: int | None
    unit: str
    unit_id: int
    purpose: str
    state: str
    begins_on: date
    ends_on: date
    place: str
    next_step: str
    next_on: date | None
    next_unit: str
    next_done_on: date | None
    late: int
    confidential: bool


@dataclass(frozen=True, slots=True)
class VisitPage:
    """A page of visits; ``count`` tells all, ``hidden`` how many of them the viewer only counts."""

    lines: tuple[VisitLine, ...]
    count: int
    hidden: int


@dataclass(frozen=True, slots=True)
class PersonInfo:
    """Somebody of theirs whom we met."""

    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One side of a clash. ``visit_id`` is ``None`` where the viewer may not read that visit."""

    visit_id: int | None
    unit: Words
    begins_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Clash:
    """Two units that plan to see the same organisation. ``apart`` counts the days between, 0 where they overlap."""

    organisation: str
    organisation_id: int | None
    first: Planned
    second: Planned
    apart: int


@dataclass(frozen=True, slots=True)
class VisitInfo:
    """A visit with everything of it that the viewer reads.

    ``notes`` is ``None`` for who may not read them, ``theirs`` for who may not see people; ``project_id`` where the
    project is not read.
    """

    line: VisitLine
    ours: str
    theirs: tuple[PersonInfo, ...] | None
    demands: str
    promises: str
    next_outcome: str
    notes: str | None
    project_id: int | None
    clashes: tuple[Clash, ...]
    by: str
    may_write: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """The outcome of recording a visit: its number, and who else plans to see the same organisation."""

    visit_id: int
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class InteractionInfo:
    """A call, a letter, a meeting or a chat. ``notes`` is ``None`` for who may not read them."""

    id: int
    organisation: str
    organisation_id: int | None
    unit: str
    method: str
    on: date
    subject: str
    notes: str | None
    by: str
