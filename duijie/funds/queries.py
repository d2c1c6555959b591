"""Reads of money and promises, by project; the receipts of merged duplicates belong to what they were merged into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from duijie.accounts.types import Actor
from duijie.funds.models import Achievement, Check, Promise, Receipt
from duijie.funds.rules import add_up, promise_kinds, state_of
from duijie.funds.types import Kept, ReceiptInfo, Received
from duijie.pipeline.queries import visible


def holding(*, viewer: Actor) -> QuerySet[Receipt]:
    """The receipts that hold, of the projects that the viewer reads."""
    return Receipt.objects.filter(project__in=visible(viewer=viewer), corrected_by=None, void=False)


def receipts(*, project_id: int, viewer: Actor) -> list[ReceiptInfo]:
    """A project's receipts, those that were corrected included, by day; three queries."""
    return _of_projects([project_id], viewer).get(project_id, [])


def received(*, project_ids: Iterable[int], viewer: Actor, today: date) -> dict[int, Received]:
    """What projects received; those of which nothing is recorded are left out. Three queries for all."""
    found = _of_projects(list(project_ids), viewer)
    return {project: add_up(rows, today) for project, rows in found.items()}


def promises(*, project_id: int, viewer: Actor, today: date) -> list[Kept]:
    """What was promised against what came, by kind and day."""
    if not visible(viewer=viewer).filter(pk=project_id).exists():
        return []
    latest = {
        (row.kind, row.due_on): row for row in Promise.objects.filter(project_id=project_id).order_by("pk")
    }
    came = list(
        Achievement.objects.filter(project_id=project_id, effective_on__lte=today).order_by(
            "effective_on", "pk"
        )
    )
    money = received(project_ids=[project_id], viewer=viewer, today=today).get(project_id)
    found = []
    for (kind, due_on), row in sorted(latest.items()):
        rule = promise_kinds()[kind]
        achieved, basis = _achieved(kind, came)
        if rule.from_receipts:
            achieved, basis = (money.fixed if money else None), "reported"
        found.append(
            Kept(
                kind, rule.name, rule.unit, row.number, due_on, achieved, basis,
                state_of(row.number, achieved, due_on, today),
            )
        )  # fmt: skip
    return found


def info_of(row: Receipt, checks: Sequence[Check]) -> ReceiptInfo:
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
        at=row.at,
        holds=not row.void and not hasattr(row, "corrected_by"),
    )


def _of_projects(project_ids: list[int], viewer: Actor) -> dict[int, list[ReceiptInfo]]:
    wanted = Q(project_id__in=project_ids) | Q(project__merged_into_id__in=project_ids)
    rows = list(
        Receipt.objects.filter(wanted, void=False, project__in=visible(viewer=viewer))
        .select_related("project", "corrected_by", "by")
        .order_by("received_on", "pk")
    )
    checks: dict[int, list[Check]] = defaultdict(list)
    for check in (
        Check.objects.filter(receipt__in=[row.pk for row in rows]).select_related("by").order_by("pk")
    ):
        checks[check.receipt_id].append(check)
    found: dict[int, list[ReceiptInfo]] = defaultdict(list)
    for row in rows:
        home = row.project.merged_into_id if row.project.merged_into_id in project_ids else row.project_id
        found[home].append(info_of(row, checks[row.pk]))
    return dict(found)


def _achieved(kind: str, came: Sequence[Achievement]) -> tuple[Decimal | None, str]:
    """The latest number of the best basis: statistics before what was verified before what was reported."""
    for basis in ("statistical", "verified", "reported"):
        mine = [row for row in came if (row.kind, row.basis) == (kind, basis)]
        if mine:
            return mine[-1].number, basis
    return None, ""
