"""Spans and periods are half-open; ids come from content."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.kernel.ids import content_id
from duijie.kernel.period import Period
from duijie.kernel.span import Span


@given(st.text(), st.data())
def test_a_span_is_what_a_slice_gives(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Span(start, end).of(text) == text[start:end]
    assert len(Span(start, end)) == end - start


def test_touching_spans_do_not_overlap() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))
    assert Span(0, 4).covers(Span(2, 4))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_that_runs_backwards_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="cannot run"):
        Span(start, end)


def test_the_end_of_a_period_does_not_belong_to_it() -> None:
    year = Period.year(2024)
    assert date(2024, 12, 31) in year
    assert date(2025, 1, 1) not in year
    assert date(2024, 6, 30) in Period.year_to(date(2024, 6, 30))
    assert not year.overlaps(Period.year(2025))
    with pytest.raises(ValueError, match="cannot run"):
        Period(date(2024, 1, 2), date(2024, 1, 2))


@given(st.dictionaries(st.text(), st.integers()))
def test_the_same_content_has_the_same_id_whatever_its_order(data: dict[str, int]) -> None:
    assert content_id(data) == content_id(dict(reversed(data.items())))
    assert content_id(data) != content_id(data, "more")
