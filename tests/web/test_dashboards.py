"""Pages of dashboards: in both languages, on a screen, as files, and what each number leads to."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor
from tests.cast import MORNING, bureau, mei_the_second_reviewer
from tests.factories.events import drive
from tests.factories.governance import governed
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def there(lin: Actor) -> dict[str, int]:
    unit = bureau()
    project = opened(lin, unit, MORNING, home="北京市大兴区", park="东/园", name="=轴承项目")
    advance(
        project,
        "signed",
        lin,
        mei_the_second_reviewer(),
        MORNING,
        day=MORNING.date().replace(month=6, day=27),
    )
    return {"unit": unit, "campaign": drive(lin, unit, MORNING)} | governed(lin, MORNING, unit)


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.content.decode()


def test_nothing_yet_says_what_to_do(browser: Client) -> None:
    assert 'class="sheet nothing"' in body(browser, "/dashboards/")


def test_every_number_leads_somewhere(browser: Client, there: dict[str, int]) -> None:
    shown = body(browser, f"/dashboards/unit/{there['unit']}/")
    links = {unescape(one) for one in re.findall(r'href="(/(?:dashboards|governance)[^"#]*)"', shown)}
    # One of every sort: whole numbers, parts by each dimension, lights, files.
    kinds = {re.sub(r"/[^/]+/?$", "", one.partition("?")[0]): one for one in sorted(links)}
    # The park's name holds a slash, which its address keeps.
    assert {one.split("/")[-1] for one in kinds} >= {
        "figures",
        "charts",
        "month",
        "unit",
        "source",
        "industry",
    }
    for link in kinds.values():
        assert browser.get(link).status_code == 200, link


def test_a_choice_leads_to_its_dashboard_on_the_same_day(browser: Client, there: dict[str, int]) -> None:
    answer = browser.get(f"/dashboards/?of=unit-{there['unit']}&as_of=2024-06-30")
    assert answer["Location"] == f"/dashboards/unit/{there['unit']}/?as_of=2024-06-30"
    assert browser.get("/dashboards/?of=unit-999999", follow=True).status_code == 404
    assert browser.get("/dashboards/?of=region-0").status_code == 200


def test_a_part_says_of_what_it_is(browser: Client, there: dict[str, int]) -> None:
    shown = body(browser, f"/dashboards/unit/{there['unit']}/figures/projects.signed/source/11/")
    assert "签约项目 · 招商局 · 北京" in shown
    assert "=轴承项目" in shown


def test_a_file_is_recorded(browser: Client, there: dict[str, int]) -> None:
    answer = browser.get("/dashboards/region/0/charts/parks.csv")
    assert "东/园" in answer.content.decode("utf-8-sig")
    row = AuditRow.objects.filter(operation="export").latest("pk")
    assert (row.subject, row.detail["narrowed"]["chart"]) == ("dashboard:region", "parks")
    assert browser.get("/dashboards/region/0/charts/parks.exe").status_code == 404


def test_the_screen_of_a_room_in_english(browser: Client, there: dict[str, int]) -> None:
    browser.cookies["django_language"] = "en"
    shown = body(browser, "/dashboards/?room=1")
    assert 'class="room"' in shown
    assert "Where projects come from" in shown
    assert "nav-list" not in shown
