"""Writes many projects at once by the rules of :mod:`duijie.pipeline.operations`, and keeps a journal of it.

One query a table and thousand projects. Gates are not asked: what comes in this way is taken over from an older
record, or edits columns and amounts, which ask none. It is long because opening and editing share what they write.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log_many
from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.journal import Journal, image
from duijie.journal.inserting import alike, insert, reserved
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.ledger.types import Kept, Posted
from duijie.pipeline.models import Amount, Evidence, FormerName, Project, Sheet, StageRow, StatusRow
from duijie.pipeline.queries import fields_of, holding, visible
from duijie.pipeline.rules import key_of, lacking, load, not_ahead
from duijie.pipeline.state import derive, held_in, put
from duijie.pipeline.types import NoSuchProject, NotYours, WrongStep
from duijie.rulebook.columns import WrongValue

AT_ONCE: Final = 1000
Money = tuple[Decimal, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A project that another record tells of. ``steps``: its stages with their days, in order; the last is where it stands.

    ``amounts``: number and currency by kind. ``source`` says which record.
    """

    name: str
    unit_id: int
    steps: tuple[tuple[str, date], ...]
    source: str
    code: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)
    amounts: Mapping[str, Money] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Update:
    """Columns and amounts of a project that another record says otherwise."""

    project_id: int
    source: str
    columns: Mapping[str, Any] = field(default_factory=dict)
    amounts: Mapping[str, Money] = field(default_factory=dict)


@transaction.atomic
def take_over(
    *,
    rows: Sequence[Incoming],
    by: Actor,
    at: datetime,
    journal: Journal,
) -> list[int]:
    """Open projects where older records say they stand; their numbers, in order.

    Raises :class:`WrongValue` and :class:`WrongStep` with the row's source in front, and :class:`NotYours`.
    """
    by.must("add")
    mine = None if by.may("review") else own_units(viewer=by)
    found: list[int] = []
    for some in _shares(rows):
        found += _open(some, mine, by, at, journal)
    return found


@transaction.atomic
def bring_up_to_date(
    *,
    rows: Sequence[Update],
    by: Actor,
    at: datetime,
    journal: Journal,
) -> None:
    """Edit columns and state amounts of many projects. An amount that differs corrects the one that is held.

    Raises as :func:`take_over`, and :class:`NoSuchProject`.
    """
    by.must("add")
    mine = None if by.may("review") else own_units(viewer=by)
    for some in _shares(rows):
        _edit(some, mine, by, at, journal)


@transaction.atomic
def repost(*, by: Actor, at: datetime) -> Posted:
    """Bring what lists and the ledger say of every project in step with its rows, as after a change of the tables.

    Where they agree nothing is written.
    """
    by.must("settle")
    today, posted = timezone.localdate(at), Posted(0, 0)
    for some in _shares(list(Project.objects.order_by("pk").values_list("pk", flat=True))):
        held = Project.objects.select_for_update().in_bulk(some)
        before = {number: image(project) for number, project in held.items()}
        sheets = {row.project_id: row for row in Sheet.objects.filter(project__in=some)}
        rows = (_of(StageRow, some), _of(StatusRow, some), _of(Amount, some), _of(FormerName, some))
        keys, wanted = _derived(held, sheets, *rows, today)
        changed = [project for number, project in held.items() if image(project) != before[number]]
        fields = [one.name for one in Project._meta.concrete_fields if not one.primary_key]
        Project.objects.bulk_update(changed, fields, batch_size=200)
        posted += ledger.settle(keys=keys, wanted=wanted, by=by, at=at) + Posted(0, 0, derived=len(changed))
    return ledger.note_repost(of="projects", posted=posted, by=by, at=at)


def phase_at(stage: str) -> str:
    """Whether amounts said of a project at a stage are the contract's or still an intention's."""
    return "contract" if load().stages[stage].contract else "intention"


def _open(
    rows: Sequence[Incoming], mine: frozenset[int] | None, by: Actor, at: datetime, journal: Journal
) -> list[int]:
    today = timezone.localdate(at)
    homes = homes_named(names={str(row.columns["investor"]) for row in rows if row.columns.get("investor")})
    a_project = Project(at=at, by_id=by.user_id)
    projects, sheets = [], []
    for row, number in zip(rows, reserved(Project, len(rows)), strict=True):
        stage, since = row.steps[-1]
        project = alike(
            a_project, id=number, code=row.code or f"P{since.year}-{number:06d}", unit_id=row.unit_id, stage=stage,
            stage_since=since, status_since=since,
        )  # fmt: skip
        sheet: dict[str, Any] = {}
        try:
            _may(project, row.steps, mine, by, today)
            put(project, {"name": row.name, **row.columns}, sheet, homes)
        except (WrongValue, WrongStep) as wrong:
            raise wrong.at(row.source) from wrong
        projects.append(project)
        sheets.append(sheet)
    told_by = {"at": at, "by_id": by.user_id}
    a_step, a_status, a_sheet = (
        StageRow(taken_over=True, **told_by),
        StatusRow(status="active", **told_by),
        Sheet(),
    )
    steps, statuses, amounts = [], [], []
    for row, project in zip(rows, projects, strict=True):
        told = row.source[:300]
        steps.append([
            alike(a_step, project_id=project.id, stage=stage, effective_on=day, reason=told)
            for stage, day in row.steps
        ])  # fmt: skip
        statuses.append(alike(a_status, project_id=project.id, effective_on=row.steps[-1][1]))
        day = row.steps[-1][1]
        amounts.append(
            [_amount(project, kind, money, day, told, by, at) for kind, money in row.amounts.items()]
        )
    stated_all = [one for some in amounts for one in some]
    for amount, number in zip(stated_all, reserved(Amount, len(stated_all)), strict=True):
        amount.id = number
    wanted: list[Kept] = []
    for project, sheet, own, status, stated in zip(projects, sheets, steps, statuses, amounts, strict=True):
        wanted += derive(project, own, status, stated, (), sheet)[1]
        project.lacking = _lacking(project, sheet, (), stated, today)
    _make(projects, journal)
    _make(
        [alike(a_sheet, project_id=p.id, columns=s) for p, s in zip(projects, sheets, strict=True)], journal
    )
    _make([one for some in steps for one in some], journal)
    _make(statuses, journal)
    _make(stated_all, journal)
    # Of projects with numbers of this moment the ledger says nothing yet: there is nothing to look for.
    ledger.settle(keys=(), wanted=wanted, by=by, at=at, journal=journal)
    _veil([project for project in projects if project.confidential], by, at, journal)
    log_many(
        by=by, at=at, operation="open_project",
        details=(
            (key_of(project.id), {"name": project.name, "stage": project.stage, "source": row.source})
            for row, project in zip(rows, projects, strict=True)
        ),
    )  # fmt: skip
    return [project.id for project in projects]


def _edit(
    rows: Sequence[Update], mine: frozenset[int] | None, by: Actor, at: datetime, journal: Journal
) -> None:
    numbers = [row.project_id for row in rows]
    held = visible(viewer=by).select_for_update(of=("self",)).in_bulk(numbers)
    sheets = {row.project_id: row for row in Sheet.objects.select_for_update().filter(project__in=numbers)}
    steps = _of(StageRow, numbers)
    statuses = _of(StatusRow, numbers)
    amounts = _of(Amount, numbers)
    former = _of(FormerName, numbers)
    journal.touching(held.values())
    journal.touching(sheets.values())
    homes = homes_named(names={str(row.columns["investor"]) for row in rows if row.columns.get("investor")})
    today = timezone.localdate(at)
    fresh_names, fresh_amounts, details, veils = [], [], [], []
    for row in rows:
        project = held.get(row.project_id)
        if project is None:
            raise NoSuchProject(row.project_id)
        if mine is not None and project.unit_id not in mine:
            raise NotYours(by.name, project.code)
        kept = sheets[project.pk]
        old = {code: held_in(project, kept.columns, code) for code in row.columns}
        sheet = dict(kept.columns)
        try:
            put(project, row.columns, sheet, homes)
        except WrongValue as wrong:
            raise wrong.at(row.source) from wrong
        kept.columns = sheet
        changed = {
            code: [before, now] for code, before in old.items() if before != (now := held_in(project, sheet, code))
        }  # fmt: skip
        if "name" in changed:
            name = FormerName(
                project=project, name=old["name"], reason=row.source[:300], at=at, by_id=by.user_id
            )
            fresh_names.append(name)
            former[project.pk].append(name)
        if "confidential" in changed:
            veils.append(project)
        for kind, money in row.amounts.items():
            amount = _amount(project, kind, money, today, row.source[:300], by, at)
            amount.corrects = _held_amount(amounts[project.pk], amount)
            fresh_amounts.append(amount)
            changed[kind] = [str(amount.corrects.number) if amount.corrects else None, str(amount.number)]
        details.append((key_of(project.pk), {"changed": changed, "reason": row.source}))
    _make(fresh_names, journal)
    _make(fresh_amounts, journal)
    for amount in fresh_amounts:
        amounts[amount.project_id].append(amount)
    keys, wanted = _derived(held, sheets, steps, statuses, amounts, former, today)
    fields = [one.name for one in Project._meta.concrete_fields if not one.primary_key]
    Project.objects.bulk_update(held.values(), fields, batch_size=200)
    Sheet.objects.bulk_update(sheets.values(), ["columns"], batch_size=500)
    ledger.settle(keys=keys, wanted=wanted, by=by, at=at, journal=journal)
    _veil(veils, by, at, journal)
    log_many(by=by, at=at, operation="edit_project", details=details)


def _derived(
    held: Mapping[int, Project],
    sheets: Mapping[int, Sheet],
    steps: Mapping[int, list[StageRow]],
    statuses: Mapping[int, list[StatusRow]],
    amounts: Mapping[int, list[Amount]],
    former: Mapping[int, list[FormerName]],
    today: date,
) -> tuple[list[str], list[Kept]]:
    """Work out what follows from the rows of each project, on the objects; what the ledger is to say."""
    evidence = _of(Evidence, list(held))
    keys: list[str] = []
    wanted: list[Kept] = []
    for number, project in held.items():
        more, says = derive(
            project,
            steps[number],
            statuses[number][-1],
            amounts[number],
            [one.name for one in former[number]],
            sheets[number].columns,
        )
        held_evidence = [one.kind for one in evidence[number] if one.taken_back_at is None]
        project.lacking = _lacking(project, sheets[number].columns, held_evidence, amounts[number], today)
        keys += more
        wanted += says
    return keys, wanted


def _lacking(
    project: Project,
    sheet: Mapping[str, Any],
    evidence: Sequence[str],
    amounts: Sequence[Amount],
    today: date,
) -> int:
    return lacking(
        project.stage, project.status, rules=load(), on=today, fields=fields_of(project, sheet),
        evidence=evidence, amounts=holding(amounts),
    )  # fmt: skip


def _may(
    project: Project,
    steps: Sequence[tuple[str, date]],
    mine: frozenset[int] | None,
    by: Actor,
    today: date,
) -> None:
    if mine is not None and project.unit_id not in mine:
        raise NotYours(
            by.name, Words(f"单位 {project.unit_id} 的项目", f"the projects of unit {project.unit_id}")
        )
    rules = load()
    for stage, day in steps:
        if stage not in rules.stages:
            raise WrongStep.to(stage, list(rules.stages))
        not_ahead(day, today)
    if rules.place(steps[-1][0]) > 1:
        by.must("review")


def _amount(
    project: Project, kind: str, money: Money, day: date, told: str, by: Actor, at: datetime
) -> Amount:
    number, currency = money
    if number < 0:
        raise WrongValue(f"{told}：协议金额不能为负。", f"{told}: An agreed amount is not negative.")
    return alike(
        _no_amount(), project_id=project.id, kind=kind, phase=phase_at(project.stage), basis="reported", change="stated",
        number=number, currency=currency, effective_on=day, note=told, at=at, by_id=by.user_id,
    )  # fmt: skip


@cache
def _no_amount() -> Amount:
    return Amount()


def _held_amount(rows: Sequence[Amount], fresh: Amount) -> Amount | None:
    """The stated amount in force that a further one of its kind, phase and basis corrects."""
    corrected = {row.corrects_id for row in rows}
    told = [
        row for row in rows
        if (row.kind, row.phase, row.basis, row.change) == (fresh.kind, fresh.phase, fresh.basis, "stated")
        and row.pk not in corrected
    ]  # fmt: skip
    return told[-1] if told else None


def _veil(projects: Sequence[Project], by: Actor, at: datetime, journal: Journal) -> None:
    units = {key_of(one.pk): one.unit_id if one.confidential else None for one in projects}
    ledger.veil_many(units=units, by=by, at=at, journal=journal)


def _make(rows: Sequence[Any], journal: Journal) -> None:
    insert(rows)
    journal.inserted(rows)


def _of(model: Any, numbers: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(project__in=numbers).order_by("pk"):
        found[row.project_id].append(row)
    return found


def _shares(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
