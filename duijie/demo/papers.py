"""The papers of the generated county: agreements with what both sides promised, some kept, some late; problems in turns.

What is told follows from a project's number alone, so that the county's chance is left as it is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from duijie.accounts.types import Actor
from duijie.agreements import operations, queries
from duijie.agreements.fulfilment import operations as fulfilment
from duijie.followup import operations as followup
from duijie.kernel.ids import digest
from duijie.pipeline import operations as pipeline

CAUSES = ("land", "energy", "labour", "finance", "permits")


def sign(
    *,
    project: int,
    investor: str,
    amount: Decimal,
    unit: int,
    reviewer: int,
    day: date,
    by: Actor,
    at: datetime,
) -> int:
    """The investment agreement of a project that is signed: parties, promises of both sides, review; its number."""
    number = operations.draw_up(
        kind="investment", title=f"{investor}投资协议", number=f"示例协议-{project}", unit_id=unit,
        project_ids=[project], valid_from=day, valid_until=day + timedelta(days=365 + 300 * (project % 5)),
        by=by, at=at,
    )  # fmt: skip
    for name, role in (("示例县人民政府", "region"), (investor, "investor")):
        operations.add_party(agreement_id=number, name=name, role=role, by=by, at=at)
    papers = {
        kind: operations.attach(
            agreement_id=number, kind=kind, title=f"{title}（项目{project}）", dated_on=day,
            sha256=digest(f"{project} {kind}".encode()), by=by, at=at,
        )
        for kind, title in (("agreement", "投资协议"), ("review", "公平竞争审查意见"))
    }  # fmt: skip
    mu = int(amount / 4_000_000)
    promises: tuple[tuple[str, str, int, Decimal | None, str], ...] = (
        ("investment", f"乙方固定资产投资不低于{amount / 100_000_000}亿元", 730, amount, "bank_receipt"),
        ("tax", f"达产后年纳税不低于{amount / 50 / 10_000:.0f}万元", 700, amount / 50, "compliance_check"),
        (
            "output",
            f"达产后年产值不低于{amount * 3 / 2 / 100_000_000}亿元",
            720,
            amount * 3 / 2,
            "compliance_check",
        ),
        ("jobs", f"新增就业不少于{mu * 2 + 10}人", 400, Decimal(mu * 2 + 10), "compliance_check"),
        ("start_date", "取得用地后六个月内开工建设", 180, None, "construction_permit"),
        ("utilities", "甲方负责项目用地达到“七通一平”", 90, None, "acceptance"),
        ("service", "甲方协助办理备案、环评、施工许可等手续", 150, None, "filing"),
    )
    for place, (kind, text, days, sum_, proof) in enumerate(promises, 2):
        operations.add_clause(
            agreement_id=number, kind=kind, text=text, steps=[(day + timedelta(days=days), sum_)],
            paper_id=papers["agreement"], place=f"第{'一二三四五六七八'[place - 1]}条", proof_kind=proof,
            owner_unit_id=unit if kind in ("utilities", "service") else None, by=by, at=at,
        )  # fmt: skip
    operations.review(
        agreement_id=number, unit_id=reviewer, reviewed_on=day, conclusion="no_effect",
        paper_id=papers["review"], by=by, at=at,
    )  # fmt: skip
    operations.sign(agreement_id=number, signed_on=day, by=by, at=at)
    return number


def keep(
    *, number: int, project: int, started: bool, today: date, by: Actor, second: Actor, at: datetime
) -> None:
    """What became of it by the end of the year: works that began are met, our side is late with one in three."""
    info = queries.get(agreement_id=number, viewer=by, today=today)
    for clause in info.clauses:
        (step,) = clause.steps
        if step.due_on is None or step.due_on > today or step.promise_id:
            continue
        kept = started if clause.kind == "start_date" else (project + clause.id) % 3 > 0
        if kept:
            paper = operations.attach(
                agreement_id=number, kind="proof", title=f"{clause.kind_name.zh}凭证", by=by, at=at,
                sha256=digest(f"{project} {clause.kind} proof".encode()),
            )  # fmt: skip
            fulfilment.mark(step_id=step.id, act="met", on=step.due_on, paper_id=paper, by=by, at=at)
        elif project % 7 == 0:
            fulfilment.ask_waiver(step_id=step.id, reason="规划调整，另行商定", by=by, at=at)
            if project % 2:
                fulfilment.decide_waiver(step_id=step.id, approve=True, by=second, at=at)
        elif project % 5 == 0:
            fulfilment.mark(
                step_id=step.id, act="partly", on=today, text="已完成水电，道路在建", by=by, at=at
            )
    if project % 17 == 0:
        operations.edit(agreement_id=number, confidential=True, by=by, at=at)


def hinder(*, project: int, units: list[int], today: date, by: Actor, at: datetime) -> None:
    """A problem of a project under way, at one of the places where a problem can stand."""
    number = followup.raise_problem(
        project_id=project, cause=CAUSES[project % len(CAUSES)], text="企业反映推进受阻，请予协调解决", by=by,
        at=at - timedelta(days=20 + project % 30),
    )  # fmt: skip
    turns = project % 4
    if turns >= 1:
        followup.turn(
            problem_id=number, act="assigned", unit_id=units[project % len(units)], by=by,
            at=at - timedelta(days=15),
        )  # fmt: skip
    if turns >= 2:
        followup.turn(
            problem_id=number,
            act="answered",
            text="已现场会商，明确办理时限",
            by=by,
            at=at - timedelta(days=8),
        )
    if turns >= 3:
        proof = pipeline.attach(
            project_id=project, kind="minutes", title=f"协调会纪要（项目{project}）", dated_on=today,
            sha256=digest(f"{project} settled".encode()), by=by, at=at,
        )  # fmt: skip
        followup.turn(problem_id=number, act="closed", evidence_id=proof, text="已解决", by=by, at=at)
