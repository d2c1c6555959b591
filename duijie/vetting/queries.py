"""Reads of vettings. They are seen where their project is seen."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.pipeline import queries as pipeline
from duijie.vetting.models import Decision, ScoreSheet, Vetting
from duijie.vetting.rules import hindrance, mean, scorecard
from duijie.vetting.types import DecisionInfo, NoSuchVetting, SheetInfo, VettingInfo


def visible(*, viewer: Actor) -> QuerySet[Vetting]:
    """The vettings of projects that the viewer reads."""
    return Vetting.objects.filter(pipeline.sight(viewer=viewer, path="project__"))


def get(*, vetting_id: int, viewer: Actor) -> VettingInfo:
    """One vetting with its sheets and decisions; raises :class:`NoSuchVetting`."""
    found = _infos(visible(viewer=viewer).filter(pk=vetting_id))
    if not found:
        raise NoSuchVetting(vetting_id)
    return found[0]


def of_project(*, project_id: int, viewer: Actor) -> list[VettingInfo]:
    """A project's vettings, the newest first."""
    return _infos(visible(viewer=viewer).filter(project_id=project_id).order_by("-pk"))


def waiting(*, viewer: Actor, limit: int = 50) -> list[VettingInfo]:
    """Vettings that the viewer may give the next word on, the oldest first: scored, or passed by another person."""
    if not viewer.may("review"):
        return []
    mine = Decision.objects.filter(step="first", by_id=viewer.user_id).values("vetting")
    scored = ScoreSheet.objects.filter(vetting=OuterRef("pk"))
    rows = visible(viewer=viewer).filter(Exists(scored), state__in=("open", "first")).exclude(pk__in=mine)
    return _infos(rows.order_by("pk")[:limit])


def _infos(rows: QuerySet[Vetting]) -> list[VettingInfo]:
    """Three queries for all."""
    found = list(rows.select_related("by"))
    sheets: dict[int, dict[int, ScoreSheet]] = {row.pk: {} for row in found}
    for sheet in ScoreSheet.objects.filter(vetting__in=sheets).select_related("unit", "by").order_by("pk"):
        sheets[sheet.vetting_id][sheet.unit_id] = sheet
    decisions: dict[int, list[Decision]] = {row.pk: [] for row in found}
    for one in Decision.objects.filter(vetting__in=sheets).select_related("by").order_by("pk"):
        decisions[one.vetting_id].append(one)
    return [_info(row, list(sheets[row.pk].values()), decisions[row.pk]) for row in found]


def _info(row: Vetting, latest: list[ScoreSheet], decisions: list[Decision]) -> VettingInfo:
    card = scorecard(row.scorecard, timezone.localdate(row.at))
    sheets = tuple(_sheet(sheet) for sheet in latest)
    by_item = mean([dict(sheet.points) for sheet in sheets])
    score = sum(by_item.values(), Decimal(0)) if by_item else None
    raised = {code for sheet in sheets for code in sheet.vetoes}
    vetoes = tuple(veto.name for veto in card.vetoes if veto.code in raised)
    return VettingInfo(
        id=row.pk,
        project_id=row.project_id,
        scorecard=row.scorecard,
        state=row.state,
        score=score,
        by_item=by_item,
        least=card.least,
        vetoes=vetoes,
        hindered=hindrance(card, score, vetoes),
        sheets=sheets,
        decisions=tuple(
            DecisionInfo(one.step, one.passed, one.reason, str(one.by), one.at) for one in decisions
        ),
        by=str(row.by),
        at=row.at,
    )


def _sheet(row: ScoreSheet) -> SheetInfo:
    points = {code: Decimal(given) for code, given in row.points.items()}
    return SheetInfo(
        str(row.unit),
        points,
        sum(points.values(), Decimal(0)),
        tuple(row.vetoes),
        row.opinion,
        str(row.by),
        row.at,
    )
