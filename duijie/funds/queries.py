"""Reads of money and promises, by project; the receipts of merged duplicates belong to what they were merged into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q, QuerySet

from duijie.accounts.types import Actor
from duijie.funds.models import Achievement, Check, Promise, Receipt
from duijie.funds.rules import add_up, promise_kinds, state_of
from duijie.funds.types import Kept, ReceiptInfo, Received
from duijie.pipeline.models import Project
from duijie.pipeline.queries import sight, visible

# Corrections are few: those that were corrected are gathered once, not looked for row by row.
HOLDS: Final = Q(void=False) & ~Q(pk__in=Receipt.objects.filter(corrects__isnull=False).values("corrects"))


def holding(*, viewer: Actor) -> QuerySet[Receipt]:
    """The receipts that hold, of the projects that the viewer reads."""
    return Receipt.objects.filter(sight(viewer=viewer, path="project__"), HOLDS)


def holding_of(*, project_ids: Iterable[int], viewer: Actor) -> list[ReceiptInfo]:
    """The receipts that hold of several projects, by day; merged duplicates' are told with the merged."""
    found = _of_projects(sorted(set(project_ids)), viewer)
    return [row for rows in found.values() for row in rows if row.holds]


def receipts(*, project_id: int, viewer: Actor) -> list[ReceiptInfo]:
    """A project's receipts, those that were corrected included, by day."""
    return _of_projects([project_id], viewer).get(project_id, [])


def received(*, project_ids: Iterable[int], viewer: Actor, today: date) -> dict[int, Received]:
    """What projects received; those of which nothing is recorded are left out. Four queries for all."""
    found = _of_projects(list(project_ids), viewer)
    return {project: add_up(rows, today) for project, rows in found.items()}


def promises(
    *, project_id: int, viewer: Actor, today: date, came_in: Sequence[ReceiptInfo] | None = None
) -> list[Kept]:
    """What was promised against what came, by kind and day. ``came_in`` are its receipts, where they were read."""
    money = None
    if came_in is not None:
        money = {project_id: add_up(came_in, today)} if came_in else {}
    found = _kept([project_id], viewer, today, money)
    return [found[key] for key in sorted(found, key=lambda one: one[1:])]


def kept(*, promise_ids: Iterable[int], viewer: Actor, today: date) -> dict[int, Kept]:
    """What came of several promises, by their numbers; those of projects that are not seen are left out.

    A promise that a later one of its kind and day replaced is told as the later one. Nine queries for all.
    """
    keys = {
        row.pk: (row.project_id, row.kind, row.due_on)
        for row in Promise.objects.filter(pk__in=set(promise_ids))
    }
    found = _kept(list({key[0] for key in keys.values()}), viewer, today) if keys else {}
    return {number: found[key] for number, key in keys.items() if key in found}


def promised(*, kind: str, viewer: Actor) -> dict[int, Decimal]:
    """What each project that is seen promises of a kind in the end: the latest word on its last due day."""
    rows = Promise.objects.filter(kind=kind, project__in=visible(viewer=viewer))
    return {row.project_id: row.number for row in rows.order_by("due_on", "pk")}


def same(*, project_id: int, kind: str, due_on: date, number: Decimal) -> int | None:
    """The promise of this kind, day and number, where it is the one that holds."""
    row = Promise.objects.filter(project_id=project_id, kind=kind, due_on=due_on).order_by("pk").last()
    return row.pk if row is not None and row.number == number else None


def _kept(
    project_ids: list[int], viewer: Actor, today: date, money: Mapping[int, Received] | None = None
) -> dict[tuple[int, str, date], Kept]:
    seen = list(visible(viewer=viewer).filter(pk__in=project_ids).values_list("pk", flat=True))
    latest = {
        (row.project_id, row.kind, row.due_on): row
        for row in Promise.objects.filter(project_id__in=seen).order_by("pk")
    }
    if not latest:
        return {}
    came: dict[int, list[Achievement]] = defaultdict(list)
    achieved_rows = Achievement.objects.filter(project_id__in=seen, effective_on__lte=today)
    for one in achieved_rows.order_by("effective_on", "pk"):
        came[one.project_id].append(one)
    if money is None:
        money = received(project_ids=seen, viewer=viewer, today=today)
    found = {}
    for (project, kind, due_on), row in latest.items():
        rule = promise_kinds()[kind]
        achieved, basis = _achieved(kind, came[project])
        if rule.from_receipts:
            achieved, basis = (money[project].fixed if project in money else None), "reported"
        found[project, kind, due_on] = Kept(
            kind, rule.name, rule.unit, row.number, due_on, achieved, basis,
            state_of(row.number, achieved, due_on, today),
        )  # fmt: skip
    return found


def info_of(row: Receipt, checks: Sequence[Check], *, holds: bool) -> ReceiptInfo:
    """A receipt with its checks, oldest first."""
    latest = {check.basis: check for check in checks}
    verified, statistical = latest.get("verified"), latest.get("statistical")
    return ReceiptInfo(
        id=row.pk,
        project_id=row.project_id,
        received_on=row.received_on,
        payer=row.payer,
        source=row.source,
        kind=row.kind,
        number=row.number,
        verified=verified.number if verified else None,
        statistical=statistical.number if statistical else None,
        verifier=str(verified.by) if verified else "",
        currency=row.currency,
        evidence_id=row.evidence_id,
        note=row.note,
        by=str(row.by),
        by_id=row.by_id,
        at=row.at,
        holds=holds and not row.void,
    )


def _of_projects(project_ids: list[int], viewer: Actor) -> dict[int, list[ReceiptInfo]]:
    homes = {number: number for number in project_ids}
    merged = Project.objects.filter(merged_into_id__in=project_ids).values_list("pk", "merged_into_id")
    homes.update((number, into) for number, into in merged if into is not None)
    rows = list(
        Receipt.objects.filter(sight(viewer=viewer, path="project__"), project_id__in=homes)
        .select_related("by")
        .order_by("received_on", "pk")
    )
    corrected = {row.corrects_id for row in rows}
    rows = [row for row in rows if not row.void]
    checks: dict[int, list[Check]] = defaultdict(list)
    for check in (
        Check.objects.filter(receipt__in=[row.pk for row in rows]).select_related("by").order_by("pk")
    ):
        checks[check.receipt_id].append(check)
    found: dict[int, list[ReceiptInfo]] = defaultdict(list)
    for row in rows:
        found[homes[row.project_id]].append(info_of(row, checks[row.pk], holds=row.pk not in corrected))
    return dict(found)


def _achieved(kind: str, came: Sequence[Achievement]) -> tuple[Decimal | None, str]:
    """The latest number of the best basis: statistics before what was verified before what was reported."""
    for basis in ("statistical", "verified", "reported"):
        mine = [row for row in came if (row.kind, row.basis) == (kind, basis)]
        if mine:
            return mine[-1].number, basis
    return None, ""
