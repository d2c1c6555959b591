"""Numbers with their units and hedges, as printed."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.kernel.span import Span
from duijie.reading.quantities import find_quantities

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/reading/quantities.toml").read_text("utf8"))
ALPHABET = "0123456789０１９,.．一二两三十百千万亿几数多余近约超过不少于至到—%％元美亩个家名人项次批第年月日以上左右，。项目签"


@pytest.mark.parametrize("words", CASES["found"], ids=str)
def test_words_mean(words: str) -> None:
    number, unit, sense, low, high = CASES["found"][words]
    (found,) = find_quantities(f"全年实现{words}，")
    quantity = found.quantity
    assert quantity.words == words
    assert (float(quantity.number), quantity.unit, quantity.sense) == (number, unit, sense)
    assert quantity.low == (None if low == "" else Decimal(str(low)))
    assert quantity.high == (None if high == "" else Decimal(str(high)))


@pytest.mark.parametrize("text", CASES["within"], ids=str)
def test_only_the_quantity_is_taken(text: str) -> None:
    assert [one.quantity.words for one in find_quantities(text)] == [CASES["within"][text]]


@pytest.mark.parametrize("text", CASES["none"]["texts"], ids=str)
def test_no_quantity_in(text: str) -> None:
    assert [one.quantity.words for one in find_quantities(text)] == []


@given(st.one_of(st.text(), st.text(ALPHABET, max_size=60)))
def test_any_text_yields_ordered_disjoint_spans_of_its_own_words(text: str) -> None:
    end = 0
    for one in find_quantities(text):
        assert end <= one.span.start < one.span.end <= len(text)
        assert one.quantity.words == one.span.of(text)
        assert one.quantity.low is None or one.quantity.high is None or one.quantity.low <= one.quantity.high
        end = one.span.end


@given(st.integers(1, 99_999_999), st.sampled_from(["个", "家", "亿元", "万美元", "亩", "％"]))
def test_every_plain_figure_is_found_whole(number: int, unit: str) -> None:
    text = f"共{number}{unit}。"
    (found,) = find_quantities(text)
    assert found.span == Span(1, len(text) - 1)
    assert found.quantity.is_exact
