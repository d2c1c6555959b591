"""What a field may hold, which name a group goes by, what a search finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.directory.rules import (
    CODED,
    FIELDS,
    Called,
    cleaned,
    form_by_name,
    kind_by_name,
    next_code,
    title_of,
)
from duijie.kernel.words import Words
from duijie.naming.nearby import Nearby
from duijie.naming.parts import parse_name
from duijie.naming.plain import plain
from duijie.naming.spelling import search_keys, sought
from tests.factories.codes import made_code


@pytest.mark.parametrize(
    ("field", "given", "clean"),
    [
        ("credit_code", f" {made_code(7).lower()} ", made_code(7)),
        ("division", "１３１１２７", "131127"),
        ("industry", "c2913", "C2913"),
        ("industry", "29", "C29"),
        ("division", "景县", "131127"),
        ("division", "133030", "133030"),
        ("listed_code", "600000.sh", "600000.SH"),
        ("status", "closed", "closed"),
        ("township", " 城关镇 ", "城关镇"),
    ],
)
def test_a_value_is_cleaned(field: str, given: str, clean: str) -> None:
    assert cleaned(field, given) == clean


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("credit_code", made_code(7)[:-1] + ("0" if made_code(7)[-1] != "0" else "1")),
        ("credit_code", "91"),
        ("old_number", "110000000000000"),
        ("division", "13"),
        ("industry", "Z1"),
        ("industry", "A2913"),
        ("division", "999999"),
        ("division", "鼓楼区"),
        ("division", "云禾县"),
        ("listed_code", "SH"),
        ("status", "asleep"),
        ("kind", "school"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(field: str, given: str) -> None:
    why = cleaned(field, given)
    assert isinstance(why, Words) and why.zh and why.en


def test_every_coded_field_is_a_field() -> None:
    assert set(CODED) <= set(FIELDS)


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["西伯力公司", "西伯力特种橡胶有限公司"], "西伯力特种橡胶有限公司"),
        (["北京航空航天大学", "北京航天航空大学"], "北京航空航天大学"),
        (["禾集团", "云禾农业集团有限公司", "云禾农业"], "云禾农业集团有限公司"),
    ],
)
def test_a_group_goes_by_its_fullest_name(names: list[str], title: str) -> None:
    called = [Called(place, name, "printed", None) for place, name in enumerate(names)]
    assert title_of(called).text == title
    assert title_of(reversed(called)).text == title


def test_a_registered_name_comes_before_a_longer_one() -> None:
    names = [
        Called(1, "云禾农业发展集团股份有限公司", "printed", None),
        Called(2, "云禾农业", "registered", None),
    ]
    assert title_of(names).text == "云禾农业"


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("南开大学", "university", ""),
        ("中国橡胶协会", "association", ""),
        ("云禾县人民政府", "government", ""),
        ("云禾种业有限公司", "enterprise", "limited"),
        ("云禾农村商业银行股份有限公司", "bank", "shares"),
        ("城东工业园", "park_committee", ""),
    ],
)
def test_kind_and_form_are_told_by_the_name(name: str, kind: str, form: str) -> None:
    assert (kind_by_name(name), form_by_name(name)) == (kind, form)


@pytest.mark.parametrize(
    "typed", ["青禾", "河北青", "hebeiqinghe", "hbqh", "qinghe", "91ab", "ABC", "河北 青禾"]
)
def test_a_search_finds_characters_pinyin_initials_and_codes(typed: str) -> None:
    assert sought(typed) in search_keys(["河北青禾Abc有限公司"], ["91AB"])


@given(st.text("0123456789", min_size=1, max_size=6), st.text("0123456789", max_size=6))
def test_a_code_lies_before_the_next_one_just_if_it_begins_alike(code: str, other: str) -> None:
    beyond = next_code(code)
    within = code <= other and (not beyond or other < beyond)
    assert within == other.startswith(code)


def test_the_names_near_a_name_hold_its_short_form_and_its_slips() -> None:
    crowd = [
        f"河北{sign}{trade}有限公司"
        for sign in "甲乙丙丁戊己庚辛"
        for trade in ("机械", "橡胶", "制药", "物流", "化工")
    ]
    wanted = ["北航", "北京航空航天大学", "北京航天航空大学"]
    names = [*crowd, *wanted]
    index = Nearby(plain(name) for name in names)
    for one in wanted:
        assert set(wanted) <= {names[at] for at in index.closest(parse_name(one), limit=5)}
    index.add(["青禾"])
    assert len(names) in index.closest(parse_name("云禾青禾种业有限公司"), limit=5)
    assert index.closest(parse_name("…")) == []
