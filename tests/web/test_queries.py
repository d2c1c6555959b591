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
    browser: Client,
    bulletin: int,
    organisations: dict[str, int],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: str,
) -> None:
    one, other = organisations["青禾种业有限公司"], organisations["云州农学院"]
    asked = address.format(document=bulletin, organisation=one, other=other)
    with django_assert_max_num_queries(BASELINE[address]):
        assert browser.get(asked).status_code == 200
