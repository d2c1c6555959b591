"""Agreements, due days, screening and problems as people use them in the browser, without one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from duijie.accounts.types import Actor
from duijie.agreements import operations, queries
from duijie.documents.models import Document
from duijie.followup.operations import raise_problem
from duijie.pipeline.operations import attach
from tests.cast import (
    bureau,
    guo_the_guest,
    he_the_clerk,
    mei_the_second_reviewer,
    shen_the_auditor,
    zhou_the_clerk,
)
from tests.factories.agreements import drawn_up, signed
from tests.factories.projects import opened

DRAFT = "第三条 甲方将乙方缴纳的增值税全额返还乙方。\n第四条 严禁先征后返。\n"
Sign = Callable[[str], Client]


def said(answer: object) -> str:
    """What a page says, without its markup."""
    text = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>|&#8239;", " ", text).split())


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def agreement(lin: Actor, today: date) -> int:
    """Signed, with one promise overdue and one due soon."""
    now = timezone.now()
    number = signed(lin, bureau(), now, valid_until=today + timedelta(days=20))
    for kind, days in (("start_date", -9), ("utilities", 9)):
        operations.add_clause(
            agreement_id=number, kind=kind, text=f"{kind}的原文", steps=[(today + timedelta(days=days), None)],
            by=lin, at=now,
        )  # fmt: skip
    return number


def test_the_list_is_empty_long_narrowed_and_says_so(browser: Client, lin: Actor) -> None:
    assert "还没有协议" in said(browser.get("/agreements/"))
    unit = bureau()
    for number in range(52):
        operations.draw_up(
            kind="strategic", title=f"战略协议{number:02}", unit_id=unit, by=lin, at=timezone.now()
        )
    first = said(browser.get("/agreements/"))
    assert "52 份协议" in first and "战略协议51" in first and "战略协议01" not in first
    assert "战略协议01" in said(browser.get("/agreements/?page=2"))
    assert "0 份协议" in said(browser.get("/agreements/?text=无此协议"))
    assert browser.get("/agreements/?kind=marriage&state=x&unit=y&page=-3").status_code == 200


def test_what_is_overdue_stands_on_the_list_the_due_page_and_the_agreement(
    browser: Client, agreement: int
) -> None:
    assert "逾期 9 天" in said(browser.get("/agreements/due/"))
    assert "剩 20 天" in said(browser.get("/agreements/due/"))
    theirs = said(browser.get("/agreements/due/?side=theirs&days=30"))
    assert "start_date的原文" in theirs and "utilities的原文" not in theirs
    assert "逾期 9 天" in said(browser.get(f"/agreements/{agreement}/"))
    assert "轴承项目投资协议" in said(browser.get("/agreements/?due=overdue"))
    browser.cookies["django_language"] = "en"
    assert "9 days late" in said(browser.get("/agreements/due/?days=abc"))


def test_an_agreement_is_drawn_up_filled_in_and_signed_by_forms(browser: Client, lin: Actor) -> None:
    unit = bureau()
    again = browser.post("/agreements/new/", {"kind": "investment", "title": "", "unit": unit})
    assert again.status_code == 422 and "此项必填" in said(again)
    made = browser.post("/agreements/new/", {"kind": "investment", "title": "新协议", "unit": unit})
    here = made.headers["Location"]
    refused = browser.post(f"{here}do/sign/", {"signed_on": "2025-07-01"})
    assert (
        refused.status_code == 422
        and "协议文本" in said(refused)
        and "agreement's paper" not in said(refused)
    )
    assert "签订还缺什么" in said(browser.get(here))
    for code, given in [
        ("party", {"name": "云禾县人民政府", "role": "region"}), ("party", {"name": "恒远", "role": "investor"}),
        ("paper", {"kind": "agreement", "title": "文本"}), ("paper", {"kind": "review", "title": "审查意见"}),
        ("clause", {"kind": "support", "text": "技改支持", "number": "500万", "due": "2026-01-01"}),
        ("term", {"valid_from": "2025-07-01", "valid_until": "2028-07-01"}),
    ]:  # fmt: skip
        done = browser.post(f"{here}do/{code}/", given)
        assert done.status_code == 302, (code, said(done))
    info = queries.get(agreement_id=int(here.strip("/").split("/")[-1]), viewer=lin, today=date(2025, 7, 1))
    assert info.clauses[0].steps[0].number == 5_000_000
    assert "公平竞争审查结论" in said(browser.post(f"{here}do/sign/", {"signed_on": "2025-07-01"}))
    paper = next(one.id for one in info.papers if one.kind == "review")
    review = {"unit": unit, "reviewed_on": "2025-06-30", "conclusion": "no_effect", "paper": paper}
    assert browser.post(f"{here}do/review/", review).status_code == 302
    assert browser.post(f"{here}do/sign/", {"signed_on": "2025-07-01"}).status_code == 302
    page = said(browser.get(here))
    assert "已签" in page and "技改支持" in page and "500 万元" in page
    wrong = browser.post(f"{here}do/clause/", {"kind": "tax", "text": "x", "number": "许多", "due": "明天"})
    assert wrong.status_code == 422 and "2015-09-24" in said(wrong) and "1200万" in said(wrong)
    assert (
        browser.post(f"{here}do/state/", {"state": "ended", "on": "2025-07-02", "reason": "协商"}).status_code
        == 302
    )


def test_a_waiver_takes_two_people_in_the_browser(
    as_person: Sign, agreement: int, lin: Actor, today: date
) -> None:
    mei_the_second_reviewer()
    step = queries.get(agreement_id=agreement, viewer=lin, today=today).clauses[0].steps[0].id
    here, browser = f"/agreements/steps/{step}/do/", as_person("lin")
    assert browser.post(f"{here}met/", {"on": today.isoformat()}).status_code == 422
    assert browser.post(f"{here}waiver/", {"reason": "规划调整"}).status_code == 302
    assert "须另一人" in said(browser.post(f"{here}decide/", {"verdict": "approved"}))
    assert as_person("mei").post(f"{here}decide/", {"verdict": "approved"}).status_code == 302
    assert "已豁免" in said(browser.get(f"/agreements/{agreement}/"))
    assert browser.get(f"{here}fly/").status_code == 404


def test_who_may_not_see_or_write_is_told_so(as_person: Sign, lin: Actor) -> None:
    east = bureau("东园")
    zhou_the_clerk(east)
    he_the_clerk(bureau("西园"))
    shen_the_auditor()
    guo_the_guest()
    number = drawn_up(lin, bureau(), timezone.now())
    hidden = drawn_up(as_actor("zhou"), east, timezone.now(), confidential=True)
    assert as_person("he").get(f"/agreements/{hidden}/").status_code == 404
    assert "1 份涉密" in said(as_person("he").get("/agreements/"))
    assert as_person("he").post(f"/agreements/{number}/do/head/", {"title": "改"}).status_code == 422
    auditor = as_person("shen")
    assert "do/clause" not in auditor.get(f"/agreements/{number}/").content.decode()
    assert auditor.get(f"/agreements/{number}/do/clause/").status_code == 403
    assert as_person("guo").get("/agreements/screening/").status_code == 403
    assert as_person("guo").get(f"/agreements/{number}/").status_code == 403
    assert Client().get("/agreements/").status_code == 302


def as_actor(username: str) -> Actor:
    from duijie.accounts.models import User
    from duijie.accounts.queries import actor_of

    return actor_of(User.objects.get(username=username))


def test_a_draft_is_screened_marked_and_not_kept(browser: Client) -> None:
    assert "不是法律结论" in said(browser.get("/agreements/screening/"))
    file = SimpleUploadedFile("草案.txt", DRAFT.encode())
    answer = browser.post("/agreements/screening/", {"file": file})
    text = answer.content.decode()
    assert text.count("<mark") == 1 and 'data-state="forbidden"' in text and 'href="#w0"' in text
    assert "条例》第十条" in said(answer) and "找到 1 处" in said(answer)
    assert Document.objects.count() == 0
    assert "没有找到" in said(browser.post("/agreements/screening/", {"text": "双方严格保密。"}))
    assert browser.post("/agreements/screening/", {}).status_code == 422
    bad = browser.post("/agreements/screening/", {"file": SimpleUploadedFile("空.txt", b" ")})
    assert bad.status_code == 422 and "空.txt" in said(bad)
    inject = browser.post("/agreements/screening/", {"text": "<script>甲方返还乙方税款</script>"})
    assert "<script>甲方" not in inject.content.decode()


def test_a_problem_is_raised_assigned_answered_and_closed_by_forms(browser: Client, lin: Actor) -> None:
    project, unit = opened(lin, bureau(), timezone.now()), bureau("自然资源局")
    assert "没有未销号的诉求" in said(browser.get("/problems/"))
    assert browser.post("/problems/new/", {"project": "x", "cause": "land", "text": "y"}).status_code == 422
    assert (
        browser.post("/problems/new/", {"project": "98765", "cause": "land", "text": "y"}).status_code == 422
    )
    made = browser.post("/problems/new/", {"project": project, "cause": "land", "text": "用地指标未落实"})
    here = made.headers["Location"]
    assert browser.post(f"{here}do/assigned/", {"unit": unit}).status_code == 302
    assert browser.post(f"{here}do/answered/", {"text": ""}).status_code == 422
    assert browser.post(f"{here}do/answered/", {"text": "已列入计划"}).status_code == 302
    listed = said(browser.get(f"/problems/?unit={unit}&cause=land"))
    assert "用地指标未落实" in listed and "自然资源局" in listed and "1 件诉求" in listed
    assert browser.post(f"{here}do/closed/", {}).status_code == 422
    proof = attach(project_id=project, kind="land_contract", title="用地合同", by=lin, at=timezone.now())
    assert "用地合同" in said(browser.get(f"{here}do/closed/"))
    assert browser.post(f"{here}do/closed/", {"evidence": proof}).status_code == 302
    page = said(browser.get(here))
    assert "已销号" in page and "已列入计划" in page
    assert "用地指标未落实" in said(browser.get("/problems/?state=closed"))
    late = browser.post(f"{here}do/answered/", {"text": "再答复"})
    assert late.status_code == 422 and "现为“已销号”，不能做这一步" in said(late)
    assert (
        browser.get("/problems/98765/").status_code == 404
        and browser.get(f"{here}do/fly/").status_code == 404
    )


@pytest.mark.parametrize(("address", "most"), [("/agreements/", 13), ("/agreements/due/", 14), ("/agreements/{}/", 36), ("/problems/", 9), ("/agreements/screening/", 6)])  # fmt: skip
def test_a_page_asks_no_oftener_however_much_there_is(
    browser: Client, lin: Actor, agreement: int, address: str, most: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    now, project = timezone.now(), opened(lin, bureau(), timezone.now())
    for number in range(8):
        signed(lin, bureau(), now, title=f"协议{number}")
        raise_problem(project_id=project, cause="land", text="待协调", by=lin, at=now)
        operations.add_clause(agreement_id=agreement, kind="service", text="协助", by=lin, at=now)
    with django_assert_max_num_queries(most):
        assert browser.get(address.format(agreement)).status_code == 200
