"""A county with one record of every sort, and its people, one a role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_urlsafe

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import DjangoDbBlocker

from duijie.accounts.operations import add_user
from duijie.accounts.queries import person
from duijie.accounts.rules import ROLES
from duijie.agreements.operations import add_clause
from duijie.agreements.queries import clause as clause_of
from duijie.briefings.operations import draft
from duijie.directory.operations import record
from duijie.directory.queries import organisations_of, profile
from duijie.directory.types import Source
from duijie.engagement.operations import save_guest
from duijie.engagement.queries import follow_ups
from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.exchange.operations import prepare
from duijie.followup.operations import raise_problem
from duijie.industry.operations import begin as begin_chain
from duijie.judgements.operations import find_duplicates
from duijie.judgements.queries import proposals
from duijie.kernel.words import Words
from duijie.leads.operations import register
from duijie.portal.enquiries.operations import receive
from duijie.portal.operations import draft as write_notice
from duijie.reading.kinds import Agreement, Tally
from duijie.returns.operations import ask
from duijie.returns.queries import get as return_of
from duijie.review.operations import accept
from duijie.signings.operations import sign
from tests.cast import MORNING, bureau, lin_the_reviewer, mei_the_second_reviewer, yunhe_county
from tests.factories.agreements import signed
from tests.factories.assessment import objected
from tests.factories.events import FAIR_DAY, chamber, drive, fair, planned
from tests.factories.governance import governed
from tests.factories.innovation import staffed
from tests.factories.parks import furnished
from tests.factories.projects import opened
from tests.factories.prospects import listed_one
from tests.factories.reader import ToldReader, count
from tests.kept import for_a_module

BULLETIN = "青禾种业有限公司与云禾县青禾种业有限公司签订战略合作协议。\n上半年签约项目5个。\n"
SAID = {
    "青禾种业有限公司与云禾县青禾种业有限公司签订战略合作协议": Agreement(
        ("青禾种业有限公司", "云禾县青禾种业有限公司"), "strategic"
    ),
    "签约项目5个": Tally("projects.signed", count(5, "5个")),
}


@pytest.fixture(scope="module")
def _one_of_every_sort(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], dict[str, object]]]:
    with for_a_module(
        django_db_blocker, lambda: one_of_every_sort(tmp_path_factory.mktemp("samples"))
    ) as made:
        yield made


@pytest.fixture
def samples(
    db: None, _one_of_every_sort: Callable[[], dict[str, object]], tmp_path: Path
) -> dict[str, object]:
    """The numbers of one record of every sort, by the words that ``doors.toml`` puts in braces."""
    return {**_one_of_every_sort(), "out": tmp_path / "out.xlsx", "table": tmp_path / "table.csv"}


def one_of_every_sort(folder: Path) -> dict[str, object]:
    """Make the county; ``folder`` holds its files."""
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
    project = opened(lin, unit, MORNING)
    campaign, channel = drive(lin, unit, MORNING), chamber(lin, unit, MORNING)
    event = fair(lin, unit, MORNING, campaign_id=campaign)
    guest = save_guest(event_id=event, values={"name": "青禾种业有限公司"}, by=lin, at=MORNING)
    visit = planned(
        lin, unit, MORNING, name="青禾种业有限公司", next_step="寄方案", next_on="2024-07-20"
    ).visit_id
    signing = sign(
        project_id=project, kind="intent", signed_on=FAIR_DAY, event_id=event, by=lin, at=MORNING
    ).signing_id
    file = folder / "notice.txt"
    file.write_text("云禾县上半年签约项目6个。", "utf-8")
    signed_one = signed(lin, unit, MORNING)
    clause = add_clause(agreement_id=signed_one, kind="service", text="协助办理手续", by=lin, at=MORNING)
    sheet = folder / "sheet.csv"
    sheet.write_text("企业名称,地址\n远拓新材料有限公司,东路1号\n", "utf-8")
    asked_for = ask(
        name="月度进展", begins_on=FAIR_DAY, ends_on=FAIR_DAY, due_on=FAIR_DAY, fields=["site"], unit_ids=[unit], by=lin,
        at=MORNING,
    )  # fmt: skip
    chain = begin_chain(
        code="tubes",
        name=Words("管业", "Tubes"),
        by=lin,
        at=MORNING,
        links=[{"code": "hose", "name": {"zh": "胶管", "en": "Hoses"}, "codes": ["2912"]}],
    )
    mei = mei_the_second_reviewer()
    return {
        "enquiry": receive(
            name="钱某",
            organisation="",
            reach="13800000000",
            text="想租厂房。",
            consent=True,
            notice_id=None,
            address="10.0.0.7",
            at=MORNING,
        ),
        "notice": write_notice(
            kind="site",
            title="东区地块",
            source="招商局",
            dated=FAIR_DAY,
            body="净地120亩。",
            by=mei,
            at=MORNING,
        ),
        "briefing": draft(outline_code="monthly", as_of=FAIR_DAY, by=mei, at=MORNING),
        **objected(lin, person(username="clerk"), unit),
        "return": asked_for,
        "asked": return_of(return_id=asked_for, viewer=lin, today=FAIR_DAY).units[0].asked_id,
        "unit": unit,
        "user": lin.user_id,
        "agreement": signed_one,
        "step": clause_of(clause_id=clause, viewer=lin, today=MORNING.date())[1].steps[0].id,
        "problem": raise_problem(project_id=project, cause="land", text="用地未落实", by=lin, at=MORNING),
        "sheet": sheet,
        "import": prepare(data=sheet.read_bytes(), name="sheet.csv", by=lin, at=MORNING),
        "document": document,
        "statement": tally,
        "organisation": one,
        "other": other,
        "name": profile(organisation_id=one, viewer=lin).names[0].id,
        "honour": honour,
        "proposal": proposals(viewer=lin, judged="open")[0].id,
        "project": project,
        "campaign": campaign,
        "channel": channel,
        "event": event,
        "guest": guest,
        "follow_up": follow_ups(viewer=lin, today=MORNING.date(), event_id=event)[0].id,
        "signing": signing,
        "visit": visit,
        "chain": chain,
        **listed_one(lin, MORNING, chain_id=chain),
        "lead": register(
            name="轴承基地", investor="恒远轴承有限公司", contact="陈经理", unit_id=unit, by=lin, at=MORNING
        ).lead_id,
        "file": file,
        **staffed(lin, unit, MORNING),
        **governed(lin, MORNING, unit),
        **furnished(lin, mei_the_second_reviewer(), unit, project, MORNING),
    }


@pytest.fixture
def signed_in(samples: dict[str, object]) -> Callable[[str], Client]:
    """``signed_in("clerk")`` is a browser in which the person of that role is signed in."""

    def browser(role: str) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(username=role))
        return client

    return browser
