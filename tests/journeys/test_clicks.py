"""From a number on the first screen to the characters it rests on, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from duijie.accounts.queries import DEMO_PASSWORD, DEMO_USER
from duijie.demo.operations import load_demo
from duijie.directory.queries import organisations_of
from duijie.documents.models import Document
from tests.browser import signed_in, too_wide
from tests.cast import MORNING
from tests.kept import kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demo(transactional_db: None) -> None:
    kept("demo", lambda: load_demo(at=MORNING))


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, demo: None, live_server: object) -> Iterator[Page]:
    with signed_in(str(live_server), user=DEMO_USER, password=DEMO_PASSWORD, width=request.param) as shown:
        yield shown


def test_a_number_is_clicked_down_to_its_characters(page: Page) -> None:
    page.goto("/")
    page.locator("a[href*='/figures/enterprises.with_outpost']").first.click()
    page.wait_for_url("**/figures/enterprises.with_outpost/**")
    assert "23" in page.locator("main").inner_text()
    page.locator("main a[href*='span=']").first.click()
    page.wait_for_url("**/documents/*/**")
    assert page.locator("#aimed").is_visible()
    # The tab with the repaired text marks them too; what counts is the original, which the trace opens.
    marked = "".join(page.locator(".is-aimed:visible").all_inner_texts())
    text = Document.objects.get(name="05-partners-by-park.txt").text
    assert marked == "在北京设立研发机构的企业有9家"
    assert marked in text


def test_a_contradiction_is_clicked_from_the_first_screen(page: Page) -> None:
    page.goto("/")
    page.locator("main a[href*='/claims/']").first.click()
    page.wait_for_url("**/claims/**")
    shown = page.locator("main").inner_text()
    assert "20多家" in shown
    assert "15余家" in shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_fits_the_screen_in_both_languages(demo: None, live_server: object, language: str) -> None:
    bulletin = Document.objects.get(name="07-bulletin.txt").pk
    one, other = organisations_of(names=["西伯力公司", "北京航空航天大学"]).values()
    paths = [
        "/",
        "/documents/",
        f"/documents/{bulletin}/",
        "/figures/",
        "/figures/platforms/",
        "/claims/",
        "/names/?answer=same",
        "/organisations/",
        "/organisations/new/",
        f"/organisations/{one}/",
        f"/organisations/{one}/details/",
        f"/organisations/{one}/honour/new/",
        f"/organisations/{one}/merge/",
        f"/organisations/{one}/merge/{other}/",
    ]
    width = 1280 if language == "en" else 390
    with signed_in(str(live_server), user=DEMO_USER, width=width) as page:
        page.context.add_cookies([{"name": "django_language", "value": language, "url": str(live_server)}])
        for path in paths:
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200
            assert page.evaluate("document.documentElement.lang").startswith(language[:2])
            assert page.locator("h1").count() == 1
            assert too_wide(page) == {}, path
