"""The public pages in a real browser, in both languages and widths: they fit, axe finds nothing, the console
stays silent, an enquiry arrives."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import expect

from duijie.figures.publishing import facts_of, record_of, value_of
from duijie.ledger.operations import enter
from duijie.ledger.types import Draft
from duijie.portal.models import Enquiry
from duijie.portal.operations import approve, draft
from tests.browser import CHROMIUM, chromium, complains, serious
from tests.cast import MIDYEAR, MORNING, bureau, mei_the_second_reviewer, yunhe_county, zhou_the_clerk
from tests.factories.reader import yuan
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
    zhou = zhou_the_clerk(bureau())
    notice = draft(**WORDS, by=zhou, at=MORNING)  # type: ignore[arg-type]
    mei = mei_the_second_reviewer()
    enter(
        draft=Draft("item", "funds.received", "启明", yuan(300_000_000), key="receipt:1"), effective_on=MIDYEAR,
        evidence="银行回单", basis="verified", by=mei, at=MORNING,
    )  # fmt: skip
    record = record_of("funds.received", MIDYEAR)
    figure = draft(
        **{**WORDS, "kind": "figure", "title": "上半年到位资金"}, by=zhou, at=MORNING, record=record,
        frozen=facts_of(value_of(record, known_at=MORNING, viewer=mei)),
    )  # type: ignore[arg-type]  # fmt: skip
    for one in (notice, figure):
        approve(notice_id=one, by=mei, at=MORNING)
    # The first answer loads the code of every page; a browser need not wait for that.
    Client().get("/public/")
    said: list[str] = []
    for language, button in (("zh-hans", "提交"), ("en", "Send")):
        for width in (1280, 390):
            context = chromium().new_context(
                viewport={"width": width, "height": 844}, base_url=str(live_server)
            )
            page = context.new_page()
            page.on("console", lambda one: said.append(one.text) if complains(one) else None)
            for path in (
                "/public/0/", "/public/", "/public/?kind=figure", f"/public/{figure}/", f"/public/{notice}/",
                "/public/contact/",
            ):  # fmt: skip
                answer = page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
                missing = path == "/public/0/"
                assert answer is not None and answer.status == (404 if missing else 200), path
                if missing:
                    said.clear()  # the browser itself says that the page is missing
                assert serious(page) == [], (path, language, width)
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
