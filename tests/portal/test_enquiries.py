"""What the public asks: kept apart from what the house reads, answered by the clock, guarded against programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest
from django.core.signing import TimestampSigner
from django.http import HttpResponse
from django.test import Client

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor
from duijie.leads.models import Lead
from duijie.portal import operations as notices
from duijie.portal.enquiries import operations, queries
from duijie.portal.models import Enquiry, Knock
from duijie.portal.rules import DaysOff, due_after, load
from duijie.portal.types import NoSuchEnquiry, TooMany, WrongReply
from duijie.rulebook.columns import WrongFields
from duijie.warnings.find import warnings
from tests.cast import (
    EVENING,
    MORNING,
    NOON,
    bureau,
    he_the_clerk,
    lin_the_reviewer,
    shen_the_auditor,
    yunhe_county,
    zhou_the_clerk,
)
from tests.portal.test_portal import WORDS, signed_in

SENT = {
    "name": "钱某",
    "organisation": "恒远公司",
    "reach": "13800000000",
    "text": "想租厂房。",
    "consent": "yes",
}
DUE = date(2024, 7, 4)


@pytest.mark.parametrize(
    ("arrived", "working", "due"),
    [
        (date(2026, 11, 27), 3, date(2026, 12, 2)),  # a Friday
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday worked before the Spring Festival
        (date(2026, 2, 14), 2, date(2026, 2, 25)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2027, 1, 2), 1, date(2027, 1, 4)),  # a year without rows goes by the week
    ],
)
def test_working_days(arrived: date, working: int, due: date) -> None:
    days: tuple[DaysOff, ...] = load()[1]
    assert due_after(arrived, working, days) == due


def ask(**other: object) -> int:
    given = {**SENT, "consent": True, "notice_id": None, "address": "10.0.0.7", "at": MORNING, **other}
    return operations.receive(**given)  # type: ignore[arg-type]


@pytest.fixture
def zhou(db: None) -> Actor:
    yunhe_county()
    return zhou_the_clerk(bureau())


@pytest.fixture
def lin(db: None) -> Actor:
    return lin_the_reviewer()


def test_who_asked_is_read_by_those_who_reply_alone(zhou: Actor, lin: Actor) -> None:
    notice = notices.draft(**WORDS, by=zhou, at=MORNING)  # type: ignore[arg-type]
    unpublished = queries.get(enquiry_id=ask(notice_id=notice), viewer=lin, today=DUE)
    assert unpublished.notice_id is None
    notices.approve(notice_id=notice, by=lin, at=MORNING)
    number = ask(notice_id=notice)
    for who, told in ((lin, True), (zhou, True), (shen_the_auditor(), False)):
        info = queries.get(enquiry_id=number, viewer=who, today=DUE)
        assert (info.asked is not None, bool(info.may)) == (told, told) and info.about == WORDS["title"]
        page = signed_in(who).get(f"/enquiries/{number}/").content.decode()
        assert ("13800000000" in page) == told
    with pytest.raises(NoSuchEnquiry):
        queries.get(enquiry_id=number, viewer=he_the_clerk(bureau("商务局")), today=DUE)


def test_the_clock_runs_until_the_first_reply_and_warns_when_late(zhou: Actor, lin: Actor) -> None:
    number = ask()
    assert queries.get(enquiry_id=number, viewer=lin, today=DUE).due_on == DUE
    assert queries.waiting(viewer=lin, today=DUE) == (1, 0)
    after, codes = DUE + timedelta(days=1), ["enquiry_unanswered"]
    assert warnings(viewer=lin, today=DUE, codes=codes) == []
    (warned,) = warnings(viewer=lin, today=after, codes=codes)
    assert warned.rows == (f"enquiry:{number}",) and "2024-07-04" in warned.reason.zh
    with pytest.raises(WrongReply, match="what was replied"):
        operations.answer(enquiry_id=number, text=" ", by=lin, at=NOON)
    operations.answer(enquiry_id=number, text="已电话告知钱某", by=lin, at=NOON)
    assert warnings(viewer=lin, today=after, codes=codes) == []
    lead = operations.make_lead(
        enquiry_id=number,
        name="租厂房",
        investor="恒远公司",
        contact="钱某",
        content="",
        by=zhou_in(lin),
        at=EVENING,
    )
    info = queries.get(enquiry_id=number, viewer=lin, today=after)
    assert (info.state, info.lead_id) == ("lead", lead) and Lead.objects.get(pk=lead).channel
    assert Enquiry.objects.get(pk=number).replied_at == NOON
    operations.close(enquiry_id=number, reason="settled", text="", by=lin, at=EVENING)
    with pytest.raises(WrongReply, match="closed"):
        operations.answer(enquiry_id=number, text="又及", by=lin, at=EVENING)
    told = str(list(AuditRow.objects.filter(subject=f"enquiry:{number}").values_list("detail", flat=True)))
    assert "钱某" not in told and "13800000000" not in told


def zhou_in(lin: Actor) -> Actor:
    """Lin with a unit, for which the lead is registered."""
    return replace(lin, unit_id=bureau())


def test_an_address_sends_a_few_an_hour_and_is_not_kept(zhou: Actor) -> None:
    for _time in range(operations.AN_HOUR):
        ask()
    with pytest.raises(TooMany):
        ask()
    ask(address="10.0.0.8")
    assert not [mark for mark in Knock.objects.values_list("mark", flat=True) if "10.0.0" in mark]
    ask(at=MORNING + timedelta(hours=1))
    assert Knock.objects.count() == 1
    for wrong in ({"consent": False}, {"text": "多" * 4001}, {"reach": " "}):
        with pytest.raises(WrongFields):
            ask(**wrong, address="10.0.0.9")


def test_the_form_of_the_public(zhou: Actor) -> None:
    browser = Client(enforce_csrf_checks=True)
    form = browser.get("/public/contact/?lang=en")
    assert not form.cookies and "no-store" in form["Cache-Control"] and "Write to us" in form.content.decode()
    token = form.context["page"].token

    def post(more: dict[str, str], **headers: str) -> HttpResponse:
        typed = {**SENT, "token": token, **more}
        return cast("HttpResponse", browser.post("/public/contact/", typed, headers=headers))

    assert post({"token": TimestampSigner(salt="other").sign("form")}).status_code == 422
    assert post({}, Origin="https://elsewhere.example").status_code == 422
    assert post({"text": "x" * 70_000}).status_code == 413
    refused = post({"consent": "", "text": "想租厂房二号。"})
    assert refused.status_code == 422 and "想租厂房二号。" in refused.content.decode()
    assert post({"website": "https://spam.example"}).status_code == 302
    assert not Enquiry.objects.exists()
    kept = post({}, Origin="http://testserver")
    assert kept.status_code == 302 and not kept.cookies
    assert "工作日" in browser.get(kept["Location"]).content.decode()
    assert Enquiry.objects.count() == 1
