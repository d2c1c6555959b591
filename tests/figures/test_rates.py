"""Rates over the projects of a year, and rates of growth beside the figure a year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoDbBlocker

from duijie.accounts.types import Actor
from duijie.figures.registry import compute
from duijie.figures.types import FigureValue
from duijie.figures.verdicts import Beside
from duijie.funds.operations import receive
from duijie.kernel.quantity import Quantity
from duijie.reading.kinds import Tally
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
)
from tests.factories.projects import advance, opened
from tests.kept import for_a_module

MARCH, MAY = date(2024, 3, 11), date(2024, 5, 8)


def _four() -> Actor:
    """Of four projects in talks three are signed: one of them registered, one with money, one neither."""
    yunhe_county()
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    unit = bureau()
    made = [opened(lin, unit, MORNING, name=name) for name in ("甲项目", "乙项目", "丙项目", "丁项目")]
    for project in made:
        advance(project, "talks", lin, mei, MORNING, day=date(2024, 2, 1))
    for project in made[:3]:
        advance(project, "signed", lin, mei, MORNING, day=MARCH)
    advance(made[0], "registered", lin, mei, MORNING, day=MAY)
    for day, number, currency in (
        (date(2023, 5, 8), 400, "CNY"), (date(2023, 12, 1), 900, "CNY"), (MAY, 499, "CNY"), (MAY, 70, "USD"),
    ):  # fmt: skip
        receive(
            project_id=made[1], received_on=day, payer="启明", kind="works", number=Decimal(number), currency=currency,
            by=lin, at=MORNING,
        )  # fmt: skip
    return lin


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], Actor]]:
    with for_a_module(django_db_blocker, _four) as made:
        yield made


@pytest.fixture
def lin(db: None, _made: Callable[[], Actor]) -> Actor:
    return _made()


def figure(lin: Actor, code: str, day: date = MIDYEAR) -> FigureValue:
    return compute(code, as_of=day, known_at=EVENING, viewer=lin)[0]


def test_rates_divide_what_came_to_a_stage_by_its_cohort(lin: Actor) -> None:
    def parts(code: str, day: date = MIDYEAR) -> tuple[Decimal, ...]:
        found = figure(lin, code, day)
        assert found.over is not None
        assert all(one.quantity for one in found.over)
        return tuple(one.quantity.number for one in found.over if one.quantity)

    assert parts("rates.registered") == (1, 3)
    assert parts("rates.performed") == (2, 3)
    assert parts("rates.signed") == (3, 4)
    assert figure(lin, "rates.registered", MARCH).quantity is None
    assert parts("rates.signed", MARCH) == (3, 4)


def test_dollars_stand_apart(lin: Actor) -> None:
    dollars, yuan = figure(lin, "funds.received.foreign").quantity, figure(lin, "funds.received").quantity
    assert dollars is not None
    assert yuan is not None
    assert (dollars.number, dollars.unit, yuan.number) == (70, "USD", 499)


@pytest.mark.parametrize(
    ("words", "period", "subject", "verdict"),
    [
        ("24.8%", None, None, "supported"), ("24.75%", "上半年", None, "supported"), ("25%", "1—5月", "全县", "supported"),
        ("24.7%", None, None, "contradicted"), ("24.9%", None, None, "short"), ("24.8%", "5月份", None, "not_testable"),
        ("24.8%", "2023年", None, "not_testable"), ("24.8%", None, "别处", "not_testable"), ("24.8%", None, "招商局", "supported"),
    ],
)  # fmt: skip
def test_growth_is_compared_as_finely_as_it_is_printed(
    lin: Actor, words: str, period: str | None, subject: str | None, verdict: str
) -> None:
    claimed = Quantity.exactly(Decimal(words.rstrip("%")), "percent", words)
    judged = Beside(lin, EVENING).judge(Tally("funds.received.growth", claimed, subject, period), day=MIDYEAR)
    assert judged.verdict.value == verdict, judged.reason.zh
