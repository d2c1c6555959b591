"""The only writer of vetoes, assessments and scores."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.parks.models import Tenant
from duijie.parks.types import NoSuchPark
from duijie.yields.models import Assessment, Score, Veto
from duijie.yields.queries import years_to_score
from duijie.yields.rules import graded, grades_on, rules_on, scored, vetoes
from duijie.yields.types import NoSuchAssessment, NothingToScore, Part, WrongVeto


@transaction.atomic
def veto(*, tenant_id: int, year: int, kind: str, source: str, by: Actor, at: datetime) -> int:
    """Record what puts an enterprise into the last grade of a year; the row's number."""
    by.must("review")
    if kind not in vetoes() or not source.strip():
        raise WrongVeto("请写种类和依据。", f"Give one of {', '.join(vetoes())}, and what it rests on.")
    if not Tenant.objects.filter(pk=tenant_id).exists():
        raise NoSuchPark("tenant", tenant_id)
    row = Veto.objects.create(
        tenant_id=tenant_id, year=year, kind=kind, source=source.strip()[:300], at=at, by_id=by.user_id
    )
    log(by=by, at=at, operation="veto", subject=f"tenant:{tenant_id}", year=year, kind=kind)
    return row.pk


@transaction.atomic
def take_back_veto(*, veto_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Take a veto back. What was published with it stays published."""
    by.must("review")
    row = Veto.objects.select_for_update().filter(pk=veto_id, taken_back_at=None).first()
    if row is None or not reason.strip():
        raise WrongVeto(
            "没有这条否决或未写原因。", f"There is no veto {veto_id} in force, or no reason was given."
        )
    row.taken_back_at, row.taken_back_because = at, reason.strip()[:300]
    row.save(update_fields=["taken_back_at", "taken_back_because"])
    log(by=by, at=at, operation="take_back_veto", subject=f"tenant:{row.tenant_id}", veto=veto_id)


@transaction.atomic
def assess(*, year: int, by: Actor, at: datetime, rules_day: date | None = None) -> int:
    """Score and grade all enterprises that told of a year, as a draft; the assessment's number.

    ``rules_day`` is the day whose rules hold, the last of the year where none is given. Raises
    :class:`NothingToScore`.
    """
    by.must("review")
    day = rules_day or date(year, 12, 31)
    told = years_to_score(year=year)
    if not told:
        raise NothingToScore(year)
    struck = dict(
        Veto.objects.filter(year=year, taken_back_at=None).order_by("-pk").values_list("tenant_id", "kind")
    )
    made = Assessment.objects.create(year=year, rules_on=day, at=at, by_id=by.user_id)
    rows = []
    for rule in rules_on(day):
        group = {tenant: values for tenant, (above, values) in told.items() if above == rule.above_scale}
        found = scored(group, rule)
        ranked = [
            (one.tenant_id, one.score, one.tenant_id in struck) for one in found if one.score is not None
        ]
        grades = graded(ranked, grades_on(day))
        places = {
            number: place
            for place, (number, _score, _veto) in enumerate(
                sorted(ranked, key=lambda one: (-one[1], one[0])), 1
            )
        }
        rows += [
            Score(
                assessment=made, tenant_id=one.tenant_id, group=rule.code, score=one.score,
                grade=grades.get(one.tenant_id, ""), place=places.get(one.tenant_id),
                veto=struck.get(one.tenant_id, "") if one.score is not None else "",
                left_out=[one.left_out.zh, one.left_out.en] if one.left_out else None,
                parts=[_kept(part) for part in one.parts],
            )
            for one in found
        ]  # fmt: skip
    Score.objects.bulk_create(rows, batch_size=500)
    log(by=by, at=at, operation="assess_yields", subject=f"assessment:{made.pk}", year=year, count=len(rows))
    return made.pk


@transaction.atomic
def publish(*, assessment_id: int, by: Actor, at: datetime) -> None:
    """Publish a draft; by another person than who made it. Raises :class:`NoSuchAssessment`, :class:`WrongVeto`."""
    by.must("review")
    row = Assessment.objects.select_for_update().filter(pk=assessment_id, published_at=None).first()
    if row is None:
        raise NoSuchAssessment(assessment_id)
    if row.by_id == by.user_id:
        raise WrongVeto("请由他人发布。", f"{by.name} made this assessment; another person publishes it.")
    row.published_at, row.published_by_id = at, by.user_id
    row.save(update_fields=["published_at", "published_by"])
    log(by=by, at=at, operation="publish_yields", subject=f"assessment:{assessment_id}", year=row.year)


def _kept(part: Part) -> dict[str, object]:
    return {
        "measure": part.measure, "value": None if part.value is None else str(part.value),
        "benchmark": str(part.benchmark), "weight": str(part.weight), "points": str(part.points),
        "capped": part.capped, "averaged": part.averaged,
    }  # fmt: skip
