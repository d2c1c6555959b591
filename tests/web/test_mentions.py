"""What the names of a statement can mean, and the registry below the search of organisations."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from duijie.accounts.types import Actor
from duijie.directory.operations import enter_organisation
from duijie.directory.queries import listing
from duijie.directory.types import Filters
from tests.cast import MORNING
from tests.factories.register import register_of

AGREEMENT = "青禾种业有限公司与云州农学院签订战略合作协议"


@pytest.fixture(autouse=True)
def register(settings: Settings, tmp_path: Path) -> None:
    settings.DUIJIE_HOME = tmp_path
    register_of(("企业名称,城市", "云州市青禾种业有限公司,云州", "廊坊宏远橡胶有限公司,廊坊"), home=tmp_path)


def test_each_name_of_a_statement_gets_candidates_with_reasons(
    lin: Actor, browser: Client, statements: dict[str, str]
) -> None:
    enter_organisation(name="云州农学院", by=lin, at=MORNING)
    address = f"/statements/{statements[AGREEMENT]}/organisations/"
    page = browser.get(address).content.decode()
    assert "云州市青禾种业有限公司" in page
    assert "登记库：登记库" in page
    assert "名录中已有" in page
    part = browser.get(address, headers={"hx-request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="mentions">')


def test_a_statement_that_names_nobody_asks_nothing(
    browser: Client, bulletin: int, statements: dict[str, str]
) -> None:
    page = browser.get(f"/documents/{bulletin}/").content.decode()
    asked = [quote for quote, key in statements.items() if f"/statements/{key}/organisations/" in page]
    assert asked == [AGREEMENT]


def test_a_search_tells_what_the_registry_has_and_takes_it_over(lin: Actor, browser: Client) -> None:
    found = browser.get(
        "/organisations/", {"search": "hyxj"}, headers={"hx-request": "true"}
    ).content.decode()
    assert "廊坊宏远橡胶有限公司" in found
    form = browser.get(
        "/organisations/new/", {"name": "廊坊宏远橡胶有限公司", "source": "登记库:2"}
    ).content.decode()
    assert 'value="廊坊宏远橡胶有限公司"' in form
    assert 'value="登记库:2"' in form
    browser.post("/organisations/new/", {"name": "廊坊宏远橡胶有限公司", "source": "登记库:2"})
    rows = listing(filters=Filters(search="宏远"), viewer=lin).rows
    assert [one.title for one in rows] == ["廊坊宏远橡胶有限公司"]
