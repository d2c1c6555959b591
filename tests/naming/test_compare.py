"""Verdicts on pairs of names: cases by standing, and what holds for every pair."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.naming.compare import compare
from duijie.naming.plain import plain
from duijie.naming.policy import Verdict

CASES = Path(__file__).resolve().parents[1] / "cases" / "naming"
RANK = [Verdict.DIFFERENT, Verdict.UNSURE, Verdict.SAME]


def cases(standing: str) -> list[Any]:
    rows = tomllib.loads((CASES / f"{standing}.toml").read_text("utf-8"))["case"]
    return [pytest.param(row, id="/".join(row["names"]) or "empty") for row in rows]


BITS = [
    "北京",
    "衡水",
    "河北省",
    "青禾县",
    "宏远",
    "西伯力",
    "航天",
    "航空",
    "科技",
    "橡胶",
    "第一",
    "二",
    "集团",
    "(",
    ")",
    "（天津）",
]
ENDS = [
    "有限公司",
    "股份有限公司",
    "公司",
    "集团",
    "厂",
    "大学",
    "学院",
    "研究院",
    "银行",
    "分公司",
    "支行",
    "股份",
    "",
]
NAMES = st.builds(
    lambda bits, end: "".join(bits) + end, st.lists(st.sampled_from(BITS), max_size=6), st.sampled_from(ENDS)
)
HEADS = st.builds(
    lambda place, brand, trade, end: place + brand + trade + end,
    st.sampled_from(["", "北京", "衡水", "中国", "河北省青禾县"]),
    st.sampled_from(["宏远", "西伯力", "海伟"]),
    st.sampled_from(["", "橡胶", "特种橡胶制品"]),
    st.sampled_from(["有限公司", "股份有限公司", "集团有限公司", "公司", "厂"]),
)
BRANCHES = st.sampled_from(
    ["分公司", "衡水分公司", "第二分公司", "天津办事处", "景阳路营业部", "北京分店", "二分厂"]
)


@pytest.mark.parametrize("case", cases("found"))
def test_two_names_of_one_organisation_are_found_with_a_readable_reason(case: dict[str, Any]) -> None:
    proposal = compare(*case["names"])
    assert proposal.verdict == case["verdict"], proposal
    assert any(case["reason"] in one.reason for one in proposal.reasons), proposal.reasons


@pytest.mark.parametrize("case", cases("must_not"))
def test_two_organisations_are_not_taken_for_one(case: dict[str, Any]) -> None:
    proposal = compare(*case["names"])
    assert RANK.index(proposal.verdict) <= RANK.index(Verdict(case["at_most"])), proposal


@pytest.mark.parametrize("case", cases("known_failure"))
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="listed as known failure")
def test_known_failures_still_fail(case: dict[str, Any]) -> None:
    assert compare(*case["names"]).verdict == case["verdict"]


@given(st.one_of(NAMES, st.text()), st.one_of(NAMES, st.text()))
def test_the_order_of_names_makes_no_difference(left: str, right: str) -> None:
    one, other = compare(left, right), compare(right, left)
    assert (one.verdict, one.score, one.row, one.reasons) == (
        other.verdict,
        other.score,
        other.row,
        other.reasons,
    )
    assert 0 <= one.score <= 1
    assert all(0 <= reason.score <= 1 and reason.reason and reason.reason_en for reason in one.reasons)


@given(NAMES, st.sampled_from([" ", "·", "“", "　"]), st.integers(0, 5))
def test_names_equal_when_normalised_are_the_same_for_certain(name: str, noise: str, at: int) -> None:
    noisy = (name[:at] + noise + name[at:]).replace("(", "（")
    if plain(name):
        proposal = compare(name, noisy)
        assert (proposal.verdict, proposal.score) == (Verdict.SAME, 1)


@given(HEADS, BRANCHES)
def test_a_branch_is_never_its_head_office(head: str, branch: str) -> None:
    assert compare(head, head + branch).verdict is Verdict.DIFFERENT


@given(st.text(st.characters()))
def test_any_text_is_accepted(text: str) -> None:
    compare(text, text[::-1])
    compare(text + "有限公司", text)


def test_a_lone_surrogate_is_accepted() -> None:
    assert compare("\ud800公司", "宏远公司").verdict is not Verdict.SAME
