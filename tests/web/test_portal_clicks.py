"""The public pages in a real browser, in both languages and widths: they fit, the console stays silent, an enquiry arrives."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from duijie.portal.models import Enquiry
from duijie.portal.operations import approve, draft
from tests.browser import CHROMIUM, chromium, complains
from tests.cast import MORNING, bureau, mei_the_second_reviewer, yunhe_county, zhou_the_clerk
from tests.portal.test_portal import WORDS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; set CHROMIUM to its path"),
]


def test_the_public_pages_fit_in_silence_and_take_an_enquiry(
    transactional_db: None, live_server: object
) -> None:
    yunhe_county()
    notice = draft(**WORDS, by=zhou_the_clerk(bureau()), at=MORNING)  # type: ignore[arg-type]
    approve(notice_id=notice, by=mei_the_second_reviewer(), at=MORNING)
    said: list[str] = []
    for language, button in (("zh-hans", "提交"), ("en", "Send")):
        for width in (1280, 390):
            context = chromium().new_context(
                viewport={"width": width, "height": 844}, base_url=str(live_server)
            )
            page = context.new_page()
            page.on("console", lambda one: said.append(one.text) if complains(one) else None)
            for path in ("/public/", f"/public/{notice}/", "/public/contact/"):
                answer = page.goto(f"{path}?lang={language}")
                assert answer is not None and answer.status == 200, path
                wide = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert wide <= 0, f"{path} is {wide} px too wide"
                assert page.locator("h1").count() == 1 and not context.cookies()
            for name, text in (("name", "钱某"), ("reach", "13800000000"), ("text", "想租厂房。")):
                page.fill(f"#ask-{name}", text)
            page.check("input[name=consent]")
            page.get_by_role("button", name=button).click()
            expect(page.get_by_role("status")).to_be_visible()
            assert said == []
            context.close()
    assert Enquiry.objects.count() == 4
