"""Assessment in a real browser: rules on one page, a unit's explanation, an objection, wide and narrow. Skips without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from duijie.assessment.models import Objection
from duijie.assessment.operations import show
from tests.browser import signed_in
from tests.cast import MORNING, lin_the_reviewer, yunhe_county, zhou_the_clerk
from tests.factories.assessment import assessed, towns

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(transactional_db: None, live_server: object) -> Iterator[Page]:
    yunhe_county()
    lin = lin_the_reviewer()
    there = towns(lin)
    run = assessed(there, lin)
    show(run_id=run, until=timezone.localdate() + timedelta(days=3), by=lin, at=MORNING)
    zhou_the_clerk(there.east)
    with signed_in(str(live_server), user="zhou") as shown:
        yield shown


def test_a_unit_reads_the_rules_and_its_points_and_objects(page: Page) -> None:
    page.goto("/assessment/schemes/")
    page.get_by_role("link", name="乡镇（街道）分类考核").click()
    expect(page.locator("main")).to_contain_text("到位资金 ÷ 资金任务 × 60")
    page.goto("/assessment/")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="东镇").click()
    expect(page.locator("main")).to_contain_text("0.6 ÷ 1 × 60 = 36")
    page.locator(".page-head-actions a").click()
    page.fill("[name=text]", "少计一笔设备款")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("少计一笔设备款")
    assert Objection.objects.count() == 1
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ("/assessment/", "/assessment/schemes/", "/assessment/schemes/task_force/", page.url):
        page.goto(address)
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), address
