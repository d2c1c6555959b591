"""Names of organisations in running text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.reading.organisations import KIND_OF, LONGEST, find_organisations
from tests.reading.cases import cases

PIECES = [*sorted(KIND_OF), "北京", "县", "与", "和", "、", "（", "）", "(", ")", "。", "，", "引进", "的", "等", "5亿元", "A", "\n", " ", "甲", "同", "该"]  # fmt: skip


@pytest.mark.parametrize("case", cases("organisations"), ids=lambda case: case["text"][:16])
def test_text_names_its_organisations(case: dict[str, Any]) -> None:
    assert [[one.name, one.kind] for one in find_organisations(case["text"])] == case["found"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_names_are_ordered_disjoint_and_bounded(text: str) -> None:
    found = list(find_organisations(text))
    for one in found:
        assert 2 <= len(one.span) <= LONGEST + 20
        assert one.name == one.span.of(text).replace("(", "（").replace(")", "）")
        assert "，" not in one.name
        assert "\n" not in one.name
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start


@pytest.mark.parametrize("piece", ["公司", "（", "（北京）公司", "有限公司与", "北京"])
def test_a_long_text_of_endings_and_brackets_names_nothing(piece: str) -> None:
    assert list(find_organisations(piece * 20_000)) == []
