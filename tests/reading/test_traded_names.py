"""Short names of firms in texts that deal in shares."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.reading.prepared import Prepared
from duijie.reading.vocabulary import words
from tests.reading.cases import cases

PIECES = [
    *(word for key in ("gate", "trades", "leads", "follows") for word in words("traded", key)),
    *("望川", "清禾", "公司", "、", "与", "，", "。", "（300001）", "*ST", "5", "%", "的", "\n"),
]


@pytest.mark.parametrize("case", cases("traded_names"), ids=lambda case: case["text"][:16])
def test_text_names_its_firms(case: dict[str, Any]) -> None:
    assert [one.name for one in Prepared(case["text"]).organisations] == case["found"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_names_are_ordered_and_disjoint(text: str) -> None:
    found = Prepared(text).organisations
    for one in found:
        assert "，" not in one.name
        assert "\n" not in one.name
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
