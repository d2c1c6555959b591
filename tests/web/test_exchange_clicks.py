"""An import in a real browser: from the file to the result and back, at both widths, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from duijie.accounts.types import Actor
from tests.browser import signed_in
from tests.cast import bureau
from tests.exchange.ugly.framed import totals_first_and_subtotals_by_merged_townships

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "language"), [(1280, "zh-hans"), (390, "en")])
def test_from_the_file_to_the_result_and_back(
    lin: Actor, live_server: object, tmp_path: Path, width: int, language: str
) -> None:
    bureau("龙泉镇")
    ugly = totals_first_and_subtotals_by_merged_townships()
    (tmp_path / ugly.name).write_bytes(ugly.data)
    with signed_in(str(live_server), user="lin", width=width) as page:
        page.set_default_timeout(10_000)
        page.context.add_cookies([{"name": "django_language", "value": language, "url": str(live_server)}])

        def fits() -> None:
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{page.url} is {wide} px too wide"
            assert page.locator("h1").count() == 1

        page.goto("/imports/")
        fits()
        page.set_input_files("[name=file]", str(tmp_path / ugly.name))
        page.locator("form.drop button").click()
        page.wait_for_url("**/columns/")
        fits()
        page.select_option("[name=fixed-unit]", "龙泉镇")
        page.locator("main form .btn-primary").click()
        page.wait_for_selector("form[action$='/apply/']")
        fits()
        page.locator("form[action$='/apply/'] button").click()
        page.locator("a[href$='/undo/']").click()
        page.wait_for_url("**/undo/")
        fits()
        page.locator("main form button").click()
        expect(page.locator("main")).to_contain_text("已撤销" if language == "zh-hans" else "undone")
        page.goto("/exports/templates/")
        fits()
