"""Money received, corrected, verified; promises against what came."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor
from duijie.figures.registry import compute
from duijie.funds import queries
from duijie.funds.operations import achieve, correct, promise, receive, take_out, verify
from duijie.funds.types import NoSuchReceipt, WrongMoney
from duijie.pipeline.operations import attach, merge, undo_merge
from duijie.pipeline.types import NoSuchEvidence
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    NOON,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
)
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
MAY = date(2024, 5, 8)
LATER = datetime(2024, 7, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def project(lin: Actor) -> int:
    return opened(lin, bureau(), MORNING)


def paid(project: int, by: Actor, number: int, day: date = MAY, **other: object) -> int:
    given = {"payer": "恒远轴承有限公司", "kind": "works"} | other
    return receive(project_id=project, received_on=day, number=Decimal(number), by=by, at=NOON, **given)  # type: ignore[arg-type]


def figure(by: Actor, known_at: datetime = LATER) -> Decimal | None:
    quantity = compute("funds.received", as_of=MIDYEAR, known_at=known_at, viewer=by)[0].quantity
    return None if quantity is None else quantity.number


def test_receipts_add_up_by_month_year_and_what_formed_assets(lin: Actor, project: int) -> None:
    paid(project, lin, 10_000_000, kind="land")
    paid(project, lin, 5_000_000, date(2024, 6, 3), kind="working_capital")
    paid(project, lin, 2_000_000, date(2023, 12, 1), kind="equipment")
    paid(project, lin, 900_000, date(2024, 6, 3), kind="local_loan")
    paid(project, lin, 800_000, date(2024, 6, 3), currency="USD", kind="foreign")
    found = queries.received(project_ids=[project], viewer=lin, today=MIDYEAR)[project]
    assert (found.total, found.year, found.month, found.fixed) == (
        17_000_000,
        15_000_000,
        5_000_000,
        12_000_000,
    )
    assert figure(lin) == 15_000_000
    assert queries.receipts(project_id=project, viewer=lin)[1].period == "2024-05"


def test_a_correction_is_a_further_row_and_the_past_stays(lin: Actor, project: int) -> None:
    first = paid(project, lin, 10_000_000)
    right = correct(receipt_id=first, number=Decimal(1_000_000), reason="多录一个零", by=lin, at=EVENING)
    assert figure(lin) == 1_000_000 and figure(lin, known_at=NOON) == 10_000_000
    assert [(row.id, row.holds) for row in queries.receipts(project_id=project, viewer=lin)] == [
        (first, False), (right, True)
    ]  # fmt: skip
    with pytest.raises(NoSuchReceipt):
        correct(receipt_id=first, number=Decimal(5), reason="再改", by=lin, at=EVENING)
    take_out(receipt_id=right, reason="非本项目", by=lin, at=EVENING)
    assert figure(lin) is None


def test_three_numbers_stand_apart_and_the_verified_one_counts(lin: Actor, project: int) -> None:
    receipt = paid(project, lin, 10_000_000)
    with pytest.raises(WrongMoney, match="another person"):
        verify(receipt_id=receipt, number=Decimal(9_000_000), by=lin, at=EVENING)
    verify(receipt_id=receipt, number=Decimal(9_000_000), by=mei_the_second_reviewer(), at=EVENING)
    verify(receipt_id=receipt, number=Decimal(7_000_000), basis="statistical", by=lin, at=EVENING)
    (row,) = queries.receipts(project_id=project, viewer=lin)
    assert (row.number, row.verified, row.statistical, row.verifier) == (
        10_000_000,
        9_000_000,
        7_000_000,
        "梅审",
    )
    assert figure(lin) == 9_000_000


def test_money_that_makes_no_sense_is_refused(lin: Actor, project: int) -> None:
    for change, says in [
        ({"number": 0}, "more than nothing"),
        ({"number": 5, "day": date(2025, 1, 1)}, "lies ahead"),
        ({"number": 5, "kind": "gold"}, "no kind of money"),
        ({"number": 5, "payer": ""}, "payer"),
    ]:
        with pytest.raises(WrongMoney, match=says):
            paid(project, lin, **change)  # type: ignore[arg-type]
    other = opened(lin, bureau(), MORNING, name="别的项目")
    proof = attach(project_id=other, kind="bank_receipt", title="凭证", by=lin, at=NOON)
    with pytest.raises(NoSuchEvidence):
        paid(project, lin, 5, evidence_id=proof)


def test_a_duplicates_money_goes_with_it_and_comes_back(lin: Actor, project: int) -> None:
    twin = opened(lin, bureau(), MORNING, name="轴承项目（重复）")
    paid(project, lin, 10_000_000)
    paid(twin, lin, 3_000_000)
    merge(project_id=twin, into_id=project, reason="重复", by=lin, at=EVENING)
    assert queries.received(project_ids=[project], viewer=lin, today=MIDYEAR)[project].total == 13_000_000
    assert figure(lin) == 13_000_000
    undo_merge(project_id=twin, by=lin, at=EVENING)
    assert queries.received(project_ids=[project, twin], viewer=lin, today=MIDYEAR)[twin].total == 3_000_000


def test_a_promise_is_open_until_its_day_then_kept_or_short_or_unknown(lin: Actor, project: int) -> None:
    for kind, number in (
        ("investment", 20_000_000),
        ("jobs", 200),
        ("tax", 3_000_000),
        ("output", 90_000_000),
    ):
        promise(
            project_id=project, kind=kind, number=Decimal(number), due_on=date(2024, 6, 1), by=lin, at=NOON
        )
    promise(project_id=project, kind="jobs", number=Decimal(500), due_on=date(2026, 6, 1), by=lin, at=NOON)
    paid(project, lin, 15_000_000)
    achieve(project_id=project, kind="jobs", number=Decimal(230), effective_on=MAY, by=lin, at=NOON)
    achieve(project_id=project, kind="tax", number=Decimal(9), effective_on=MAY, by=lin, at=NOON)
    achieve(
        project_id=project, kind="tax", number=Decimal(3_000_000), basis="statistical", effective_on=MAY,
        by=lin, at=NOON,
    )  # fmt: skip
    found = queries.promises(project_id=project, viewer=lin, today=MIDYEAR)
    assert {(one.kind, one.due_on.year, one.state) for one in found} == {
        ("investment", 2024, "short"), ("jobs", 2024, "kept"), ("jobs", 2026, "open"), ("tax", 2024, "kept"),
        ("output", 2024, "unknown"),
    }  # fmt: skip
    with pytest.raises(WrongMoney, match="what is received"):
        achieve(project_id=project, kind="investment", number=Decimal(1), effective_on=MAY, by=lin, at=NOON)
