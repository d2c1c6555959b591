"""Bodies, policies and chains as records: seats over time, counted once, kept by their unit."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor
from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.figures.registry import compute
from duijie.governance import operations, queries
from duijie.governance.types import NotYourGovernance
from duijie.ledger.operations import post
from duijie.reading.kinds import Body
from duijie.review.operations import accept
from duijie.rulebook.columns import WrongFields
from tests.cast import bureau, he_the_clerk, lin_the_reviewer, shen_the_auditor, yunhe_county, zhou_the_clerk
from tests.factories.governance import group, opinion
from tests.factories.reader import ToldReader

pytestmark = pytest.mark.django_db
AT = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)
TODAY = AT.date()


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def unit() -> int:
    return bureau("协同办")


def counted(measure: str, who: Actor) -> int:
    quantity = compute(
        measure, as_of=date(2030, 1, 1), known_at=datetime(2031, 1, 1, tzinfo=UTC), viewer=who
    )[0].quantity
    return int(quantity.number) if quantity else 0


def told_of(name: str, who: Actor) -> None:
    words = f"成立{name}"
    document = take_in(
        data=f"{words}。\n".encode(), name="通知.txt", by=who, at=AT, reader=ToldReader({words: Body(name)})
    ).document_id
    for one in of_document(document_id=document, viewer=who):
        accept(statement_id=one.id, by=who, at=AT)
    post(document_id=document, by=who, at=AT)


@pytest.mark.parametrize("first", ["document", "record"])
def test_a_body_that_a_document_tells_of_counts_once_whichever_comes_first(
    lin: Actor, unit: int, first: str
) -> None:
    if first == "document":
        told_of("产业转移领导小组", lin)
    number = group(lin, AT, unit)
    if first == "record":
        assert counted("bodies", lin) == 1
        told_of("产业转移领导小组", lin)
    assert counted("bodies", lin) == 1
    attached = queries.body(body_id=number, viewer=lin, today=TODAY).entry is not None
    assert attached == (first == "document")
    operations.save_body(values={"about": "说明"}, body_id=number, by=lin, at=AT)
    assert queries.body(body_id=number, viewer=lin, today=TODAY).entry is not None, (
        "found the next time it is saved"
    )
    assert counted("bodies", lin) == 1


def test_a_renamed_policy_keeps_its_one_entry(lin: Actor, unit: int) -> None:
    number = opinion(lin, AT, unit)
    operations.save_policy(values={"title": "实施意见（修订）"}, policy_id=number, by=lin, at=AT)
    assert counted("policies", lin) == 1
    with pytest.raises(WrongFields, match="name already"):
        opinion(lin, AT, unit, title="实施意见（修订）")


def test_a_new_head_ends_the_seat_of_the_old_one_the_day_before(lin: Actor, unit: int) -> None:
    number = group(lin, AT, unit)
    for name, since in (("甲县长", "2024-01-05"), ("乙县长", "2024-05-01")):
        operations.seat(
            of="body",
            number=number,
            role="head",
            values={"name": name, "post": "县长", "since": since},
            by=lin,
            at=AT,
        )
    operations.seat(of="body", number=number, role="member", values={"post": "招商局局长"}, by=lin, at=AT)
    seats = queries.body(body_id=number, viewer=lin, today=TODAY).seats
    assert [(one.name, one.holds, one.until) for one in seats if one.role == "head"] == [
        ("乙县长", True, None), ("甲县长", False, date(2024, 4, 30)),
    ]  # fmt: skip
    before = queries.body(body_id=number, viewer=lin, today=date(2024, 4, 30))
    assert before.line.head == "甲县长"
    seen = queries.body(body_id=number, viewer=shen_the_auditor(), today=TODAY)
    assert seen.line.head == "县长", "who may not see people reads the post"
    assert {one.name for one in seen.seats} == {""}
    with pytest.raises(WrongFields, match="holds this seat"):
        operations.seat(
            of="body", number=number, role="head", values={"name": "丙", "since": "2024-04-01"}, by=lin, at=AT
        )
    with pytest.raises(WrongFields, match="a name or a post"):
        operations.seat(of="body", number=number, role="member", values={}, by=lin, at=AT)
    held = next(one for one in seats if one.role == "member")
    operations.leave_seat(seat_id=held.id, until=TODAY, by=lin, at=AT)
    assert "甲县长" not in str(list(AuditRow.objects.values_list("detail", flat=True))), (
        "names are kept apart"
    )


def test_only_its_unit_and_the_office_change_a_body(lin: Actor, unit: int) -> None:
    number = group(lin, AT, unit)
    operations.save_body(values={"about": "改"}, body_id=number, by=zhou_the_clerk(unit), at=AT)
    with pytest.raises(NotYourGovernance, match="何办"):
        operations.save_body(values={"about": "改"}, body_id=number, by=he_the_clerk(bureau("财政局")), at=AT)
    with pytest.raises(WrongFields, match="first day"):
        operations.save_body(values={"ended_on": "2023-01-01"}, body_id=number, by=lin, at=AT)


def test_a_policy_stands_by_its_days(lin: Actor, unit: int) -> None:
    number = opinion(lin, AT, unit, valid_from="2024-03-01")

    def state(day: date) -> str:
        return queries.policy(policy_id=number, viewer=lin, today=day).line.state

    days = (date(2024, 2, 1), date(2024, 3, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [state(one) for one in days] == ["planned", "in_force", "in_force", "expired"]
    operations.save_policy(values={"withdrawn_on": "2025-01-01"}, policy_id=number, by=lin, at=AT)
    assert state(date(2025, 1, 1)) == "withdrawn"


def test_a_chain_has_a_chief_and_its_anchors(lin: Actor, unit: int) -> None:
    number = operations.save_chain(values={"name": "橡塑产业链"}, unit_id=unit, by=lin, at=AT)
    operations.seat(of="chain", number=number, role="chief", values={"post": "常务副县长"}, by=lin, at=AT)
    operations.add_anchor(chain_id=number, values={"name": "示例橡塑有限公司"}, by=lin, at=AT)
    with pytest.raises(WrongFields, match="already"):
        operations.add_anchor(chain_id=number, values={"name": "示例橡塑有限公司"}, by=lin, at=AT)
    found = queries.chain(chain_id=number, viewer=lin, today=TODAY)
    assert [(one.role, one.post) for one in found.seats] == [("chief", "常务副县长")]
    assert [one.name for one in found.anchors] == ["示例橡塑有限公司"]
    with pytest.raises(WrongFields, match="choose a seat"):
        operations.seat(of="chain", number=number, role="head", values={"post": "组长"}, by=lin, at=AT)
