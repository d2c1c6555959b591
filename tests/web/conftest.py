"""A county with one document that has been read, and browsers signed in as its people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from duijie.accounts.types import Actor
from duijie.directory.queries import organisations_of
from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.reading.kinds import Agreement, Tally
from duijie.review.operations import accept
from tests.cast import MORNING, lin_the_reviewer, yunhe_county
from tests.factories.reader import ToldReader, count, yuan

BULLETIN = """云禾县产业对接简报
2024年6月28日
上半年云禾县签约项目5个，总投资3.2亿元。
青禾种业有限公司与云州农学院签订战略合作协议。
"""
SAID = {
    "签约项目5个": Tally("projects.signed", count(5, "5个")),
    "总投资3.2亿元": Tally("projects.signed.investment", yuan(320_000_000, "3.2亿元")),
    "青禾种业有限公司与云州农学院签订战略合作协议": Agreement(
        ("青禾种业有限公司", "云州农学院"), "strategic"
    ),
}


@pytest.fixture
def lin(db: None) -> Actor:
    """The reviewer, in a county that is set up."""
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def bulletin(lin: Actor) -> int:
    """The bulletin's number."""
    return take_in(
        data=BULLETIN.encode(), name="简报.txt", by=lin, at=MORNING, reader=ToldReader(SAID)
    ).document_id


@pytest.fixture
def statements(bulletin: int, lin: Actor) -> dict[str, str]:
    """Statement ids of the bulletin by quote."""
    return {one.quote: one.id for one in of_document(document_id=bulletin, viewer=lin)}


@pytest.fixture
def organisations(statements: dict[str, str], lin: Actor) -> dict[str, int]:
    """The organisations of the bulletin's agreement, accepted, by name."""
    accept(statement_id=statements["青禾种业有限公司与云州农学院签订战略合作协议"], by=lin, at=MORNING)
    return organisations_of(names=["青禾种业有限公司", "云州农学院"])


@pytest.fixture
def as_person(lin: Actor) -> Callable[[str], Client]:
    """``as_person("lin")`` is a browser in which Lin is signed in."""

    def signed_in(username: str) -> Client:
        client = Client()
        answer = client.post("/sign-in/", {"username": username, "password": "correct-horse"})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return signed_in


@pytest.fixture
def browser(as_person: Callable[[str], Client]) -> Client:
    """Lin's browser."""
    return as_person("lin")
