"""Organisations over HTTP: the same answers as everywhere else, problems with their remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from duijie.accounts.operations import issue_token
from duijie.accounts.types import Actor
from duijie.directory.operations import enter_organisation
from tests.cast import MORNING, guo_the_guest, lin_the_reviewer, zhou_the_clerk
from tests.factories.register import register_of

pytestmark = pytest.mark.django_db
ROWS = ("企业名称,城市", "河北青禾瓷业股份有限公司,衡水", "廊坊宏远橡胶有限公司,廊坊")


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> None:
    settings.DUIJIE_HOME = tmp_path
    register_of(ROWS, home=tmp_path)


def calling(actor: Actor, username: str, *scopes: str) -> Client:
    _, text = issue_token(
        username=username, label="周报", scopes=scopes, expires_at=None, by=actor, at=MORNING
    )
    return Client(headers={"authorization": f"Bearer {text}"})


@pytest.fixture
def lins() -> Client:
    return calling(lin_the_reviewer(), "lin", "read")


def test_a_name_is_resolved_with_reasons(lins: Client) -> None:
    answer = lins.get("/api/directory/resolve", {"name": "青禾瓷业", "limit": 3}).json()
    assert answer["query"] == "青禾瓷业"
    best = answer["candidates"][0]
    assert (best["name"], best["source"]) == ("河北青禾瓷业股份有限公司", "登记库")
    assert set(best["reasons"][0]) == {"zh", "en"}


def test_many_names_are_answered_in_their_order(lins: Client) -> None:
    names = ["宏远橡胶", "没有这家公司啊", "青禾瓷业"]
    answers = lins.post("/api/directory/resolve", {"names": names}, content_type="application/json").json()
    assert [one["query"] for one in answers] == names
    assert answers[1]["candidates"] == []


def test_typing_is_answered(lins: Client) -> None:
    answer = lins.get("/api/directory/suggest", {"text": "hyxj"}).json()
    assert [one["name"] for one in answer["candidates"]] == ["廊坊宏远橡胶有限公司"]


def test_organisations_are_listed_and_one_is_told_in_full(lins: Client) -> None:
    number = enter_organisation(name="青禾种业有限公司", by=lin_the_reviewer(), at=MORNING)
    page = lins.get("/api/organisations").json()
    assert [(one["id"], one["name"]) for one in page["organisations"]] == [(number, "青禾种业有限公司")]
    one = lins.get(f"/api/organisations/{number}").json()
    assert [name["name"] for name in one["names"]] == ["青禾种业有限公司"]


def test_a_signed_in_person_may_read_too() -> None:
    lin_the_reviewer()
    browser = Client()
    browser.post("/sign-in/", {"username": "lin", "password": "correct-horse"})
    assert browser.get("/api/directory/resolve", {"name": "青禾"}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/api/directory/resolve?name=x", "/api/directory/suggest?text=x", "/api/organisations"]
)
def test_nobody_a_guest_and_a_token_without_the_scope_are_refused(address: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert "duijie tokens" in answer.json()["detail"]
    assert calling(guo_the_guest(), "guo", "read").get(address).status_code == 403
    assert calling(zhou_the_clerk(), "zhou", "write").get(address).status_code == 403


def test_a_request_that_does_not_fit_says_where(lins: Client) -> None:
    answer = lins.get("/api/directory/resolve", {"name": "青禾", "limit": 0})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert "limit" in answer.json()["detail"]
    assert lins.get("/api/organisations/999").status_code == 404
