"""The outlook of a region with a few projects: who is in it, what they promise, and who sees it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from duijie.accounts.types import Actor
from duijie.funds.operations import promise
from duijie.outlook.queries import entries, outlook, stays
from duijie.outlook.types import NoProjectThere
from duijie.pipeline import operations
from duijie.pipeline.bulk.queries import ways
from tests.cast import (
    MORNING,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
)
from tests.cli.running import duijie
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
SIGNED, TODAY = date(2023, 9, 1), date(2024, 6, 1)
FULL = Decimal(200_000_000)


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def signed(lin: Actor) -> int:
    """A project signed in September 2023 that promises 200 m yuan a year."""
    unit, mei = bureau(), mei_the_second_reviewer()
    project = opened(lin, unit, MORNING, park="东园")
    advance(project, "signed", lin, mei, MORNING, day=SIGNED)
    for number in (FULL / 2, FULL):  # the latest word holds
        promise(
            project_id=project, kind="output", number=number, due_on=date(2026, 12, 31), by=lin, at=MORNING
        )
    return project


def test_a_project_with_a_promise_is_told_and_one_without_is_counted(lin: Actor, signed: int) -> None:
    opened(lin, bureau(), MORNING, name="无承诺项目")
    found = outlook(viewer=lin, as_of=TODAY, quota=Decimal(100_000_000), draws=500)
    assert [(one.project_id, one.output) for one in found.projects] == [(signed, FULL)]
    assert found.silent == 1 and 0.2 < found.projects[0].chance < 1
    assert [year.year for year in found.years] == [2024, 2025, 2026, 2027, 2028]
    last = found.years[-1]
    assert last.chance is not None and 0 < last.chance < 1 and last.quantiles[-1] == FULL
    assert sum(step.standing for step in found.steps) == 2


def test_a_park_has_its_own_fan_and_the_regions_rates(lin: Actor, signed: int) -> None:
    with pytest.raises(NoProjectThere, match="西园"):
        outlook(viewer=lin, as_of=TODAY, park="西园", draws=200)
    here = outlook(viewer=lin, as_of=TODAY, park="东园", draws=200)
    assert len(here.projects) == 1
    assert here.steps[2].lasting == 1


def test_what_happened_later_is_not_known_on_an_earlier_day(lin: Actor, signed: int) -> None:
    (way,) = ways(viewer=lin)
    assert entries(way, date(2020, 1, 1)) == [] and list(stays(way, date(2020, 1, 1))) == []
    assert [stay.end for stay in stays(way, TODAY)][-1] == ""
    operations.set_status(
        project_id=signed, status="lost", reason_code="lost-terms", effective_on=date(2024, 5, 1), by=lin, at=MORNING
    )  # fmt: skip
    (way,) = ways(viewer=lin)
    assert [stay.end for stay in stays(way, TODAY)][-1] == "left"
    assert [stay.end for stay in stays(way, date(2024, 4, 1))][-1] == ""
    assert outlook(viewer=lin, as_of=TODAY, draws=200).projects == ()


def test_a_confidential_project_is_in_the_outlook_of_those_who_read_it(lin: Actor, signed: int) -> None:
    operations.edit_project(project_id=signed, columns={"confidential": True}, by=lin, at=MORNING)
    assert outlook(viewer=he_the_clerk(bureau("开发区")), as_of=TODAY, draws=200).projects == ()
    assert outlook(viewer=guo_the_guest(), as_of=TODAY, draws=200).projects == ()


def test_the_page_draws_it_and_says_what_is_typed_wrongly(lin: Actor, signed: int) -> None:
    browser = Client()
    browser.post("/sign-in/", {"username": "lin", "password": "correct-horse"})
    shown = browser.get("/outlook/?quota=1亿&as_of=2024-06-01").content.decode()
    assert 'data-quota="100000000"' in shown and f'href="/projects/{signed}/"' in shown
    wrong = browser.get("/outlook/?quota=很多&park=东园").content.decode()
    assert "请写金额" in wrong and 'data-quota=""' in wrong
    assert "2015-09-24" in browser.get("/outlook/?as_of=昨天&park=没有").content.decode()


def test_the_command_tells_the_same(lin: Actor, signed: int) -> None:
    rows = duijie("forecast", "东园", "--quota", "1亿", "--as-of", "2024-06-01", "--draws", "500").rows
    found = outlook(viewer=lin, as_of=TODAY, park="东园", quota=Decimal(100_000_000), draws=500)
    assert [row["chance"] for row in rows] == [round(year.chance or 0, 3) for year in found.years]
    assert duijie("forecast", "--quota", "很多").status == 2
    unknown = duijie("forecast", "西园")
    assert unknown.status == 1 and "西园" in unknown.err and unknown.out == ""
