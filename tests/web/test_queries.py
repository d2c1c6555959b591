"""A page asks the database no more often than its baseline allows."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

BASELINE = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "web" / "queries.toml").read_text("utf-8")
)["queries"]


@pytest.mark.parametrize("address", BASELINE)
def test_a_page_keeps_to_its_number_of_queries(
    browser: Client, bulletin: int, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    with django_assert_max_num_queries(BASELINE[address]):
        assert browser.get(address.format(document=bulletin)).status_code == 200
