"""Agreements from draft to fulfilment: gates, clauses and their states, waivers by two persons, reminders, sight."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor, NotAllowed
from duijie.agreements import operations, queries
from duijie.agreements.fulfilment.operations import ask_waiver, decide_waiver, mark
from duijie.agreements.models import Step
from duijie.agreements.queries import Filters
from duijie.agreements.rules import LIGHTS, STEP_STATES, load, state_of_step, worst
from duijie.agreements.types import (
    CannotSign,
    ClauseInfo,
    NoSuchAgreement,
    NotYourAgreement,
    SecondPersonWanted,
    WrongAgreement,
)
from duijie.documents.operations import receive
from duijie.funds import operations as funds
from duijie.funds.models import Promise
from duijie.pipeline.operations import edit_project
from tests.cast import (
    bureau,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    shen_the_auditor,
    zhou_the_clerk,
)
from tests.factories.agreements import drawn_up, signed
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
AT = datetime(2025, 7, 1, 4, 0, tzinfo=UTC)
TODAY = AT.date()


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def later(after: int) -> datetime:
    return AT + timedelta(days=after)


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


@pytest.fixture
def unit() -> int:
    return bureau()


def clauses(number: int, who: Actor, today: date = TODAY) -> list[ClauseInfo]:
    return list(queries.get(agreement_id=number, viewer=who, today=today).clauses)


def test_signing_wants_parties_and_paper_and_says_so_in_both_languages(lin: Actor, unit: int) -> None:
    number = operations.draw_up(kind="technology", title="合作", unit_id=unit, by=lin, at=AT)
    with pytest.raises(CannotSign, match="party of our side") as refused:
        operations.sign(agreement_id=number, signed_on=TODAY, by=lin, at=AT)
    assert "政府方签约主体" in refused.value.words.zh
    assert {one.code for one in refused.value.missing} == {"parties-ours", "parties-theirs", "paper"}
    told = queries.get(agreement_id=number, viewer=lin, today=TODAY).missing
    assert [one.must for one in told] == [True, True, True, False], "that clauses are missing stops nobody"
    other = drawn_up(lin, unit, AT, kind="technology")
    with pytest.raises(WrongAgreement, match="ahead"):
        operations.sign(agreement_id=other, signed_on=day(1), by=lin, at=AT)
    operations.sign(agreement_id=other, signed_on=TODAY, by=lin, at=AT)
    assert queries.get(agreement_id=other, viewer=lin, today=TODAY).line.state == "signed"
    with pytest.raises(WrongAgreement, match="only a draft"):
        operations.sign(agreement_id=other, signed_on=TODAY, by=lin, at=AT)


def reviewed(number: int, lin: Actor, at: datetime, conclusion: str = "no_effect", **more: object) -> None:
    paper = operations.attach(agreement_id=number, kind="review", title="审查意见", by=lin, at=at)
    operations.review(
        agreement_id=number, unit_id=bureau("市场监管局"), reviewed_on=at.date(), conclusion=conclusion,
        paper_id=paper, by=lin, at=at, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_what_our_side_promises_wants_a_fair_competition_review_that_passes(lin: Actor, unit: int) -> None:
    number = drawn_up(lin, unit, AT)
    operations.add_clause(agreement_id=number, kind="support", text="给予技改支持", by=lin, at=AT)
    with pytest.raises(CannotSign, match="fair-competition review"):
        operations.sign(agreement_id=number, signed_on=TODAY, by=lin, at=AT)
    reviewed(number, lin, later(1), "amend")
    with pytest.raises(CannotSign):
        operations.sign(agreement_id=number, signed_on=day(1), by=lin, at=later(1))
    reviewed(number, lin, later(2))
    operations.add_clause(agreement_id=number, kind="premises", text="提供厂房", by=lin, at=later(3))
    with pytest.raises(CannotSign):
        operations.sign(agreement_id=number, signed_on=day(3), by=lin, at=later(3))
    reviewed(number, lin, later(4))
    operations.sign(agreement_id=number, signed_on=day(4), by=lin, at=later(4))


def test_an_exception_holds_until_its_day_and_a_policy_attached_is_reviewed_by_itself(
    lin: Actor, unit: int
) -> None:
    number = drawn_up(lin, unit, AT, kind="technology")
    policy = operations.attach(agreement_id=number, kind="policy", title="支持办法", by=lin, at=AT)
    with pytest.raises(CannotSign, match="policy attached"):
        operations.sign(agreement_id=number, signed_on=TODAY, by=lin, at=AT)
    with pytest.raises(WrongAgreement, match="until which it holds"):
        reviewed(number, lin, AT, "exception", of_id=policy)
    reviewed(number, lin, AT, "exception", of_id=policy, until=day(5))
    with pytest.raises(CannotSign):
        operations.sign(agreement_id=number, signed_on=day(6), by=lin, at=later(6))
    operations.sign(agreement_id=number, signed_on=day(5), by=lin, at=later(6))


def test_before_the_regulations_a_review_was_advised_and_old_papers_are_taken_over(
    lin: Actor, unit: int
) -> None:
    number = drawn_up(lin, unit, AT)
    operations.add_clause(agreement_id=number, kind="land", text="供地", by=lin, at=AT)
    operations.sign(agreement_id=number, signed_on=date(2024, 7, 31), by=lin, at=AT)
    bare = operations.draw_up(kind="strategic", title="旧协议", unit_id=unit, by=lin, at=AT)
    operations.sign(agreement_id=bare, signed_on=date(2015, 6, 1), taken_over="2015年台账", by=lin, at=AT)
    row = queries.get(agreement_id=bare, viewer=lin, today=TODAY).history[-1]
    assert row.why == "2015年台账" and row.by == "林审"


def test_a_promise_of_money_is_kept_once_with_the_projects_promises(lin: Actor, unit: int) -> None:
    project = opened(lin, unit, AT)
    held = funds.promise(
        project_id=project, kind="tax", number=Decimal(5_000_000), due_on=day(300), by=lin, at=AT
    )
    number = signed(lin, unit, AT, project_ids=[project])
    operations.add_clause(
        agreement_id=number, kind="tax", text="达产后年纳税500万元", steps=[(day(300), Decimal(5_000_000)), (day(600), Decimal(8_000_000))],
        by=lin, at=AT,
    )  # fmt: skip
    assert Promise.objects.count() == 2, "the one that was there is not kept twice"
    assert list(Step.objects.values_list("number", "due_on")) == [(None, None)] * 2
    first, second = clauses(number, lin)[0].steps
    assert (first.promise_id, first.number, first.due_on) == (held, 5_000_000, day(300))
    assert (second.number, second.state) == (8_000_000, "open")
    funds.achieve(
        project_id=project, kind="tax", number=Decimal(6_000_000), effective_on=TODAY, by=lin, at=AT
    )
    first, second = clauses(number, lin, day(700))[0].steps
    assert (first.state, second.state, second.late, second.achieved) == ("met", "overdue", 100, 6_000_000)
    assert clauses(number, lin, day(700))[0].state == "overdue", "a clause stands as its worst step does"
    left = queries.reminders(viewer=lin, today=day(700), days=0)
    assert [(one.step_id, one.days) for one in left] == [(second.id, -100)]


def test_a_step_is_met_with_proof_and_opened_again_with_a_reason(lin: Actor, unit: int) -> None:
    number = signed(lin, unit, AT)
    operations.add_clause(
        agreement_id=number, kind="start_date", text="六个月内开工", steps=[(day(30), None)], by=lin, at=AT
    )
    (step,) = clauses(number, lin)[0].steps

    def state(after: int) -> str:
        return clauses(number, lin, day(after))[0].state

    assert [state(-1), state(0), state(30), state(31)] == ["open", "due_soon", "due_soon", "overdue"]
    with pytest.raises(WrongAgreement, match="proof"):
        mark(step_id=step.id, act="met", on=TODAY, by=lin, at=AT)
    mark(step_id=step.id, act="partly", on=TODAY, text="已平整场地", by=lin, at=AT)
    assert [state(0), state(31)] == ["partly", "overdue"]
    proof = operations.attach(agreement_id=number, kind="proof", title="施工许可证", by=lin, at=AT)
    mark(step_id=step.id, act="met", on=TODAY, paper_id=proof, by=lin, at=AT)
    assert state(99) == "met"
    with pytest.raises(WrongAgreement, match="does not follow"):
        mark(step_id=step.id, act="broken", on=TODAY, text="违约", by=lin, at=AT)
    mark(step_id=step.id, act="reopened", on=TODAY, text="许可证被撤", by=lin, at=AT)
    assert state(99) == "overdue"
    mark(step_id=step.id, act="broken", on=TODAY, text="函告后仍未开工", by=lin, at=AT)
    assert state(0) == "broken"
    told = [one.what.en for one in queries.get(agreement_id=number, viewer=lin, today=TODAY).history]
    assert told[-4:] == [
        "start of works: partly met", "start of works: met", "start of works: opened again",
        "start of works: found broken",
    ]  # fmt: skip
    assert AuditRow.objects.filter(operation="mark", subject=f"agreement:{number}").count() == 4


def test_a_waiver_is_asked_for_by_one_and_approved_by_another(lin: Actor, unit: int) -> None:
    number, mei = signed(lin, unit, AT), mei_the_second_reviewer()
    operations.add_clause(
        agreement_id=number, kind="seat", text="注册子公司", steps=[(day(3), None)], by=lin, at=AT
    )
    (step,) = clauses(number, lin)[0].steps
    ask_waiver(step_id=step.id, reason="条款不合法", by=lin, at=AT)
    with pytest.raises(SecondPersonWanted):
        decide_waiver(step_id=step.id, approve=True, by=lin, at=AT)
    with pytest.raises(WrongAgreement, match="why"):
        decide_waiver(step_id=step.id, approve=False, by=mei, at=AT)
    decide_waiver(step_id=step.id, approve=False, reason="再议", by=mei, at=AT)
    assert clauses(number, lin)[0].state == "due_soon"
    ask_waiver(step_id=step.id, reason="审查意见要求删除", by=lin, at=AT)
    with pytest.raises(WrongAgreement, match="waits already"):
        ask_waiver(step_id=step.id, reason="又一次", by=mei, at=AT)
    decide_waiver(step_id=step.id, approve=True, by=mei, at=AT)
    (one,) = clauses(number, lin)
    assert (one.state, one.steps[0].marks[-1].approved_by) == ("waived", "梅审")
    assert queries.reminders(viewer=lin, today=day(9)) == []


def test_reminders_follow_their_table_or_the_days_asked_for(lin: Actor, unit: int) -> None:
    soon = signed(lin, unit, AT, kind="strategic", title="战略协议", valid_until=day(80))
    far = signed(lin, unit, AT, title="投资协议", valid_until=day(80))
    drawn_up(lin, unit, AT, title="草案", valid_until=day(1))
    operations.add_clause(
        agreement_id=far, kind="output", text="投产", steps=[(day(50), None)], by=lin, at=AT
    )
    operations.add_clause(agreement_id=far, kind="other", text="其他", steps=[(day(50), None)], by=lin, at=AT)
    told = queries.reminders(viewer=lin, today=TODAY)
    assert [(one.what, one.agreement_id, one.days) for one in told] == [
        ("due", far, 50),
        ("expiry", soon, 80),
    ]
    assert len(queries.reminders(viewer=lin, today=TODAY, days=80)) == 4
    assert [one.what for one in queries.reminders(viewer=lin, today=TODAY, days=50)] == ["due", "due"]
    page = queries.listing(viewer=lin, today=TODAY, filters=Filters(due="soon"))
    assert {one.id for one in page.lines} == {soon, far}
    assert queries.listing(viewer=lin, today=TODAY, filters=Filters(due="overdue")).count == 0
    assert [
        one.id for one in queries.listing(viewer=lin, today=day(51), filters=Filters(due="overdue")).lines
    ] == [far]
    days = [one.on for one in queries.calendar(viewer=lin, since=day(50), until=day(80), today=TODAY)]
    assert days == [day(50), day(50), day(80), day(80)]
    operations.set_term(
        agreement_id=soon, valid_from=None, valid_until=day(900), reason="续签", by=lin, at=AT
    )
    assert [one.what for one in queries.reminders(viewer=lin, today=TODAY)] == ["due"]
    with pytest.raises(WrongAgreement, match="why"):
        operations.set_term(agreement_id=soon, valid_from=None, valid_until=None, by=lin, at=AT)


def test_a_confidential_agreement_hides_like_its_projects(lin: Actor) -> None:
    east, west = bureau("东园"), bureau("西园")
    zhou, he = zhou_the_clerk(east), he_the_clerk(west)
    number = drawn_up(zhou, east, AT, confidential=True)
    project = opened(zhou, east, AT)
    tied = drawn_up(zhou, east, AT, project_ids=[project], title="另一份")
    assert queries.listing(viewer=he, today=TODAY).hidden == 1
    with pytest.raises(NotYourAgreement):
        operations.edit(agreement_id=tied, title="改名", by=he, at=AT)
    edit_project(project_id=project, columns={"confidential": True}, by=zhou, at=AT)
    page = queries.listing(viewer=he, today=TODAY)
    assert (page.lines, page.count, page.hidden) == ((), 2, 2)
    for one in (number, tied):
        with pytest.raises(NoSuchAgreement):
            queries.get(agreement_id=one, viewer=he, today=TODAY)
        assert queries.get(agreement_id=one, viewer=shen_the_auditor(), today=TODAY).line.id == one
    assert queries.listing(viewer=he, today=TODAY, filters=Filters(text="轴承")).count == 0
    assert queries.listing(viewer=zhou, today=TODAY, filters=Filters(text="轴承 投资")).count == 1
    with pytest.raises(NotAllowed):
        operations.review(
            agreement_id=number,
            unit_id=east,
            reviewed_on=TODAY,
            conclusion="no_effect",
            paper_id=1,
            by=zhou,
            at=AT,
        )


def test_a_clause_leads_to_its_very_words(lin: Actor, unit: int) -> None:
    text = "投资协议\n第一条　乙方固定资产投资不低于2亿元。\n"
    document = receive(data=text.encode(), name="协议.txt", by=lin, at=AT).document_id
    number = operations.draw_up(kind="investment", title="协议", unit_id=unit, by=lin, at=AT)
    paper = operations.attach(
        agreement_id=number, kind="agreement", title="协议", document_id=document, by=lin, at=AT
    )
    words = "乙方固定资产投资不低于2亿元"
    start = text.index(words)
    operations.add_clause(
        agreement_id=number, kind="investment", text=words, paper_id=paper, start=start, end=start + len(words),
        place="第一条", by=lin, at=AT,
    )  # fmt: skip
    (one,) = clauses(number, lin)
    assert (one.document_id, one.start, one.place) == (document, start, "第一条")
    with pytest.raises(WrongAgreement, match="not the words"):
        operations.add_clause(
            agreement_id=number, kind="tax", text="别的话", paper_id=paper, start=0, end=4, by=lin, at=AT
        )
    operations.take_back(what="clause", number=one.id, reason="录错", by=lin, at=AT)
    assert clauses(number, lin) == []
    with pytest.raises(NoSuchAgreement):
        operations.take_back(what="clause", number=one.id, reason="录错", by=lin, at=AT)


def test_states_follow_in_their_order_and_never_without_a_reason(lin: Actor, unit: int) -> None:
    number = signed(lin, unit, AT)
    for state, reason, says in [
        ("dropped", "不签", "does not become"),
        ("ended", " ", "why"),
        ("lost", "x", "no state"),
    ]:
        with pytest.raises(WrongAgreement, match=says):
            operations.set_state(
                agreement_id=number, state=state, effective_on=TODAY, reason=reason, by=lin, at=AT
            )
    operations.set_state(
        agreement_id=number, state="ended", effective_on=TODAY, reason="协商终止", by=lin, at=AT
    )
    with pytest.raises(WrongAgreement, match="names the agreement"):
        operations.draw_up(kind="supplement", title="补充", unit_id=unit, by=lin, at=AT)
    second = operations.draw_up(
        kind="supplement", title="补充", unit_id=unit, amends_id=number, by=lin, at=AT
    )
    assert queries.get(agreement_id=number, viewer=lin, today=TODAY).supplement_ids == (second,)


DAYS = st.integers(-400, 400).map(day)


@given(
    last=st.sampled_from(["", "partly", "met", "waived", "broken"]), due=st.none() | DAYS,
    promised=st.none() | st.integers(0, 9).map(Decimal), achieved=st.none() | st.integers(0, 9).map(Decimal),
    soon=st.integers(0, 90),
)  # fmt: skip
def test_a_step_only_grows_more_urgent_as_days_pass(
    last: str, due: date | None, promised: Decimal | None, achieved: Decimal | None, soon: int
) -> None:
    def on(today: date) -> str:
        return state_of_step(
            last=last, due_on=due, promised=promised, achieved=achieved, soon=soon, today=today
        )

    order = list(STEP_STATES)
    seen = [order.index(on(day(after))) for after in range(-410, 411, 10)]
    assert seen == sorted(seen, reverse=True)
    assert last not in ("met", "waived", "broken") or set(seen) == {order.index(last)}


def test_tables_fit_together() -> None:
    assert set(LIGHTS) == set(STEP_STATES) and worst(["met", "overdue"]) == "overdue"
    assert {row.side for row in load().clauses.values()} == {"ours", "theirs"}
