"""Leads and projects in a real browser: keys, the board, and the way from a lead to the figure. Skips without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from duijie.accounts.types import Actor
from duijie.demo.large import load_year
from duijie.figures.registry import compute
from duijie.leads.models import Lead
from duijie.pipeline import operations
from duijie.pipeline.models import Project
from tests.browser import signed_in, too_wide
from tests.cast import (
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    wen_the_administrator,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.projects import supply
from tests.kept import kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def year(transactional_db: None) -> None:
    """A small generated year; everybody of the tests belongs to its promotion bureau."""

    def make() -> None:
        yunhe_county()
        lin_the_reviewer()
        load_year(year=2024, size=6, by=wen_the_administrator(), planted_each=1)

    kept("year", make)


def stands(page: Page) -> None:
    """Wait until what follows the page is there too: the tests' database in memory takes one thread at a time."""
    page.wait_for_load_state("networkidle")


@pytest.fixture
def page(year: None, live_server: object) -> Iterator[Page]:
    with signed_in(str(live_server), user="lin") as shown:
        yield shown


def test_the_list_is_walked_chosen_from_and_acted_on_by_keys(page: Page) -> None:
    page.goto("/projects/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-count]")).to_have_text("2")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.select_option("#bulk-act", "note")
    page.locator("[data-bulk] button").click()
    page.fill("[name=text]", "已电话联系")
    page.locator("button[value=look]").click()
    expect(page.locator("button[value=do]")).to_be_visible()
    page.locator("button[value=do]").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("2")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("轴承")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=**")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(".way")


def test_a_select_narrows_and_filters_are_saved(page: Page) -> None:
    page.goto("/projects/")
    page.select_option("#narrow-stage", "building")
    page.wait_for_url("**stage=building**")
    page.get_by_text("保存当前筛选").click()
    page.fill("#filter-name", "在建")
    page.keyboard.press("Enter")
    expect(page.locator(".saved-one a[aria-current]")).to_have_text("在建")


def test_a_card_is_moved_by_key_by_hand_and_refused_with_what_is_missing(page: Page) -> None:
    page.goto("/projects/board/")
    number = page.locator('[data-stage="building"] [data-card]').first.get_attribute("data-card")
    told = page.locator(f"#card-{number} [role=alert]")
    page.locator(f"#card-{number}").focus()
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    expect(told).to_be_visible()
    expect(told.locator(f"a[href^='/projects/{number}/do/attach/']")).to_have_count(1)
    page.goto("/projects/board/")
    page.locator(f"#card-{number}").drag_to(page.locator('[data-stage="completed"] h2'))
    expect(told).to_be_visible()


def test_on_a_phone_the_board_shows_one_stage(year: None, live_server: object) -> None:
    with signed_in(str(live_server), user="lin", width=390) as page:
        page.goto("/projects/board/")
        expect(page.locator("[data-stage]:visible")).to_have_count(1)
        page.locator('[data-tab="signed"]').click()
        expect(page.locator("[data-stage]:visible")).to_have_attribute("data-stage", "signed")


def test_every_page_fits_the_screen_in_both_languages(year: None, live_server: object) -> None:
    project = Project.objects.filter(stage="building").latest("pk").pk
    lead = Lead.objects.filter(state="open").latest("pk").pk
    with signed_in(str(live_server), user="lin") as page:
        for language, width in (("zh-hans", 390), ("en", 1280)):
            page.set_viewport_size({"width": width, "height": 800})
            page.context.add_cookies(
                [{"name": "django_language", "value": language, "url": str(live_server)}]
            )
            for address in (
                "/projects/", "/projects/board/", f"/projects/{project}/", f"/projects/{project}/?part=money",
                f"/projects/{project}/?part=papers", f"/projects/{project}/?part=more",
                f"/projects/{project}/do/fill/", "/projects/new/", "/leads/", f"/leads/{lead}/", "/leads/new/",
                "/warnings/", "/waiting/",
            ):  # fmt: skip
                page.goto(address)
                assert too_wide(page) == {}, (address, language)


def test_money_is_drawn_and_read_as_a_table(page: Page) -> None:
    project = Project.objects.filter(stage="building").latest("pk").pk
    page.goto(f"/projects/{project}/?part=money")
    expect(page.locator("#compared canvas")).to_be_visible()
    page.locator("#compared button").click()
    expect(page.locator("#table-compared")).to_be_visible()


def test_warnings_lead_to_the_rows_they_rest_on(page: Page) -> None:
    page.goto("/warnings/")
    page.locator("#received_above_agreed .row-acts a[href*='receipt-']").first.click()
    page.wait_for_url("**part=money#receipt-*")
    expect(page.locator("tr:target")).to_be_visible()


def test_a_lead_is_followed_to_the_figure(transactional_db: None, lin: Actor, live_server: object) -> None:
    unit = bureau()
    zhou = zhou_the_clerk(unit)
    mei_the_second_reviewer()
    today = timezone.localdate()
    with signed_in(str(live_server), user="zhou") as page:
        page.goto("/leads/new/")
        page.fill("[name=name]", "高端轴承项目")
        page.fill("[name=investor]", "恒远轴承有限公司")
        page.fill("[name=contact]", "陈经理")
        page.fill("[name=amount]", "2亿")
        page.locator(".page-form button").click()
        page.wait_for_selector("#clocks")
        page.get_by_role("link", name="转为项目", exact=True).click()
        page.locator(".act-form button").click()
        page.wait_for_selector(".way")
        stands(page)
        project = Project.objects.get().pk

        # What the next stage wants is filled in where it is asked for.
        page.locator("#missing a").first.click()
        form = page.locator("#slot-missing .act-form")
        expect(form).to_be_visible()
        form.locator("[name=file]").set_input_files(
            {
                "name": "记录.txt",
                "mimeType": "text/plain",
                "buffer": "与恒远轴承座谈，谈厂房与用地。".encode(),
            }
        )
        form.locator("button").click()
        page.wait_for_url("**part=papers#evidence")
        expect(page.locator("#evidence a[href*='/documents/']")).to_be_visible()
        page.locator(".page-head-actions a").first.click()
        page.locator(".act-form button").click()
        expect(page.locator(".way [aria-current]")).to_contain_text("在谈")
        stands(page)

        supply(project, "vetting", zhou, timezone.now(), day=today)
        operations.move(project_id=project, stage="vetting", effective_on=today, by=zhou, at=timezone.now())
        page.goto(f"/projects/{project}/do/fill/?column=contract_number")
        page.fill("[name=contract_number]", "HT-001")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/projects/{project}/#content")
        stands(page)
        page.goto(f"/projects/{project}/do/amount/?amount=contract.total_investment")
        page.fill("[name=number]", "2.2亿")
        page.keyboard.press("Enter")
        page.wait_for_url("**part=money#amounts")
        stands(page)
        supply(project, "signed", zhou, timezone.now(), day=today)
        page.goto("/projects/board/")
        page.locator(f"#card-{project}").focus()
        page.keyboard.press("m")
        page.locator(f"#card-{project} button[value$=':signed']").click()
        expect(page.locator(f"#card-{project}")).to_contain_text("待批准")

    figure = {
        "as_of": today + timedelta(days=1),
        "known_at": timezone.now() + timedelta(days=1),
        "viewer": lin,
    }
    assert all(value.quantity is None for value in compute("projects.signed", **figure))
    with signed_in(str(live_server), user="mei") as page:
        page.goto("/waiting/")
        page.locator("#steps a").first.click()
        page.get_by_role("link", name="批准", exact=True).click()
        page.locator(".act-form button").click()
        expect(page.locator(".way [aria-current]")).to_contain_text("签约")
        stands(page)
        page.goto(f"/figures/projects.signed.investment/?as_of={today}")
        expect(page.locator("main")).to_contain_text("2.2")
        expect(page.locator("main")).to_contain_text(f"项目 {project} 阶段记录")
    (signed,) = [value.quantity for value in compute("projects.signed.investment", **figure)]
    assert signed is not None and signed.number == 220_000_000
