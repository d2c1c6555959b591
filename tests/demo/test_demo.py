"""The demo case: every number of the conception's article, from documents of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytest_django import DjangoDbBlocker

from duijie.accounts.models import User
from duijie.accounts.queries import actor_of, demo_sign_in, own_region
from duijie.accounts.types import Actor
from duijie.demo.operations import load_demo
from duijie.directory.queries import listing, organisations_of, profile
from duijie.directory.types import Filters
from duijie.documents.models import Document
from duijie.evidence import queries as evidence
from duijie.figures.reconcile import reconcile
from duijie.figures.registry import compute, compute_all
from duijie.figures.trace import trace, trace_of
from duijie.figures.verdicts import Verdict
from duijie.figures.wording import rounded
from duijie.ledger.models import Entry
from duijie.review.operations import reject
from duijie.review.queries import get
from tests.cast import EVENING, MORNING, NOON
from tests.kept import for_a_module

pytestmark = pytest.mark.django_db
CLOSED = date(2015, 9, 24)


def loaded() -> Actor:
    load_demo(at=MORNING)
    return actor_of(User.objects.get(username="demo"))


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], Actor]]:
    with for_a_module(django_db_blocker, loaded) as held:
        yield held


@pytest.fixture
def visitor(demo: Callable[[], Actor], db: None) -> Actor:
    """The demo case loaded, its user signed in."""
    return demo()


@pytest.mark.parametrize(
    ("code", "scope", "number", "phrase"),
    [
        ("projects.signed", "", 15, None),
        ("projects.signed.investment", "", 9_200_000_000, None),
        ("projects.intent", "", 1, None),
        ("enterprises.partnered", "", 73, "70多家"),
        ("enterprises.with_outpost", "", 23, "20多家"),
        ("enterprises.recruiting", "", 52, "50多家"),
        ("people.recruited", "", 134, "130多名"),
        ("platforms", "", 8, None),
        ("platforms", "academician", 1, None),
        ("platforms", "postdoctoral", 1, None),
        ("platforms", "-", 5, None),
        ("parks", "", 10, None),
        ("agreements", "", 2, None),
        ("institutions.partnered", "", 4, None),
        ("policies", "", 1, None),
        ("bodies", "", 1, None),
        ("campaigns", "", 1, None),
        ("events", "", 3, None),
    ],
)
def test_the_demo_reproduces_the_numbers(
    visitor: Actor, code: str, scope: str, number: int, phrase: str | None
) -> None:
    values = compute(code, as_of=CLOSED, known_at=EVENING, viewer=visitor)
    figure = next(value for value in values if value.scope == scope)
    assert figure.quantity is not None
    assert figure.quantity.is_exact
    assert figure.quantity.number == number
    if phrase:
        assert rounded(figure.quantity.number, figure.definition.counter) == phrase


def test_a_claim_about_one_park_is_laid_beside_that_park(visitor: Actor) -> None:
    sheet = Document.objects.get(name="05-partners-by-park.txt").pk
    claims = reconcile(viewer=visitor, known_at=EVENING, documents=[sheet]).claims
    assert [(claim.subject, claim.verdict) for claim in claims[:2]] == [("甲工业园", Verdict.SUPPORTED)] * 2
    found = trace("enterprises.partnered[甲工业园]", as_of=CLOSED, known_at=EVENING, viewer=visitor)
    assert [line.contribution.amount.number for line in found.lines] == [28]


def test_quotas_are_listed_and_not_summed(visitor: Actor) -> None:
    quotas = compute("output.quota", as_of=CLOSED, known_at=EVENING, viewer=visitor)
    assert sorted(q.quantity.number for q in quotas if q.quantity) == [10**10, 5 * 10**10]
    assert all("三到五年" in q.scope_name.zh for q in quotas)


def test_every_line_of_every_figure_leads_to_characters(visitor: Actor) -> None:
    texts = {row.pk: row.text for row in Document.objects.all()}
    for value in compute_all(as_of=CLOSED, known_at=EVENING, viewer=visitor):
        for line in trace_of(value, viewer=visitor).lines:
            assert line.sources
            for source in line.sources:
                assert source.exact
                assert source.place.of(texts[source.document_id]) == source.exact


def test_the_bulletin_is_supported_but_for_its_contradiction(visitor: Actor) -> None:
    bulletin = Document.objects.get(name="07-bulletin.txt").pk
    result = reconcile(viewer=visitor, known_at=EVENING, documents=[bulletin])
    verdicts = {claim.quantity.words: claim.verdict for claim in result.claims}
    odd = verdicts.pop("15余家")
    assert odd is Verdict.CONTRADICTED
    assert set(verdicts.values()) == {Verdict.SUPPORTED}
    assert len(verdicts) >= 10
    assert [
        (c.left.values["quantity"]["words"], c.right.values["quantity"]["words"])
        for c in result.contradictions
    ] == [("20多家", "15余家")]
    assert [claim.quantity.words for claim in result.claims if claim.wording] == ["15余家"]


def test_the_two_spellings_and_the_short_name_are_one_organisation_each(visitor: Actor) -> None:
    spellings = ["北京航空航天大学", "北京航天航空大学", "西伯力特种橡胶有限公司", "西伯力公司", "首德公司"]
    found = organisations_of(names=spellings)
    assert found[spellings[0]] == found[spellings[1]]
    assert found[spellings[2]] == found[spellings[3]]
    assert len(set(found.values())) == 3
    company = profile(organisation_id=found["西伯力公司"], viewer=visitor)
    assert company.title == "西伯力特种橡胶有限公司"
    assert {name.text: name.kind for name in company.names}["西伯力公司"] == "short"
    kinds = {row.title: row.kind for row in listing(filters=Filters(), viewer=visitor).rows}
    assert kinds["北京航空航天大学"] == kinds["清华大学"] == kinds["南开大学"] == "university"
    assert kinds["中国橡胶协会"] == kinds["北京温州商会"] == "association"
    assert kinds["中国工程院"] == "institute"
    assert kinds["中铁物"] == kinds["海伟集团"] == "enterprise"


def test_every_place_of_the_demo_names_the_document_that_says_so(visitor: Actor) -> None:
    placed = listing(filters=Filters(division="131127"), viewer=visitor).rows
    assert {row.title for row in placed} == {
        "景县",
        "西伯力特种橡胶有限公司",
        "奥贝特集团",
        "首德公司",
        "海伟集团",
    }
    for row in placed:
        detail = profile(organisation_id=row.id, viewer=visitor).value("division")
        assert detail is not None
        assert detail.source.document_id in set(Document.objects.values_list("pk", flat=True))


def test_loading_again_adds_nothing_and_keeps_what_a_person_decided(visitor: Actor) -> None:
    signing = Document.objects.get(name="02-signings.txt").pk
    statement = evidence.of_document(document_id=signing, viewer=visitor)[0]
    reject(statement_id=statement.id, reason="试一试", by=visitor, at=NOON)
    entries = Entry.objects.count()
    again = load_demo(at=EVENING)
    assert (again.new_documents, again.entries) == (0, 0)
    assert Entry.objects.count() == entries
    decision = get(statement_id=statement.id, viewer=visitor).decision
    assert decision is not None
    assert decision.verdict == "rejected"


def test_the_demo_names_its_sign_in(visitor: Actor) -> None:
    assert demo_sign_in() == ("demo", "duijie-demo")
    assert own_region().is_demo
