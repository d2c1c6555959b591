"""The network in a real browser: a way found, drawn, expanded, narrowed; a door closed. Skips without one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import signed_in
from tests.cast import lin_the_reviewer
from tests.relations.made import CHAMBER, COLLEGE, SEED, county
from tests.relations.many import many

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
    expect(plot).to_have_attribute("data-nodes", re.compile("[1-9]"))
    expect(page.locator("tr.on-way").first).to_be_visible()
    rows, nodes = page.locator("#ties tbody tr[data-tie]"), int(plot.get_attribute("data-nodes") or 0)
    before = rows.count()
    page.locator(".network-legend input[value=people]").uncheck()
    expect(rows).not_to_have_count(before)
    assert rows.count() < before
    assert int(plot.get_attribute("data-nodes") or 0) < nodes
    # Whoever stands in the middle is in the middle of the picture.
    box = plot.bounding_box()
    assert box is not None
    with page.expect_response(lambda answer: "part=picture" in answer.url):
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


def test_some_thousand_stay_usable(transactional_db: None, live_server: object) -> None:
    lin = lin_the_reviewer()
    nodes, ties = many(by=lin, firms=800, units=10, chambers=20)
    assert nodes > 1_200 and ties > 5_000
    with signed_in(str(live_server), user="lin", password="correct-horse") as shown:
        shown.goto("/network/?of=region&size=1000")
        plot, rows = shown.locator(".network-plot"), shown.locator("#ties tbody tr[data-tie]")
        expect(plot).to_have_attribute("data-nodes", "1000")
        expect(rows).to_have_count(50)
        drawn = int(plot.get_attribute("data-ties") or 0)
        shown.locator(".network-legend input[value=place]").uncheck()
        assert 0 < int(plot.get_attribute("data-ties") or 0) < drawn
        shown.locator("#ties a[rel=next]").click()
        expect(shown.locator("#ties nav")).to_contain_text("51–100")
        # The region in the middle is opened: of those tied to it a hundred, of whom some were not there.
        expect(plot).to_have_attribute("data-settled", "yes", timeout=30_000)
        box = plot.bounding_box()
        assert box is not None
        plot.locator("canvas").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        expect(shown.locator("[data-around]")).to_be_visible()
        expect(shown).to_have_url(re.compile("hide=place.*also=region"))
        shown.goto("/network/?of=region&size=1000&to=示例云禾777号机械有限公司")
        expect(plot).to_have_attribute("data-way", re.compile("[1-9]"))
        expect(rows.first).to_have_class("on-way")
