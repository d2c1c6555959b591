"""The real article: received, read, reviewed, posted; its figures reproduced and traced to its characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from duijie.accounts.operations import set_region
from duijie.accounts.types import Actor
from duijie.documents.models import Document
from duijie.evidence import queries as evidence
from duijie.evidence.operations import take_in
from duijie.figures.reconcile import reconcile
from duijie.figures.registry import compute
from duijie.figures.trace import trace
from duijie.figures.verdicts import Verdict
from duijie.judgements.operations import judge
from duijie.judgements.queries import proposals
from duijie.ledger.operations import post
from duijie.review.operations import accept, reject
from tests.cast import lin_the_reviewer, wen_the_administrator
from tests.kept import for_a_module

pytestmark = pytest.mark.django_db

CLOSED = date(2015, 9, 24)
RECEIVED = datetime(2015, 9, 25, 1, 0, tzinfo=UTC)
REVIEWED = datetime(2015, 9, 25, 3, 0, tzinfo=UTC)
ASKED = datetime(2015, 9, 26, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def reviewed(
    shared: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[[], Actor]]:
    def make() -> Actor:
        set_region(name="景县", aliases=[], closed_on=CLOSED, by=wen_the_administrator(), at=RECEIVED)
        lin = lin_the_reviewer()
        review(lin, shared)
        return lin

    with for_a_module(django_db_blocker, make) as held:
        yield held


@pytest.fixture
def lin(reviewed: Callable[[], Actor], db: None) -> Actor:
    return reviewed()


@pytest.fixture
def article(lin: Actor) -> int:
    """The article's number."""
    return Document.objects.get(name="article.txt").pk


def review(lin: Actor, shared: Path) -> None:
    """The article, reviewed: everything accepted but the second, odd count of R&D outposts."""
    data = (shared / "seed" / "article.txt").read_bytes()
    document_id = take_in(data=data, name="article.txt", by=lin, at=RECEIVED).document_id
    for statement in evidence.of_document(document_id=document_id, viewer=lin):
        if statement.values.get("quantity", {}).get("words") == "15余家":
            reject(statement_id=statement.id, reason="与前文“20多家”不符，待核实", by=lin, at=REVIEWED)
        else:
            accept(statement_id=statement.id, by=lin, at=REVIEWED)
    posted = post(document_id=document_id, by=lin, at=REVIEWED)
    assert posted.left_out == ()


# code, scope, number, low, high
FIGURES = [
    ("projects.signed", "", 15, 15, 15),
    ("projects.signed.investment", "", 9_200_000_000, 9_200_000_000, 9_200_000_000),
    ("projects.intent", "", 1, 1, 1),
    ("enterprises.partnered", "", 70, 71, 79),
    ("enterprises.with_outpost", "", 20, 21, 29),
    ("enterprises.recruiting", "", 50, 51, 59),
    ("people.recruited", "", 130, 131, 139),
    ("platforms", "", 8, 8, 8),
    ("platforms", "academician", 1, 1, 1),
    ("platforms", "postdoctoral", 1, 1, 1),
    ("agreements", "", 2, 2, 2),
    ("policies", "", 1, 1, 1),
    ("bodies", "", 1, 1, 1),
    ("campaigns", "", 1, 1, 1),
    ("events", "", 4, 4, 4),
]


def test_the_article_knows_its_own_date(article: int) -> None:
    assert Document.objects.get(pk=article).dated_on == CLOSED


@pytest.mark.parametrize(("code", "scope", "number", "low", "high"), FIGURES)
def test_each_number_of_the_article_is_reproduced(
    article: int, lin: Actor, code: str, scope: str, number: int, low: int, high: int
) -> None:
    values = compute(code, as_of=CLOSED, known_at=ASKED, viewer=lin)
    figure = next(value for value in values if value.scope == scope)
    assert figure.quantity is not None
    assert (figure.quantity.number, figure.quantity.low, figure.quantity.high) == (number, low, high)


def test_parks_and_quotas_are_those_of_the_article(article: int, lin: Actor) -> None:
    parks = compute("parks", as_of=CLOSED, known_at=ASKED, viewer=lin)
    assert sorted(int(value.quantity.number) for value in parks if value.quantity) == [4, 6, 10]
    quotas = compute("output.quota", as_of=CLOSED, known_at=ASKED, viewer=lin)
    assert sorted(value.quantity.number for value in quotas if value.quantity) == [10**10, 5 * 10**10]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("projects.signed", "15個項目"),
        ("projects.signed.investment", "總投資92億元"),
        ("enterprises.partnered", "70多家"),
        ("enterprises.with_outpost", "20多家企業(yè)在京建立了研發(fā)機構"),
        ("people.recruited", "人才130多名"),
        ("platforms", "研發(fā)機構(gòu)8家"),
    ],
)
def test_a_trace_leads_to_the_characters_of_the_original_file(
    article: int, lin: Actor, shared: Path, code: str, words: str
) -> None:
    original = (shared / "seed" / "article.txt").read_text("utf-8")
    found = trace(code, as_of=CLOSED, known_at=ASKED, viewer=lin)
    sources = [source for line in found.lines for source in line.sources]
    assert any(words in source.exact for source in sources)
    assert all(source.place.of(original) == source.exact for source in sources)


def test_the_project_with_the_lost_bytes_is_traced_to_the_garbled_characters(
    article: int, lin: Actor
) -> None:
    found = trace("projects.signed", as_of=CLOSED, known_at=ASKED, viewer=lin)
    source = next(
        source
        for line in found.lines
        for source in line.sources
        if "维克特莱环保科技有限公司" in source.quote
    )
    assert "??萍加邢薰九c三木石" in source.exact


def test_the_two_counts_of_outposts_contradict_each_other(article: int, lin: Actor) -> None:
    result = reconcile(viewer=lin, known_at=ASKED, documents=[article])
    assert [
        (one.left.values["quantity"]["words"], one.right.values["quantity"]["words"])
        for one in result.contradictions
    ] == [("20多家", "15余家")]
    odd = next(claim for claim in result.claims if claim.quantity.words == "15余家")
    assert odd.verdict is Verdict.CONTRADICTED
    assert odd.wording is not None
    assert odd.rejected
    assert all(claim.wording is None for claim in result.claims if claim is not odd)
    assert result.count(Verdict.SUPPORTED) >= 10
    assert result.count(Verdict.SHORT) == 0


def test_names_that_are_one_are_proposed_with_a_reason(article: int, lin: Actor) -> None:
    found = {frozenset((p.left, p.right)): p for p in proposals(viewer=lin)}
    university = found[frozenset(("北京航天航空大学", "北京航空航天大学"))]
    company = found[frozenset(("西伯力公司", "西伯力特种橡胶有限公司"))]
    assert university.reasons
    assert company.reasons_en
    before = compute("institutions.partnered", as_of=CLOSED, known_at=ASKED, viewer=lin)[0].quantity
    judge(proposal_id=university.id, verdict="same", by=lin, at=REVIEWED)
    after = compute("institutions.partnered", as_of=CLOSED, known_at=ASKED, viewer=lin)[0].quantity
    assert before is not None
    assert after is not None
    assert before.number - after.number == 1


def test_the_same_article_again_adds_nothing(article: int, lin: Actor, shared: Path) -> None:
    data = (shared / "seed" / "article.txt").read_bytes()
    again = take_in(data=data, name="copy.txt", by=lin, at=ASKED)
    assert (again.document_id, again.new_document, again.statements) == (article, False, 0)
    posted = post(document_id=article, by=lin, at=ASKED)
    assert (posted.added, posted.corrected) == (0, 0)
