"""Limits on stations, states by day, regions and directions: pure rules."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.innovation.rules import (
    SOON,
    findings_of,
    flow_of,
    key_of,
    load,
    province_of,
    region_code,
    split_names,
    state_of,
)
from duijie.innovation.types import Stay

DAY = date(2024, 6, 30)


def stay(
    platform: int, category: str = "academician", months: str | None = "3", person: str = "沈甲"
) -> Stay:
    return Stay(platform, platform, person, category, None if months is None else Decimal(months))


@pytest.mark.parametrize(
    ("stays", "rules"),
    [
        ([stay(1)], []),
        ([stay(1), stay(2)], ["stations", "stations"]),
        ([stay(1), stay(2, person="沈乙")], []),
        ([stay(n, "academician_retired") for n in (1, 2, 3)], []),
        ([stay(n, "academician_retired") for n in (1, 2, 3, 4)], ["stations"] * 4),
        ([stay(1, months="2.5")], ["months"]),
        ([stay(1, months=None)], []),
        ([stay(1, "doctor", "1"), stay(2, "doctor", "1")], []),
    ],
)
def test_what_the_limits_find(stays: list[Stay], rules: list[str]) -> None:
    found = findings_of(stays, load().limits, DAY)
    assert [one.rule for one in found] == rules
    assert all(one.source.zh and not one.refuses and one.beyond > 0 for one in found)
    together = [stay.talent_id for stay in stays] if "stations" in rules else [1]
    assert all(one.together == tuple(together) for one in found)


def test_before_its_day_a_limit_finds_nothing() -> None:
    assert findings_of([stay(1), stay(2)], load().limits, date(2018, 12, 31)) == []


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from("甲乙丙")), max_size=8))
def test_whoever_serves_more_stations_than_allowed_is_found_at_each_and_nobody_else(
    served: list[tuple[int, str]],
) -> None:
    stays = [Stay(place, platform, who, "academician", None) for place, (platform, who) in enumerate(served)]
    found = {one.talent_id for one in findings_of(stays, load().limits, DAY)}
    many = {who for _, who in served if len({platform for platform, one in served if one == who}) > 1}
    assert found == {place for place, (_, who) in enumerate(served) if who in many}


@given(st.integers(-400, 400), st.one_of(st.none(), st.integers(-400, 400)))
def test_a_platform_is_valid_on_its_last_day_and_over_on_the_day_of_its_end(
    valid: int, ended: int | None
) -> None:
    end = None if ended is None else DAY + timedelta(days=ended)
    state = state_of(valid_until=DAY + timedelta(days=valid), ended_on=end, today=DAY)
    if ended is not None and ended <= 0:
        assert state == "ended"
    else:
        assert state == ("expired" if valid < 0 else "soon" if valid <= SOON.days else "active")


@pytest.mark.parametrize(
    ("seller", "buyer", "own", "flow"),
    [
        ("110000", "131127", "131127", "absorbed"),
        ("131127", "120000", "131127", "exported"),
        ("131127", "131127", "131127", "within"),
        ("130000", "131127", "131127", "absorbed"),
        ("110000", "310000", "131127", "elsewhere"),
        ("110108", "131127", "130000", "absorbed"),
        ("130100", "131127", "130000", "within"),
        ("110000", "", "131127", None),
        ("110000", "131127", None, None),
    ],
)
def test_which_way_technology_goes(seller: str, buyer: str, own: str | None, flow: str | None) -> None:
    assert flow_of(seller=seller, buyer=buyer, own=own) == flow


@pytest.mark.parametrize(
    ("text", "code"),
    [("1100", "110000"), ("北京", "110000"), ("天津市", "120000"), ("131127", "131127"), ("景县", "131127"),
     ("鼓楼区", None), ("9999", None), ("没有的县", None), ("", None), ("11000", None)],
)  # fmt: skip
def test_a_region_by_code_or_name(text: str, code: str | None) -> None:
    assert region_code(text) == code


def test_names_keys_and_provinces() -> None:
    assert split_names("甲、 乙，丙;丁\n戊") == ["甲", "乙", "丙", "丁", "戊"]
    assert key_of(kind="academician", host="甲", name="") == "academician + 甲 + "
    long = key_of(kind="other", host="甲" * 150, name="乙" * 150)
    assert len(long) < 190
    assert long != key_of(kind="other", host="甲" * 150, name="乙" * 149 + "丙")
    assert province_of("131127") == "130000"
