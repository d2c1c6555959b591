"""The public pages of the demo case, published once."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files

import pytest
from django.test import Client

from duijie.accounts.operations import add_user
from duijie.demo.public import publish
from duijie.portal.enquiries import queries
from tests.cast import MORNING


@pytest.mark.django_db
def test_the_public_pages_of_the_case_are_published_once_with_an_enquiry() -> None:
    shipped = files("duijie.demo")
    case = tomllib.loads(shipped.joinpath("cases.toml").read_text("utf-8"))
    by = add_user(username="demo", password="correct-horse", display_name="演示用户", role="administrator")
    assert publish(case, by=by, at=MORNING) == 4 and publish(case, by=by, at=MORNING) == 0
    page = Client().get("/public/").content.decode()
    assert all(row["title"] in page for row in case["notice"])
    assert queries.waiting(viewer=by, today=date(2024, 7, 1)) == (1, 0)
