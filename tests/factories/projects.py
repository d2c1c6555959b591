"""Projects on their way: what a stage wants is supplied, so that a test tells only what it is about."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from duijie.accounts.types import Actor
from duijie.pipeline import operations, queries
from duijie.pipeline.rules import load

SAMPLES = {
    "content": "厂房三栋，精密轴承生产线两条",
    "industry": "3451",
    "site": "高端装备园东区",
    "land_need": 66_667,
    "contract_number": "HT-001",
    "project_company_code": "待核",
    "investor": "恒远轴承有限公司",
}


def opened(
    by: Actor,
    unit: int,
    at: datetime,
    *,
    name: str = "高端轴承项目",
    day: date | None = None,
    **columns: object,
) -> int:
    """A project in reserve whose investor is known."""
    return operations.open_project(
        name=name,
        unit_id=unit,
        by=by,
        at=at,
        entered_on=day or at.date() - timedelta(days=400),
        columns={"investor": SAMPLES["investor"], **columns},
    )


def supply(
    project: int, stage: str, by: Actor, at: datetime, *, amount: int = 200_000_000, day: date
) -> None:
    """All that ``stage`` must have and the project lacks."""
    for one in queries.missing(project_id=project, stage=stage, viewer=by, today=at.date()):
        what, _, name = one.wants.partition(":")
        if not one.must:
            continue
        if what == "field":
            operations.edit_project(project_id=project, columns={name: SAMPLES[name]}, by=by, at=at)
        elif what == "evidence":
            operations.attach(project_id=project, kind=name, title=f"{name} {project}", by=by, at=at)
        else:
            phase = "contract" if name.startswith("contract.") else "intention"
            operations.state_amount(
                project_id=project,
                kind=name.removeprefix("contract."),
                number=Decimal(amount),
                phase=phase,
                effective_on=day,
                by=by,
                at=at,
            )


def advance(
    project: int, stage: str, by: Actor, second: Actor, at: datetime, *, day: date, amount: int = 200_000_000
) -> None:
    """Supply what is wanted on the way to ``stage`` and enter it, the second person approving."""
    now = queries.get(project_id=project, viewer=by, today=at.date()).line.stage
    for passed in load().between(now, stage):
        supply(project, passed, by, at, amount=amount, day=day)
    if operations.move(project_id=project, stage=stage, effective_on=day, by=by, at=at) is not None:
        operations.decide_move(project_id=project, approve=True, by=second, at=at)
