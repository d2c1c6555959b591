"""Coming in: who gets in where, in which language, under which rules for the browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from duijie.web.views.entry import locked_out
from tests.cast import guo_the_guest

pytestmark = pytest.mark.django_db
BEHIND_SIGN_IN = ["/", "/documents/", "/figures/", "/figures/parks/", "/claims/", "/names/"]


@pytest.mark.parametrize("address", BEHIND_SIGN_IN)
def test_a_page_asks_a_stranger_to_sign_in(address: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/")


def test_a_wrong_password_is_told_on_the_page_and_not_sent_back() -> None:
    answer = Client().post("/sign-in/", {"username": "lin", "password": "wrong-horse"})
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert 'value="lin"' in page
    assert "wrong-horse" not in page


def test_the_demo_account_is_not_offered_where_the_demo_is_not_loaded(lin: object) -> None:
    assert "duijie-demo" not in Client().get("/sign-in/").content.decode()


@pytest.mark.parametrize("address", BEHIND_SIGN_IN)
def test_a_signed_in_page_is_served_in_both_languages(browser: Client, bulletin: int, address: str) -> None:
    for code in ("zh-hans", "en"):
        browser.cookies["django_language"] = code
        answer = browser.get(address)
        assert answer.status_code == 200
        assert f'<html lang="{code}"' in answer.content.decode()


def test_chinese_is_the_language_whatever_the_browser_prefers() -> None:
    page = Client().get("/sign-in/", HTTP_ACCEPT_LANGUAGE="en-US,en;q=0.9").content.decode()
    assert '<html lang="zh-hans"' in page


def test_the_language_switch_is_remembered_and_comes_back_to_the_page() -> None:
    client = Client()
    answer = client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert answer["Location"] == "/sign-in/"
    assert '<html lang="en"' in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("address", ["/sign-in/", "/healthz", "/nowhere/"])
def test_every_answer_forbids_scripts_from_elsewhere(address: str) -> None:
    policy = Client().get(address)["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_health_is_told_without_signing_in() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_what_is_not_there_is_a_page_that_leads_back(browser: Client) -> None:
    for address in ("/nowhere/", "/documents/999/", "/figures/no.such/", "/statements/none/"):
        answer = browser.get(address)
        assert answer.status_code == 404
        assert 'href="/"' in answer.content.decode()


def test_a_guest_sees_no_document(as_person: Callable[[str], Client], bulletin: int) -> None:
    guo_the_guest()
    guest = as_person("guo")
    assert guest.get(f"/documents/{bulletin}/").status_code == 403
    assert f"/documents/{bulletin}/" not in guest.get("/documents/").content.decode()


def test_too_many_wrong_passwords_are_answered_by_a_page() -> None:
    with translation.override("zh-hans"):
        answer = locked_out(RequestFactory().get("/sign-in/"))
    assert answer.status_code == 429
    assert "密码错误次数过多" in answer.content.decode()
