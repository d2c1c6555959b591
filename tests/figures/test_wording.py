"""Numbers as people print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.figures.verdicts import Verdict, compare
from duijie.figures.wording import fits, interval, nonstandard, rounded, shown, styled
from duijie.kernel.quantity import Quantity, Sense
from duijie.reading.quantities import find_quantities
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


@pytest.mark.parametrize(
    ("value", "style", "phrase"),
    [
        (count(23), "rounded", "20多家"), (count(20), "rounded", "20家"), (count(15), "rounded", "15家"),
        (count(29), "near", "近30家"), (count(26), "near", "20多家"), (count(97), "near", "近100家"),
        (count(21), "over", "超20家"), (count(29), "over", "20多家"), (count(23), "exact", "23家"),
        (yuan(9_200_000_000), "rounded", "90多亿元"), (yuan(10_200_000_000), "over", "超100亿元"),
        (yuan(9_999_999_999), "rounded", "90多亿元"), (count(70, "70多家", 71, 79), "near", "70多家"),
    ],
)  # fmt: skip
def test_a_figure_is_put_as_bulletins_do(value: Quantity, style: str, phrase: str) -> None:
    assert styled(value, "家", style).zh == phrase


@given(
    st.one_of(st.integers(1, 10**7).map(count), st.integers(1, 10**13).map(yuan)),
    st.sampled_from(["rounded", "near", "over"]),
)
def test_a_phrase_read_again_allows_the_exact_value_and_never_more(value: Quantity, style: str) -> None:
    words = styled(value, "家", style).zh
    read = next(find_quantities(words)).quantity
    if read.sense is not Sense.EXACT:
        assert fits(read, value.number), words
    if read.sense in (Sense.MORE, Sense.OVER):
        assert read.number < value.number
    if read.sense is Sense.NEAR:
        assert value.number < read.number


@pytest.mark.parametrize(
    ("printed", "exact", "right"),
    [("近30家", 29, True), ("近30家", 30, False), ("近30家", 31, False), ("超100亿元", 10**10, False),
     ("超100亿元", 10**10 + 1, True), ("不足50家", 50, False), ("20多家", 20, False), ("20多家", 29, True), ("1亿元以上", 10**8, True)],
)  # fmt: skip
def test_the_number_that_a_hedge_names_is_shut_out(printed: str, exact: int, right: bool) -> None:
    assert fits(next(find_quantities(printed)).quantity, Decimal(exact)) is right
