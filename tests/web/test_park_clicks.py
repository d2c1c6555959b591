"""Parks in a real browser: from the tree to the plan, a reservation that is refused and then fits. Skips without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from duijie.capacity.models import Reservation
from duijie.capacity.operations import grant
from duijie.parks.ground.operations import save_plot
from duijie.parks.operations import save_park
from tests.browser import signed_in
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county
from tests.factories.projects import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(transactional_db: None, live_server: object) -> Iterator[Page]:
    yunhe_county()
    lin, unit = lin_the_reviewer(), bureau("高新区管委会")
    park = save_park(values={"name": "高端装备园", "kind": "park"}, unit_id=unit, by=lin, at=MORNING)
    for place, state in enumerate(("clear", "producing", "clear")):
        values = {
            "number": f"A{place + 1}",
            "area": "30000",
            "left": str(110 * place),
            "top": "0",
            "wide": "100",
            "tall": "60",
        }
        save_plot(values=values, park_id=park, state=state, by=lin, at=MORNING)
    grant(park_id=park, kind="power", number=Decimal(1000), source="供电方案", by=lin, at=MORNING)
    opened(lin, unit, MORNING, name="轴承项目", land_need=25_000, power_load=400)
    with signed_in(str(live_server), user="lin") as shown:
        yield shown


def test_from_the_plan_to_a_reservation_refused_and_then_made(page: Page) -> None:
    page.goto("/parks/")
    page.get_by_role("link", name="高端装备园").click()
    page.locator("svg.plan a").first.click()
    expect(page.locator("h1")).to_contain_text("A1")
    page.locator(".page-head-actions a").first.click()
    page.fill("[name=project]", "轴承项目")
    page.locator("[name^=supply_]").fill("1200")
    page.fill("[name=until]", (timezone.localdate() + timedelta(days=30)).isoformat())
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("缺 200 kVA")
    expect(page.locator("[name=project]")).to_have_value("轴承项目")
    assert not Reservation.objects.exists()
    page.locator("[name^=supply_]").fill("400")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.goto("/parks/ground/")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/parks/")
    page.get_by_role("link", name="高端装备园").click()
    expect(page.locator(".plot-held").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
