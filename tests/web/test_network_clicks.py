"""The network in a real browser: a way found, drawn, expanded, narrowed; a door closed. Skips without one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import signed_in
from tests.relations.made import CHAMBER, COLLEGE, SEED, county

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(transactional_db: None, live_server: object) -> Iterator[Page]:
    county()
    with signed_in(str(live_server), user="lin") as shown:
        yield shown


def test_from_a_name_to_its_way_the_picture_and_a_closed_door(page: Page) -> None:
    page.goto("/network/introductions/")
    expect(page.locator("#table-brokers tbody tr").first).to_be_visible()
    page.fill("[name=to]", COLLEGE)
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator(".intro-steps").first).to_contain_text(SEED)
    page.locator(".page-head-actions a").click()
    plot = page.locator(".network-plot")
    expect(plot.locator("canvas")).to_be_visible()
    expect(page.locator("tr.on-way").first).to_be_visible()
    rows, nodes = page.locator("#ties tbody tr[data-tie]"), int(plot.get_attribute("data-nodes") or 0)
    before = rows.count()
    page.locator(".network-legend input[value=people]").uncheck()
    assert page.locator("#ties tbody tr[data-tie]:visible").count() < before
    assert int(plot.get_attribute("data-nodes") or 0) < nodes
    # Whoever stands in the middle is in the middle of the picture.
    box = plot.bounding_box()
    assert box is not None
    with page.expect_response(lambda answer: "part=rows" in answer.url):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".network-picked [data-around]")).to_be_visible()
    page.goto("/network/doors/new/")
    page.fill("[name=organisation]", SEED)
    page.fill("[name=reason]", "正在诉讼")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("正在诉讼")
    page.goto(f"/network/introductions/?to={COLLEGE}")
    expect(page.locator(".intro-steps")).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ("/network/", f"/network/introductions/?to={CHAMBER}", "/network/regions/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
