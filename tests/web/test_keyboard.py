"""Review from the keyboard, in a real browser. Skipped, with the reason, where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from duijie.accounts.types import Actor
from duijie.review.queries import get
from tests.browser import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(transactional_db: None, live_server: object, bulletin: int) -> Iterator[Page]:
    """The bulletin's page, Lin signed in. What the browser's console complains of fails the test."""
    with signed_in(str(live_server), user="lin") as shown:
        shown.goto(f"/documents/{bulletin}/")
        yield shown


def verdicts(statements: dict[str, str], who: Actor) -> dict[str, str]:
    found = {quote: get(statement_id=key, viewer=who).decision for quote, key in statements.items()}
    return {quote: decision.verdict for quote, decision in found.items() if decision}


def test_three_statements_are_decided_without_touching_the_mouse(
    page: Page, statements: dict[str, str], lin: Actor
) -> None:
    quotes = list(statements)
    row = page.locator("[data-proposal].is-selected")
    assert row.get_attribute("data-proposal") == statements[quotes[0]]

    page.keyboard.press("a")
    page.wait_for_selector('[data-state="accepted"].proposal')
    assert row.get_attribute("data-proposal") == statements[quotes[1]]

    page.keyboard.press("r")
    page.wait_for_selector(".proposal-form [name=reason]:focus")
    page.keyboard.type("与登记表不符")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-state="rejected"].proposal')

    page.keyboard.press("c")
    page.wait_for_selector(".proposal-form [name=subject]")
    page.fill(".proposal-form [name=subject]", "育种")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-state="corrected"].proposal')
    assert verdicts(statements, lin) == dict(zip(quotes, ["accepted", "rejected", "corrected"], strict=True))
    assert page.inner_text("#progress").strip() == "已审 3 / 3 条"

    page.keyboard.press("Escape")
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("u")
    page.wait_for_selector('[data-state="open"].proposal')
    assert quotes[2] not in verdicts(statements, lin)


def test_the_selection_shows_the_words_in_the_text(page: Page, statements: dict[str, str]) -> None:
    page.keyboard.press("j")
    shown = page.locator('.text-view[data-view="repaired"] mark.is-shown')
    assert shown.all_inner_texts() == [list(statements)[1]]
    page.keyboard.press("o")
    assert page.locator('.text-view[data-view="original"] mark.is-shown').all_inner_texts() == [
        list(statements)[1]
    ]
    page.locator('.text-view[data-view="original"] mark').first.click()
    selected = page.locator("[data-proposal].is-selected").get_attribute("data-proposal")
    assert selected == next(iter(statements.values()))


def test_keys_typed_into_a_field_decide_nothing(page: Page, statements: dict[str, str], lin: Actor) -> None:
    page.keyboard.press("r")
    page.wait_for_selector(".proposal-form [name=reason]:focus")
    page.keyboard.type("acuj?")
    assert verdicts(statements, lin) == {}
    page.keyboard.press("Escape")
    page.wait_for_selector(".proposal-form", state="detached")


def test_the_help_opens_and_closes(page: Page) -> None:
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("dialog#keys").is_hidden()
