"""A county with one record of every sort, and its people, one a role."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from secrets import token_urlsafe

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from duijie.accounts.operations import add_user
from duijie.accounts.rules import ROLES
from duijie.directory.operations import record
from duijie.directory.queries import organisations_of, profile
from duijie.directory.types import Source
from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.judgements.operations import find_duplicates
from duijie.judgements.queries import proposals
from duijie.leads.operations import register
from duijie.reading.kinds import Agreement, Tally
from duijie.review.operations import accept
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county
from tests.factories.projects import opened
from tests.factories.reader import ToldReader, count

BULLETIN = "青禾种业有限公司与云禾县青禾种业有限公司签订战略合作协议。\n上半年签约项目5个。\n"
SAID = {
    "青禾种业有限公司与云禾县青禾种业有限公司签订战略合作协议": Agreement(
        ("青禾种业有限公司", "云禾县青禾种业有限公司"), "strategic"
    ),
    "签约项目5个": Tally("projects.signed", count(5, "5个")),
}


@pytest.fixture
def samples(db: None, tmp_path: Path) -> dict[str, object]:
    """The numbers of one record of every sort, by the words that ``doors.toml`` puts in braces."""
    yunhe_county()
    unit = bureau()
    lin = lin_the_reviewer()
    for role in ROLES:
        add_user(username=role, password=token_urlsafe(), display_name=role, role=role, unit_id=unit)
    document = take_in(
        data=BULLETIN.encode(), name="简报.txt", by=lin, at=MORNING, reader=ToldReader(SAID)
    ).document_id
    agreement, tally = (one.id for one in of_document(document_id=document, viewer=lin))
    accept(statement_id=agreement, by=lin, at=MORNING)
    one, other = organisations_of(names=["青禾种业有限公司", "云禾县青禾种业有限公司"]).values()
    honour = record(
        kind="honour", organisation_id=one, by=lin, at=MORNING, source=Source(words="公示"),
        values={"code": "high_tech", "level": "national"},
    )  # fmt: skip
    find_duplicates(by=lin, at=MORNING)
    file = tmp_path / "notice.txt"
    file.write_text("云禾县上半年签约项目6个。", "utf-8")
    return {
        "document": document,
        "statement": tally,
        "organisation": one,
        "other": other,
        "name": profile(organisation_id=one, viewer=lin).names[0].id,
        "honour": honour,
        "proposal": proposals(viewer=lin, judged="open")[0].id,
        "project": opened(lin, unit, MORNING),
        "lead": register(
            name="轴承基地", investor="恒远轴承有限公司", contact="陈经理", unit_id=unit, by=lin, at=MORNING
        ).lead_id,
        "file": file,
    }


@pytest.fixture
def signed_in(samples: dict[str, object]) -> Callable[[str], Client]:
    """``signed_in("clerk")`` is a browser in which the person of that role is signed in."""

    def browser(role: str) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(username=role))
        return client

    return browser
