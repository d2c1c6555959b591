"""``duijie assess``: schemes, places, and how a unit's points came about."""

from __future__ import annotations

import pytest

from tests.cast import lin_the_reviewer, yunhe_county
from tests.cli.running import duijie
from tests.factories.assessment import SCHEME, towns

pytestmark = pytest.mark.django_db


def test_schemes_places_and_a_units_points() -> None:
    yunhe_county()
    towns(lin_the_reviewer())
    codes = [row["code"] for row in duijie("assess", "--format", "jsonl").rows]
    assert SCHEME in codes
    places = duijie("assess", SCHEME, "--as-of", "2024-06-30", "--format", "jsonl").rows
    assert [(row["place"], row["unit"], row["points"]) for row in places] == [
        (1, "东镇", 36),
        (2, "西镇", 12),
    ]
    parts = duijie("assess", SCHEME, "--as-of", "2024-06-30", "--unit", "东镇", "--format", "jsonl").rows
    assert parts[0]["formula"] == "0.6 ÷ 1 × 60 = 36"
    missing = duijie("assess", SCHEME, "--as-of", "2024-06-30", "--unit", "招商局")
    assert (missing.status, "招商局" in missing.err) == (1, True)
    unknown = duijie("assess", "none", "--as-of", "2024-06-30")
    assert (unknown.status, SCHEME in unknown.err) == (1, True)
