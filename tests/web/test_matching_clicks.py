"""Saved lists in a real browser: from a ranking to a list, given to a person, rated and made a lead. Skips without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from duijie.industry.placing.registered import home
from duijie.leads.models import Lead
from duijie.matching.models import Listed
from duijie.registry.importing import Asked, import_file
from tests.browser import signed_in
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county
from tests.matching.conftest import ROWS
from tests.matching.test_prospects import tubes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(transactional_db: None, live_server: object, settings: object, tmp_path: Path) -> Iterator[Page]:
    settings.DUIJIE_HOME = tmp_path  # type: ignore[attr-defined]
    yunhe_county()
    file = tmp_path / "rows.csv"
    file.write_text(ROWS, "utf-8")
    import_file(home(), file, asked=Asked("样本"), at=MORNING)
    bureau()
    tubes(lin_the_reviewer())
    with signed_in(str(live_server), user="lin") as shown:
        yield shown


def test_from_a_ranking_to_a_person_a_rating_and_a_lead(page: Page) -> None:
    page.goto("/prospects/")
    page.select_option("[name=park]", label="橡塑园")
    page.locator("main form button.btn-primary").click()
    best = page.locator("#table-prospects tbody tr").first.locator("td").nth(1)
    name = best.inner_text().splitlines()[0].strip()
    page.get_by_role("link", name="存为清单").click()
    page.fill("[name=name]", "七月走访")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text("七月走访")
    page.get_by_role("link", name=name).click()
    row = page.url
    page.locator("a[href*='/do/assign/']").first.click()
    page.fill("[name=username]", "nobody")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("没有登录名为")
    expect(page.locator("[name=username]")).to_have_value("nobody")
    page.fill("[name=username]", "lin")
    page.locator("main form button.btn-primary").click()
    expect(page).to_have_url(row)
    page.locator("a[href*='/do/say/']").first.click()
    page.select_option("[name=said]", "right")
    page.locator("main form button.btn-primary").click()
    page.locator("a[href*='/do/lead/']").first.click()
    page.fill("[name=contact]", "陈经理")
    page.select_option("[name=unit]", label="招商局")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text(name)
    held = Listed.objects.get(name=name)
    assert (str(held.person), held.verdict, held.lead) == (
        str(held.shortlist.by),
        "right",
        Lead.objects.get(),
    )
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/prospects/lists/")
    page.get_by_role("link", name="七月走访").click()
    expect(page.locator("h1")).to_contain_text("七月走访")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
