"""The committee: scorecards, vetoes, two steps by two persons, and the approval that signing wants."""

from __future__ import annotations

from decimal import Decimal

import pytest

from duijie.accounts.types import Actor
from duijie.pipeline import queries as pipeline
from duijie.vetting import queries
from duijie.vetting.operations import decide, open_vetting, score
from duijie.vetting.rules import scorecards
from duijie.vetting.types import WrongDecision, WrongScore
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    NOON,
    bureau,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
)
from tests.factories.projects import opened

pytestmark = pytest.mark.django_db
FULL = {item.code: item.points for item in scorecards()[0].items}


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


@pytest.fixture
def vetting(lin: Actor) -> int:
    return open_vetting(project_id=opened(lin, bureau(), MORNING), by=lin, at=MORNING)


def points(share: str) -> dict[str, Decimal]:
    return {code: most * Decimal(share) for code, most in FULL.items()}


def test_the_published_scorecard_sums_to_a_hundred() -> None:
    assert sum(FULL.values()) == 100 and len(FULL) == 11 and scorecards()[0].vetoes


def test_members_sheets_are_averaged_and_a_later_one_replaces_its_units(lin: Actor, vetting: int) -> None:
    science, ecology = bureau("科技局"), bureau("生态环境局")
    score(vetting_id=vetting, unit_id=science, points=points("0.5"), by=lin, at=NOON)
    score(vetting_id=vetting, unit_id=ecology, points=points("0.8"), by=lin, at=NOON)
    assert queries.get(vetting_id=vetting, viewer=lin).score == 65
    score(vetting_id=vetting, unit_id=science, points=points("0.7"), by=he_the_clerk(science), at=EVENING)
    info = queries.get(vetting_id=vetting, viewer=lin)
    assert info.score == 75 and info.by_item["size"] == Decimal("12.75") and info.hindered is None
    with pytest.raises(WrongDecision, match="that unit"):
        score(vetting_id=vetting, unit_id=ecology, points=points("1"), by=he_the_clerk(science), at=EVENING)


def test_points_and_vetoes_keep_to_the_card(lin: Actor, vetting: int) -> None:
    unit = bureau()
    for wrong, says in [
        ({"size": Decimal(17)}, "every item"),
        (points("1") | {"size": Decimal(18)}, "0 to 17"),
    ]:
        with pytest.raises(WrongScore, match=says):
            score(vetting_id=vetting, unit_id=unit, points=wrong, by=lin, at=NOON)
    with pytest.raises(WrongScore, match="no veto"):
        score(vetting_id=vetting, unit_id=unit, points=points("1"), vetoes=["mood"], by=lin, at=NOON)


def test_a_veto_ends_it_whatever_the_points(lin: Actor, vetting: int) -> None:
    score(vetting_id=vetting, unit_id=bureau(), points=points("1"), vetoes=["environment"], by=lin, at=NOON)
    with pytest.raises(WrongDecision, match="vetoed"):
        decide(vetting_id=vetting, passed=True, by=lin, at=NOON)
    decide(vetting_id=vetting, passed=False, reason="环保不达标", by=lin, at=NOON)
    assert queries.get(vetting_id=vetting, viewer=lin).state == "refused"
    with pytest.raises(WrongDecision, match="ended"):
        decide(vetting_id=vetting, passed=True, by=lin, at=NOON)


def test_too_few_points_do_not_pass(lin: Actor, vetting: int) -> None:
    with pytest.raises(WrongDecision, match="no score sheet"):
        decide(vetting_id=vetting, passed=True, by=lin, at=NOON)
    score(vetting_id=vetting, unit_id=bureau(), points=points("0.59"), by=lin, at=NOON)
    with pytest.raises(WrongDecision, match="fewer than 60"):
        decide(vetting_id=vetting, passed=True, by=lin, at=NOON)


def test_two_steps_by_two_persons_end_in_the_approval_that_signing_wants(lin: Actor, vetting: int) -> None:
    score(vetting_id=vetting, unit_id=bureau(), points=points("0.9"), by=lin, at=NOON)
    decide(vetting_id=vetting, passed=True, by=lin, at=NOON)
    project = queries.get(vetting_id=vetting, viewer=lin).project_id
    assert pipeline.get(project_id=project, viewer=lin, today=MIDYEAR).evidence == ()
    with pytest.raises(WrongDecision, match="another person"):
        decide(vetting_id=vetting, passed=True, by=lin, at=NOON)
    decide(vetting_id=vetting, passed=True, by=mei_the_second_reviewer(), at=EVENING)
    (opinion,) = pipeline.get(project_id=project, viewer=lin, today=MIDYEAR).evidence
    assert opinion.kind == "vetting_opinion" and "90" in opinion.title
    assert [one.step for one in queries.of_project(project_id=project, viewer=lin)[0].decisions] == [
        "first",
        "second",
    ]
