"""The only writer of splits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.credit.models import Share, Split
from duijie.credit.rules import ROLES, checked, rule
from duijie.credit.types import WrongSplit
from duijie.pipeline import queries as projects
from duijie.pipeline.models import Project
from duijie.pipeline.rules import key_of


@transaction.atomic
def split(
    *,
    project_id: int,
    shares: Iterable[tuple[int, str, Decimal]],
    by: Actor,
    at: datetime,
    rule_code: str = "",
    reason: str = "",
) -> None:
    """Share a project between units: unit, role, percent; they sum to 100. The office's word.

    Raises :class:`WrongSplit`.
    """
    by.must("review")
    projects.to_write(project_id=project_id, by=by)
    shares = list(shares)
    checked(shares)
    if not (rule_code or reason.strip()):
        raise WrongSplit(
            "请写明按哪条规则或哪份协议分享。", "Say by which rule or agreement the project is shared."
        )
    held = Share.objects.filter(split__project_id=project_id).order_by("-split_id", "pk")
    before = [[one.unit_id, one.role, str(one.percent)] for one in held if one.split_id == held[0].split_id]
    row = Split.objects.create(
        project_id=project_id, rule=rule_code, reason=reason.strip()[:300], at=at, by_id=by.user_id
    )
    for unit_id, role, percent in shares:
        Share.objects.create(split=row, unit_id=unit_id, role=role, percent=percent)
    log(
        by=by, at=at, operation="split", subject=key_of(project_id), rule=rule_code,
        changed={"shares": [before, [[unit, role, str(percent)] for unit, role, percent in shares]]},
    )  # fmt: skip


@transaction.atomic
def split_by_rule(*, project_id: int, rule_code: str, by: Actor, at: datetime) -> None:
    """Share a project by a default rule, between its first-report and its landing unit."""
    row = rule(rule_code, timezone.localdate(at))
    projects.to_write(project_id=project_id, by=by)
    project = Project.objects.get(pk=project_id)
    units = {
        "first_report": project.first_report_unit_id or project.unit_id,
        "landing": project.landing_unit_id,
    }
    shares = []
    for part in row.shares:
        unit = units.get(part.role)
        if unit is None:
            raise WrongSplit(
                f"项目没有填{ROLES[part.role].zh}单位。请先填写，或改为手工分配。",
                f"The project has no {part.role} unit. Fill that in, or share it by hand.",
            )
        shares.append((unit, part.role, part.percent))
    split(project_id=project_id, shares=shares, rule_code=rule_code, by=by, at=at)
