"""Reads of projects: lists by keyset, the board, one project with everything, and what a stage still wants.

Each asks the database a fixed number of times, however many projects there are. What a viewer may not see is
counted and not listed; a search by words counts only what is seen, or it would tell what is hidden. It is long
because all that pages ask of a project is here.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import StrIndex

from duijie.accounts.queries import confidential_units, own_units, touched
from duijie.accounts.types import Actor
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.kernel.words import Told, Words
from duijie.ledger import queries as ledger
from duijie.ledger.rules import MEASURE_OF_STAGE
from duijie.naming.parts import parse_name
from duijie.naming.titles import LIKE, likeness, pairs_of
from duijie.pipeline.models import Amount, Evidence, Project, Request, Sheet, StageRow, StatusRow
from duijie.pipeline.rules import MU, STATUSES, best, key_of, load, missing_for, standing
from duijie.pipeline.types import (
    AmountInfo,
    BoardColumn,
    EvidenceInfo,
    Missing,
    NoSuchProject,
    NotYours,
    ProjectInfo,
    ProjectLine,
    ProjectPage,
    RequestInfo,
    SameProject,
    StageInfo,
    StatusInfo,
)
from duijie.standing import until_written

# A sort is a column and whether it falls; the number of the project decides between equals.
SORTS: Final = {
    "newest": ("id", True),
    "largest": ("rank", True),
    "smallest": ("rank", False),
    "longest": ("stage_since", False),
    "name": ("name", False),
}
# Columns of the ledger sheet that stand on the project itself, because lists filter by them.
OWN_COLUMNS: Final = (
    "name", "investor", "credit_code", "parent_group", "industry", "source", "site", "park", "confidential"
)  # fmt: skip


class WrongMark(Told, ValueError):
    """The mark of a page was not given out by a list with this sort."""

    def __init__(self) -> None:
        super().__init__(
            "页码标记不属于这份列表。请从第一页重新开始。",
            "This mark belongs to no page of this list. Start again from the first page.",
        )


MANY: Final = 1000
"""A search by words counts no further than this."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which projects a list shows; empty means any. ``unit_ids`` are taken as they are, sub-units included by
    the caller; ``industry`` and ``park`` by their beginning. Merged duplicates show only where asked for.
    ``signed`` and ``started`` are a first and a last day, ``lacking`` those whose next stage still wants something.
    """

    stages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] = ()
    industry: str = ""
    source: str = ""
    bands: tuple[str, ...] = ()
    park: str = ""
    text: str = ""
    signed: tuple[date | None, date | None] = (None, None)
    started: tuple[date | None, date | None] = (None, None)
    lacking: bool = False
    updated_since: datetime | None = None


def visible(*, viewer: Actor) -> QuerySet[Project]:
    """The one place that says which projects ``viewer`` reads.

    A confidential one is read in the unit that keeps it and in the units above that, by leaders, auditors and
    administrators.
    """
    return Project.objects.filter(sight(viewer=viewer)) if viewer.may("see") else Project.objects.none()


def sight(*, viewer: Actor, path: str = "") -> Q:
    """The same as a condition, for rows that lead to their project by ``path`` (``"project__"``)."""
    if not viewer.may("see"):
        return Q(pk__in=[])
    mine = confidential_units(viewer=viewer)
    if mine is None:
        return Q()
    return Q(**{f"{path}confidential": False}) | Q(**{f"{path}unit_id__in": mine})


def to_decide(*, project_id: int, by: Actor) -> Project:
    """The project, held until the operation ends, for a word on it. Raises :class:`NoSuchProject`."""
    by.must("add")
    project = visible(viewer=by).select_for_update(of=("self",)).filter(pk=project_id).first()
    if project is None:
        raise NoSuchProject(project_id)
    return project


def to_write(*, project_id: int, by: Actor) -> Project:
    """The project, held until the operation ends, for one who keeps it: its unit, those above, the office.

    Packages that add rows of their own to a project ask here first. Raises :class:`NotYours`,
    :class:`NoSuchProject`.
    """
    project = to_decide(project_id=project_id, by=by)
    if not (by.may("review") or project.unit_id in own_units(viewer=by)):
        raise NotYours(by.name, project.code)
    return project


def listing(
    *, viewer: Actor, filters: Filters = Filters(), sort: str = "newest", after: str = "", limit: int = 50
) -> ProjectPage:
    """A page of projects. ``after`` is the mark that the page before gave. Raises :class:`WrongMark`."""
    sees = sight(viewer=viewer)
    column, falling = SORTS[sort]
    order = ("-" if falling else "") + column
    seen = _filtered(Project.objects.filter(sees), filters).order_by(
        *dict.fromkeys([order, "-id" if falling else "id"])
    )
    rows = _after(seen, column, falling, after) if after else seen
    found = _rows(rows.values_list("pk", flat=True)[: limit + 1])
    more = len(found) > limit
    count, shown = (len(found),) * 2
    if more or after or not filters.text:
        count, shown = until_written(("projects", filters, viewer), lambda: _counts(sees, filters, viewer))
    mark = _mark(found[limit - 1], column) if more else ""
    return ProjectPage(tuple(map(line_of, found[:limit])), count, count - shown, mark)


def board(*, viewer: Actor, filters: Filters = Filters(), first: int = 10) -> list[BoardColumn]:
    """Every stage with its number of projects, their investment, and the ``first`` largest that are seen.

    Active and paused projects, unless the filters name statuses. One query a stage and status, and four more.
    """
    filters = filters if filters.statuses else replace(filters, statuses=("active", "paused"))
    seen = visible(viewer=viewer)
    every = seen if filters.text or not viewer.may("see") else Project.objects.all()
    # The statuses are named, unlike in a list: the index begins with them, and nothing else of it is read.
    counted = _filtered(every, replace(filters, statuses=())).filter(status__in=filters.statuses)
    # Summed along the index that holds the rank; the investment itself would be looked up row by row.
    grouped = (
        counted.order_by()
        .values("status", "stage")
        .annotate(number=Count("id"), total=Sum("rank", filter=Q(rank__gte=0)))
        .values_list("status", "stage", "number", "total")
    )
    counts: dict[str, tuple[int, Decimal]] = {}
    largest: dict[str, list[tuple[Decimal, int]]] = {}
    for status, stage, number, total in until_written(("board", filters, viewer), lambda: list(grouped)):
        held = counts.get(stage, (0, Decimal(0)))
        counts[stage] = (held[0] + number, held[1] + (total or Decimal(0)))
        # One status at a time runs along the index; the few that each gives are then merged.
        one = _filtered(seen, replace(filters, statuses=(status,))).filter(stage=stage)
        largest.setdefault(stage, []).extend(one.order_by("-rank", "-id").values_list("rank", "pk")[:first])
    numbers = {
        stage: [pk for _, pk in sorted(found, reverse=True)[:first]] for stage, found in largest.items()
    }
    rows = {row.pk: row for row in _rows([pk for found in numbers.values() for pk in found])}
    return [
        BoardColumn(
            code, stage.name, *counts.get(code, (0, Decimal(0))),
            tuple(line_of(rows[pk]) for pk in numbers.get(code, ())),
        )
        for code, stage in load().stages.items()
        if not filters.stages or code in filters.stages
    ]  # fmt: skip


def lines(*, project_ids: Iterable[int], viewer: Actor) -> dict[int, ProjectLine]:
    """Several projects at once, by number; those that are not seen are left out."""
    rows = visible(viewer=viewer).select_related("unit").filter(pk__in=set(project_ids))
    return {row.pk: line_of(row) for row in rows}


def get(*, project_id: int, viewer: Actor, today: date) -> ProjectInfo:
    """One project with all its rows; raises :class:`NoSuchProject`."""
    row = (
        visible(viewer=viewer)
        .select_related("unit", "first_report_unit", "landing_unit", "by", "sheet")
        .filter(pk=project_id)
        .first()
    )
    if row is None:
        raise NoSuchProject(project_id)
    rules = load()
    steps = list(StageRow.objects.filter(project=row).select_related("by", "approved_by").order_by("pk"))
    held_steps = {step.pk for step in standing(steps, rules.place)}
    statuses = StatusRow.objects.filter(project=row).select_related("by").order_by("pk")
    evidence = list(Evidence.objects.filter(project=row).select_related("by").order_by("pk"))
    amounts = list(Amount.objects.filter(project=row).select_related("by").order_by("pk"))
    stated = holding(amounts)
    waiting = Request.objects.filter(project=row, verdict="").select_related("by").first()
    followers = rules.followers(row.stage)
    fields = fields_of(row, row.sheet.columns)
    held = [one.kind for one in evidence if one.taken_back_at is None]
    missing = (
        missing_for(followers[-1], rules=rules, fields=fields, evidence=held, amounts=stated, on=today)
        if followers
        else ()
    )
    return ProjectInfo(
        line=line_of(row),
        credit_code=row.credit_code,
        parent_group=row.parent_group,
        organisation_id=row.organisation_id,
        first_report_unit=str(row.first_report_unit or ""),
        landing_unit=str(row.landing_unit or ""),
        status_since=row.status_since,
        merged_into_id=row.merged_into_id,
        merged_ids=tuple(Project.objects.filter(merged_into=row).values_list("pk", flat=True)),
        columns=dict(row.sheet.columns),
        former_names=tuple(row.former_names.order_by("pk").values_list("name", flat=True)),
        stages=tuple(_stage_info(one, one.pk in held_steps) for one in steps),
        statuses=tuple(_status_info(one) for one in statuses),
        evidence=tuple(_evidence_info(one) for one in evidence),
        amounts=tuple(_amount_info(one, one in stated) for one in amounts),
        waiting=_request_info(waiting) if waiting else None,
        next_stages=tuple(followers),
        missing=missing,
        opened_by=str(row.by),
        opened_at=row.at,
        per_mu=_per_mu(stated, row.sheet.columns.get("land_need")),
    )


def missing(*, project_id: int, stage: str, viewer: Actor, today: date) -> tuple[Missing, ...]:
    """What a project still wants for ``stage`` alone; raises :class:`NoSuchProject`."""
    row = visible(viewer=viewer).filter(pk=project_id).first()
    if row is None:
        raise NoSuchProject(project_id)
    return missing_for(stage, rules=load(), on=today, **supplied(row))


def supplied(row: Project) -> dict[str, Any]:
    """What gates look at: a project's fields, its kinds of evidence in force, and the amounts that hold."""
    evidence = Evidence.objects.filter(project=row, taken_back_at=None).values_list("kind", flat=True)
    return {
        "fields": fields_of(row, Sheet.objects.get(project=row).columns),
        "evidence": list(evidence),
        "amounts": holding(Amount.objects.filter(project=row).order_by("pk")),
    }


def waiting(*, viewer: Actor, project_ids: Iterable[int] | None = None) -> list[RequestInfo]:
    """Steps that wait for a second person, the oldest first; of these projects alone, where they are given."""
    rows = Request.objects.filter(sight(viewer=viewer, path="project__"), verdict="").select_related("by")
    if project_ids is not None:
        rows = rows.filter(project_id__in=list(project_ids))
    return [_request_info(row) for row in rows.order_by("at", "pk")]


def same_projects(*, viewer: Actor, limit: int = 50) -> list[SameProject]:
    """Projects that documents tell of and that are probably kept here, for a person to say so.

    Proposed are those with a party in common, or with a like name and an amount that differs by a fifth at most.
    """
    measures = {*MEASURE_OF_STAGE.values()} - {None}
    told = ledger.told(measures=measures, viewer=viewer)[:limit]
    money = {
        entry.key: entry.quantity.number
        for entry in ledger.told(measures=[f"{code}.investment" for code in measures], viewer=viewer)
    }
    parties = {one.key: {parse_name(name).plain for name in one.data.get("parties", ())} for one in told}
    near = Q(investor_plain__in={name for names in parties.values() for name in names if name})
    for one in told:
        if one.key in money:
            near |= Q(rank__range=(money[one.key] * Decimal("0.8"), money[one.key] * Decimal("1.2")))
    kept = list(visible(viewer=viewer).filter(near).exclude(status="merged").order_by("pk")) if told else []
    bags = {row.pk: pairs_of(row.name) for row in kept}
    found = []
    for one in {entry.key: entry for entry in told}.values():
        bag = pairs_of(one.label)
        for row in kept:
            reasons = []
            if row.investor_plain and row.investor_plain in parties[one.key]:
                reasons.append(Words("同一投资方", "the same investor"))
            if likeness(bag, bags[row.pk]) >= LIKE:
                reasons.append(Words("名称相近", "a like name"))
            amount = money.get(one.key)
            if amount and row.investment and abs(row.investment - amount) <= amount / 5:
                reasons.append(Words("金额相近", "a like amount"))
            if len(reasons) >= 2:
                found.append(SameProject(one.key, one.label, row.pk, row.name, tuple(reasons), one.id))
    return sorted(found, key=lambda one: (-len(one.reasons), one.project_id))


def key(*, project_id: int) -> str:
    """A project's key in the ledger."""
    return key_of(project_id)


def units_below(*, viewer: Actor) -> tuple[int, ...]:
    """The viewer's own unit and all below, to filter a list by."""
    return tuple(own_units(viewer=viewer))


def _counts(sees: Q, filters: Filters, viewer: Actor) -> tuple[int, int]:
    """How many there are and how many of them are seen, in one look along the index of what is filtered by."""
    if filters.text or not viewer.may("see"):
        shown = _filtered(Project.objects.filter(sees), filters).order_by()[:MANY].count()
        return shown, shown
    counted = _filtered(Project.objects.all(), filters).order_by()
    if not sees:
        count = counted.count()
        return count, count
    # The unit stands in every index that a list is filtered by; the number of a row in few of them.
    both = counted.aggregate(count=Count("unit"), shown=Count("unit", filter=sees))
    return both["count"], both["shown"]


def _rows(numbers: Iterable[int]) -> list[Project]:
    """The projects of these numbers with their units, in that order."""
    numbers = list(numbers)
    found = Project.objects.select_related("unit").in_bulk(numbers)
    return [found[number] for number in numbers]


def _filtered(rows: QuerySet[Project], filters: Filters) -> QuerySet[Project]:
    if filters.stages:
        rows = rows.filter(stage__in=filters.stages)
    if len(filters.statuses) == 1:
        rows = rows.filter(status=filters.statuses[0])
    else:
        # Said by what is left out, so that the rows are walked in the order asked for and need no sorting.
        wanted = filters.statuses or tuple(code for code in STATUSES if code != "merged")
        rows = rows.exclude(status__in=[code for code in STATUSES if code not in wanted])
    if filters.unit_ids:
        rows = rows.filter(unit_id__in=filters.unit_ids)
    if filters.industry:
        rows = rows.filter(industry__startswith=filters.industry)
    if filters.source:
        rows = rows.filter(source=filters.source)
    if filters.bands:
        rows = rows.filter(band__in=filters.bands)
    if filters.park:
        rows = rows.filter(park__startswith=filters.park)
    if filters.updated_since is not None:
        rows = rows.filter(touched(kind="project", since=filters.updated_since))
    if filters.lacking:
        rows = rows.filter(lacking__gt=0)
    for column, days in (("signed_on", filters.signed), ("started_on", filters.started)):
        bounds = {f"{column}__{end}": on for end, on in zip(("gte", "lte"), days, strict=True) if on}
        rows = rows.filter(**bounds)
    for place, word in enumerate(filters.text.lower().split()):
        # Finding a place is several times faster than matching a pattern, and knows no wildcards.
        rows = rows.alias(**{f"place{place}": StrIndex("search", Value(word))}).filter(
            **{f"place{place}__gt": 0}
        )
    return rows


def _mark(row: Project, column: str) -> str:
    value = getattr(row, column)
    return base64.urlsafe_b64encode(json.dumps([column, str(value), row.pk]).encode()).decode()


def _after(rows: QuerySet[Project], column: str, falling: bool, mark: str) -> QuerySet[Project]:
    """The rows behind the one that ``mark`` was made of. The first condition is what the index is entered by."""
    try:
        of, value, pk = json.loads(base64.urlsafe_b64decode(mark.encode()))
        if of != column or not isinstance(pk, int):
            raise WrongMark
        held: str | date | Decimal = value
        if column == "rank":
            held = Decimal(value)
        elif column == "stage_since":
            held = date.fromisoformat(value)
    except (ValueError, TypeError, InvalidOperation) as wrong:
        raise WrongMark from wrong
    than = "lt" if falling else "gt"
    if column == "id":
        return rows.filter(**{f"id__{than}": pk})
    beyond = Q(**{f"{column}__{than}": held}) | Q(**{f"id__{than}": pk})
    return rows.filter(**{f"{column}__{than}e": held}).filter(beyond)


def holding(rows: Iterable[Amount]) -> list[Amount]:
    """Of all amount rows of a project, those that no further row corrects."""
    rows = list(rows)
    corrected = {row.corrects_id for row in rows} - {None}
    return [row for row in rows if row.id not in corrected] if corrected else rows


def fields_of(row: Project, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that gates ask for, by code: those on the project and those of its sheet."""
    return {**columns, **{code: getattr(row, code) for code in OWN_COLUMNS}}


def line_of(row: Project) -> ProjectLine:
    """A project as lists show it."""
    return ProjectLine(
        row.pk, row.code, row.name, row.investor, str(row.unit), row.unit_id, row.industry, row.source, row.site,
        row.park, row.stage, row.stage_since, row.status, row.investment, row.band, row.confidential, row.lacking,
        row.signed_on, row.started_on,
    )  # fmt: skip


def _stage_info(row: StageRow, holds: bool) -> StageInfo:
    return StageInfo(
        row.pk, row.stage, row.effective_on, row.back, row.taken_over, row.reason, str(row.by),
        str(row.approved_by or ""), row.at, holds,
    )  # fmt: skip


def _status_info(row: StatusRow) -> StatusInfo:
    return StatusInfo(
        row.status, row.effective_on, row.reason_code, row.reason, row.review_on, row.into_id, str(row.by),
        row.at,
    )  # fmt: skip


def _evidence_info(row: Evidence) -> EvidenceInfo:
    return EvidenceInfo(
        row.pk, row.kind, row.title, row.document_id, row.sha256, row.dated_on, str(row.by), row.at,
        row.taken_back_at is None, row.taken_back_because,
    )  # fmt: skip


def _amount_info(row: Amount, holds: bool) -> AmountInfo:
    return AmountInfo(
        row.pk, row.kind, row.phase, row.basis, row.change, row.number, row.currency, row.effective_on,
        row.evidence_id, row.note, str(row.by), row.at, holds,
    )  # fmt: skip


def _request_info(row: Request) -> RequestInfo:
    return RequestInfo(
        row.pk, row.project_id, row.stage, row.effective_on, row.reason, str(row.by), row.by_id, row.at
    )  # fmt: skip


def _per_mu(amounts: Sequence[Amount], land: str | None) -> Decimal | None:
    """Yuan a mu: fixed assets before total investment, the contract's before the intention's."""
    if not land or Decimal(land) == 0:
        return None
    for kind in ("fixed_assets", "total_investment"):
        for phase in ("contract", "intention"):
            found = best(amounts, kind, phase=phase)
            if found is not None and found[1] == "CNY":
                return (found[0] / (Decimal(land) / MU)).quantize(Decimal("0.01"))
    return None


def _touching(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    """Projects that are seen and whose investor is one of the names, on the day of their present stage."""
    rows = visible(viewer=viewer).filter(organisation__own_name__in=names).order_by("stage_since", "pk")
    for row in rows.select_related("organisation__own_name"):
        assert row.organisation is not None
        own = row.organisation.own_name
        stage = load().stages[row.stage].name
        words = Words(f"项目：{row.name}（{stage.zh}）", f"project: {row.name} ({stage.en})")
        yield Touch("pipeline.Project.organisation", own.pk, own.text, row.stage_since, words)


leads_here("pipeline.Project.organisation", "项目", "projects", _touching)
