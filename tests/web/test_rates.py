"""A rate shows what it divides: on its page, on the command line, to programs."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from duijie.accounts.types import Actor
from tests.api.calling import program
from tests.cast import MORNING, NOON, bureau, mei_the_second_reviewer
from tests.cli.running import duijie
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
DAY = "2024-06-30"


@pytest.fixture(autouse=True)
def two_signed_one_started(lin: Actor) -> None:
    mei = mei_the_second_reviewer()
    for name, stage in (("甲项目", "signed"), ("乙项目", "started")):
        project = opened(lin, bureau(), MORNING, name=name, land_way="lease")
        advance(project, stage, lin, mei, NOON, day=date(2024, 4, 8))


def test_its_page_lists_the_cohort_and_says_who_has_come_to_it(browser: Client) -> None:
    page = browser.get("/figures/rates.started/", {"as_of": DAY}).content.decode()
    assert "1个 ÷ 2个" in page and "占以下各项的份额" in page
    assert page.count("· 已到") == page.count("· 未到") == 1
    assert "50" in page


def test_the_catalogue_names_what_nothing_is_recorded_of(browser: Client) -> None:
    page = browser.get("/figures/", {"as_of": DAY}).content.decode()
    recorded, _, silent = page.partition("尚无记录")
    assert "开工率" in recorded
    assert "储备项目" in silent and "储备项目" not in recorded


def test_the_command_line_counts_things_and_not_percents(lin: Actor) -> None:
    told = duijie("figures", "--as-of", DAY, "--trace", "rates.started", "-f", "table").out
    assert "1个 ÷ 2个: 50%" in told
    assert "1个  乙项目" in told


def test_programs_get_both_numbers(lin: Actor) -> None:
    found = program("lin", "read").get("/api/figures/rates.started", {"as_of": DAY}).json()
    assert found["amount"]["number"].startswith("50")
    assert [one["number"].rstrip("0").rstrip(".") for one in found["over"]] == ["1", "2"]
    assert program("lin", "read").get("/api/figures/projects.signed", {"as_of": DAY}).json()["over"] is None
