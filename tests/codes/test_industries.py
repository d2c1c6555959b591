"""Industries: every way to write a code, what lies in what, search."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.codes.industries import (
    Industry,
    IndustryLevel,
    NoIndustry,
    every_industry,
    industries_in,
    industry,
    industry_path,
    search_industries,
)

CASES = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "codes" / "industries.toml").read_text("utf-8")
)
EVERY = list(every_industry())
LEVELS = list(IndustryLevel)


@pytest.mark.parametrize("case", CASES["code"], ids=lambda case: case["code"])
def test_a_code_is_read_in_every_way_it_is_written(case: dict[str, Any]) -> None:
    for text in case["written"]:
        found = industry(text)
        assert isinstance(found, Industry)
        assert (found.code, found.name) == (case["code"], case["name"])
        assert [entry.code for entry in industry_path(text)] == case["path"]


@pytest.mark.parametrize("text", CASES["none"][0]["written"])
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    found = industry(text)
    assert isinstance(found, NoIndustry)
    assert text in found.reason.zh and text in found.reason.en
    assert industry_path(text) == ()


@pytest.mark.parametrize("case", CASES["search"], ids=lambda case: case["text"])
def test_a_search_brings_what_is_meant_first(case: dict[str, Any]) -> None:
    assert [entry.code for entry in search_industries(case["text"])][: max(len(case["first"]), 1)] == case[
        "first"
    ]


def test_the_table_counts_as_published() -> None:
    assert Counter(entry.level for entry in EVERY) == {
        IndustryLevel.SECTION: 20,
        IndustryLevel.DIVISION: 97,
        IndustryLevel.GROUP: 473,
        IndustryLevel.CLASS: 1381,
    }
    assert [entry.code for entry in industries_in()] == list("ABCDEFGHIJKLMNOPQRST")


def test_every_level_lies_in_the_one_above() -> None:
    for entry in EVERY:
        path = industry_path(entry.code)
        assert path[-1] == entry
        assert [step.level for step in path] == LEVELS[: len(path)]
        assert entry.level is LEVELS[len(path) - 1]
        assert path[0].code == entry.section
        if entry.level is not IndustryLevel.CLASS:
            assert industries_in(entry.code), f"{entry} has nothing in it"
        if entry.level in (IndustryLevel.GROUP, IndustryLevel.CLASS):
            assert entry.code.startswith(entry.parent)


def test_a_class_that_ends_in_nought_is_the_only_one_and_has_its_groups_name() -> None:
    for entry in EVERY:
        if entry.level is IndustryLevel.CLASS and entry.code.endswith("0"):
            assert [e.name for e in industries_in(entry.parent)] == [entry.name]
            group = industry(entry.parent)
            assert isinstance(group, Industry) and group.name == entry.name


def test_names_are_clean_and_classes_differ() -> None:
    assert all(
        entry.name == entry.name.strip() and not set(entry.name) & set(" ()[]0123456789,;")
        for entry in EVERY
        if entry.code != "7517"
    )
    names = Counter(entry.name for entry in EVERY if entry.level is IndustryLevel.CLASS)
    assert [name for name, count in names.items() if count > 1] == []


@given(st.sampled_from(EVERY))
def test_a_name_finds_its_own_code(entry: Industry) -> None:
    assert entry in search_industries(entry.name)
    assert industry(entry.lettered) == entry


@given(st.text())
def test_any_text_is_no_trouble(text: str) -> None:
    assert isinstance(industry(text), Industry | NoIndustry)
    assert len(search_industries(text, limit=5)) <= 5
