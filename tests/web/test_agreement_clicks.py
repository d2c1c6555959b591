"""The pages of agreements and problems in a real browser: that they fit, work by keyboard, and lead to the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from duijie.accounts.types import Actor
from duijie.agreements import operations, queries
from duijie.followup.operations import raise_problem
from tests.browser import signed_in, too_wide
from tests.cast import bureau
from tests.factories.agreements import signed
from tests.factories.projects import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "甲方负责项目用地达到通水、通电、通路、通讯、通气、通热、通排污和场地平整，" * 6


@dataclass(frozen=True)
class Made:
    """The numbers of an agreement with an overdue promise, of its clause and step, and of a problem."""

    agreement: int
    clause: int
    step: int
    problem: int


@pytest.fixture
def made(transactional_db: None, lin: Actor) -> Made:
    now, today = timezone.now(), timezone.localdate()
    number = signed(lin, bureau(), now, title="云禾县与恒远轴承有限公司关于高端轴承生产基地项目的投资协议")
    clause = operations.add_clause(
        agreement_id=number,
        kind="utilities",
        text=LONG,
        steps=[(today - timedelta(days=3), None)],
        by=lin,
        at=now,
    )
    step = queries.clause(clause_id=clause, viewer=lin, today=today)[1].steps[0].id
    problem = raise_problem(project_id=opened(lin, bureau(), now), cause="land", text=LONG, by=lin, at=now)
    return Made(number, clause, step, problem)


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, made: Made, live_server: object) -> Iterator[Page]:
    """Lin signed in, at both widths."""
    with signed_in(str(live_server), user="lin", width=request.param) as shown:
        shown.set_default_timeout(10_000)
        yield shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_fits_the_screen(made: Made, live_server: object, language: str) -> None:
    width = 1280 if language == "en" else 390
    with signed_in(str(live_server), user="lin", width=width) as page:
        page.context.add_cookies([{"name": "django_language", "value": language, "url": str(live_server)}])
        for path in (
            "/agreements/", "/agreements/due/", f"/agreements/{made.agreement}/", "/agreements/new/", f"/agreements/{made.agreement}/do/clause/",
            f"/agreements/steps/{made.step}/do/met/", "/agreements/screening/", "/problems/", f"/problems/{made.problem}/", f"/problems/{made.problem}/do/closed/",
        ):  # fmt: skip
            answer = page.goto(path)
            assert answer is not None and answer.status == 200, path
            assert page.locator("h1").count() == 1
            assert too_wide(page) == {}, path


def test_a_promise_is_followed_from_the_due_list_and_met(page: Page, made: Made) -> None:
    page.goto("/agreements/due/")
    page.locator("#content td a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/agreements/{made.agreement}/#clause-{made.clause}")
    expect(page.locator(f"#clause-{made.clause} .light-red")).to_be_visible()
    page.goto(f"/agreements/{made.agreement}/do/paper/")
    page.select_option("#of-kind", "proof")
    page.fill("#of-title", "验收记录")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/agreements/{made.agreement}/")
    page.locator(f"#clause-{made.clause} .acts a").first.click()
    page.select_option("#of-paper", index=1)
    page.locator("#content button.btn-primary").click()
    page.wait_for_url(f"**/agreements/{made.agreement}/#clause-{made.clause}")
    expect(page.locator(f"#clause-{made.clause} .light-green")).to_be_visible()


def test_a_draft_is_pasted_and_a_finding_leads_to_its_words(page: Page) -> None:
    page.goto("/agreements/screening/")
    page.fill("#draft-text", "第一条 双方合作。\n第二条 甲方将乙方缴纳的增值税全额返还乙方。")
    page.locator("#content button.btn-primary").click()
    page.locator(".findings a").first.click()
    assert page.evaluate("location.hash") == "#w0"
    expect(page.locator("#w0")).to_be_in_viewport()
    assert "增值税" in page.locator("#w0").inner_text()


def test_a_problem_is_assigned(page: Page, made: Made) -> None:
    page.goto("/problems/")
    page.locator("#content td[data-label] a").first.click()
    page.wait_for_url(f"**/problems/{made.problem}/")
    page.locator(".act-line a").first.click()
    page.select_option("#of-unit", index=1)
    page.locator("#content button.btn-primary").click()
    page.wait_for_url(f"**/problems/{made.problem}/")
    assert page.locator("section[aria-labelledby=turns] li b").count() == 1
