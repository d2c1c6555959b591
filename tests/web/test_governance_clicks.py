"""Governance in a real browser: from a policy's words to a task on the wall. Skips without one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from duijie.governance.models import Task
from tests.browser import signed_in
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county
from tests.factories.governance import opinion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(transactional_db: None, live_server: object) -> Iterator[Page]:
    yunhe_county()
    opinion(lin_the_reviewer(), MORNING, bureau("县招商局"))
    with signed_in(str(live_server), user="lin") as shown:
        yield shown


def test_from_the_words_of_a_policy_to_the_wall(page: Page) -> None:
    page.goto("/governance/policies/")
    page.get_by_role("link", name="关于加快承接产业转移的意见").click()
    expect(page.locator("mark")).to_have_text("由县招商局牵头，年底前引进亿元以上项目不少于10个")
    page.locator(".findings .btn").click()
    expect(page.locator("[name=title]")).to_have_value("年底前引进亿元以上项目不少于10个")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text("引进亿元以上项目")
    assert Task.objects.get().due_on.isoformat() == "2024-12-31"
    page.goto("/governance/?as_of=2024-06-30")
    expect(page.locator(".wall-card.is-red")).to_have_count(1)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
