"""Names taken apart."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.naming.parts import parse_name
from duijie.naming.plain import plain

CASES = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "naming" / "parts.toml").read_text("utf-8")
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES["case"]])
def test_a_name_is_taken_apart(case: dict[str, Any]) -> None:
    parts = parse_name(case["name"])
    place = [parts.place.province, parts.place.city, parts.place.county]
    found = {
        "place": [level for level in place if level],
        "brand": parts.brand,
        "trade": list(parts.trade),
        "form": parts.legal_form,
        "branch": parts.branch,
        "brackets": list(parts.brackets),
        "kind": str(parts.kind),
    }
    expected = {key: value for key, value in case.items() if key != "name"}
    assert {key: found[key] for key in expected} == expected


@given(st.text("宏遠橡膠（）()“” ·ＡＢａ１有限公司集團北京"))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_parts_hold_only_what_the_name_says(text: str) -> None:
    parts = parse_name(text)
    assert parts.raw == text
    assert set(parts.core + parts.legal_form + parts.branch) <= set(parts.plain)
