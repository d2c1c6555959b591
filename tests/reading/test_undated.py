"""Documents that do not say which day they are of."""

from __future__ import annotations

import pytest

from duijie.reading.engine import read
from duijie.reading.prepared import Prepared


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("3月15日，云禾县2023年第一季度项目签约仪式举行。", 2023),
        ("8月22日，2017云禾装备产业对接会举办。", 2017),
        ("到2027年，签约项目30个。", None),
        ("2022—2024年行动方案印发。2022年签约8个。", 2022),
        ("园区招聘2000余人。", None),
    ],
)
def test_the_year_is_the_latest_that_can_be_the_documents_own(text: str, year: int | None) -> None:
    assert Prepared(text).year == year


@pytest.mark.parametrize(
    "text", ["到2027年，全县签约项目达到30个。", "2023年签约8个。到2026年，全县签约项目达到30个。"]
)
def test_a_number_for_a_year_to_come_is_a_target(text: str) -> None:
    kinds = [one.kind for one in read(text).statements if one.said and "30个" in one.quote]
    assert kinds == ["target"]


def test_a_number_up_to_a_past_day_is_a_tally() -> None:
    assert [one.kind for one in read("截至2023年底，全县签约项目30个。").statements] == ["tally"]
