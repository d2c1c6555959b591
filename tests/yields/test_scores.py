"""Scores by the published formula, grades by their shares, vetoes, and who reads the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.parks.operations import save_park, save_tenant, tell_year
from duijie.yields.operations import assess, publish, veto
from duijie.yields.queries import assessment, assessments, score, scores
from duijie.yields.rules import LITTLE_LAND, graded, grades_on, rules_on, scored
from duijie.yields.types import NoSuchAssessment, NothingToScore, WrongVeto
from tests.cast import (
    MORNING,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    zhou_the_clerk,
)

DAY = date(2022, 12, 31)
ABOVE, BELOW = rules_on(DAY)
MU = Decimal("666.6667")
# An enterprise that stands at every benchmark of Huangyan's formula for 2022, on 10 mu.
AVERAGE = {
    "land": 10 * MU, "tax": Decimal(2_409_700), "added_value": Decimal(13_616_000),
    "energy": Decimal(13_616_000) / Decimal(26_940), "emission": Decimal(13_616_000) / Decimal(49_298_100),
    "staff": Decimal(13_616_000) / Decimal(181_400), "revenue": Decimal(100_000_000), "rnd": Decimal(3_020_000),
}  # fmt: skip


def test_the_weights_add_up_to_a_hundred() -> None:
    for rule in (ABOVE, BELOW):
        assert sum(item.weight for item in rule.items) == 100


def test_the_published_formula() -> None:
    """亩均税收/24.097×30 + 亩均增加值/136.16×20 + 单位能耗增加值/2.694×20 + 单位排放增加值/4929.81×10 + …"""
    best = AVERAGE | {
        "tax": Decimal(4_000_000),
        "added_value": Decimal(20_000_000),
        "energy": Decimal(500),
        "emission": Decimal("0.25"),
        "staff": Decimal(100),
        "rnd": Decimal(5_000_000),
    }
    average, one = scored({1: AVERAGE, 2: best}, ABOVE)
    assert average.score == pytest.approx(Decimal(100), abs=Decimal("0.001"))
    by_hand = (
        Fraction(40) / Fraction("24.097") * 30 + Fraction(200) / Fraction("136.16") * 20
        + Fraction(4) / Fraction("2.694") * 20 + Fraction(8000) / Fraction("4929.81") * 10
        + Fraction(20) / Fraction("18.14") * 10 + Fraction("0.05") / Fraction("0.0302") * 10
    )  # fmt: skip
    assert float(one.score or 0) == pytest.approx(float(by_hand), abs=0.001)
    below = {
        "land": 3 * MU,
        "tax": Decimal(347_796),
        "electricity": Decimal(347_796) / Decimal("0.2352"),
    }
    assert scored({3: below}, BELOW)[0].score == pytest.approx(Decimal(100), abs=Decimal("0.001"))


def test_without_emission_data_an_enterprise_gets_the_average_of_the_item() -> None:
    silent = {code: number for code, number in AVERAGE.items() if code != "emission"}
    twice = AVERAGE | {"emission": AVERAGE["emission"] / 2}
    found = {one.tenant_id: one for one in scored({1: AVERAGE, 2: twice, 3: silent}, ABOVE)}
    part = found[3].parts[3]
    assert (part.averaged, part.value) == (True, None)
    assert part.points == pytest.approx(Decimal(15), abs=Decimal("0.001"))
    nothing = {code: number for code, number in AVERAGE.items() if code != "rnd"}
    assert scored({1: nothing}, ABOVE)[0].score == pytest.approx(Decimal(90), abs=Decimal("0.001"))


def test_a_cap_holds_points_do_not_fall_below_nothing_and_little_land_is_left_out() -> None:
    capped = replace(ABOVE, items=tuple(replace(item, cap=Decimal("1.2")) for item in ABOVE.items))
    (found,) = scored({1: AVERAGE | {"tax": Decimal(99_000_000)}}, capped)
    assert (found.parts[0].points, found.parts[0].capped) == (Decimal("36.0"), True)
    (loss,) = scored({1: AVERAGE | {"added_value": Decimal(-5)}}, ABOVE)
    assert all(part.points >= 0 for part in loss.parts)
    (small,) = scored({1: AVERAGE | {"land": Decimal(1999)}}, ABOVE)
    assert (small.score, small.left_out) == (None, LITTLE_LAND)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 30_000), st.sampled_from([False, False, False, True])), max_size=60))
def test_shares_of_grades(told: list[tuple[int, bool]]) -> None:
    rows = [(number, Decimal(score) / 100, struck) for number, (score, struck) in enumerate(told)]
    found = graded(rows, grades_on(DAY))
    count = {grade: list(found.values()).count(grade) for grade in "ABCD"}
    assert sum(count.values()) == len(rows)
    assert count["A"] <= 0.2 * len(rows)
    assert count["D"] >= 0.05 * len(rows)
    assert all(found[number] == "D" for number, _score, struck in rows if struck)
    free = sorted(((score, -number) for number, score, struck in rows if not struck), reverse=True)
    grades = [found[-number] for _score, number in free]
    assert grades == sorted(grades)


def test_an_assessment_is_a_draft_until_another_person_publishes_it(db: None) -> None:
    lin, mei, unit = lin_the_reviewer(), mei_the_second_reviewer(), bureau("高新区管委会")
    park = save_park(values={"name": "高端装备园", "kind": "park"}, unit_id=unit, by=lin, at=MORNING)
    numbers = []
    for name, tax in (("恒远轴承", 9_000_000), ("远拓新材", 3_000_000), ("青禾种业", 1_000_000)):
        tenant = save_tenant(
            values={"name": f"{name}有限公司", "above_scale": True}, park_id=park, by=lin, at=MORNING
        )
        values = {code: str(round(number, 3)) for code, number in AVERAGE.items()} | {"tax": str(tax)}
        tell_year(tenant_id=tenant, year=2022, values=values, by=lin, at=MORNING)
        numbers.append(tenant)
    with pytest.raises(NothingToScore):
        assess(year=2021, by=lin, at=MORNING)
    veto(tenant_id=numbers[0], year=2022, kind="safety", source="事故调查报告", by=lin, at=MORNING)
    made = assess(year=2022, by=lin, at=MORNING)
    lines, count = scores(assessment_id=made, viewer=lin)
    assert [(one.tenant_id, one.place, one.grade, one.veto) for one in lines] == [
        (numbers[0], 1, "D", "safety"),
        (numbers[1], 2, "B", ""),
        (numbers[2], 3, "C", ""),
    ]
    assert count == 3
    outsider = zhou_the_clerk(bureau("柳堡镇"))
    assert assessments(viewer=outsider) == []
    with pytest.raises(NoSuchAssessment):
        assessment(assessment_id=made, viewer=outsider)
    with pytest.raises(WrongVeto):
        publish(assessment_id=made, by=lin, at=MORNING)
    publish(assessment_id=made, by=mei, at=MORNING)
    told, info = score(score_id=lines[1].id, viewer=outsider)
    assert (told.grade, told.parts, info.scored) == ("B", (), 3)
    assert len(score(score_id=lines[1].id, viewer=lin)[0].parts) == 6
