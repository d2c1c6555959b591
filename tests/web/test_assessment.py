"""Pages of assessment: rules to read, a run, what a unit reads and objects to, published by a second person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.assessment.models import HandNumber, Result, Run
from duijie.assessment.operations import show
from duijie.assessment.rules import on
from tests.cast import MIDYEAR, MORNING, he_the_clerk, mei_the_second_reviewer, zhou_the_clerk
from tests.factories.assessment import SCHEME, Towns, assessed, towns

TYPED = {"as_of": "2024-06-30", "group-industry": "东镇\n西镇", "group-ecology": ""}


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def there(lin: Actor) -> Towns:
    return towns(lin)


def shown(there: Towns, lin: Actor) -> int:
    run = assessed(there, lin)
    show(run_id=run, until=timezone.localdate() + timedelta(days=1), by=lin, at=MORNING)
    return run


def test_the_rules_in_force_are_read_on_one_page(lin: Actor, browser: Client) -> None:
    listed = text_of(browser, "/assessment/schemes/")
    for one in on(timezone.localdate()):
        assert one.name.zh in listed
        page = words(text_of(browser, f"/assessment/schemes/{one.code}/"))
        for item in one.items:
            assert item.name.zh in page
    page = words(text_of(browser, "/assessment/schemes/counties/"))
    assert "(项目签约个数 ÷ 签约个数任务 × 0.5 + 签约项目金额 ÷ 签约金额任务 × 0.5) × 0.5" in page
    assert "3–10亿元项目 不足7 × 0.1" in page
    text_of(browser, "/assessment/schemes/none/", 404)


def test_the_office_works_out_and_what_was_typed_wrong_stays(there: Towns, browser: Client) -> None:
    assert "还没有考核" in text_of(browser, "/assessment/")
    form = text_of(browser, f"/assessment/schemes/{SCHEME}/assess/")
    assert "东镇" in form
    refused = browser.post(f"/assessment/schemes/{SCHEME}/assess/", {**TYPED, "group-ecology": "南镇"})
    assert refused.status_code == 422
    assert "没有“南镇”这个单位" in refused.content.decode()
    assert browser.post(f"/assessment/schemes/{SCHEME}/assess/", TYPED).status_code == 302
    page = words(text_of(browser, f"/assessment/{Run.objects.get().pk}/"))
    assert "1 东镇 36.00 0.00 0.00 36.00 2 西镇 12.00" in page


def test_a_unit_reads_how_its_score_came_about_and_objects(
    there: Towns, lin: Actor, as_person: Callable[[str], Client]
) -> None:
    run = shown(there, lin)
    result = Result.objects.get(run_id=run, unit_id=there.east).pk
    zhou_the_clerk(there.east)
    unit = as_person("zhou")
    page = words(text_of(unit, f"/assessment/results/{result}/"))
    assert "0.6 ÷ 1 × 60 = 36" in page
    assert "任务分解表" in page
    assert "面粉厂项目" in page
    address = f"/assessment/results/{result}/object/"
    assert unit.post(address, {"item": "funds", "text": ""}).status_code == 422
    assert unit.post(address, {"item": "funds", "text": "少计一笔"}).status_code == 302
    assert "少计一笔" in text_of(unit, f"/assessment/{run}/")
    he_the_clerk(there.west)
    other = as_person("he")
    assert "少计一笔" not in text_of(other, f"/assessment/{run}/")
    foreign = other.post(address, {"text": "不服"})
    assert (foreign.status_code, "只能对本单位" in foreign.content.decode()) == (422, True)


def test_a_second_person_publishes(
    there: Towns, lin: Actor, browser: Client, as_person: Callable[[str], Client]
) -> None:
    run = assessed(there, lin)
    show(run_id=run, until=MIDYEAR + timedelta(days=1), by=lin, at=MORNING)
    refused = browser.post(f"/assessment/{run}/do/publish/")
    assert (refused.status_code, "请由他人发布" in refused.content.decode()) == (422, True)
    mei_the_second_reviewer()
    mei = as_person("mei")
    assert mei.post(f"/assessment/{run}/do/publish/").status_code == 302
    assert "已发布" in text_of(mei, "/assessment/")
    Result.objects.filter(run_id=run).update(total=99, scored=Result.objects.filter(run_id=run).last().scored)  # type: ignore[union-attr]
    assert "不是当时发布的内容" in text_of(mei, f"/assessment/{run}/")


def test_drafts_are_not_for_units(there: Towns, lin: Actor, as_person: Callable[[str], Client]) -> None:
    run = assessed(there, lin)
    zhou_the_clerk(there.east)
    text_of(as_person("zhou"), f"/assessment/{run}/", 404)
    text_of(as_person("zhou"), f"/assessment/results/{Result.objects.filter(run_id=run)[0].pk}/", 404)


def test_numbers_are_entered_with_what_they_rest_on(there: Towns, browser: Client) -> None:
    address = f"/assessment/schemes/{SCHEME}/numbers/new/"
    typed = {
        "unit": str(there.east),
        "input": "accidents",
        "on": "2024-05-01",
        "number": "许多",
        "evidence": "通报",
    }
    refused = browser.post(address, typed)
    assert (refused.status_code, "许多" in refused.content.decode()) == (422, True)
    assert browser.post(address, {**typed, "number": "1"}).status_code == 302
    assert HandNumber.objects.filter(input="accidents", number=1).exists()
