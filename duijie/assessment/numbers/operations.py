"""The only writer of numbers entered by hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_units, units
from duijie.accounts.types import Actor, NoSuchUnit
from duijie.assessment.models import HandNumber
from duijie.assessment.rules import scheme
from duijie.assessment.types import WrongAssessment

MARK = Decimal(100)


@transaction.atomic
def enter(
    *,
    scheme_code: str,
    unit_id: int,
    input_code: str,
    on: date,
    number: Decimal | None,
    evidence: str,
    by: Actor,
    at: datetime,
    thing: str = "",
) -> int:
    """Enter a number of a unit, or of one thing of it; ``None`` takes back what was entered. The row's number.

    The office enters for any unit, others for their own; marks of peers lie between 0 and 100, and nobody marks the
    own unit. Raises :class:`WrongAssessment`, :class:`duijie.accounts.types.NoSuchUnit`.
    """
    by.must("add")
    known, rule, thing = units(), scheme(scheme_code, on), thing.strip()[:100]
    if unit_id not in known:
        raise NoSuchUnit(unit_id)
    wanted = next((one for one in rule.inputs if one.code == input_code), None)
    if wanted is None:
        raise WrongAssessment(
            f"没有“{input_code}”这一项", f"there is no number {input_code!r}; there are {', '.join(i.code for i in rule.inputs)}"
        )  # fmt: skip
    if wanted.figure:
        raise WrongAssessment(
            f"“{wanted.name.zh}”取自指标 {wanted.figure}，请更正项目或分成",
            f"{wanted.name.en} is taken from the figure {wanted.figure}; mend its projects or their shares",
        )
    marked = any(item.kind == "peers" and input_code in {t.actual for t in item.terms} for item in rule.items)
    mine = unit_id in own_units(viewer=by)
    if marked and (mine or thing == known[unit_id].name or not thing):
        raise WrongAssessment(
            "评分要写明由谁评，且不得自评", "a mark names who gives it, and nobody marks the own unit"
        )
    if marked and number is not None and not 0 <= number <= MARK:
        raise WrongAssessment("评分在 0 到 100 之间", "a mark lies between 0 and 100")
    if not (by.may("review") or mine):
        raise WrongAssessment("只能填报本单位的数", "only the office enters numbers of other units")
    if not evidence.strip():
        raise WrongAssessment("请写明依据的材料", "say which paper or record it rests on")
    if on > timezone.localdate(at):
        raise WrongAssessment("日期还没到", "the day lies ahead")
    if number is not None and not number.is_finite():
        raise WrongAssessment("要写数字", "write a number")
    row = HandNumber.objects.create(
        scheme=scheme_code, unit_id=unit_id, input=input_code, on=on, thing=thing, number=number,
        evidence=evidence.strip()[:300], at=at, by_id=by.user_id,
    )  # fmt: skip
    log(
        by=by, at=at, operation="enter_number", subject=f"assessed:{scheme_code}", unit=unit_id, input=input_code,
        thing=thing, number=None if number is None else str(number), on=str(on),
    )  # fmt: skip
    return row.pk
