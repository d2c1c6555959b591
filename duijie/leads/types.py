"""Leads as other packages see them, and what can go wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from duijie.kernel.words import Told, Words

ELSEWHERE = Words("已由其他单位登记，请问办公室", "already registered by another unit; ask the office")
"""All that a unit is told of another one's lead."""


class NoSuchLead(Told, LookupError):
    """No lead has this number, or the viewer may not see it."""

    def __init__(self, lead_id: object) -> None:
        super().__init__(
            f"没有线索 {lead_id}。线索列表列有全部线索。",
            f"There is no lead {lead_id}. `duijie leads` lists those that there are.",
        )


class LeadIncomplete(Told, ValueError):
    """A lead names its investor, what it is about and whom to ask."""


class WrongAct(Told, ValueError):
    """The lead does not stand where this could be done."""


@dataclass(frozen=True, slots=True)
class Due:
    """A clock of a lead. ``done_on`` is ``None`` while it runs; ``late`` counts days past the due day."""

    clock: str
    name: Words
    due_on: date
    done_on: date | None
    late: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Something registered that may be the same. Numbers are ``None`` where it is another unit's."""

    lead_id: int | None
    project_id: int | None
    label: str
    reason: Words


@dataclass(frozen=True, slots=True)
class Registered:
    """The outcome of a registration: the lead's number, and what may be the same."""

    lead_id: int
    content_hash: str
    duplicates: tuple[Duplicate, ...]


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead in a list. ``claim`` is as of the day asked for: a protection that ran out is ``lapsed``."""

    id: int
    name: str
    investor: str
    unit: str
    holder: str
    amount: Decimal | None
    state: str
    claim: str
    protected_until: date | None
    due: str
    due_on: date | None
    project_id: int | None
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class ActInfo:
    """An act on a lead."""

    act: str
    text: str
    reason_code: str
    unit: str
    until: date | None
    against_id: int | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LeadInfo:
    """A lead with all that is kept of it."""

    line: LeadLine
    credit_code: str
    parent_group: str
    industry: str
    site: str
    content: str
    channel: str
    introducer: str
    contact: str
    content_hash: str
    intact: bool
    acts: tuple[ActInfo, ...]
    clocks: tuple[Due, ...]
