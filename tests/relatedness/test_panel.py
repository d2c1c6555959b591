from datetime import date

import polars as pl
import pytest

from duijie.relatedness.asking import NotCounted, related, relatedness_of
from duijie.relatedness.panel import NothingRegistered, city_of, counted, panel_of

ROW = {
    "registered_on": date(1995, 5, 1),
    "division": "131127",
    "province": "",
    "city": "",
    "industry": "2911",
    "scope": "",
    "name": "甲",
}


def rows(*changes):
    return pl.DataFrame([ROW | change for change in changes])


def test_rows_are_counted_by_city_group_and_year():
    found = counted(rows({}, {"division": "131102"}, {"registered_on": date(1996, 1, 1)}))
    assert found.rows() == [("131100", "291", 1995, 2), ("131100", "291", 1996, 1)]


def test_a_row_without_day_place_or_industry_is_not_counted():
    bare = ({"registered_on": None}, {"division": ""}, {"industry": "", "name": "某某"})
    assert counted(rows(*bare)).is_empty()
    with pytest.raises(NothingRegistered, match="directory import"):
        panel_of(counted(rows(*bare)))


@pytest.mark.parametrize(
    ("given", "city"),
    [
        (("131127",), "131100"),
        (("110105",), "110000"),
        (("500230",), "500000"),
        (("429004",), "429004"),
        (("", "河北", "衡水"), "131100"),
        (("130000", "河北", "衡水"), "131100"),
        (("130000",), ""),
    ],
)
def test_a_row_belongs_to_the_city_of_today(given, city):
    assert city_of(*given) == city


@pytest.fixture(scope="module")
def panel():
    held = {
        "131100": {"291": 6, "292": 2},
        "130100": {"291": 1, "292": 1, "543": 9},
        "110000": {"662": 9, "543": 2},
    }
    return panel_of(
        pl.DataFrame(
            [(city, code, 1990, number) for city, some in held.items() for code, number in some.items()],
            schema=["city", "industry", "year", "number"], orient="row",
        )
    )  # fmt: skip


def test_the_panel_keeps_every_number(panel):
    assert panel.rows()["number"].sum() == panel.total().sum() == 30
    assert panel.before(1990).total().sum() == 0 and panel.before(1991).total().sum() == 30


def test_related_industries_come_with_what_the_city_has(panel):
    (found,) = related(panel, industry="橡胶制品业", city="衡水")
    assert (found.industry, found.proximity, found.enterprises) == ("292", 1.0, 2)
    assert found.advantage == pytest.approx((2 / 8) / (3 / 30))


def test_a_county_speaks_for_its_city_and_a_province_for_its_cities(panel):
    county = relatedness_of(panel, ["131127"])
    assert county["291"] == county["292"] == 1 and county["662"] == 0
    assert relatedness_of(panel, ["130000"]) == relatedness_of(panel, ["131100", "130100"])


def test_what_is_not_counted_is_named_with_what_can_be_asked(panel):
    with pytest.raises(NotCounted, match="code of three digits"):
        related(panel, industry="0111")
    with pytest.raises(NotCounted, match="six digits"):
        related(panel, industry="291", city="深圳")
    with pytest.raises(NotCounted, match="no enterprise"):
        relatedness_of(panel, ["440000"])
