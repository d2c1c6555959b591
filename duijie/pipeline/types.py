"""Projects as other packages see them, and what can go wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from duijie.kernel.words import Told, Words


class NoSuchProject(Told, LookupError):
    """No project has this number, or the viewer may not see it."""

    def __init__(self, project_id: object) -> None:
        super().__init__(
            f"没有项目 {project_id}。项目列表列有全部项目。",
            f"There is no project {project_id}. `duijie projects` lists those that there are.",
        )


class NotYours(Told, PermissionError):
    """The project is kept by another unit."""

    def __init__(self, who: str, project: object) -> None:
        kept = Words.both(project)
        super().__init__(
            f"{kept.zh}不归{who}管。请找主管单位或审核人员。",
            f"{who} does not keep {kept.en}. Ask its unit, or the office that reviews.",
        )


class GateClosed(Told, ValueError):
    """A stage is not entered because something is missing; the message lists it in both languages."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        super().__init__(
            "还不能进入这一阶段：" + "；".join(one.message.zh for one in missing),
            "The stage cannot be entered yet: " + "; ".join(one.message.en for one in missing),
        )


class WrongStep(Told, ValueError):
    """A step that makes no sense: the same stage again, before the last one, after today, without a reason."""

    @classmethod
    def to(cls, stage: str, stages: Iterable[str]) -> WrongStep:
        """There is no such stage."""
        known = list(stages)
        return cls(
            f"没有阶段“{stage}”，可选：{'、'.join(known)}。",
            f"There is no stage {stage!r}; there are {', '.join(known)}.",
        )


class NeedsSecondPerson(Told, PermissionError):
    """Whoever asks for a step does not approve it."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"这一步由{who}申请，须另一人批准或不批准。",
            f"{who} asked for this step; another person must approve or refuse it.",
        )


class NothingWaiting(Told, LookupError):
    """No step waits for a second person."""

    def __init__(self, project_id: object) -> None:
        super().__init__(
            f"项目 {project_id} 没有等待审批的步骤。请刷新页面看看如何决定的。",
            f"No step of project {project_id} waits for approval.",
        )


class WrongStatus(Told, ValueError):
    """The status does not allow this."""


class NoSuchEvidence(Told, LookupError):
    """No evidence of this number holds for the project."""

    def __init__(self, evidence_id: object) -> None:
        super().__init__(
            f"本项目没有有效的证据 {evidence_id}。请先附上。",
            f"There is no evidence {evidence_id} in force on this project. Attach it first.",
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """What a stage still wants. ``must``: without it the stage is not entered."""

    code: str
    stage: str
    wants: str
    name: Words
    must: bool
    message: Words


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a list. ``investment`` in yuan, ``None`` where not stated.

    ``lacking`` counts what the next stage that may not be passed over must still have.
    """

    id: int
    code: str
    name: str
    investor: str
    unit: str
    unit_id: int
    industry: str
    source: str
    site: str
    park: str
    stage: str
    stage_since: date
    status: str
    investment: Decimal | None
    band: str
    confidential: bool
    lacking: int
    signed_on: date | None
    started_on: date | None


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """One page of a list. ``count`` tells all, ``hidden`` how many of them the viewer only counts.

    A search by words counts up to 1,000 of what is seen.

    ``next`` is the mark that brings the next page, empty on the last one.
    """

    lines: tuple[ProjectLine, ...]
    count: int
    hidden: int
    next: str


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A stage of the board: how many projects stand there, their investment, and the largest of them."""

    stage: str
    name: Words
    count: int
    investment: Decimal
    lines: tuple[ProjectLine, ...]


@dataclass(frozen=True, slots=True)
class StageInfo:
    """A row of the stage log. ``holds`` is ``False`` for one that a step back has undone."""

    id: int
    stage: str
    effective_on: date
    back: bool
    taken_over: bool
    reason: str
    by: str
    approved_by: str
    at: datetime
    holds: bool


@dataclass(frozen=True, slots=True)
class StatusInfo:
    """A row of the status log."""

    status: str
    effective_on: date
    reason_code: str
    reason: str
    review_on: date | None
    into_id: int | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceInfo:
    """A paper or picture. ``holds`` is ``False`` once it was taken back."""

    id: int
    kind: str
    title: str
    document_id: int | None
    sha256: str
    dated_on: date | None
    by: str
    at: datetime
    holds: bool
    taken_back_because: str


@dataclass(frozen=True, slots=True)
class AmountInfo:
    """A row of agreed amounts. ``holds`` is ``False`` once a further row corrects it."""

    id: int
    kind: str
    phase: str
    basis: str
    change: str
    number: Decimal
    currency: str
    effective_on: date
    evidence_id: int | None
    note: str
    by: str
    at: datetime
    holds: bool


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """A step that waits for a second person."""

    id: int
    project_id: int
    stage: str
    effective_on: date
    reason: str
    by: str
    by_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """A project with all that this package keeps of it.

    ``columns`` is the ledger sheet; ``next_stages`` those that may follow; ``missing`` what the next stage that
    may not be passed over still wants; ``merged_ids`` the duplicates that were merged into it.
    """

    line: ProjectLine
    credit_code: str
    parent_group: str
    organisation_id: int | None
    first_report_unit: str
    landing_unit: str
    status_since: date
    merged_into_id: int | None
    merged_ids: tuple[int, ...]
    columns: Mapping[str, Any]
    former_names: tuple[str, ...]
    stages: tuple[StageInfo, ...]
    statuses: tuple[StatusInfo, ...]
    evidence: tuple[EvidenceInfo, ...]
    amounts: tuple[AmountInfo, ...]
    waiting: RequestInfo | None
    next_stages: tuple[str, ...]
    missing: tuple[Missing, ...]
    opened_by: str
    opened_at: datetime
    per_mu: Decimal | None = None
    """Fixed assets (or else total investment) in yuan a mu of land, where both are stated."""


@dataclass(frozen=True, slots=True)
class SameProject:
    """A project that a document tells of and one that is kept here: proposed to be one, with the reasons."""

    key: str
    label: str
    project_id: int
    project: str
    reasons: tuple[Words, ...]
    entry_id: int
