"""Pages of ties without scripts: ways told with their records, names that fit several, regions, empty states."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from duijie.accounts.operations import set_region
from duijie.directory.operations import describe
from duijie.relations.regional import ties_with
from tests.cast import MORNING, wen_the_administrator
from tests.kept import for_a_module
from tests.relations.made import COLLEGE, FRIEND, GROUP, MEMBER, SEED, County, county


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], County]]:
    with for_a_module(django_db_blocker, county) as found:
        yield found


@pytest.fixture
def one(db: None, made: Callable[[], County]) -> County:
    return made()


def text_of(address: str, user: str = "lin", status: int = 200) -> str:
    browser = Client()
    browser.force_login(get_user_model().objects.get(username=user))
    answer = browser.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def test_a_way_is_told_with_its_records(one: County) -> None:
    shown = text_of(f"/network/introductions/?to={COLLEGE}")
    assert "示例实验室" in shown and SEED in shown and "路径 1" in shown
    assert f"/organisations/{one.numbers[SEED]}/" in shown


def test_a_name_that_fits_several_offers_them(one: County) -> None:
    shown = text_of(f"/network/introductions/?to={FRIEND}")
    assert f"{FRIEND}（{SEED}）" in shown and f"{FRIEND}（{MEMBER}）" in shown and 'role="alert"' in shown


def test_the_table_is_there_without_scripts_and_narrows(one: County) -> None:
    whole, few = text_of("/network/"), text_of("/network/?family=members")
    assert whole.count("data-tie") > few.count("data-tie") > 0
    rows = text_of("/network/?part=rows")
    assert "<html" not in rows and rows.count("data-tie") == whole.count("data-tie")
    assert 0 < text_of("/network/?part=rows&hide=people").count("data-tie") < rows.count("data-tie")
    assert "没有任何关系" in text_of("/network/?as_of=1999-01-01&family=papers")


def test_the_picture_is_columns_of_the_same_ties(one: County) -> None:
    drawn = json.loads(text_of(f"/network/?part=picture&to={COLLEGE}&also=organisation:{one.numbers[SEED]}"))
    assert len(drawn["one"]) == len(drawn["other"]) == len(drawn["look"]) >= drawn["way"] > 1
    assert COLLEGE in drawn["name"] and max(drawn["one"]) < len(drawn["key"])
    assert drawn["open"] == f"/organisations/{one.numbers[SEED]}/"
    assert "不止一个" in json.loads(text_of(f"/network/?part=picture&of={FRIEND}"))["problem"]


def test_ties_with_a_region_count_what_they_list(one: County) -> None:
    set_region(name="景县", aliases=["云禾县"], closed_on=None, by=wen_the_administrator(), at=MORNING)
    for name, division in ((SEED, "131127"), (COLLEGE, "110000"), (GROUP, "120000")):
        describe(organisation_id=one.numbers[name], values={"division": division}, by=one.lin, at=MORNING)
    today = timezone.localdate()
    found = ties_with(divisions=["11"], viewer=one.lin, as_of=today)
    assert [node.name for node in found.ours] == [SEED] and [node.name for node in found.theirs] == [COLLEGE]
    assert found.by_kind == {"platform": 1} and found.by_year == {2023: 1}
    both = ties_with(divisions=["11", "12"], viewer=one.lin, as_of=today)
    assert {node.name for node in both.theirs} == {COLLEGE, GROUP}
    assert sum(both.by_kind.values()) == len(both.ties)
    assert ties_with(divisions=["11"], viewer=one.lin, as_of=date(2022, 1, 1)).ties == ()
    assert COLLEGE in text_of("/network/regions/?places=北京") and "共建平台: 1" in text_of(
        "/network/regions/"
    )
    assert "不能确定" in text_of("/network/regions/?places=无此地")
