"""The only writer of assessments and objections. What was published is never written again; a correction is a further run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_units, units
from duijie.accounts.types import Actor, NoSuchUnit
from duijie.assessment.models import Objection, Result, Run
from duijie.assessment.queries import fingerprint, line, worked_out
from duijie.assessment.rules import again, groups_of, kept, scheme
from duijie.assessment.scoring.scheme import Scheme
from duijie.assessment.types import OBJECTION, RESULT, RUN, NoSuchRun, WrongAssessment


@transaction.atomic
def assess(
    *,
    code: str,
    members: Mapping[int, str],
    as_of: date,
    by: Actor,
    at: datetime,
    replaces: int | None = None,
) -> int:
    """Score units by a scheme as a draft; the run's number. ``members``: the group of each unit.

    With ``replaces`` it takes the place of a run of the same scheme and day that is not published. Raises
    :class:`WrongAssessment`, :class:`duijie.assessment.types.NoSuchScheme`.
    """
    by.must("review")
    groups = [group.code for group in groups_of(scheme(code, as_of))]
    for unit, group in members.items():
        if unit not in units():
            raise NoSuchUnit(unit)
        if group not in groups:
            raise WrongAssessment(
                f"没有“{group}”这一组", f"there is no group {group!r}; there are {', '.join(groups)}"
            )
    if not members:
        raise WrongAssessment("请写明参加考核的单位", "name the units to be scored")
    if as_of > timezone.localdate(at):
        raise WrongAssessment("日期还没到", "the day lies ahead")
    before = None if replaces is None else _held(replaces)
    if before is not None and (before.published_at or (before.scheme, before.as_of) != (code, as_of)):
        raise WrongAssessment(
            "只能重算同一办法、同一日期、尚未发布的考核", "only an unpublished run of the same scheme and day is worked out anew"
        )  # fmt: skip
    if before is not None and Run.objects.filter(replaces=before).exists():
        raise WrongAssessment("已有更新的一次计算", "a later run has taken its place")
    rule, scores, untold = worked_out(code=code, members=members, as_of=as_of, known_at=at, viewer=by)
    row = Run.objects.create(
        scheme=code, as_of=as_of, known_at=at, rules=kept(rule), untold=untold, replaces=before,
        first_id=None if before is None else before.first_id or before.pk, at=at, by_id=by.user_id,
    )  # fmt: skip
    Result.objects.bulk_create(
        [
            Result(
                run=row,
                unit_id=one.unit_id,
                group=one.group,
                total=one.total,
                place=one.place,
                scored=kept(one),
            )
            for one in scores
        ]
    )
    log(
        by=by,
        at=at,
        operation="assess",
        subject=_subject(row.pk),
        scheme=code,
        as_of=str(as_of),
        count=len(scores),
    )
    return row.pk


@transaction.atomic
def show(*, run_id: int, until: date, by: Actor, at: datetime) -> None:
    """Show a draft to units, who may object until a day, that day included. Raises :class:`WrongAssessment`."""
    by.must("review")
    row = _held(run_id)
    if row.shown_at is not None or Run.objects.filter(replaces=row).exists():
        raise WrongAssessment(
            "这次考核已经公示或已重算", "this run is shown already, or another took its place"
        )
    if until < timezone.localdate(at):
        raise WrongAssessment("公示截止日已过", "the last day for objections lies behind")
    row.shown_at, row.shown_until = at, until
    row.save(update_fields=["shown_at", "shown_until"])
    log(by=by, at=at, operation="show_assessment", subject=_subject(run_id), until=str(until))


@transaction.atomic
def object_to(*, result_id: int, text: str, by: Actor, at: datetime, item: str = "") -> int:
    """Object to the result of one's own unit, or an item of it, while it is shown; the objection's number."""
    by.must("add")
    row = Result.objects.select_related("run").filter(pk=result_id).first()
    if row is None or row.run.shown_at is None:
        raise NoSuchRun(RESULT, result_id)
    held = _held(row.run_id)
    if row.unit_id not in own_units(viewer=by):
        raise WrongAssessment("只能对本单位的结果提出申诉", "a unit objects to its own result")
    over = held.shown_until is not None and timezone.localdate(at) > held.shown_until
    if held.published_at or over or Run.objects.filter(replaces=held).exists():
        raise WrongAssessment("公示期已过", "the time for objections is over")
    if item and item not in {one.code for one in again(held.rules, Scheme).items}:
        raise WrongAssessment("没有这一项", f"there is no item {item!r}")
    if not text.strip():
        raise WrongAssessment("请写明申诉的内容", "say what is objected to")
    made = Objection.objects.create(result=row, item=item, text=text.strip()[:2000], at=at, by_id=by.user_id)
    log(
        by=by, at=at, operation="object_to_assessment", subject=_subject(held.pk), unit=row.unit_id, item=item
    )
    return made.pk


@transaction.atomic
def answer(*, objection_id: int, upheld: bool, text: str, by: Actor, at: datetime) -> None:
    """Answer an objection, once, by another than who raised it. One that is upheld asks for a run worked out anew."""
    by.must("review")
    row = Objection.objects.select_for_update().select_related("result").filter(pk=objection_id).first()
    if row is None:
        raise NoSuchRun(OBJECTION, objection_id)
    if row.upheld is not None:
        raise WrongAssessment("已经答复过", "it has its answer already")
    if row.by_id == by.user_id:
        raise WrongAssessment("请由他人答复", "another person answers it")
    if not text.strip():
        raise WrongAssessment("请写明答复", "write the answer")
    row.upheld, row.answer, row.answered_at, row.answered_by_id = upheld, text.strip()[:2000], at, by.user_id
    row.save(update_fields=["upheld", "answer", "answered_at", "answered_by"])
    log(
        by=by,
        at=at,
        operation="answer_objection",
        subject=_subject(row.result.run_id),
        objection=row.pk,
        upheld=upheld,
    )


@transaction.atomic
def publish(*, run_id: int, by: Actor, at: datetime) -> str:
    """Publish a run that was shown: frozen, by another person than who worked it out; the digest of what is frozen.

    Not before the time for objections is over and each has its answer, and not while one that was upheld has led to
    no further run. Raises :class:`WrongAssessment`.
    """
    by.must("review")
    row = _held(run_id)
    if row.published_at is not None or Run.objects.filter(replaces=row).exists():
        raise WrongAssessment(
            "这次考核已经发布或已重算", "this run is published already, or another took its place"
        )
    if row.by_id == by.user_id:
        raise WrongAssessment("请由他人发布", f"{by.name} worked it out; another person publishes it")
    if row.shown_until is None or timezone.localdate(at) <= row.shown_until:
        raise WrongAssessment("公示期满才能发布", "it is shown to the units first, until the day given")
    raised = Objection.objects.filter(result__run__in=line(run_id))
    if raised.filter(upheld=None).exists():
        raise WrongAssessment("还有未答复的申诉", "an objection has no answer yet")
    if raised.filter(upheld=True, result__run=row).exists():
        raise WrongAssessment(
            "有采纳的申诉，请先更正并重算", "an objection was upheld: mend the numbers and work it out anew"
        )
    row.published_at, row.published_by_id, row.digest = at, by.user_id, fingerprint(row)
    row.save(update_fields=["published_at", "published_by", "digest"])
    log(by=by, at=at, operation="publish_assessment", subject=_subject(run_id), digest=row.digest)
    return row.digest


def _held(run_id: int) -> Run:
    """The run, locked: showing, objecting, publishing and working out anew wait for each other."""
    row = Run.objects.select_for_update().filter(pk=run_id).first()
    if row is None:
        raise NoSuchRun(RUN, run_id)
    return row


def _subject(run_id: int) -> str:
    return f"assessment_run:{run_id}"
