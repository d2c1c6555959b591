"""Numbers as people print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from duijie.figures.reconcile import Verdict, compare
from duijie.figures.wording import interval, nonstandard, rounded, shown
from duijie.kernel.quantity import Quantity, Sense
from tests.factories.reader import count, yuan


@pytest.mark.parametrize(
    ("quantity", "counter", "zh", "en"),
    [
        (yuan(9_200_000_000), "元", "92亿元", "CNY 9.2 bn"),
        (yuan(72_000_000), "元", "7,200万元", "CNY 72 m"),
        (
            Quantity(Decimal(10**10), "CNY", Sense.OVER, Decimal(10**10), None),
            "元",
            "超100亿元",
            "over CNY 10 bn",
        ),
        (count(15), "个", "15个", "15"),
        (count(70, "70多家", 71, 79), "家", "70多家", "more than 70"),
        (Quantity.exactly(Decimal("12.3"), "percent"), "", "12.3%", "12.3%"),
        (Quantity.exactly(80_000, "m2"), "", "8万平方米", "80,000 m²"),
    ],
)
def test_a_quantity_is_shown_at_a_readable_scale(quantity: Quantity, counter: str, zh: str, en: str) -> None:
    words = shown(quantity, counter)
    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize(
    ("value", "phrase"),
    [(8, "8家"), (15, "15家"), (20, "20家"), (23, "20多家"), (73, "70多家"), (134, "130多家")],
)
def test_an_exact_count_is_rounded_as_bulletins_do_and_never_up(value: int, phrase: str) -> None:
    assert rounded(Decimal(value), "家") == phrase


@pytest.mark.parametrize("words", ["15余家", "23多名", "约20余家", "近30多家", "超10余亿元"])
def test_odd_wording_is_noticed(words: str) -> None:
    assert nonstandard(words) is not None


@pytest.mark.parametrize(
    "words", ["20多家", "130多名", "近30家", "超百亿元", "12.5万余亩", "92亿元", "3万多平方米", "1.5亿多元"]
)
def test_good_wording_is_left_alone(words: str) -> None:
    assert nonstandard(words) is None


def test_intervals_are_printed_with_their_open_ends() -> None:
    assert interval(count(70, "70多家", 71, 79)) == "71–79"
    assert interval(Quantity(Decimal(5), "count", Sense.OVER, Decimal(6), None)) == "≥ 6"
    assert interval(Quantity(Decimal(5), "count", Sense.UNDER, None, Decimal(4))) == "≤ 4"
    assert interval(count(5)) == ""


@pytest.mark.parametrize(
    ("claimed", "figure", "verdict"),
    [
        (count(20, "20多家", 21, 29), count(23), Verdict.SUPPORTED),
        (count(20, "20多家", 21, 29), count(31), Verdict.CONTRADICTED),
        (count(15, "15余家", 16, 19), count(23), Verdict.CONTRADICTED),
        (count(70, "70多家", 71, 79), count(58), Verdict.SHORT),
        (count(75), count(70, "70多家", 71, 79), Verdict.NOT_TESTABLE),
        (count(70, "70多家", 71, 79), count(70, "70多家", 71, 79), Verdict.SUPPORTED),
    ],
)
def test_a_claim_is_compared_by_interval(claimed: Quantity, figure: Quantity, verdict: Verdict) -> None:
    found, reason = compare(claimed, figure, "家")
    assert found is verdict
    assert reason.zh
    assert reason.en
