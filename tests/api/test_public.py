"""Figures for anybody's programs: approved copies and nothing else, the same for all, told once to a cache."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from duijie.ledger.operations import enter
from duijie.ledger.types import Draft
from duijie.portal import operations
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    NOON,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
)
from tests.factories.notices import announced
from tests.factories.reader import yuan

pytestmark = pytest.mark.django_db
ADDRESS = "/api/public/figures"


def test_only_what_a_second_person_approved_is_told_and_stays_as_it_was() -> None:
    yunhe_county()
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()

    def received(number: int) -> None:
        draft = Draft("item", "funds.received", "启明", yuan(number), key=f"receipt:{number}")
        enter(
            draft=draft,
            effective_on=date(2024, 5, 8),
            evidence="银行回单",
            basis="verified",
            by=lin,
            at=MORNING,
        )

    received(300_000_000)
    first = announced(lin, None, "funds.received", MIDYEAR, dated=date(2024, 7, 1))
    second = announced(lin, None, "funds.received", date(2024, 5, 31), dated=date(2024, 6, 2))
    news = operations.draft(
        kind="news", title="动态", source="招商局", dated=MIDYEAR, body="消息。", by=lin, at=MORNING
    )
    anybody = Client()
    assert anybody.get(ADDRESS).json() == {"figures": [], "next": ""}
    assert anybody.get(f"{ADDRESS}/{first}").status_code == 404
    for notice in (first, second, news):
        operations.approve(notice_id=notice, by=mei, at=NOON)

    answer = anybody.get(f"{ADDRESS}/{first}")
    assert "Cookie" not in answer.get("Vary", "") and not answer.cookies
    one = answer.json()
    assert (Decimal(one["number"]), one["unit"], one["unit_name"]) == (
        300_000_000,
        "CNY",
        {"zh": "元", "en": "CNY"},
    )
    assert (one["as_of"], one["version"], one["value"]["en"]) == ("2024-06-30", "1", "CNY 300 m")
    assert one["definition"]["zh"].startswith("当年实际到位的资金") and one["definition"]["en"].startswith(
        "Funds"
    )
    assert one["name"]["en"] == "Funds received" and one["page"].endswith(f"/public/{first}/")
    assert anybody.get(f"{ADDRESS}/{news}").status_code == 404, "it is no figure"

    received(50_000_000)
    assert anybody.get(f"{ADDRESS}/{first}").json() == one, "frozen"
    page = anybody.get(f"{ADDRESS}?limit=1").json()
    assert [each["id"] for each in page["figures"]] == [first]
    rest = anybody.get(f"{ADDRESS}?limit=1&cursor={page['next']}").json()
    assert ([each["id"] for each in rest["figures"]], rest["next"]) == ([second], "")
    assert anybody.get(f"{ADDRESS}?code=projects.signed").json()["figures"] == []
    assert anybody.get(f"{ADDRESS}?limit=101").status_code == 422

    tag = answer["ETag"]
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    for address in (ADDRESS, f"{ADDRESS}/{first}"):
        again = anybody.get(address, headers={"If-None-Match": f"W/{tag}"})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    operations.withdraw(notice_id=first, note="口径有误", by=mei, at=EVENING)
    assert anybody.get(f"{ADDRESS}/{first}", headers={"If-None-Match": tag}).status_code == 404
    assert anybody.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 200
