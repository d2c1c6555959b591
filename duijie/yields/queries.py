"""Reads of assessments. Whoever sees reads grades; the numbers behind them as ``parks`` lets read an enterprise's year."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count, Q, Sum

from duijie.accounts.types import Actor
from duijie.kernel.words import Words
from duijie.parks.models import Plot, TenantYear
from duijie.parks.queries import YEARS, inside_of, reads_years
from duijie.yields.models import Assessment, Score, Veto
from duijie.yields.types import AssessmentInfo, NoSuchAssessment, Part, ScoreLine


def years_to_score(*, year: int) -> dict[int, tuple[bool, dict[str, Decimal]]]:
    """By enterprise: whether it is above scale, and what it told of a year; land from its plots where it told none."""
    plots = dict(Plot.objects.exclude(tenant=None).values_list("tenant_id").annotate(Sum("area")).order_by())
    found = {}
    rows = TenantYear.objects.filter(year=year, holds=True)
    for tenant, above, *numbers in rows.values_list("tenant_id", "tenant__above_scale", *YEARS):
        told = {code: n for code, n in zip(YEARS, numbers, strict=True) if n is not None}
        if "land" not in told and tenant in plots:
            told["land"] = plots[tenant]
        found[tenant] = (above, told)
    return found


def assessments(*, viewer: Actor, limit: int = 20) -> list[AssessmentInfo]:
    """Assessments, the latest first; drafts only for those who review."""
    if not viewer.may("see"):
        return []
    rows = Assessment.objects.select_related("by")
    if not viewer.may("review"):
        rows = rows.exclude(published_at=None)
    return [_info(row) for row in rows.order_by("-year", "-pk")[:limit]]


def assessment(*, assessment_id: int, viewer: Actor) -> AssessmentInfo:
    """One assessment. Raises :class:`NoSuchAssessment`."""
    row = Assessment.objects.select_related("by").filter(pk=assessment_id).first()
    hidden = row is None or not viewer.may("see") or (row.published_at is None and not viewer.may("review"))
    if row is None or hidden:
        raise NoSuchAssessment(assessment_id)
    return _info(row)


def scores(
    *, assessment_id: int, viewer: Actor, group: str = "", grade: str = "", park_id: int | None = None,
    offset: int = 0, limit: int = 50,
) -> tuple[list[ScoreLine], int]:  # fmt: skip
    """A page of an assessment, group by group from the first place on, and how many there are."""
    assessment(assessment_id=assessment_id, viewer=viewer)
    rows = Score.objects.filter(assessment_id=assessment_id)
    if group:
        rows = rows.filter(group=group)
    if grade:
        rows = rows.filter(grade=grade if grade != "-" else "")
    if park_id is not None:
        rows = rows.filter(tenant__park_id__in=inside_of(park_id=park_id))
    count = rows.count()
    some = rows.select_related("tenant__park").order_by("group", "place", "pk")[offset : offset + limit]
    return [_line(row, viewer) for row in some], count


def score(*, score_id: int, viewer: Actor) -> tuple[ScoreLine, AssessmentInfo]:
    """One enterprise's score with its parts, and the assessment. Raises :class:`NoSuchAssessment`."""
    row = Score.objects.select_related("tenant__park").filter(pk=score_id).first()
    if row is None:
        raise NoSuchAssessment(score_id)
    return _line(row, viewer), assessment(assessment_id=row.assessment_id, viewer=viewer)


def grades_of(*, tenant_id: int, viewer: Actor) -> list[ScoreLine]:
    """An enterprise's scores in what was published, the latest year first."""
    if not viewer.may("see"):
        return []
    rows = Score.objects.select_related("tenant__park").filter(tenant_id=tenant_id)
    rows = rows.exclude(assessment__published_at=None).order_by("-assessment__year", "-assessment_id")
    return [_line(row, viewer) for row in rows]


def vetoes_of(*, tenant_id: int) -> list[tuple[int, int, str, str]]:
    """Number, year, kind and source of the vetoes that stand against an enterprise."""
    rows = Veto.objects.filter(tenant_id=tenant_id, taken_back_at=None).order_by("-year", "pk")
    return list(rows.values_list("pk", "year", "kind", "source"))


def _info(row: Assessment) -> AssessmentInfo:
    told = row.scores.values_list("group", "grade").annotate(Count("pk")).order_by("group", "grade")
    counts = row.scores.aggregate(all=Count("pk"), scored=Count("pk", filter=Q(score__isnull=False)))
    return AssessmentInfo(
        row.pk, row.year, row.rules_on, row.at, str(row.by), row.published_at, counts["scored"],
        counts["all"] - counts["scored"], tuple((group, grade, n) for group, grade, n in told if grade),
    )  # fmt: skip


def _line(row: Score, viewer: Actor) -> ScoreLine:
    park = row.tenant.park
    reads = reads_years(viewer=viewer, unit_id=park.unit_id)
    why = Words(*row.left_out) if row.left_out else None
    return ScoreLine(
        row.pk, row.tenant_id, row.tenant.name, park.pk, park.name, row.group, row.score, row.grade, row.place,
        row.veto, why, tuple(map(_part, row.parts)) if reads else (),
    )  # fmt: skip


def _part(kept: dict[str, str]) -> Part:
    value = kept["value"]
    return Part(
        kept["measure"], None if value is None else Decimal(value), Decimal(kept["benchmark"]),
        Decimal(kept["weight"]), Decimal(kept["points"]), bool(kept["capped"]), bool(kept["averaged"]),
    )  # fmt: skip
