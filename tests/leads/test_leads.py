"""Leads: registered once, protected for whoever came first, on the clock, and never telling what is another's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor
from duijie.leads import queries
from duijie.leads.models import Lead
from duijie.leads.operations import convert, dispute, lose, register, rule_claim, take_step
from duijie.leads.rules import Acted, clocks_of, load
from duijie.leads.types import ELSEWHERE, LeadIncomplete, NoSuchLead, Registered, WrongAct
from duijie.pipeline import queries as pipeline
from tests.cast import bureau, he_the_clerk, lin_the_reviewer, shen_the_auditor, zhou_the_clerk

pytestmark = pytest.mark.django_db
MONDAY = datetime(2024, 7, 1, 1, 0, tzinfo=UTC)
CODE = "91350100M000100Y43"


def day(after: int) -> date:
    return MONDAY.date() + timedelta(days=after)


def moment(after: int) -> datetime:
    return MONDAY + timedelta(days=after)


def told(by: Actor, at: datetime = MONDAY, **other: object) -> Registered:
    given = {
        "name": "年产500台数控机床项目", "investor": "恒远机床有限公司", "contact": "赵经理 0318-000",
        "amount": Decimal(200_000_000),
    } | other  # fmt: skip
    return register(**given, by=by, at=at)  # type: ignore[arg-type]


@pytest.fixture
def zhou() -> Actor:
    return zhou_the_clerk(bureau("青禾镇"))


@pytest.fixture
def he() -> Actor:
    return he_the_clerk(bureau("柳堡镇"))


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


def test_a_registration_keeps_unit_moment_and_a_hash_of_its_content(zhou: Actor) -> None:
    lead = told(zhou)
    info = queries.get(lead_id=lead.lead_id, viewer=zhou, today=day(0))
    assert (info.line.unit, info.line.registered_at, info.intact) == ("青禾镇", MONDAY, True)
    Lead.objects.filter(pk=lead.lead_id).update(amount=900_000_000)
    assert not queries.get(lead_id=lead.lead_id, viewer=zhou, today=day(0)).intact


def test_what_a_lead_lacks_is_said(zhou: Actor, lin: Actor) -> None:
    with pytest.raises(LeadIncomplete, match="investor"):
        told(zhou, investor=" ")
    with pytest.raises(LeadIncomplete, match="whom to ask"):
        told(zhou, contact="")
    with pytest.raises(LeadIncomplete, match="licence"):
        told(zhou, credit_code="123")
    with pytest.raises(LeadIncomplete, match="which unit"):
        told(lin)


@pytest.mark.parametrize(
    ("again", "reason"),
    [
        ({"credit_code": CODE, "investor": "另一名称公司", "amount": None}, "code"),
        ({"parent_group": "恒远集团", "investor": "另一名称公司", "amount": None}, "group"),
        ({"name": "别的项目", "amount": None}, "investor"),
        (
            {"name": "500台数控机床生产项目", "investor": "另一名称公司", "amount": Decimal(239_000_000)},
            "name and amount",
        ),
    ],
)
def test_what_may_be_the_same_is_told_at_entry(zhou: Actor, again: dict[str, object], reason: str) -> None:
    first = told(zhou, credit_code=CODE, parent_group="恒远集团")
    (found,) = told(zhou, **again).duplicates
    assert found.lead_id == first.lead_id and reason in found.reason.en


@pytest.mark.parametrize(
    "other",
    [
        {"name": "500台数控机床生产项目", "investor": "另一名称公司", "amount": Decimal(251_000_000)},
        {"name": "绿色食品加工项目", "investor": "另一名称公司"},
    ],
)
def test_what_differs_is_not_proposed(zhou: Actor, other: dict[str, object]) -> None:
    told(zhou)
    assert told(zhou, **other).duplicates == ()


def test_of_another_units_lead_nothing_is_told_but_that_there_is_one(zhou: Actor, he: Actor) -> None:
    first, second = told(zhou), told(zhou, name="机床二期项目")
    (found,) = told(he).duplicates
    assert (found.lead_id, found.project_id, found.label, found.reason) == (None, None, "", ELSEWHERE)
    with pytest.raises(NoSuchLead):
        queries.get(lead_id=first.lead_id, viewer=he, today=day(0))
    assert second.lead_id not in {one.id for one in queries.listing(viewer=he, today=day(0))}
    assert len(queries.listing(viewer=shen_the_auditor(), today=day(0))) == 3


def test_a_confidential_project_of_another_unit_is_not_told_either(
    zhou: Actor, he: Actor, lin: Actor
) -> None:
    lead = told(zhou)
    convert(lead_id=lead.lead_id, confidential=True, by=zhou, at=MONDAY)
    (found,) = told(he).duplicates
    assert found.reason == ELSEWHERE and found.project_id is None


def test_a_first_report_is_protected_for_its_period_and_lapses(zhou: Actor, lin: Actor) -> None:
    lead = told(zhou).lead_id
    with pytest.raises(PermissionError):
        rule_claim(lead_id=lead, act="accepted", by=zhou, at=MONDAY)
    rule_claim(lead_id=lead, act="accepted", by=lin, at=moment(1))

    def line(after: int) -> tuple[str, date | None]:
        found = queries.get(lead_id=lead, viewer=zhou, today=day(after)).line
        return found.claim, found.protected_until

    assert line(121) == ("protected", day(121)) and line(122)[0] == "lapsed"
    rule_claim(lead_id=lead, act="renewed", by=lin, at=moment(122))
    assert line(182) == ("protected", day(182))
    with pytest.raises(WrongAct, match="renewed 1 times"):
        rule_claim(lead_id=lead, act="renewed", by=lin, at=moment(150))
    with pytest.raises(WrongAct, match="cannot be refused"):
        rule_claim(lead_id=lead, act="refused", text="无", by=lin, at=moment(150))


def test_a_large_lead_is_protected_longer(zhou: Actor, lin: Actor) -> None:
    lead = told(zhou, amount=Decimal(1_000_000_000)).lead_id
    rule_claim(lead_id=lead, act="accepted", by=lin, at=MONDAY)
    assert queries.get(lead_id=lead, viewer=zhou, today=day(0)).line.protected_until == day(180)


def test_a_dispute_is_ruled_and_the_holder_becomes_the_projects_unit(
    zhou: Actor, he: Actor, lin: Actor
) -> None:
    mine, theirs = told(zhou).lead_id, told(he).lead_id
    with pytest.raises(NoSuchLead):
        dispute(lead_id=mine, against_id=theirs, text="先谈", by=zhou, at=MONDAY)
    dispute(lead_id=mine, against_id=theirs, text="两家各有洽谈", by=lin, at=MONDAY)
    with pytest.raises(WrongAct, match="disputed"):
        convert(lead_id=theirs, by=he, at=MONDAY)
    assert zhou.unit_id is not None
    rule_claim(lead_id=theirs, act="ruled", unit_id=zhou.unit_id, text="青禾镇跟进", by=lin, at=moment(2))
    rule_claim(lead_id=mine, act="ruled", unit_id=zhou.unit_id, text="青禾镇跟进", by=lin, at=moment(2))
    project = convert(lead_id=theirs, by=zhou, at=moment(3))
    info = pipeline.get(project_id=project, viewer=lin, today=day(3))
    assert (info.line.unit, info.first_report_unit, info.line.stage) == ("青禾镇", "柳堡镇", "lead")
    assert info.line.investment == 200_000_000


def test_a_lead_ends_once(zhou: Actor) -> None:
    lead = told(zhou).lead_id
    with pytest.raises(WrongAct, match="elsewhere"):
        lose(lead_id=lead, reason_code="", by=zhou, at=MONDAY)
    lose(lead_id=lead, reason_code="elsewhere", by=zhou, at=moment(5))
    info = queries.get(lead_id=lead, viewer=zhou, today=day(30))
    assert (info.line.state, info.line.claim, info.line.due_on) == ("lost", "closed", None)
    with pytest.raises(WrongAct, match="is lost"):
        convert(lead_id=lead, by=zhou, at=moment(6))


def test_clocks_run_out_and_the_overdue_list_says_so(zhou: Actor) -> None:
    lead = told(zhou).lead_id

    def overdue(after: int) -> list[str]:
        return [one.due for one in queries.overdue(viewer=zhou, today=day(after))]

    assert overdue(1) == [] and overdue(2) == ["answer"]
    take_step(lead_id=lead, act="answered", text="已派人", by=zhou, at=moment(1))
    assert overdue(3) == [] and overdue(4) == ["judgement"]
    take_step(lead_id=lead, act="experts", text="请专家", by=zhou, at=moment(2))
    assert overdue(7) == [] and overdue(8) != []
    take_step(lead_id=lead, act="judged", text="符合", by=zhou, at=moment(6))
    take_step(lead_id=lead, act="fed_back", text="已反馈", by=zhou, at=moment(7))
    assert overdue(21) == [] and overdue(22) == ["progress"]
    take_step(lead_id=lead, act="progressed", text="考察", by=zhou, at=moment(20))
    assert overdue(34) == [] and overdue(35) == ["progress"]


@pytest.mark.parametrize(
    ("acts", "after", "late"),
    [
        ([], 10, {"answer": 9, "judgement": 7, "feedback": 3}),
        ([("answered", 4)], 10, {"answer": 3, "judgement": 7, "feedback": 3}),
        ([("experts", 1)], 10, {"answer": 9, "judgement": 3, "feedback": 3}),
        ([("fed_back", 5)], 30, {"answer": 29, "judgement": 27, "feedback": 0, "progress": 11}),
        ([("lost", 1)], 30, {}),
    ],
)
def test_each_clock_counts_from_its_own_start(
    acts: list[tuple[str, int]], after: int, late: dict[str, int]
) -> None:
    done = [Acted(act, day(on), None, None) for act, on in acts]
    found = clocks_of(day(0), done, load().clocks, day(after))
    assert {one.clock: one.late for one in found} == late
