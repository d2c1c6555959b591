"""Documents and figures over HTTP, from a file sent to the characters under a figure."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duijie.accounts.operations import issue_token
from duijie.evidence.queries import of_document
from duijie.ledger.operations import post
from duijie.review.operations import accept
from tests.cast import (
    EVENING,
    MORNING,
    guo_the_guest,
    lin_the_reviewer,
    wen_the_administrator,
    yunhe_county,
    zhou_the_clerk,
)

pytestmark = pytest.mark.django_db
BULLETIN = "云禾县产业对接简报\n2024年6月28日\n今年上半年，全县签约项目5个，总投资3.2亿元。\n"


def program(username: str, *scopes: str) -> Client:
    _, text = issue_token(
        username=username,
        label="周报",
        scopes=scopes,
        expires_at=None,
        by=wen_the_administrator(),
        at=MORNING,
    )
    return Client(headers={"authorization": f"Bearer {text}"})


@pytest.fixture
def lins(db: None) -> Client:
    yunhe_county()
    lin_the_reviewer()
    return program("lin", "read", "write")


def sent(client: Client, text: str = BULLETIN, name: str = "简报.txt", **more: str) -> dict[str, object]:
    answer = client.post("/api/documents", {"file": SimpleUploadedFile(name, text.encode()), **more})
    return {"status": answer.status_code, **answer.json()}


def test_a_file_sent_is_read_and_its_numbers_lead_back_to_its_characters(lins: Client) -> None:
    first = sent(lins, source="办公室")
    assert (first["status"], first["new"]) == (201, True)
    document = first["document"]["id"]  # type: ignore[index]
    again = sent(lins)
    assert (again["status"], again["new"], again["statements"]) == (200, False, 0)

    said = lins.get(f"/api/documents/{document}/statements").json()
    assert [one["kind"] for one in said] == ["tally", "tally"] and said[0]["quote"] in BULLETIN
    lin = lin_the_reviewer()
    for one in of_document(document_id=document, viewer=lin):
        accept(statement_id=one.id, by=lin, at=EVENING)
    post(document_id=document, by=lin, at=EVENING)

    figure = lins.get("/api/figures/projects.signed", {"as_of": "2024-06-30"}).json()
    (part,) = figure["contributions"]
    (place,) = part["sources"]
    assert (figure["amount"]["number"], part["amount"]["number"]) == ("5", "5")
    assert BULLETIN[place["start"] : place["end"]] == place["exact"] and "5个" in place["exact"]
    claims = lins.get("/api/claims", {"document": document}).json()
    assert {(one["measure"], one["verdict"]) for one in claims} == {
        ("projects.signed", "supported"),
        ("projects.signed.investment", "supported"),
    }
    codes = [one["code"] for one in lins.get("/api/figures").json()]
    assert "projects.signed" in codes and len(codes) == len(set(codes))


def test_pages_of_documents_join_without_gap_or_double(lins: Client) -> None:
    for number in range(7):
        sent(lins, f"第{number}号通知。", f"{number}.txt")
    every = lins.get("/api/documents").json()["documents"]
    found: list[int] = []
    cursor = ""
    while True:
        page = lins.get("/api/documents", {"limit": 3, "cursor": cursor}).json()
        found += [one["id"] for one in page["documents"]]
        if not (cursor := page["next"]):
            break
    assert found == [one["id"] for one in every] and len(found) == 7
    late = lins.get("/api/documents", {"updated_since": every[2]["received_at"]}).json()["documents"]
    assert [one["id"] for one in late] == found[:3]


def test_what_does_not_fit_is_said_as_a_problem(lins: Client) -> None:
    assert lins.get("/api/documents", {"cursor": "abc"}).status_code == 404
    refused = sent(lins, "\0\1\2" * 200, "x.pdf")
    assert refused["status"] == 422 and "x.pdf" in str(refused["detail"])
    assert lins.get("/api/documents/987654").status_code == 404
    assert lins.get("/api/figures/no.such").status_code == 404
    assert lins.get("/api/figures", {"as_of": "yesterday"}).status_code == 422


def test_who_may_not_is_told_so(lins: Client) -> None:
    zhou_the_clerk()
    guo_the_guest()
    assert sent(program("zhou", "read"))["status"] == 403
    assert sent(program("guo", "read", "write"))["status"] == 403
    assert program("guo", "read").get("/api/figures").status_code == 403
