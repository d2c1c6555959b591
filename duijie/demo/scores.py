"""The generated county's units assessed at the end of the year: tasks and marks entered, shown to them for objections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from duijie.accounts.types import Actor
from duijie.assessment.numbers.operations import enter
from duijie.assessment.operations import assess, show
from duijie.assessment.rules import ALL

SCHEME: Final = "targets"
DUE: Final = {"funds_due": Decimal(3), "started_due": Decimal(2), "producing_due": Decimal(1)}
RATERS: Final = ("发改部门", "财政部门", "统计部门")


def assess_units(units: Mapping[str, int], today: date, by: Actor, second: Actor, at: datetime) -> int:
    """Score all units as of a day and show the draft; the run's number."""
    for place, unit in enumerate(units.values()):
        for code, due in DUE.items():
            _enter(unit, code, due, "", "任务分解表", today, by, at)
        # Nobody enters marks of the own unit.
        who = second if unit == by.unit_id else by
        for number, rater in enumerate(RATERS):
            mark = Decimal(82 + (place * 5 + number * 7) % 17)
            _enter(unit, "basics", mark, rater, "基础工作评分表", today, who, at)
    run = assess(code=SCHEME, members=dict.fromkeys(units.values(), ALL.code), as_of=today, by=by, at=at)
    show(run_id=run, until=today + timedelta(days=5), by=by, at=at)
    return run


def _enter(
    unit: int, code: str, number: Decimal, thing: str, evidence: str, on: date, by: Actor, at: datetime
) -> None:
    enter(
        scheme_code=SCHEME, unit_id=unit, input_code=code, on=on, number=number, thing=thing, evidence=evidence, by=by,
        at=at,
    )  # fmt: skip
