"""Reads of shares, for assessment alone; figures count every project once and know nothing of shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.credit.models import Share, Split
from duijie.credit.rules import WHOLE
from duijie.credit.types import Credited, ShareInfo, SplitInfo
from duijie.pipeline import queries as pipeline
from duijie.pipeline.models import Project


def splits(*, project_id: int, viewer: Actor) -> list[SplitInfo]:
    """A project's splits, the newest first; the first one holds."""
    rows = (
        Split.objects.filter(pipeline.sight(viewer=viewer, path="project__"), project_id=project_id)
        .select_related("by")
        .prefetch_related("shares__unit")
        .order_by("-pk")
    )
    return [
        SplitInfo(
            row.rule, row.reason,
            tuple(ShareInfo(one.unit_id, str(one.unit), one.role, one.percent) for one in row.shares.all()),
            str(row.by), row.at,
        )
        for row in rows
    ]  # fmt: skip


def credited(*, project_ids: Iterable[int], viewer: Actor) -> list[Credited]:
    """Each unit's credit in these projects; one without a split goes whole to the unit that keeps it.

    The credits sum to the number of projects and to their investment.
    """
    if not viewer.may("see"):
        return []
    rows = {row.pk: row for row in Project.objects.filter(pk__in=set(project_ids))}
    parts = _parts(rows)
    projects: dict[int, Decimal] = defaultdict(Decimal)
    investment: dict[int, Decimal] = defaultdict(Decimal)
    for pk, row in rows.items():
        for unit, percent in parts[pk]:
            projects[unit] += percent / WHOLE
            investment[unit] += (row.investment or Decimal(0)) * percent / WHOLE
    names = units()
    return sorted(
        (Credited(unit, names[unit].name, projects[unit], investment[unit]) for unit in projects),
        key=lambda one: (-one.investment, one.unit_id),
    )


def shares_of(
    *, project_ids: Iterable[int], known_at: datetime, viewer: Actor
) -> dict[int, list[tuple[int, Decimal]]]:
    """Unit and percent of each project by the split that was known at a moment; one without goes whole to its unit."""
    if not viewer.may("see"):
        return {}
    return _parts({row.pk: row for row in Project.objects.filter(pk__in=set(project_ids))}, known_at)


def _parts(
    rows: Mapping[int, Project], known_at: datetime | None = None
) -> dict[int, list[tuple[int, Decimal]]]:
    splits = Split.objects.filter(project_id__in=rows).order_by("pk")
    if known_at is not None:
        splits = splits.filter(at__lte=known_at)
    latest = {project_id: split_id for split_id, project_id in splits.values_list("pk", "project_id")}
    parts: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    for share in Share.objects.filter(split_id__in=latest.values()).select_related("split"):
        parts[share.split.project_id].append((share.unit_id, share.percent))
    return {pk: parts.get(pk) or [(row.unit_id, WHOLE)] for pk, row in rows.items()}
