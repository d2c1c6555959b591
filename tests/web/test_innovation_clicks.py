"""Innovation in a real browser: a told platform recorded without counting more, and what came home. Skips without one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.innovation.models import Platform
from duijie.ledger.models import Entry
from duijie.ledger.operations import post
from duijie.reading.kinds import Platform as Said
from duijie.review.operations import accept
from tests.browser import signed_in
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county
from tests.factories.projects import opened
from tests.factories.reader import ToldReader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(transactional_db: None, live_server: object) -> Iterator[Page]:
    yunhe_county()
    lin = lin_the_reviewer()
    quote = "青禾公司在北京建立研发飞地"
    document = take_in(
        data=f"{quote}。".encode(), name="平台.txt", by=lin, at=MORNING,
        reader=ToldReader({quote: Said("outpost", "青禾公司", None, "研发飞地")}),
    ).document_id  # fmt: skip
    (statement,) = of_document(document_id=document, viewer=lin)
    accept(statement_id=statement.id, by=lin, at=MORNING)
    post(document_id=document, by=lin, at=MORNING)
    opened(lin, bureau(), MORNING, name="轴承项目")
    with signed_in(str(live_server), user="lin") as shown:
        yield shown


def test_a_told_outpost_is_recorded_and_a_project_comes_home(page: Page) -> None:
    page.goto("/innovation/told/")
    page.locator("tbody a").click()
    expect(page.locator("[name=host]")).to_have_value("青禾公司")
    page.fill("[name=park]", "没有的园")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("没有这个园区")
    page.fill("[name=park]", "")
    page.fill("[name=place]", "北京市海淀区")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text("研发飞地")
    platform = Platform.objects.get()
    keys = Entry.objects.filter(measure="platforms", corrected_by=None).values_list("key", flat=True)
    assert set(keys) == {platform.key}
    page.goto(f"/innovation/{platform.pk}/do/record/")
    page.select_option("[name=kind]", "landed")
    page.fill("[name=on]", "2024-05-01")
    page.fill("[name=title]", "中试线回乡")
    page.fill("[name=project]", "轴承项目")
    page.locator("main form button.btn-primary").click()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/innovation/outposts/")
    expect(page.locator("tbody tr")).to_contain_text("轴承项目")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
