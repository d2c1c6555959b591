"""The interface's door: who is let in, and that what is not there is said as a problem."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_address_that_it_does_not_have_is_a_problem() -> None:
    answer = Client().get("/api/no-such-thing")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert "/api/openapi.json" in answer.json()["detail"]


def test_its_description_is_open_to_everybody_and_of_version_3_1() -> None:
    description = Client().get("/api/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert {"/api/directory/resolve", "/api/organisations"} <= set(description["paths"])
