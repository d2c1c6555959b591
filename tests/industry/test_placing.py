"""Enterprises stand on links by what they make, not by what they sell, and each sign says why."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.placement import SHARED, labelled, measured, ways
from duijie.industry.links.shipped import shipped
from duijie.industry.placing.clauses import MADE, SOLD, UNSAID, clauses_of
from duijie.industry.placing.placer import Placer
from duijie.industry.rules import worth

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "industry" / "scopes.toml").read_text("utf-8"))[
    "case"
]
PLACERS = {one.code: Placer(one.graph, worth()) for one in shipped()}


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    found = PLACERS[case["chain"]].place(name=case["name"], scope=case["scope"], code=case.get("code", ""))
    sure = {one.link for one in found if one.sure}
    assert set(case.get("on", ())) <= sure
    assert not set(case.get("not", ())) & sure
    for one in found:
        assert one.signs
        assert all(sign.reason.zh and sign.reason.en for sign in one.signs)


def test_verbs_reach_what_they_govern() -> None:
    found = clauses_of("甲、乙的销售；丙、丁的制造、加工；戊")
    assert [(one.text, one.mode) for one in found] == [
        ("甲", SOLD), ("乙的销售", SOLD), ("丙", MADE), ("丁的制造", MADE), ("戊", UNSAID)
    ]  # fmt: skip
    assert [(one.text, one.mode) for one in clauses_of("制造：甲、乙；批发、零售：丙")] == [
        ("甲", MADE), ("乙", MADE), ("丙", SOLD)
    ]  # fmt: skip


@given(st.text(alphabet="甲乙丙生产制造加工销售批发的、，；。（）：及", max_size=60))
def test_passing_over_sentences_changes_nothing_of_the_others(scope: str) -> None:
    holding = re.compile("甲")
    whole = [one for one in clauses_of(scope) if "甲" in one.text]
    assert [one for one in clauses_of(scope, holding) if "甲" in one.text] == whole


@given(st.text(max_size=40), st.text(alphabet="橡胶软管销售生产、；，的", max_size=80))
def test_scores_are_shares_and_sorted(name: str, scope: str) -> None:
    found = PLACERS["petrochemical-materials"].place(name=name, scope=scope)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(worth().perhaps <= score <= 1 for score in scores)
    assert len({one.link for one in found}) == len(found)


@pytest.mark.skipif(not SHARED.exists(), reason=f"{SHARED.name} is not beside the checkout")
def test_the_labelled_sample_is_placed_better_than_by_words_alone() -> None:
    rows = [row for row in labelled() if row.part == "keep"]
    told = {name: measured(rows, way) for name, way in ways().items()}
    (precision, recall, *_), (bare, *_) = told["ours"], told["words only"]
    assert precision > bare + 0.2
    assert precision >= 0.7
    assert recall >= 0.8
