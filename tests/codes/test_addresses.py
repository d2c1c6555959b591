"""The place that an address names, alone and with what other columns say."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.codes.addresses import NoDivisionNamed, SeveralDivisions, place_of
from duijie.codes.divisions import Division, Level, every_division, find_places, path_of, today

CASES = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "codes" / "addresses.toml").read_text("utf-8")
)
STANDING = [place for place in every_division() if place.stands() and not place.grouping]


@pytest.mark.parametrize("case", CASES["address"], ids=lambda case: case["text"] + case.get("city", ""))
def test_an_address_names_a_place(case: dict[str, Any]) -> None:
    found = place_of(case["text"], case.get("province", ""), case.get("city", ""))
    if isinstance(found, Division):
        assert found.code == case.get("code")
    elif isinstance(found, SeveralDivisions):
        assert [place.code for place in found.places] == case.get("several")
        assert all(place.name in found.reason.zh for place in found.places)
    else:
        assert case.get("code") == ""
        assert found.reason.zh and found.reason.en


@given(st.sampled_from(STANDING), st.sampled_from(["", "1号", "中山路1号", "某镇"]))
def test_a_full_path_names_its_place(place: Division, rest: str) -> None:
    address = "".join(above.name for above in path_of(place.code)) + rest
    assert place_of(address) == place


@given(st.sampled_from(STANDING))
def test_a_name_with_its_city_in_other_columns_is_that_place(place: Division) -> None:
    path = path_of(place.code)
    hints = [above.name for above in path if above.level is not Level.COUNTY]
    assert place_of(place.name, *hints) == place


@given(
    st.text("广东省深圳市南山区江宁县北京西路上海朝阳中1（）"),
    st.text("北京上海朝阳"),
    st.text("北京上海朝阳"),
)
def test_any_text_is_no_trouble(address: str, province: str, city: str) -> None:
    assert isinstance(place_of(address, province, city), Division | SeveralDivisions | NoDivisionNamed)


def test_real_addresses_lie_in_the_province_their_row_says(shared: Path) -> None:
    table = pq.read_table(
        shared / "data" / "registry_1978_1999.parquet", columns=["province", "city", "address"]
    )
    counts: Counter[str] = Counter()
    for row in table.to_pylist()[::100]:
        said = [place for place in find_places(row["province"] or "") if place.level is Level.PROVINCE]
        if not said or not row["address"]:
            continue
        for name, hints in (("alone", ()), ("hinted", (row["province"], row["city"] or ""))):
            found = place_of(row["address"], *hints)
            if isinstance(found, Division):
                right = any(now.code[:2] == said[0].code[:2] for now in today(found))
                counts[f"{name} {'right' if right else 'wrong'}"] += 1
            else:
                counts[f"{name} open"] += 1
    alone = counts["alone right"] + counts["alone wrong"]
    assert counts["alone wrong"] <= 0.002 * alone
    assert counts["alone open"] <= 0.09 * (alone + counts["alone open"])
    assert counts["hinted wrong"] + counts["hinted open"] <= 0.003 * counts["hinted right"]
