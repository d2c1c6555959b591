"""Receiving a document and opening it at the characters that a link names."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duijie.accounts.types import Actor
from duijie.documents.queries import listing
from tests.cast import guo_the_guest, zhou_the_clerk
from tests.web.conftest import BULLETIN


def upload(client: Client, data: bytes, name: str = "通报.txt", **more: str):
    return client.post("/documents/", {"file": SimpleUploadedFile(name, data), **more})


def test_an_upload_goes_to_the_documents_page(browser: Client, lin: Actor) -> None:
    answer = upload(browser, "云禾县新建园区2个。".encode(), source="办公室", dated_on="2024-06-01")
    (document,) = listing(viewer=lin)
    assert answer["Location"] == f"/documents/{document.id}/"
    assert (document.source, str(document.dated_on)) == ("办公室", "2024-06-01")


def test_a_file_received_before_is_shown_and_said(browser: Client, bulletin: int) -> None:
    answer = upload(browser, BULLETIN.encode())
    assert answer["Location"] == f"/documents/{bulletin}/"
    assert "此前已收到" in browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("data", "more", "said"),
    [
        (b"", {}, "通报.txt"),
        (b"\x89PNG\r\n", {}, "图片已损坏或不完整"),
        (b"text", {"dated_on": "tomorrow"}, "2015-09-24"),
    ],
)
def test_a_refused_upload_says_why_and_keeps_what_was_typed(
    browser: Client, lin: Actor, data: bytes, more: dict[str, str], said: str
) -> None:
    answer = upload(browser, data, source="办公室", **more)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="办公室"' in page
    assert listing(viewer=lin) == []


def test_no_file_is_said_at_the_field(browser: Client) -> None:
    answer = browser.post("/documents/", {"source": "办公室"})
    assert answer.status_code == 422
    assert "请先选择文件" in answer.content.decode()


def test_a_guest_may_not_add(as_person: Callable[[str], Client], lin: Actor) -> None:
    guo_the_guest()
    guest = as_person("guo")
    assert guest.get("/documents/").status_code == 403
    assert upload(guest, b"text").status_code == 403
    assert listing(viewer=lin) == []


def test_a_clerk_may_read_and_not_decide(
    as_person: Callable[[str], Client], statements: dict[str, str], bulletin: int
) -> None:
    zhou_the_clerk()
    clerk = as_person("zhou")
    assert "data-act" not in clerk.get(f"/documents/{bulletin}/").content.decode()
    assert clerk.post(f"/statements/{statements['签约项目5个']}/accept/").status_code == 403


def test_a_link_to_characters_highlights_exactly_those(browser: Client, bulletin: int) -> None:
    start = BULLETIN.index("项目5个，总")
    page = browser.get(f"/documents/{bulletin}/?span={start}-{start + 6}&in=original").content.decode()
    original = page[page.index('data-view="original"') :]
    aimed = re.findall(r"<mark[^>]*\bis-aimed\b[^>]*>([^<]*)</mark>", original)
    assert "".join(aimed) == "项目5个，总"
    assert page.count('id="aimed"') == 1
    assert re.search(r'data-view="repaired" hidden', page)


@pytest.mark.parametrize("span", ["9-3", "0-99999", "x", "1-", "-1-4", "5-5"])
def test_a_link_to_characters_that_are_not_there_opens_the_document_all_the_same(
    browser: Client, bulletin: int, span: str
) -> None:
    answer = browser.get(f"/documents/{bulletin}/", {"span": span, "in": "original"})
    assert answer.status_code == 200
    assert 'id="aimed"' not in answer.content.decode()
