"""Agreements as other packages see them, and what can go wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from duijie.kernel.words import Told, Words
from duijie.pipeline.types import Missing


class NoSuchAgreement(LookupError):
    """No agreement, clause or step has this number, or the viewer may not see it."""

    def __init__(self, what: str, number: object) -> None:
        super().__init__(f"There is no {what} {number}. `duijie agreements` lists those that there are.")


class WrongAgreement(Told, ValueError):
    """A value, a day or an act that makes no sense here; says what would."""


class CannotSign(Told, ValueError):
    """The agreement is not marked as signed because something is missing; the message lists it in both languages."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        super().__init__(
            "还不能标为已签：" + "；".join(one.message.zh for one in missing),
            "The agreement cannot be marked as signed yet: " + "; ".join(one.message.en for one in missing),
        )


class NotYourAgreement(Told, PermissionError):
    """The agreement is kept by another unit."""

    def __init__(self, who: str, title: str) -> None:
        super().__init__(
            f"《{title}》不归{who}管。请找主管单位或审核人员。",
            f"{who} does not keep “{title}”. Ask its unit, or the office that reviews.",
        )


class SecondPersonWanted(Told, PermissionError):
    """Whoever asks for a waiver does not approve it."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"豁免由{who}申请，须另一人批准或不批准。",
            f"{who} asked for this waiver; another person must approve or refuse it.",
        )


@dataclass(frozen=True, slots=True)
class PartyInfo:
    """A party; ``organisation_id`` is that which its name brought along."""

    id: int
    name: str
    organisation_id: int | None
    role: str
    side: str


@dataclass(frozen=True, slots=True)
class PaperInfo:
    """A paper with the document it was received as, if it was."""

    id: int
    kind: str
    title: str
    document_id: int | None
    sha256: str
    dated_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MarkInfo:
    """What became of a step."""

    act: str
    on: date
    text: str
    number: Decimal | None
    paper_id: int | None
    by: str
    approved_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaiverInfo:
    """A waiver that was asked for. ``verdict`` is empty while it waits."""

    reason: str
    by: str
    at: datetime
    verdict: str
    decided_by: str
    decided_at: datetime | None
    decided_because: str


@dataclass(frozen=True, slots=True)
class StepInfo:
    """What falls due, and how it stands on the day asked for. ``late``: days past due, 0 where none.

    ``achieved`` is what came of the promise it is tied to, ``None`` where nothing is told. Numbers in base units.
    """

    id: int
    due_on: date | None
    number: Decimal | None
    unit: str
    promise_id: int | None
    achieved: Decimal | None
    state: str
    late: int
    marks: tuple[MarkInfo, ...]
    waivers: tuple[WaiverInfo, ...]

    @property
    def waiting(self) -> WaiverInfo | None:
        """The waiver that waits for a second person."""
        return next((one for one in self.waivers if not one.verdict), None)


@dataclass(frozen=True, slots=True)
class ClauseInfo:
    """A promise of one side. ``state`` is that of its worst step. ``start`` and ``end`` are code points."""

    id: int
    side: str
    kind: str
    kind_name: Words
    text: str
    paper_id: int | None
    document_id: int | None
    place: str
    start: int | None
    end: int | None
    owner: str
    proof_kind: str
    project_id: int | None
    state: str
    steps: tuple[StepInfo, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewInfo:
    """A fair-competition review. ``passes``: its conclusion opens the gate."""

    id: int
    of: str
    unit: str
    reviewed_on: date
    conclusion: str
    conclusion_name: Words
    passes: bool
    until: date | None
    paper_id: int
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change: what, who, when, why. The newest last."""

    at: datetime
    by: str
    what: Words
    why: str


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in a list. Counts are of steps on the day asked for."""

    id: int
    kind: str
    title: str
    number: str
    unit: str
    parties: tuple[str, ...]
    state: str
    signed_on: date | None
    valid_until: date | None
    expires_in: int | None
    confidential: bool
    open: int
    overdue: int
    met: int


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One page of a list, and how many there are in all; ``hidden`` of them are not shown to this viewer."""

    lines: tuple[AgreementLine, ...]
    count: int
    hidden: int


@dataclass(frozen=True, slots=True)
class AgreementInfo:
    """An agreement with everything. ``missing`` is what signing on the day asked for still wants."""

    line: AgreementLine
    unit_id: int
    state_since: date
    valid_from: date | None
    amends_id: int | None
    supplement_ids: tuple[int, ...]
    project_ids: tuple[int, ...]
    parties: tuple[PartyInfo, ...]
    papers: tuple[PaperInfo, ...]
    clauses: tuple[ClauseInfo, ...]
    reviews: tuple[ReviewInfo, ...]
    missing: tuple[Missing, ...]
    history: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A step that falls due, or an agreement that expires (``step_id`` is ``None``). ``days`` are left, below 0 late."""

    what: str
    on: date
    days: int
    agreement_id: int
    agreement: str
    clause_id: int | None
    step_id: int | None
    side: str
    kind: Words
    text: str
    owner: str
    unit: str
    state: str
    within_rule: bool
