"""Briefings and proofing as people use them in the browser, without one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duijie.accounts.types import Actor
from duijie.briefings.models import Briefing
from duijie.documents.models import Document
from duijie.kernel.quantity import Quantity
from duijie.ledger.operations import enter
from duijie.ledger.types import Draft
from tests.cast import MORNING, bureau, he_the_clerk, mei_the_second_reviewer, zhou_the_clerk

Sign = Callable[[str], Client]


def said(answer: object, status: int = 200) -> str:
    """What a page says, without its markup."""
    assert answer.status_code == status, answer.content.decode()  # type: ignore[attr-defined]
    text = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


@pytest.fixture
def zhou(lin: Actor) -> Actor:
    for key in ("轴承项目", "种业项目"):
        drawn = Draft("item", "projects.signed", key, Quantity.exactly(Decimal(1), "count"), key=key)
        enter(
            draft=drawn, effective_on=date(2024, 5, 1), evidence="合同", basis="reported", by=lin, at=MORNING
        )
    mei_the_second_reviewer()
    return zhou_the_clerk(bureau())


@pytest.fixture
def drafted(zhou: Actor, as_person: Sign) -> int:
    answer = as_person("zhou").post("/briefings/new/", {"outline": "monthly", "as_of": "2024-06-30"})
    assert answer.status_code == 302
    return Briefing.objects.get().pk


def test_a_briefing_goes_from_draft_to_issue_through_two_hands(drafted: int, as_person: Sign) -> None:
    zhou, mei, here = as_person("zhou"), as_person("mei"), f"/briefings/{drafted}/"
    page = zhou.get(here)
    assert "正式签约项目2个" in said(page)
    link = re.search(r'href="(/figures/projects\.signed/[^"]+)">2个</a>', page.content.decode())
    assert link is not None
    assert "轴承项目" in said(zhou.get(link[1].replace("&amp;", "&")))
    typed = {"as_of": "2024-06-30", "problems": "在谈项目约20余个。", "version": ""}
    assert zhou.post(f"{here}do/edit/", typed).status_code == 302
    page = zhou.get(here)
    assert "有 1 处有误" in said(page)
    assert '<mark id="w0" data-state="wrong">约20余个</mark>' in page.content.decode()
    refused = mei.post(f"{here}do/sign/", {"note": ""})
    assert "还有 1 处有误" in said(refused, 422)
    assert zhou.post(f"{here}do/edit/", {**typed, "problems": "在谈项目20多个。"}).status_code == 302
    assert mei.post(f"{here}do/sign/", {"note": "同意"}).status_code == 302
    numbers = {"on": "2024-07-02", "number": "0", "total": "1"}
    assert "要写正整数" in said(mei.post(f"{here}do/issue/", numbers), 422)
    assert mei.post(f"{here}do/issue/", {**numbers, "number": "6", "total": "88"}).status_code == 302
    page_text = said(zhou.get(here))
    assert "第6期（总第88期）" in page_text
    assert "签发：梅审" in page_text
    assert "第6期（总第88期）" in said(zhou.get("/briefings/"))


def test_what_cannot_be_done_is_said_on_the_form(drafted: int, as_person: Sign) -> None:
    mei, here = as_person("mei"), f"/briefings/{drafted}/"
    refused = as_person("zhou").post(f"{here}do/edit/", {"as_of": "2024-06-30", "amount_place": "2"})
    assert "要写明出处" in said(refused, 422)
    assert 'value="2"' in refused.content.decode()
    assert "现在不能这样办理" in said(
        mei.post(f"{here}do/issue/", {"on": "2024-07-02", "number": "1", "total": "1"}), 422
    )
    assert "请写明原因" in said(mei.post(f"{here}do/drop/", {"note": " "}), 422)
    assert mei.post(f"{here}do/drop/", {"note": "重复"}).status_code == 302
    assert "还没有简报" in said(mei.get("/briefings/"))
    assert "重复" in said(mei.get(here))
    assert mei.get(f"{here}do/nothing/").status_code == 404


def test_others_drafts_are_not_there(drafted: int, as_person: Sign) -> None:
    he_the_clerk(bureau("科技局"))
    he = as_person("he")
    assert "印发之后会列在这里" in said(he.get("/briefings/")) or "起草一份" in said(he.get("/briefings/"))
    for path in ("", "do/edit/", "file/docx/"):
        assert he.get(f"/briefings/{drafted}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("txt", "招商".encode())],
)
def test_it_is_taken_out_as_a_file(drafted: int, as_person: Sign, kind: str, begins: bytes) -> None:
    answer = as_person("zhou").get(f"/briefings/{drafted}/file/{kind}/")
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"].endswith(f'.{kind}"')


def test_a_draft_is_proofed_beside_the_figures_and_not_kept(zhou: Actor, as_person: Sign) -> None:
    client = as_person("zhou")
    assert "发文前核对" in said(client.get("/briefings/proof/"))
    text = "今年以来，签约项目3个，上年同期2个，增长20%。"
    page = said(client.post("/briefings/proof/", {"text": text, "ledger": "yes", "as_of": "2024-06-30"}))
    assert "（3个－2个）÷2个＝50.0%" in page
    assert "台账只有 2个" in page
    alone = said(client.post("/briefings/proof/", {"text": text, "ledger": "no"}))
    assert "台账只有" not in alone
    upload = SimpleUploadedFile("draft.txt", "签约项目约20余个。".encode())
    assert "概数叠用" in said(client.post("/briefings/proof/", {"file": upload}))
    assert "没有发现问题" in said(client.post("/briefings/proof/", {"text": "签约项目2个。"}))
    assert said(client.post("/briefings/proof/", {}), 422)
    assert Document.objects.count() == 0
