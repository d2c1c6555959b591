"""Two editors in a real browser: the second one is asked, chooses with the mouse, and saves. Skips without one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from duijie.accounts.types import Actor
from duijie.pipeline import operations, queries
from tests.browser import signed_in
from tests.cast import MORNING, NOON, bureau, lin_the_reviewer, yunhe_county
from tests.factories.projects import opened
from tests.turns import nobody_asks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lin(transactional_db: None) -> Actor:
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def page(lin: Actor, live_server: object) -> Iterator[Page]:
    with signed_in(str(live_server), user="lin") as shown:
        yield shown


def test_the_second_editor_chooses_and_both_changes_stand(page: Page, lin: Actor) -> None:
    number = opened(lin, bureau(), MORNING, site="园区")
    page.goto(f"/projects/{number}/do/fill/", wait_until="networkidle")
    page.locator("[name=site]").fill("东区 12 号地块")
    expect(page.locator("[name=site]")).to_have_value("东区 12 号地块")
    columns = {"site": "西区标准厂房", "park": "轴承园"}
    with nobody_asks():
        operations.edit_project(project_id=number, columns=columns, by=lin, at=NOON)
    page.locator(".act-form .btn-primary").click()
    asked = page.locator(".meanwhile")
    expect(asked).to_contain_text("西区标准厂房")
    expect(asked).to_contain_text("东区 12 号地块")
    expect(page.locator("[name=park]")).to_have_value("轴承园")
    if folder := os.environ.get("SHOTS"):
        for width, name in ((1280, "wide"), (390, "phone")):
            page.set_viewport_size({"width": width, "height": 900})
            asked.scroll_into_view_if_needed()
            page.screenshot(path=f"{folder}/meanwhile-{name}.png")
    page.locator("[name=take-site][value=mine]").check()
    page.locator(".act-form .btn-primary").click()
    expect(page.locator(".meanwhile")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    with nobody_asks():
        line = queries.get(project_id=number, viewer=lin, today=NOON.date()).line
    assert (line.site, line.park) == ("东区 12 号地块", "轴承园")
