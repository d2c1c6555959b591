"""Deciding on statements, with scripts and without, down to the figure that follows."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from duijie.accounts.types import Actor
from duijie.review.queries import get

BY_SCRIPT = {"HTTP_HX_REQUEST": "true"}
SIGNED = "签约项目5个"


@pytest.fixture
def signed(statements: dict[str, str]) -> str:
    return statements[SIGNED]


def verdict(statement_id: str, who: Actor) -> str:
    decision = get(statement_id=statement_id, viewer=who).decision
    return decision.verdict if decision else "waiting"


def test_without_scripts_a_decision_comes_back_to_the_row(
    browser: Client, signed: str, bulletin: int, lin: Actor
) -> None:
    answer = browser.post(f"/statements/{signed}/accept/")
    assert answer["Location"] == f"/documents/{bulletin}/#p-{signed}"
    assert verdict(signed, lin) == "accepted"


def test_with_scripts_one_row_and_the_progress_come_back(browser: Client, signed: str) -> None:
    answer = browser.post(f"/statements/{signed}/accept/", **BY_SCRIPT).content.decode()
    assert re.findall(r'<li[^>]* id="p-(\w+)"', answer) == [signed]
    assert 'data-state="accepted"' in answer
    assert "已审 1 / 3 条" in answer
    assert "<html" not in answer


def test_a_decision_can_be_taken_back(browser: Client, signed: str, lin: Actor) -> None:
    browser.post(f"/statements/{signed}/accept/")
    browser.post(f"/statements/{signed}/withdraw/")
    assert verdict(signed, lin) == "waiting"


def test_taking_back_what_waits_changes_nothing(browser: Client, signed: str, lin: Actor) -> None:
    assert browser.post(f"/statements/{signed}/withdraw/", **BY_SCRIPT).status_code == 200
    assert verdict(signed, lin) == "waiting"


@pytest.mark.parametrize("more", [{}, BY_SCRIPT], ids=["plain", "scripted"])
def test_a_rejection_without_a_reason_is_asked_for_one(
    browser: Client, signed: str, lin: Actor, more: dict[str, str]
) -> None:
    answer = browser.post(f"/statements/{signed}/reject/", {"reason": " "}, **more)
    assert answer.status_code == 422
    assert "驳回要写理由" in answer.content.decode()
    assert verdict(signed, lin) == "waiting"
    browser.post(f"/statements/{signed}/reject/", {"reason": "与登记表不符"}, **more)
    assert verdict(signed, lin) == "rejected"


def test_a_correction_changes_the_value_and_leaves_the_statement(
    browser: Client, signed: str, lin: Actor
) -> None:
    browser.post(f"/statements/{signed}/correct/", {"measure": "projects.signed", "quantity": "6个"})
    after = get(statement_id=signed, viewer=lin)
    assert verdict(signed, lin) == "corrected"
    assert after.values["quantity"]["number"] == 6
    assert after.statement.values["quantity"]["number"] == 5


def test_a_quantity_left_as_it_is_keeps_its_value(browser: Client, signed: str, lin: Actor) -> None:
    before = get(statement_id=signed, viewer=lin).values["quantity"]
    browser.post(f"/statements/{signed}/correct/", {"measure": "projects.intent", "quantity": "5个"})
    after = get(statement_id=signed, viewer=lin).values
    assert (after["measure"], after["quantity"]) == ("projects.intent", before)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"measure": "projects.signed", "quantity": "很多"}, "没有看懂“很多”"),
        ({"measure": "projects.signed", "quantity": "6个 7个"}, "没有看懂"),
        ({"measure": "no.such", "quantity": "5个"}, "no.such"),
        ({"quantity": "5个"}, "measure"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused_with_what_was_typed(
    browser: Client, signed: str, lin: Actor, typed: dict[str, str], said: str
) -> None:
    answer = browser.post(f"/statements/{signed}/correct/", typed, **BY_SCRIPT)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{typed["quantity"]}"' in page
    assert verdict(signed, lin) == "waiting"


def test_a_list_of_names_is_corrected_line_by_line(
    browser: Client, statements: dict[str, str], lin: Actor
) -> None:
    agreement = next(key for quote, key in statements.items() if "协议" in quote)
    typed = {"parties": "青禾种业有限公司\r\n\r\n 云州大学 \r\n", "type": "framework", "subject": ""}
    browser.post(f"/statements/{agreement}/correct/", typed)
    values = get(statement_id=agreement, viewer=lin).values
    assert (values["parties"], values["type"]) == (["青禾种业有限公司", "云州大学"], "framework")


def test_looking_at_a_form_decides_nothing(browser: Client, signed: str, lin: Actor) -> None:
    for act in ("accept", "correct", "reject", "withdraw"):
        assert browser.get(f"/statements/{signed}/{act}/", **BY_SCRIPT).status_code == 200
    assert verdict(signed, lin) == "waiting"


def test_a_figure_leads_back_to_the_characters(browser: Client, signed: str, bulletin: int) -> None:
    browser.post(f"/statements/{signed}/accept/")
    browser.post(f"/documents/{bulletin}/post/")
    figure = browser.get("/figures/projects.signed/").content.decode()
    link = re.search(r'href="(/documents/\d+/\?span=[^"]+)"', figure)
    assert link is not None
    page = browser.get(link[1].replace("&amp;", "&").split("#")[0]).content.decode()
    original = page[page.index('data-view="original"') :]
    assert "".join(re.findall(r"<mark[^>]*\bis-aimed\b[^>]*>([^<]*)</mark>", original)) == SIGNED
