"""Tasks found in the words of a policy, each at its place."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.governance.drawing.rules import proposals

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "policy_tasks.toml").read_text("utf-8"))["case"]
DATED = date(2024, 3, 15)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:14])
def test_tasks_of_a_sentence(case: dict[str, Any]) -> None:
    found = proposals(case["text"], dated_on=DATED)
    assert len(found) == len(case["tasks"]), [one.words for one in found]
    for one, wanted in zip(found, case["tasks"], strict=True):
        assert one.words.startswith(wanted["begins"])
        assert (one.lead.name if one.lead else None) == wanted.get("lead")
        assert [each.name for each in one.helping] == wanted.get("helping", [])
        assert (one.due.on if one.due else None) == wanted.get("due")
        assert [each.quantity.words for each in one.quantities] == wanted.get("quantities", [])
        assert one.inside == wanted.get("inside")


TEXTS = st.lists(
    st.sampled_from(
        [*(case["text"] for case in CASES), "。", "\n", "；", "（", "责任单位：", "由", "年底前", "𠮷"]
    ),
    max_size=8,
).map("".join)


@given(TEXTS)
@settings(max_examples=80)
def test_every_place_holds_the_words_that_it_is_told_to_hold(text: str) -> None:
    last = 0
    for one in proposals(text, dated_on=DATED):
        assert one.span.of(text) == one.words
        assert one.span.start >= last, "stretches do not overlap, so that each can become a task"
        last = one.span.end
        for named in (*([one.lead] if one.lead else []), *one.helping):
            assert named.span.of(text) == named.name
        for measured in one.quantities:
            assert one.span.covers(measured.span)
            assert measured.span.of(text) == measured.quantity.words


def test_without_a_day_of_its_own_nothing_is_counted_from_it() -> None:
    assert proposals("由县招商局牵头，年底前引进项目10个。")[0].due is None
