"""Bodies, policies, resolutions and chains as other packages see them; tasks: ``tasks.types``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duijie.kernel.words import Told, Words

NAMES = {
    "body": "机构", "policy": "政策文件", "chain": "产业链", "resolution": "议定事项", "task": "任务", "slip": "督办",
    "report": "进展", "seat": "席位", "unit": "单位",
}  # fmt: skip
"""What each kind of record is called in Chinese."""


class NoSuchGovernance(Told, LookupError):
    """There is no body, policy, chain, resolution, task … of this number that the viewer may see."""

    def __init__(self, what: str, number: object) -> None:
        super().__init__(
            f"没有 {NAMES.get(what, what)} {number}，列表中有全部。",
            f"There is no {what} {number}. Its list shows those that there are.",
        )


class NotYourGovernance(Told, PermissionError):
    """Only the unit that keeps it, or the office that reviews, may change it."""

    def __init__(self, who: str, what: str) -> None:
        super().__init__(
            f"{who} 不能改“{what}”。请找主管单位或审核的办公室。",
            f"{who} may not change “{what}”. Ask the unit that keeps it, or the office that reviews.",
        )


class CannotDo(Told, ValueError):
    """The thing does not stand where this could be done, or somebody else has to do it."""


@dataclass(frozen=True, slots=True)
class SeatInfo:
    """A seat. ``name`` is empty to those who may not see people, and where a text names only the post."""

    id: int
    role: str
    role_name: Words
    name: str
    post: str
    unit: str
    unit_id: int | None
    since: date | None
    until: date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in a list. ``head`` is its head's name or post on the day; ``tasks`` counts those that are open."""

    id: int
    name: str
    kind: str
    kind_name: Words
    unit: str
    unit_id: int | None
    above_id: int | None
    founded_on: date | None
    ended_on: date | None
    head: str
    members: int
    tasks: int


@dataclass(frozen=True, slots=True)
class ResolutionInfo:
    """What a meeting resolved. ``tasks`` counts those that came of it."""

    id: int
    body_id: int
    body: str
    meeting: str
    held_on: date
    number: str
    text: str
    document_id: int | None
    tasks: int


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy in a list. ``state``: planned, in_force, expired or withdrawn on the day asked for."""

    id: int
    title: str
    number: str
    issuer: str
    unit: str
    unit_id: int | None
    issued_on: date | None
    valid_from: date | None
    valid_until: date | None
    withdrawn_on: date | None
    state: str
    tasks: int
    document_id: int | None


@dataclass(frozen=True, slots=True)
class BodyInfo:
    """One body with its seats, the present ones first."""

    line: BodyLine
    about: str
    document_id: int | None
    entry: int | None
    above: str
    seats: tuple[SeatInfo, ...]
    below: tuple[BodyLine, ...]
    resolutions: tuple[ResolutionInfo, ...]
    policies: tuple[PolicyLine, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class PolicyInfo:
    """One policy with its words. ``taken`` are the stretches that became tasks already, with their numbers."""

    line: PolicyLine
    body_id: int | None
    body: str
    text: str
    entry: int | None
    taken: tuple[tuple[int, int, int], ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class AnchorInfo:
    """An enterprise that leads a chain."""

    id: int
    name: str
    organisation_id: int | None
    since: date | None
    until: date | None
    note: str
    holds: bool


@dataclass(frozen=True, slots=True)
class ChainInfo:
    """A chain as it is governed on a day."""

    id: int
    name: str
    unit: str
    unit_id: int | None
    body_id: int | None
    body: str
    begins_on: date | None
    ended_on: date | None
    about: str
    seats: tuple[SeatInfo, ...]
    anchors: tuple[AnchorInfo, ...]
    tasks: int
    may_write: bool
