"""Reads of vettings. They are seen where their project is seen."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.pipeline import queries as pipeline
from duijie.vetting.models import ScoreSheet, Vetting
from duijie.vetting.rules import hindrance, mean, scorecard
from duijie.vetting.types import DecisionInfo, NoSuchVetting, SheetInfo, VettingInfo


def visible(*, viewer: Actor) -> QuerySet[Vetting]:
    """The vettings of projects that the viewer reads."""
    return Vetting.objects.filter(pipeline.sight(viewer=viewer, path="project__"))


def get(*, vetting_id: int, viewer: Actor) -> VettingInfo:
    """One vetting with its sheets and decisions; raises :class:`NoSuchVetting`."""
    row = visible(viewer=viewer).select_related("by").filter(pk=vetting_id).first()
    if row is None:
        raise NoSuchVetting(vetting_id)
    return _info(row)


def of_project(*, project_id: int, viewer: Actor) -> list[VettingInfo]:
    """A project's vettings, the newest first."""
    rows = visible(viewer=viewer).select_related("by").filter(project_id=project_id)
    return [_info(row) for row in rows.order_by("-pk")]


def _info(row: Vetting) -> VettingInfo:
    card = scorecard(row.scorecard, timezone.localdate(row.at))
    latest = {
        sheet.unit_id: sheet
        for sheet in ScoreSheet.objects.filter(vetting=row).select_related("unit", "by").order_by("pk")
    }
    sheets = tuple(_sheet(sheet) for sheet in latest.values())
    by_item = mean([dict(sheet.points) for sheet in sheets])
    score = sum(by_item.values(), Decimal(0)) if by_item else None
    raised = {code for sheet in sheets for code in sheet.vetoes}
    vetoes = tuple(veto.name for veto in card.vetoes if veto.code in raised)
    decisions = row.decisions.select_related("by").order_by("pk")
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
