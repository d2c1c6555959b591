"""From numbers to what is published: shares of figures, hand numbers, objections, two people, a frozen result."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from duijie.accounts.types import Actor, NotAllowed
from duijie.assessment import operations, queries
from duijie.assessment.models import Result, Run
from duijie.assessment.numbers.operations import enter
from duijie.assessment.numbers.queries import hand_rows
from duijie.assessment.rules import scheme
from duijie.assessment.types import NoSuchRun, NoSuchScheme, WrongAssessment
from duijie.credit.operations import split
from duijie.funds.operations import receive
from duijie.kernel.quantity import Quantity
from duijie.ledger.operations import enter as enter_by_hand
from duijie.ledger.queries import VEILED
from duijie.ledger.types import Draft
from duijie.pipeline.operations import edit_project
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    wen_the_administrator,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.assessment import SCHEME, Towns, assessed, towns

pytestmark = pytest.mark.django_db
UNTIL = date(2024, 7, 5)
AFTER = MORNING + timedelta(days=6)


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def there(lin: Actor) -> Towns:
    return towns(lin)


def totals(run: int, viewer: Actor) -> dict[str, Decimal]:
    return {one.unit: one.scored.total for one in queries.results(run_id=run, viewer=viewer)}


def result_of(run: int, unit: int) -> int:
    return Result.objects.get(run_id=run, unit_id=unit).pk


def test_a_unit_has_its_share_of_figures_and_what_was_entered(lin: Actor, there: Towns) -> None:
    run = assessed(there, lin)
    assert totals(run, lin) == {"东镇": Decimal("36.00"), "西镇": Decimal("12.00")}
    east, _ = queries.result(result_id=result_of(run, there.east), viewer=lin)
    funds = east.scored.numbers["funds"]
    assert (funds.value, [(t.label, t.whole) for t in funds.things]) == (
        Decimal("0.6"),
        [("面粉厂项目", Decimal("0.6"))],
    )
    assert east.scored.parts[0].formula == "0.6 ÷ 1 × 60 = 36"
    assert east.scored.numbers["funds_due"].evidence == "任务分解表"
    assert east.scored.numbers["accidents"].assumed


def test_credit_is_split_between_units_and_never_grows(lin: Actor, there: Towns) -> None:
    before = sum(totals(assessed(there, lin), lin).values())
    shares = [(there.east, "landing", Decimal(70)), (there.west, "first_report", Decimal(30))]
    split(project_id=there.mill, shares=shares, by=lin, at=MORNING, reason="飞地协议")
    after = totals(assessed(there, lin), lin)
    assert after == {"东镇": Decimal("25.20"), "西镇": Decimal("22.80")}
    assert sum(after.values()) == before


def test_a_unit_below_counts_for_the_nearest_one_assessed(lin: Actor, there: Towns) -> None:
    members = {there.office: "industry", there.east: "industry"}
    run = operations.assess(code=SCHEME, members=members, as_of=MIDYEAR, by=lin, at=MORNING)
    found = {one.unit: one.scored.numbers["funds"].value for one in queries.results(run_id=run, viewer=lin)}
    assert found == {"招商局": Decimal("0.2"), "东镇": Decimal("0.6")}


def test_what_names_no_project_is_credited_to_nobody_and_said(lin: Actor, there: Towns) -> None:
    draft = Draft("item", "funds.received", "其他到位资金", Quantity.exactly(5_000_000, "CNY"), key="other")
    enter_by_hand(
        draft=draft, effective_on=MIDYEAR, evidence="统计月报", basis="reported", by=lin, at=MORNING
    )
    run = assessed(there, lin)
    assert queries.untold(run_id=run, viewer=lin) == {"funds.received": 1}


def test_the_latest_number_holds_and_can_be_taken_back(lin: Actor, there: Towns) -> None:
    put = partial(
        enter, scheme_code=SCHEME, unit_id=there.east, input_code="funds_due", evidence="调整文件", by=lin
    )
    put(on=date(2024, 3, 1), number=Decimal(2), at=EVENING)
    put(on=date(2024, 7, 1), number=Decimal(9), at=EVENING)
    rule = scheme(SCHEME, MIDYEAR)
    held = partial(hand_rows, scheme=rule, as_of=MIDYEAR, viewer=lin)
    due = {row.unit: row.number for row in held(known_at=EVENING) if row.input == "funds_due"}
    assert due == {"东镇": 2, "西镇": 1}
    assert {row.number for row in held(known_at=MORNING) if row.input == "funds_due"} == {1}
    put(on=date(2024, 3, 1), number=None, at=AFTER)
    assert "东镇" not in {row.unit for row in held(known_at=AFTER) if row.input == "funds_due"}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"input_code": "funds"}, "projects or their shares"),
        ({"input_code": "luck"}, "no number"),
        ({"evidence": " "}, "which paper"),
        ({"on": date(2024, 8, 1)}, "lies ahead"),
        ({"number": Decimal("NaN")}, "write a number"),
    ],
)
def test_a_number_that_cannot_be_entered_says_why(
    lin: Actor, there: Towns, wrong: dict[str, object], why: str
) -> None:
    given = {
        "scheme_code": SCHEME, "unit_id": there.east, "input_code": "funds_due", "on": MIDYEAR, "number": Decimal(1),
        "evidence": "文件", "by": lin, "at": MORNING,
    }  # fmt: skip
    with pytest.raises(WrongAssessment, match=why):
        enter(**{**given, **wrong})  # type: ignore[arg-type]


def test_nobody_marks_the_own_unit_and_units_enter_their_own_numbers_alone(lin: Actor, there: Towns) -> None:
    zhou = zhou_the_clerk(there.east)
    put = partial(
        enter, scheme_code="task_force", on=MIDYEAR, number=Decimal(90), evidence="评分表", at=MORNING
    )
    with pytest.raises(WrongAssessment, match="own unit"):
        put(unit_id=there.east, input_code="park_marks", thing="高端园", by=zhou)
    with pytest.raises(WrongAssessment, match="between 0 and 100"):
        put(unit_id=there.east, input_code="park_marks", thing="高端园", by=lin, number=Decimal(101))
    with pytest.raises(WrongAssessment, match="other units"):
        put(unit_id=there.west, input_code="visits", by=zhou)
    assert put(unit_id=there.east, input_code="visits", by=zhou)


def through(run: int, lin: Actor, mei: Actor) -> str:
    operations.show(run_id=run, until=UNTIL, by=lin, at=MORNING)
    return operations.publish(run_id=run, by=mei, at=AFTER)


def test_what_is_published_stays_whatever_comes_later(lin: Actor, there: Towns) -> None:
    mei = mei_the_second_reviewer()
    run = assessed(there, lin)
    assert len(through(run, lin, mei)) == 64
    before = queries.results(run_id=run, viewer=lin)
    receive(
        project_id=there.forge, payer="恒远轴承有限公司", kind="works", received_on=date(2024, 6, 8),
        number=Decimal(70_000_000), by=lin, at=AFTER,
    )  # fmt: skip
    assert queries.results(run_id=run, viewer=lin) == before
    assert queries.still_so(run_id=run, viewer=lin)
    held = queries.run(run_id=run, viewer=lin)
    _, then, _ = queries.worked_out(
        code=SCHEME, members=there.members, as_of=MIDYEAR, known_at=held.known_at, viewer=lin
    )
    assert queries.named(scores=then, viewer=lin) == queries.named(
        scores=[one.scored for one in before], viewer=lin
    )
    _, now, _ = queries.worked_out(
        code=SCHEME, members=there.members, as_of=MIDYEAR, known_at=AFTER, viewer=lin
    )
    assert {one.unit_id: one.total for one in now}[there.west] == 54
    for act in (
        partial(operations.publish, run_id=run, by=mei),
        partial(operations.assess, code=SCHEME, members=there.members, as_of=MIDYEAR, by=lin, replaces=run),
    ):
        with pytest.raises(WrongAssessment):
            act(at=AFTER)


def test_a_frozen_result_that_was_tampered_with_is_found_out(lin: Actor, there: Towns) -> None:
    run = assessed(there, lin)
    through(run, lin, mei_the_second_reviewer())
    row = Result.objects.get(run_id=run, unit_id=there.east)
    assert '"36.00"' in row.scored
    row.scored = row.scored.replace('"36.00"', '"63.00"')
    row.save()
    assert not queries.still_so(run_id=run, viewer=lin)


def test_another_person_publishes_after_the_units_have_seen_it(lin: Actor, there: Towns) -> None:
    mei, run = mei_the_second_reviewer(), assessed(there, lin)
    with pytest.raises(WrongAssessment, match="shown to the units first"):
        operations.publish(run_id=run, by=mei, at=AFTER)
    operations.show(run_id=run, until=UNTIL, by=lin, at=MORNING)
    with pytest.raises(WrongAssessment, match="until the day given"):
        operations.publish(run_id=run, by=mei, at=MORNING)
    with pytest.raises(WrongAssessment, match="another person"):
        operations.publish(run_id=run, by=lin, at=AFTER)
    operations.publish(run_id=run, by=mei, at=AFTER)
    assert queries.run(run_id=run, viewer=lin).state == "published"


def test_an_objection_is_answered_by_another_and_leads_to_a_further_run(lin: Actor, there: Towns) -> None:
    mei, zhou = mei_the_second_reviewer(), zhou_the_clerk(there.east)
    first = assessed(there, lin)
    with pytest.raises(NoSuchRun):
        operations.object_to(result_id=result_of(first, there.east), text="少计一笔", by=zhou, at=MORNING)
    operations.show(run_id=first, until=UNTIL, by=lin, at=MORNING)
    with pytest.raises(WrongAssessment, match="own result"):
        operations.object_to(result_id=result_of(first, there.west), text="不服", by=zhou, at=MORNING)
    objection = operations.object_to(
        result_id=result_of(first, there.east), item="funds", text="任务应为0.9亿元", by=zhou, at=EVENING
    )
    with pytest.raises(WrongAssessment, match="no answer yet"):
        operations.publish(run_id=first, by=mei, at=AFTER)
    operations.answer(objection_id=objection, upheld=True, text="已更正任务数", by=lin, at=AFTER)
    with pytest.raises(WrongAssessment, match="its answer already"):
        operations.answer(objection_id=objection, upheld=False, text="再答", by=mei, at=AFTER)
    with pytest.raises(WrongAssessment, match="work it out anew"):
        operations.publish(run_id=first, by=mei, at=AFTER)
    enter(
        scheme_code=SCHEME, unit_id=there.east, input_code="funds_due", on=MIDYEAR, number=Decimal("0.9"),
        evidence="更正文件", by=lin, at=AFTER,
    )  # fmt: skip
    second = operations.assess(
        code=SCHEME, members=there.members, as_of=MIDYEAR, by=lin, at=AFTER, replaces=first
    )
    assert totals(second, lin)["东镇"] == 40
    assert [queries.run(run_id=one, viewer=lin).state for one in (first, second)] == ["replaced", "draft"]
    operations.show(run_id=second, until=AFTER.date(), by=lin, at=AFTER)
    operations.publish(run_id=second, by=mei, at=AFTER + timedelta(days=2))
    assert [one.state for one in queries.objections(viewer=zhou, run_id=second)] == ["upheld"]
    with pytest.raises(WrongAssessment, match="over"):
        operations.object_to(
            result_id=result_of(second, there.east), text="又", by=zhou, at=AFTER + timedelta(days=2)
        )


def test_drafts_are_for_the_office_and_objections_for_who_raised_them(lin: Actor, there: Towns) -> None:
    zhou, he = zhou_the_clerk(there.east), he_the_clerk(there.west)
    run = assessed(there, lin)
    assert queries.runs(viewer=zhou) == []
    with pytest.raises(NoSuchRun):
        queries.results(run_id=run, viewer=zhou)
    with pytest.raises(NotAllowed):
        queries.worked_out(code=SCHEME, members=there.members, as_of=MIDYEAR, known_at=MORNING, viewer=zhou)
    operations.show(run_id=run, until=UNTIL, by=lin, at=MORNING)
    operations.object_to(result_id=result_of(run, there.east), text="少计", by=zhou, at=MORNING)
    assert [len(queries.objections(viewer=one, run_id=run)) for one in (zhou, he, lin)] == [1, 0, 1]
    assert [one.mine for one in queries.results(run_id=run, viewer=zhou)] == [True, False]


def test_a_confidential_project_counts_without_its_name(lin: Actor, there: Towns) -> None:
    edit_project(
        project_id=there.mill, columns={"confidential": True}, by=wen_the_administrator(), at=MORNING
    )
    run = assessed(there, lin)
    operations.show(run_id=run, until=UNTIL, by=lin, at=MORNING)
    seen = {}
    for viewer in (he_the_clerk(there.west), zhou_the_clerk(there.east)):
        found, _ = queries.result(result_id=result_of(run, there.east), viewer=viewer)
        seen[viewer.name] = ([t.label for t in found.scored.numbers["funds"].things], found.scored.total)
    assert seen == {"何办": ([VEILED], 36), "周办": (["面粉厂项目"], 36)}
    assert "面粉厂" not in "".join(Result.objects.values_list("scored", flat=True))


def test_wrong_groups_days_and_schemes_are_refused(lin: Actor, there: Towns) -> None:
    run: Callable[..., int] = partial(operations.assess, by=lin, at=MORNING)
    with pytest.raises(WrongAssessment, match="no group"):
        run(code=SCHEME, members={there.east: "moon"}, as_of=MIDYEAR)
    with pytest.raises(WrongAssessment, match="name the units"):
        run(code=SCHEME, members={}, as_of=MIDYEAR)
    with pytest.raises(WrongAssessment, match="lies ahead"):
        run(code=SCHEME, members=there.members, as_of=date(2024, 7, 2))
    with pytest.raises(NoSuchScheme, match="there are task_force"):
        run(code="none", members=there.members, as_of=MIDYEAR)
    assert not Run.objects.exists()


def test_a_list_of_runs_is_asked_for_as_often_however_long_it_is(
    lin: Actor, there: Towns, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    zhou = zhou_the_clerk(there.east)
    for place in range(3):
        run = assessed(there, lin)
        operations.show(run_id=run, until=UNTIL, by=lin, at=MORNING)
        operations.object_to(result_id=result_of(run, there.east), text=f"第{place}次", by=zhou, at=MORNING)
        with django_assert_num_queries(2):
            assert [one.open for one in queries.runs(viewer=lin)] == [1] * (place + 1)
