"""The pages of briefings in a real browser: that they fit, and that a number leads to its figure and a finding to its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from duijie.accounts.types import Actor
from duijie.briefings import operations
from duijie.kernel.quantity import Quantity
from duijie.ledger.operations import enter
from duijie.ledger.types import Draft
from tests.browser import signed_in
from tests.cast import MORNING, mei_the_second_reviewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def drafted(transactional_db: None, lin: Actor) -> int:
    drawn = Draft(
        "item", "projects.signed", "轴承项目", Quantity.exactly(Decimal(1), "count"), key="轴承项目"
    )
    enter(draft=drawn, effective_on=date(2024, 5, 1), evidence="合同", basis="reported", by=lin, at=MORNING)
    mei, now = mei_the_second_reviewer(), timezone.now()
    written = {"problems": {"text": "在谈项目约20余个，用地、用工、用能等要素保障仍有缺口。" * 4}}
    return operations.draft(outline_code="monthly", as_of=date(2024, 6, 30), by=mei, at=now, given=written)


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, drafted: int, live_server: object) -> Iterator[Page]:
    """Lin signed in, at both widths."""
    with signed_in(str(live_server), user="lin", width=request.param) as shown:
        shown.set_default_timeout(10_000)
        yield shown


def test_every_page_fits_and_links_lead_where_they_say(page: Page, drafted: int, live_server: object) -> None:
    here = f"/briefings/{drafted}/"
    for language in ("en", "zh-hans"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": str(live_server)}])
        for path in ("/briefings/", "/briefings/new/", here, f"{here}do/edit/", "/briefings/proof/"):
            answer = page.goto(path)
            assert answer is not None and answer.status == 200, path
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{path} is {wide} px too wide"
            assert page.locator("h1").count() == 1
    page.goto(here)
    page.locator(".findings a").first.click()
    assert page.evaluate("location.hash") == "#w0"
    expect(page.locator("#w0")).to_be_in_viewport()
    page.locator(".briefing p a").first.click()
    page.wait_for_url("**/figures/projects.signed/**")
    expect(page.locator("h1")).to_contain_text("签约项目")
