"""What is said to be still ahead is a target, what stands a tally, and never both."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.reading.prepared import Prepared
from duijie.reading.rules import tally, target
from tests.reading.test_tally import cases

MOODS = cases("target_moods.toml")
LEADS = [
    "力争",
    "确保",
    "截至目前",
    "已",
    "将",
    "到2027年",
    "2019年",
    "其中",
    "分别",
    "全县",
    "签约项目",
    "到位资金",
    "同比增长",
    "总投资",
    "个项目",
    "的",
    "，",
    "、",
    "。",
    "；",
    "（",
    "）",
    "“",
    "”",
    "23个",
    "9.2亿元",
    "12%",
    "500亩",
    "20余家",
    "投产后",
]


@pytest.mark.parametrize("case", MOODS, ids=lambda case: case["text"])
def test_mood(case: dict[str, Any]) -> None:
    prepared = Prepared(case["text"], case.get("dated_on", date(2023, 6, 30)))
    stands = [f"{one.said.measure} {one.said.quantity.words}" for one in tally.find(prepared)]  # type: ignore[union-attr]
    ahead = [f"{one.said.measure} {one.said.quantity.words}" for one in target.find(prepared)]  # type: ignore[union-attr]
    assert (stands, ahead) == (case.get("tally", []), case.get("target", []))


def test_no_figure_is_both(year: int = 2023) -> None:
    for case in cases("tally_documents.toml"):
        prepared = Prepared(case["text"], case["dated_on"])
        stands = {(one.span.end, one.said.measure) for one in tally.find(prepared)}  # type: ignore[union-attr]
        ahead = {(one.span.end, one.said.measure) for one in target.find(prepared)}  # type: ignore[union-attr]
        assert not stands & ahead


@given(st.lists(st.sampled_from(LEADS), max_size=25).map("".join))
def test_any_prose_is_read_without_error_and_quotes_lie_in_it(text: str) -> None:
    prepared = Prepared(text, date(2023, 6, 30))
    for one in [*tally.find(prepared), *target.find(prepared)]:
        words = one.said.quantity.words  # type: ignore[union-attr]
        assert words in one.span.of(text)


def test_cases_are_there() -> None:
    assert Path(__file__).parents[1].joinpath("cases/reading/target_moods.toml").is_file()
