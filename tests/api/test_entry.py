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


def test_text_that_no_database_keeps_is_refused_on_pages_as_well(client: Client) -> None:
    for address in ("/api/organisations?search=%00", "/organisations/?search=%00"):
        answer = client.get(address)
        assert (answer.status_code, "NUL" in answer.content.decode()) == (400, True)
    sent = client.post("/api/directory/resolve", '{"names": ["\\u0000"]}', content_type="application/json")
    assert sent.status_code == 400 and sent.json()["status"] == 400
