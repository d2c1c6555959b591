"""A contradiction is judged in a real browser, in both languages, wide and narrow; axe finds nothing."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser import serious, signed_in
from tests.cast import lin_the_reviewer, yunhe_county
from tests.disputes.test_disputes import told
from tests.factories.reader import count

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_contradiction_is_judged_and_taken_back(transactional_db: None, live_server: object) -> None:
    yunhe_county()
    lin = lin_the_reviewer()
    told(lin, "20多家企业在北京设立研发机构", count(20, "20多家", 21, 29))
    told(lin, "15家企业在北京设有研发机构", count(15, "15家"), day=date(2024, 6, 20))
    with signed_in(str(live_server), user="lin") as page:
        for language, width, judge, back in (
            ("zh-hans", 1280, "判定", "撤回判定"), ("en", 390, "Judge", "Take the judgement back"),
        ):  # fmt: skip
            page.context.add_cookies(
                [{"name": "django_language", "value": language, "url": str(live_server)}]
            )
            page.set_viewport_size({"width": width, "height": 800})
            page.goto("/claims/?state=open")
            assert serious(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.locator(".versus ~ .standing a").click()
            page.get_by_role("link", name=judge, exact=True).click()
            page.select_option("select[name=answer]", "first")
            page.fill("textarea[name=reason]", "后一份漏报")
            page.locator("form [type=submit], form .btn-primary").last.click()
            expect(page.locator(".standing").first).to_contain_text("后一份漏报")
            assert serious(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.get_by_role("link", name=back).click()
            page.locator("form [type=submit], form .btn-primary").last.click()
            expect(page.locator("table")).to_contain_text("林审")
