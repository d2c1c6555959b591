"""Divisions as of days: what a code was, what it became, which places bear a name."""

import tomllib
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.codes.credit import CreditCode, read_credit_code
from duijie.codes.divisions import (
    AS_OF,
    Division,
    Level,
    NoDivision,
    children_of,
    division,
    every_division,
    find_places,
    parent_of,
    path_of,
    registered_under,
    short_name,
    spells_of,
    today,
)

CASES = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "codes" / "divisions.toml").read_text("utf-8")
)
EVERY = list(every_division())
spells = st.sampled_from(EVERY)
days = st.dates(date(1980, 12, 31), AS_OF)


@pytest.mark.parametrize("case", CASES["code"], ids=lambda case: f"{case['code']} {case.get('on', '')}")
def test_a_code_is_what_it_was_on_the_day(case: dict[str, Any]) -> None:
    found = division(case["code"], case.get("on"))
    path = path_of(case["code"], case.get("on"))
    if isinstance(found, NoDivision):
        assert path == ()
        assert case["nearest"] == (found.nearest.name if found.nearest else "")
        assert case["code"] in found.reason.zh and case["code"] in found.reason.en
    else:
        assert [place.name for place in path] == case["path"]
        assert [place.code for place in today(found)] == case["today"]


@pytest.mark.parametrize("case", CASES["registered"], ids=lambda case: case["code"])
def test_the_digits_of_a_credit_code_mean_a_place(case: dict[str, Any]) -> None:
    found = registered_under(case["code"], case["on"])
    assert isinstance(found, Division)
    assert found.name == case["place"]


def test_digits_outside_every_province_mean_none() -> None:
    assert isinstance(registered_under("990000"), NoDivision)


@pytest.mark.parametrize("case", CASES["named"], ids=lambda case: case["name"])
def test_a_name_finds_all_that_bear_it(case: dict[str, Any]) -> None:
    found = find_places(case["name"])
    assert [place.code for place in found if place.stands()] == case["standing"]
    standing = [place.stands() for place in found]
    assert standing == sorted(standing, reverse=True)


def test_a_name_of_the_past_is_found_on_its_days() -> None:
    assert [place.code for place in find_places("襄樊", date(2000, 1, 1))] == ["420600"]
    assert find_places("襄樊", date(2012, 1, 1)) == ()


def test_the_table_of_today_counts_as_published() -> None:
    standing = Counter(place.level for place in EVERY if place.stands() and not place.grouping)
    assert standing[Level.PROVINCE] == 34
    assert standing[Level.CITY] == 333
    assert len(children_of("")) == 34
    assert {place.name for place in children_of("131100")} >= {"桃城区", "景县", "深州市"}
    assert "济源市" in {place.name for place in children_of("410000")}
    assert children_of("441900") == ()


@given(spells, days)
def test_a_path_leads_up_to_a_province(spell: Division, day: date) -> None:
    if spell.stands(day):
        path = path_of(spell.code, day)
        assert path[-1] == spell
        assert path[0].level is Level.PROVINCE
        assert [place.level for place in path] == sorted({p.level for p in path}, key=list(Level).index)
        assert all(place.stands(day) for place in path)
        assert parent_of(spell.code, day) == (path[-2].code if len(path) > 1 else "")


@given(spells)
def test_a_division_of_any_time_has_a_path(spell: Division) -> None:
    assert path_of(spell.code)[0].level is Level.PROVINCE


def test_every_parent_is_a_code_of_its_own() -> None:
    assert [s.code for s in EVERY if s.parent and not spells_of(s.parent)] == []


def test_spells_of_a_code_follow_each_other() -> None:
    for code in {spell.code for spell in EVERY}:
        own = spells_of(code)
        for before, after in pairwise(own):
            assert before.until is not None and after.since is not None
            assert before.until <= after.since
        for spell in own:
            assert spell.since is None or spell.until is None or spell.since < spell.until


@given(spells)
def test_what_ended_became_something_that_came_or_stood_then(spell: Division) -> None:
    assert all(spells_of(code) for code in spell.became)
    if spell.until is None:
        assert spell.became == ()
        assert today(spell) == (spell,)
    elif not spell.grouping and spell.until >= date(1987, 1, 1):
        assert today(spell), f"nothing is known of {spell}"
        assert all(place.stands() for place in today(spell))


@given(spells, st.sampled_from(["", " "]))
def test_a_place_is_found_by_its_name_and_its_short_name(spell: Division, blank: str) -> None:
    if not spell.grouping:
        assert spell in find_places(spell.name + blank)
        assert spell in find_places(blank + short_name(spell.name))


@settings(max_examples=20)
@given(days)
def test_below_one_parent_no_two_places_share_a_name(day: date) -> None:
    names = Counter(
        (parent_of(place.code, day), place.level, place.name)
        for place in EVERY
        if place.stands(day) and not place.grouping
    )
    assert [name for name, count in names.items() if count > 1] == []


@given(st.text())
def test_any_text_is_no_trouble(text: str) -> None:
    assert isinstance(division(text), Division | NoDivision)
    assert isinstance(registered_under(text), Division | NoDivision)
    assert all(text.strip() in {place.name, short_name(place.name)} for place in find_places(text))


@pytest.fixture(scope="module")
def registered(shared: Path) -> list[str]:
    """The divisions inside the credit codes of every tenth enterprise."""
    table = pq.read_table(shared / "data" / "registry_1978_1999.parquet", columns=["credit_code"])
    codes = [read_credit_code(text or "") for text in table["credit_code"].to_pylist()[::10]]
    return [code.division for code in codes if isinstance(code, CreditCode)]


def test_codes_of_real_registrations_resolve(registered: list[str]) -> None:
    found = {code: registered_under(code) for code in set(registered)}
    places = [found[code] for code in registered]
    provincial = sum(code.endswith("0000") for code in registered)
    below = [p for p in places if isinstance(p, Division) and p.level is not Level.PROVINCE]
    assert len(below) + provincial >= 0.99 * len(registered)
    assert sum(bool(spells_of(code)) for code in registered) >= 0.985 * len(registered)
    assert all(today(place) for place in set(below))
