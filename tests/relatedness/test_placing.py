import tomllib
from pathlib import Path

import polars as pl
import pytest

from duijie.codes.industries import Industry, industry
from duijie.relatedness.placing import group_of, lexicon, place

ROWS = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "relatedness" / "placing.toml").read_text("utf-8")
)["row"]


@pytest.fixture(scope="module")
def placed():
    shape = {"name": pl.String, "industry": pl.String, "scope": pl.String}
    return place(pl.DataFrame([{key: row.get(key, "") for key in shape} for row in ROWS], schema=shape))


@pytest.mark.parametrize("at", range(len(ROWS)), ids=[row["name"] + str(at) for at, row in enumerate(ROWS)])
def test_a_row_is_placed_in_its_group(at, placed):
    assert placed[at] == ROWS[at]["group"]


def test_every_group_of_the_words_is_one_of_the_standard():
    words = lexicon()
    codes = {*words.groups.values(), *words.trade, *(code for pair in words.trade.values() for code in pair)}
    assert all(isinstance(industry(code), Industry) and len(code) == 3 for code in codes)


def test_codes_and_names_are_read_down_to_the_group():
    assert [group_of(text) for text in ("C3911", "391", "39", "C", "计算机制造", "没有")] == [
        "391",
        "391",
        "",
        "",
        "391",
        "",
    ]
