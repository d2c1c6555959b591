"""Dates as printed."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.reading.dates import date_in_name, find_dates
from duijie.reading.prepared import Prepared
from tests.reading.cases import cases

ALPHABET = "0123456789年月日号至到—-./今去明同当昨天起，。二〇一三十"


@pytest.mark.parametrize("case", cases("dates"), ids=lambda case: case["text"][:16])
def test_text_prints_its_dates(case: dict[str, Any]) -> None:
    prepared = Prepared(case["text"], case.get("dated_on"))
    assert [one.iso for one in prepared.dates] == case["found"]


@given(st.text(ALPHABET, max_size=40), st.dates(date(1950, 1, 1), date(2099, 12, 31)) | st.none())
def test_dates_are_ordered_disjoint_and_real(text: str, dated_on: date | None) -> None:
    found = list(find_dates(text, year=2020, dated_on=dated_on))
    for one in found:
        padded = one.iso + "-01-01"[len(one.iso) - 4 :] if len(one.iso) < 10 else one.iso
        assert date.fromisoformat(padded)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("5.18廊洽会", "2015-05-18"),
        ("9·8投洽会", "2015-09-08"),
        ("2.5亿元项目签约会", None),
        ("13.5论坛", None),
    ],
)
def test_a_fair_may_be_named_after_its_day(name: str, iso: str | None) -> None:
    assert date_in_name(name, 2015) == iso
