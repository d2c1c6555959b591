"""The only writer of vettings, sheets and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.pipeline import operations as pipeline
from duijie.pipeline import queries as projects
from duijie.pipeline.rules import key_of
from duijie.vetting.models import Decision, ScoreSheet, Vetting
from duijie.vetting.queries import get, visible
from duijie.vetting.rules import scorecard
from duijie.vetting.types import NoSuchVetting, WrongDecision


@transaction.atomic
def open_vetting(*, project_id: int, by: Actor, at: datetime, card: str = "county") -> int:
    """Put a project before the committee with a scorecard; the vetting's number."""
    projects.to_write(project_id=project_id, by=by)
    scorecard(card, timezone.localdate(at))
    if Vetting.objects.filter(project_id=project_id, state__in=("open", "first")).exists():
        raise WrongDecision(
            "项目已在评审中，请先结束那次评审。",
            "The project is before the committee already. Let that vetting end first.",
        )
    row = Vetting.objects.create(project_id=project_id, scorecard=card, at=at, by_id=by.user_id)
    log(by=by, at=at, operation="open_vetting", subject=key_of(project_id), vetting=row.pk)
    return row.pk


@transaction.atomic
def score(
    *,
    vetting_id: int,
    unit_id: int,
    points: Mapping[str, Decimal],
    by: Actor,
    at: datetime,
    vetoes: Iterable[str] = (),
    opinion: str = "",
) -> None:
    """A member unit's sheet. A later one of the same unit takes its place. Raises :class:`WrongScore`."""
    row = _open(vetting_id, by)
    if not (by.may("review") or by.unit_id == unit_id):
        raise WrongDecision(
            "单位的评分表由该单位或办公室填写。", "A unit's sheet is filled in by that unit or by the office."
        )
    vetoes = list(dict.fromkeys(vetoes))
    scorecard(row.scorecard, timezone.localdate(row.at)).checked(points, vetoes)
    ScoreSheet.objects.create(
        vetting=row, unit_id=unit_id, points={code: str(given) for code, given in points.items()},
        vetoes=vetoes, opinion=opinion.strip()[:500], at=at, by_id=by.user_id,
    )  # fmt: skip
    log(by=by, at=at, operation="score", subject=f"vetting:{row.pk}", unit=unit_id, vetoes=vetoes)


@transaction.atomic
def decide(*, vetting_id: int, passed: bool, by: Actor, at: datetime, reason: str = "") -> None:
    """The word of the step that is due: first the office's, then the meeting's, by two persons.

    A project that is vetoed or below the least points does not pass. Passing the second step attaches the
    committee's approval to the project, which the gate of signing wants.
    """
    by.must("review")
    row = _open(vetting_id, by)
    info = get(vetting_id=vetting_id, viewer=by)
    step = "first" if row.state == "open" else "second"
    if step == "second" and Decision.objects.filter(vetting=row, step="first", by_id=by.user_id).exists():
        raise WrongDecision(
            f"初审意见由{by.name}给出，终审须由他人给出。",
            f"{by.name} gave the word of the first step; another person gives that of the second.",
        )
    if passed and info.hindered is not None:
        raise WrongDecision(
            f"项目不能通过：{info.hindered.zh}。",
            f"The project cannot pass: {info.hindered.en}.",
        )
    if not passed and not reason.strip():
        raise WrongDecision("不予通过须写明理由。", "A refusal needs a reason.")
    Decision.objects.create(
        vetting=row, step=step, passed=passed, reason=reason.strip()[:500], at=at, by_id=by.user_id
    )
    before = row.state
    row.state = "refused" if not passed else "first" if step == "first" else "passed"
    row.save(update_fields=["state"])
    if row.state == "passed":
        pipeline.attach(
            project_id=row.project_id, kind="vetting_opinion", title=f"准入评审 {row.pk}：{info.score} 分",
            dated_on=timezone.localdate(at), by=by, at=at,
        )  # fmt: skip
    log(
        by=by, at=at, operation="decide_vetting", subject=f"vetting:{row.pk}", step=step, passed=passed,
        changed={"state": [before, row.state]},
    )  # fmt: skip


def _open(vetting_id: int, by: Actor) -> Vetting:
    by.must("add")
    row = visible(viewer=by).select_for_update(of=("self",)).filter(pk=vetting_id).first()
    if row is None:
        raise NoSuchVetting(vetting_id)
    if row.state not in ("open", "first"):
        raise WrongDecision(
            "这次评审已结束，请另开一次。", f"This vetting has ended: {row.state}. Open another one."
        )
    return row
