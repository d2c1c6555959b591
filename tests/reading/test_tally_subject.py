"""Of whom a number is told: never a fragment of a name, and nobody where the text leaves it open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.reading.kinds import Tally, Target
from duijie.reading.prepared import Prepared
from duijie.reading.rules import tally, target
from duijie.reading.rules.tally_topic import topics
from tests.reading.test_tally import cases

WRITTEN = date(2023, 7, 4)
PIECES = [
    "云岫县",
    "石桥镇",
    "“江南推介会”",
    "“",
    "”",
    "会上",
    "全县",
    "签约项目",
    "3个",
    "在苏州举行",
    "，",
    "。",
    "：",
    "园区",
    "该园",
    "产业园",
]


@pytest.mark.parametrize("case", cases("tally_subjects.toml"), ids=lambda case: case["name"])
def test_numbers_have_their_subject(case: dict[str, Any]) -> None:
    prepared = Prepared(case["text"].strip(), WRITTEN)
    found = sorted([*tally.find(prepared), *target.find(prepared)], key=lambda one: one.span.end)
    said = [one.said for one in found]
    assert all(isinstance(one, Tally | Target) for one in said)
    told = [f"{one.measure} {one.quantity.words} > {one.subject or ''}".strip() for one in said]  # type: ignore[union-attr]
    assert told == case["says"]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_a_topic_is_printed_and_never_out_of_a_quotation(text: str) -> None:
    for topic in topics(text):
        assert 0 <= topic.at <= len(text)
        assert topic.name is None or "“" not in topic.name
        assert topic.name is None or topic.name in text or topic.name == "该园"
