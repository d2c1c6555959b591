"""Figures for the public: frozen with day and definition, approved by a second person, seen to move by the office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from duijie.figures.publishing import NothingToPublish, facts_of, record_of, value_of
from duijie.figures.types import NoSuchFigure
from duijie.ledger.operations import enter
from duijie.ledger.types import Draft
from duijie.portal import operations, queries
from duijie.portal.types import WrongNotice
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    NOON,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.reader import yuan
from tests.portal.test_portal import anybody, signed_in

pytestmark = pytest.mark.django_db


def test_a_figure_is_published_as_it_was_and_moves_only_with_a_second_person() -> None:
    yunhe_county()
    zhou, lin, mei = zhou_the_clerk(bureau()), lin_the_reviewer(), mei_the_second_reviewer()

    def received(number: int, by_when: date = date(2024, 5, 8)) -> None:
        enter(
            draft=Draft("item", "funds.received", "启明", yuan(number), key=f"receipt:{number}"), effective_on=by_when,
            evidence="银行回单", basis="verified", by=lin, at=MORNING,
        )  # fmt: skip

    record = record_of("funds.received", MIDYEAR)
    assert signed_in(zhou).get(f"/notices/new/?record={record}").status_code == 404
    received(300_000_000)
    assert record in signed_in(zhou).get(
        "/figures/funds.received/?as_of=2024-06-30"
    ).content.decode().replace("%3A", ":").replace("%40", "@")
    form = signed_in(zhou).get(f"/notices/new/?record={record}").content.decode()
    assert "到位资金（截至2024年6月30日）" in form
    assert "3亿元" in form
    typed = {
        "kind": "figure", "title": "上半年到位资金", "source": "招商局", "dated": "2024-07-01", "body": "上半年到位资金3亿元。",
    }  # fmt: skip
    here = signed_in(zhou).post(f"/notices/new/?record={record}", typed)["Location"]
    notice = int(here.strip("/").rpartition("/")[2])
    anybody(f"/public/{notice}/", 404)
    operations.approve(notice_id=notice, by=lin, at=NOON)
    page = anybody(f"/public/{notice}/")
    assert "<dd>3亿元</dd>" in page
    assert "<dd>2024年6月30日</dd>" in page
    assert "当年实际到位的资金" in page
    assert "Funds that arrived in the year" in anybody(f"/public/{notice}/?lang=en")
    assert "上半年到位资金" in anybody("/public/?kind=figure")

    received(50_000_000)
    assert "<dd>3亿元</dd>" in anybody(f"/public/{notice}/")
    office = signed_in(lin).get(here).content.decode()
    assert "3.5亿元" in office
    assert f"{here}do/restate/" in office
    assert signed_in(lin).post(f"{here}do/restate/", {}).status_code == 302
    assert signed_in(lin).post(f"{here}do/restate/", {}).status_code == 422
    assert queries.get(notice_id=notice, viewer=lin, today=MIDYEAR).state == "stale"
    with pytest.raises(WrongNotice, match="another person"):
        operations.approve(notice_id=notice, by=lin, at=EVENING)
    assert "<dd>3亿元</dd>" in anybody(f"/public/{notice}/")
    operations.approve(notice_id=notice, by=mei, at=EVENING)
    assert "<dd>3.5亿元</dd>" in anybody(f"/public/{notice}/")


def test_what_is_no_figure_is_not_published() -> None:
    yunhe_county()
    zhou = zhou_the_clerk()
    for record in (
        "figure:happiness@2024-06-30",
        "figure:funds.received@2024-02-31",
        "figure:funds.received",
        "figure:",
    ):
        with pytest.raises(NoSuchFigure):
            value_of(record, known_at=EVENING, viewer=zhou)
    with pytest.raises(NothingToPublish):
        value_of("figure:funds.received@2024-06-30", known_at=EVENING, viewer=zhou)
    for frozen in (None, {}):
        with pytest.raises(WrongNotice):
            operations.draft(
                kind="figure", title="到位资金", source="招商局", dated=MIDYEAR, body="…", by=zhou, at=MORNING,
                record="figure:funds.received@2024-06-30", frozen=frozen,
            )  # fmt: skip
    assert Client().get("/public/?kind=figure").status_code == 200


def test_what_is_frozen_is_exact_and_in_both_languages() -> None:
    yunhe_county()
    lin = lin_the_reviewer()
    enter(
        draft=Draft("item", "funds.received", "启明", yuan(123_456_789), key="receipt:1"), effective_on=MIDYEAR,
        evidence="银行回单", basis="verified", by=lin, at=MORNING,
    )  # fmt: skip
    said = facts_of(value_of(record_of("funds.received", MIDYEAR), known_at=EVENING, viewer=lin))
    assert Decimal(said["exact"]) == 123_456_789
    assert (said["unit"], said["as_of"], said["version"]) == ("CNY", "2024-06-30", "1")
    assert said["value"] != said["value_en"]
    assert said["definition"] != said["definition_en"]
