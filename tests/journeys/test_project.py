"""A project's way from first word to production; the figures follow; a bulletin telling of it adds nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor
from duijie.evidence import queries as evidence
from duijie.evidence.operations import take_in
from duijie.figures.registry import compute
from duijie.figures.trace import trace
from duijie.followup import operations as followup
from duijie.funds import operations as funds
from duijie.leads import operations as leads
from duijie.ledger.operations import identify, post, take_back_identity
from duijie.pipeline import operations as pipeline
from duijie.pipeline import queries
from duijie.reading.kinds import Project
from duijie.review.operations import accept
from duijie.vetting import operations as vetting
from duijie.vetting.rules import scorecards
from duijie.warnings.find import warnings
from tests.cast import bureau, lin_the_reviewer, mei_the_second_reviewer, yunhe_county, zhou_the_clerk
from tests.factories.projects import supply
from tests.factories.reader import ToldReader, yuan

pytestmark = pytest.mark.django_db
START = datetime(2024, 1, 8, 2, 0, tzinfo=UTC)
DONE = datetime(2025, 1, 2, 2, 0, tzinfo=UTC)
YEAR_END = date(2024, 12, 31)
WAY = ("registered", "permits", "started", "building", "completed", "producing")


def at(days: int) -> datetime:
    return START + timedelta(days=days)


def number(code: str, by: Actor, as_of: date = YEAR_END, known_at: datetime = DONE) -> Decimal | None:
    quantity = compute(code, as_of=as_of, known_at=known_at, viewer=by)[0].quantity
    return None if quantity is None else quantity.number


def test_from_lead_to_production_figures_follow_and_each_thing_counts_once() -> None:
    yunhe_county()
    town, office = bureau("青禾镇"), bureau("招商局")
    zhou, lin, mei = zhou_the_clerk(town), lin_the_reviewer(), mei_the_second_reviewer()

    lead = leads.register(
        name="高端轴承项目",
        investor="恒远轴承有限公司",
        contact="赵经理",
        amount=Decimal(180_000_000),
        by=zhou,
        at=START,
    ).lead_id
    leads.take_step(lead_id=lead, act="answered", text="镇长对接", by=zhou, at=at(0))
    leads.rule_claim(lead_id=lead, act="accepted", by=lin, at=at(1))
    project = leads.convert(lead_id=lead, by=zhou, at=at(5))
    assert number("projects.signed", lin) is None

    supply(project, "talks", zhou, at(10), day=at(10).date())
    pipeline.move(project_id=project, stage="talks", effective_on=at(10).date(), by=zhou, at=at(10))
    assert number("projects.talks", lin) == 1
    followup.plan(project_id=project, stage="signed", planned_on=at(60).date(), by=zhou, at=at(11))
    supply(project, "vetting", zhou, at(20), day=at(20).date())
    pipeline.move(project_id=project, stage="vetting", effective_on=at(20).date(), by=zhou, at=at(20))
    board = vetting.open_vetting(project_id=project, by=zhou, at=at(21))
    points = {item.code: item.points * Decimal("0.8") for item in scorecards()[0].items}
    vetting.score(vetting_id=board, unit_id=office, points=points, by=lin, at=at(22))
    vetting.decide(vetting_id=board, passed=True, by=lin, at=at(23))
    vetting.decide(vetting_id=board, passed=True, by=mei, at=at(24))

    supply(project, "signed", zhou, at(50), amount=200_000_000, day=at(50).date())
    pipeline.move(project_id=project, stage="signed", effective_on=at(50).date(), by=zhou, at=at(50))
    assert number("projects.signed", lin) is None, "it waits for a second person"
    pipeline.decide_move(project_id=project, approve=True, by=lin, at=at(51))
    assert (number("projects.signed", lin), number("projects.talks", lin)) == (1, None)
    assert number("projects.signed.investment", lin) == 200_000_000

    for place, stage in enumerate(WAY, 1):
        day = at(50 + 45 * place)
        supply(project, stage, zhou, day, day=day.date())
        asked = pipeline.move(project_id=project, stage=stage, effective_on=day.date(), by=zhou, at=day)
        if asked is not None:
            pipeline.decide_move(project_id=project, approve=True, by=mei, at=day)
    proof = pipeline.attach(project_id=project, kind="bank_receipt", title="进账单", by=zhou, at=at(330))
    receipt = funds.receive(
        project_id=project, received_on=at(330).date(), payer="恒远轴承有限公司", kind="works",
        number=Decimal(60_000_000), evidence_id=proof, by=zhou, at=at(330),
    )  # fmt: skip
    funds.verify(receipt_id=receipt, number=Decimal(55_000_000), by=lin, at=at(331))
    for code in ("projects.started", "projects.completed", "projects.producing"):
        assert number(code, lin) == 1
        assert number(code, lin, as_of=at(50).date()) is None, "it was not so then"
        assert number(code, lin, known_at=at(50)) is None, "nobody knew then"
    assert number("funds.received", lin) == 55_000_000
    assert number("funds.received", lin, known_at=at(330)) == 60_000_000
    line = trace("projects.producing", as_of=YEAR_END, known_at=DONE, viewer=lin).lines[0]
    assert f"项目 {project}" in line.contribution.evidence

    info = queries.get(project_id=project, viewer=lin, today=YEAR_END)
    assert info.line.stage == "producing" and info.first_report_unit == "青禾镇"
    assert [one.stage for one in info.stages] == ["lead", "talks", "vetting", "signed", *WAY]
    found = warnings(viewer=lin, today=YEAR_END, project_id=project)
    assert [one.rule.code for one in found] == ["started_without_permit"], "the permit only should be there"

    quote = "恒远轴承有限公司总投资2亿元的高端轴承项目签约"
    taken = take_in(
        data=f"{quote}。".encode(), name="bulletin.txt", by=lin, at=at(340), dated_on=at(340).date(),
        reader=ToldReader({quote: Project("高端轴承项目", ("恒远轴承有限公司",), yuan(200_000_000, "2亿元"), "signed")}),
    )  # fmt: skip
    for statement in evidence.of_document(document_id=taken.document_id, viewer=lin):
        accept(statement_id=statement.id, by=lin, at=at(341))
    post(document_id=taken.document_id, by=lin, at=at(341))
    assert number("projects.signed", lin) == 2
    (same,) = {one.key: one for one in queries.same_projects(viewer=lin)}.values()
    word = identify(key=same.key, thing=f"project:{project}", reason="同一项目", by=lin, at=at(342))
    assert (number("projects.signed", lin), number("projects.signed.investment", lin)) == (1, 200_000_000)
    assert number("projects.signed", lin, as_of=at(60).date()) == 1
    take_back_identity(identity_id=word, by=lin, at=at(343))
    assert number("projects.signed", lin) == 2
