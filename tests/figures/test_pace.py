"""A year's figure against the year: published arithmetic, and what is not compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from duijie.figures.adding import NOTHING
from duijie.figures.asking import EVERYWHERE
from duijie.figures.change import change, pace, schedule
from duijie.figures.registry import catalogue
from duijie.figures.types import FigureValue
from duijie.kernel.quantity import Quantity, Sense
from duijie.ledger.types import Within


def told(number: str, day: date = date(2023, 10, 31)) -> FigureValue:
    quantity = Quantity.exactly(Decimal(number), "CNY")
    known_at = datetime(2024, 7, 1, tzinfo=UTC)
    return FigureValue(catalogue()["funds.received"], "", EVERYWHERE, quantity, day, known_at, NOTHING)


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2024, 1, 30), 0), (date(2024, 1, 31), 1), (date(2024, 2, 29), 2), (date(2024, 6, 1), 5), (date(2024, 12, 31), 12)],
)  # fmt: skip
def test_the_year_goes_by_in_whole_months(day: date, months: int) -> None:
    assert schedule(day) == Decimal(months) / 12 * 100


def test_a_city_42_points_ahead_after_ten_months() -> None:
    """Published: 125.64 % done by the end of October, 42.31 points ahead."""
    found = pace(told("125.64"), Quantity.exactly(Decimal(100), "CNY"))
    assert found is not None
    assert (found.done, round(found.schedule, 2), round(found.ahead, 2)) == (
        Decimal("125.64"), Decimal("83.33"), Decimal("42.31"),
    )  # fmt: skip


def test_what_would_be_made_up_is_not_told() -> None:
    now, about = told("5"), Quantity(Decimal(100), "CNY", Sense.ABOUT, Decimal(90), Decimal(110))
    assert pace(now, about) is None
    assert pace(now, Quantity.exactly(Decimal(0), "CNY")) is None
    assert pace(now, Quantity.exactly(Decimal(9), "USD")) is None
    assert change(now, replace(told("4"), within=Within(park="东园"))).way == "unknown"
    assert change(now, told("4")).growth == 25
