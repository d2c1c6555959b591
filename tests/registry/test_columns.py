"""Heads of tables are understood with a reason, or the import ends before anything is written."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duijie.registry.columns import TARGETS, WrongMapping, distinct, is_head, map_columns, words

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "registry" / "heads.toml").read_text("utf-8"))[
    "table"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_heads_fill_the_columns_they_name(case: dict[str, Any]) -> None:
    mapped = map_columns(case["heads"], {}, file="x.csv")
    filled = {f"{one.target}({one.unit})" if one.unit else one.target: one.column for one in mapped}
    assert filled == case["filled"]
    assert all(one.zh and one.en for one in mapped)


def test_what_is_asked_goes_before_what_is_guessed() -> None:
    heads = ["企业名称", "客户", "市场"]
    mapped = map_columns(heads, {"name": "客户", "city": "市场"}, file="x.csv")
    assert {one.target: one.column for one in mapped} == {"name": "客户", "city": "市场"}


def test_a_column_can_be_left_out_and_given_a_unit() -> None:
    mapped = map_columns(["名称", "市", "资本"], {"city": "", "capital(万元)": "资本"}, file="x.csv")
    assert {one.target: (one.column, one.unit) for one in mapped} == {
        "name": ("名称", ""),
        "capital": ("资本", "万元"),
    }


@pytest.mark.parametrize(
    ("heads", "asked", "says"),
    [
        (["甲", "乙"], {}, "x.csv: no column holds the names.* 甲、乙. Say which with --map name=COLUMN"),
        (
            ["名称"],
            {"nmae": "名称"},
            "--map nmae=名称: no column of the registry is called 'nmae'. There are name",
        ),
        (["名称"], {"city": "城"}, "--map city=城: x.csv has no column '城'; its columns are 名称. Name one"),
        (["名称"], {"name": ""}, "no column holds the names"),
    ],
)
def test_a_wrong_mapping_names_what_is_there(heads: list[str], asked: dict[str, str], says: str) -> None:
    with pytest.raises(WrongMapping, match=says):
        map_columns(heads, asked, file="x.csv")


def test_heads_become_names_of_which_none_is_empty_or_twice() -> None:
    assert distinct(["名称", "", "名称", " 名 称\n"]) == ("名称", "column 2", "名称 (2)", "名 称")


@pytest.mark.parametrize(
    ("cells", "head"),
    [
        (["企业名称", "信用代码"], True),
        (["企业名称"], True),
        (["云禾县企业名录", "", ""], False),
        (["云禾县粮库", "911311277777777777"], False),
        ([], False),
    ],
)
def test_a_row_is_a_head_where_it_reads_like_one(cells: list[str], head: bool) -> None:
    assert is_head(cells) is head


def test_every_target_has_its_words() -> None:
    assert set(words("words")) == set(TARGETS)
