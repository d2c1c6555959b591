"""Rates: of the projects signed in the year, how many have come how far, and how much of their money is there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor
from duijie.figures.registry import compute
from duijie.figures.types import FigureValue
from duijie.funds.operations import receive
from duijie.ledger.operations import enter
from duijie.ledger.types import Draft
from tests.cast import EVENING, MORNING, NOON, bureau, lin_the_reviewer, mei_the_second_reviewer, yunhe_county
from tests.factories.projects import advance, opened
from tests.factories.reader import count
from tests.pipeline.test_counting import LATER

pytestmark = pytest.mark.django_db
JUNE = date(2024, 6, 30)


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


def rate(code: str, by: Actor, as_of: date = JUNE) -> FigureValue:
    (found,) = compute(code, as_of=as_of, known_at=LATER, viewer=by)
    return found


def test_of_what_was_signed_how_much_has_started(lin: Actor) -> None:
    mei = mei_the_second_reviewer()
    for place, stage in enumerate(("signed", "started", "building")):
        project = opened(lin, bureau(), MORNING, name=f"示例项目{place}", land_way="lease")
        advance(project, stage, lin, mei, NOON, day=date(2024, 4, 8))
    found = rate("rates.started", lin)
    assert found.quantity is not None and found.over is not None
    assert found.quantity.number == Decimal("66.6667")
    top, bottom = (value.quantity for value in found.over)
    assert top is not None and bottom is not None and (top.number, bottom.number) == (2, 3)
    assert [str(one.note.en) for one in found.contributions if one.note] == [
        "not yet",
        "come to it",
        "come to it",
    ]
    assert rate("rates.started", lin, date(2024, 4, 1)).quantity is None, "nothing was signed by then"


def test_projects_of_a_bare_total_are_a_gap_and_in_neither_number(lin: Actor) -> None:
    mei = mei_the_second_reviewer()
    project = opened(lin, bureau(), MORNING, name="示例项目", land_way="lease")
    advance(project, "started", lin, mei, NOON, day=date(2024, 4, 8))
    draft = Draft("total", "projects.signed", "15个", count(15))
    enter(draft=draft, effective_on=date(2024, 5, 1), evidence="月报", basis="reported", by=lin, at=EVENING)
    found = rate("rates.started", lin)
    assert found.quantity is not None and found.quantity.number == 100
    assert len(found.gaps) == 1


def test_where_no_later_stage_is_told_of_anybody_the_rate_is_not_zero_but_unknown(lin: Actor) -> None:
    project = opened(lin, bureau(), MORNING, name="示例项目")
    advance(project, "signed", lin, mei_the_second_reviewer(), NOON, day=date(2024, 4, 8))
    found = rate("rates.started", lin)
    assert found.quantity is None and len(found.gaps) == 1


def test_money_received_is_set_against_what_its_own_projects_agreed(lin: Actor) -> None:
    mei = mei_the_second_reviewer()
    project = opened(lin, bureau(), MORNING, name="示例项目")
    advance(project, "signed", lin, mei, NOON, day=date(2024, 4, 8))
    received = rate("rates.funds", lin)
    assert received.over is not None and received.over[1].quantity is not None
    agreed = received.over[1].quantity.number
    receive(
        project_id=project, kind="equity", number=agreed / 4, currency="CNY", received_on=date(2024, 5, 6),
        payer="示例投资有限公司", by=lin, at=EVENING,
    )  # fmt: skip
    quantity = rate("rates.funds", lin).quantity
    assert quantity is not None and quantity.number == 25
