"""Cases of drafts: what a proofreader must find, in its place, and what is to be left alone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from duijie.proofing.check import proof_file
from duijie.proofing.lexicon import rules

CASES = Path(__file__).resolve().parents[1] / "cases" / "proofing"
MUST: list[Mapping[str, str]] = tomllib.loads((CASES / "must.toml").read_text("utf-8"))["case"]
MUST_NOT: list[Mapping[str, str]] = tomllib.loads((CASES / "must_not.toml").read_text("utf-8"))["case"]


def found(text: str) -> list[tuple[str, str]]:
    done, _reading = proof_file(text.encode(), "draft.txt", max_bytes=10_000)
    for one in done.findings:
        assert one.span.of(text) == one.words
        assert one.reason.zh
        assert one.reason.en
    return [(one.rule.code, one.words) for one in done.findings]


@pytest.mark.parametrize("case", MUST, ids=lambda case: case["text"])
def test_what_is_wrong_is_found_in_its_place_and_nothing_else(case: Mapping[str, str]) -> None:
    others = [one for one in found(case["text"]) if one != (case["rule"], case["words"])]
    assert (case["rule"], case["words"]) in found(case["text"])
    # The second sentence of a contradiction is worded oddly as well.
    assert [one for one in others if one[1] != "15余家"] == []


@pytest.mark.parametrize("case", MUST_NOT, ids=lambda case: case["text"])
def test_what_is_right_is_left_alone(case: Mapping[str, str]) -> None:
    assert found(case["text"]) == []


def test_every_rule_that_needs_no_ledger_has_a_case() -> None:
    assert {case["rule"] for case in MUST} == set(rules()) - {"short", "against"}
