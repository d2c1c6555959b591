"""Pages of engagement in a real browser, wide and on a phone. Skipped, with the reason, where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from duijie.accounts.types import Actor
from tests.browser import signed_in
from tests.cast import MORNING, bureau, mei_the_second_reviewer
from tests.factories.events import FAIR_DAY, chamber, drive, fair, planned
from tests.factories.projects import advance, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def event(transactional_db: None, lin: Actor) -> int:
    unit = bureau()
    campaign, channel = drive(lin, unit, MORNING, quota_signed="2"), chamber(lin, unit, MORNING)
    planned(lin, unit, MORNING, name="恒远轴承")
    project = opened(lin, unit, MORNING, site="东1")
    advance(project, "signed", lin, mei_the_second_reviewer(), MORNING, day=FAIR_DAY)
    return fair(lin, unit, MORNING, campaign_id=campaign, channel_ids=[channel])


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, event: int, live_server: object) -> Iterator[Page]:
    """Lin signed in, wide and on a phone."""
    with signed_in(str(live_server), user="lin", width=request.param) as shown:
        yield shown


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))


LISTS = {
    "/events/": "经贸洽谈会", "/events/to-do/": "30 天回访", "/campaigns/": "京津攻坚月", "/channels/": "云州商会",
    "/visits/": "恒远轴承", "/calendar/?month=2024-05": "经贸洽谈会",
}  # fmt: skip


def test_a_list_opens_the_record_behind_it(page: Page) -> None:
    for address, shows in LISTS.items():
        page.goto(address)
        assert fits(page), address
        page.locator("main a", has_text=shows).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/\d+/$"))
        expect(page.locator("h1")).to_be_visible()
        assert fits(page), address


def test_a_contract_is_recorded_and_announced_again(page: Page, event: int) -> None:
    for standing in ("计入", "重复签约"):
        page.goto(f"/events/{event}/")
        page.locator("a[href$='/signings/new/']").click()
        page.fill("[name=project]", "高端轴承项目")
        page.keyboard.press("Enter")
        expect(page.locator(".notice[role=status]").first).to_contain_text(standing)
    expect(page.locator("section[aria-labelledby=signings] tbody tr")).to_have_count(2)
    assert fits(page)


def test_the_month_is_a_grid_on_wide_screens_and_a_list_on_a_phone(page: Page) -> None:
    page.goto("/calendar/?month=2024-05")
    wide = (page.viewport_size or {"width": 0})["width"] > 767
    empty, full = page.locator(".day.is-empty").first, page.locator(".day:has(.entry)").first
    assert empty.is_visible() == wide and full.is_visible()
    page.locator("a[rel=next]").click()
    expect(page.locator("h1")).to_contain_text("6月")
