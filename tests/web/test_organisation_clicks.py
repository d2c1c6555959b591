"""Searching while typing, merging and taking back, in a real browser. Skipped, with the reason, where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from duijie.accounts.types import Actor
from duijie.judgements.operations import note_names
from tests.browser import signed_in
from tests.cast import MORNING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEED, SHORT = "青禾种业有限公司", "青禾种业"


@pytest.fixture
def page(
    transactional_db: None, live_server: object, organisations: dict[str, int], lin: Actor
) -> Iterator[Page]:
    """The list of organisations, Lin signed in. What the browser's console complains of fails the test."""
    note_names(names=[SHORT, "云禾农机厂"], by=lin, at=MORNING)
    with signed_in(str(live_server), user="lin") as shown:
        shown.goto("/organisations/")
        yield shown


def test_typing_narrows_the_list_and_keeps_the_cursor(page: Page) -> None:
    page.locator("#search").focus()
    page.keyboard.type("qhzy")
    expect(page.locator("#found tbody tr")).to_have_count(2)
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Control+A")
    page.keyboard.type("农机")
    expect(page.locator("#found tbody tr")).to_have_count(1)
    page.select_option("#narrow-kind", "university")
    expect(page.locator("#found .nothing")).to_be_visible()


def test_two_are_made_one_and_taken_apart_by_keyboard(page: Page) -> None:
    page.get_by_role("link", name=SEED, exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#events")
    page.locator("a[href$='/merge/']").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name=SHORT, exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("#merge-reason").fill("简称")
    page.keyboard.press("Enter")
    page.wait_for_selector("#events")
    names = page.locator("section[aria-labelledby=names] li")
    expect(names).to_have_count(2)
    page.locator("section[aria-labelledby=judgements] button").focus()
    page.keyboard.press("Enter")
    expect(names).to_have_count(1)


def test_a_pair_is_judged_in_its_place(page: Page) -> None:
    page.goto("/names/")
    pair = page.locator("article").first
    expect(pair.locator(".quote").first).to_be_visible()
    pair.locator("[name=reason]").fill("简称")
    pair.locator("button[value=same]").click()
    expect(pair.locator("button[value=open]")).to_be_visible()
    expect(pair).to_contain_text("简称")
