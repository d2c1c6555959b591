"""Accept, correct, reject, take back: rows that stay, a state that is derived."""

from __future__ import annotations

import pytest

from duijie.accounts.types import Actor, NotAllowed
from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.evidence.types import NoSuchStatement
from duijie.reading.kinds import Project, Tally, WrongValues, as_values
from duijie.review.models import Decision, Fact
from duijie.review.operations import accept, correct, reject, withdraw
from duijie.review.queries import conflicts, facts_of, get, progress, waiting
from duijie.review.types import NothingToWithdraw, ReasonMissing
from tests.cast import EVENING, MORNING, NOON, guo_the_guest, lin_the_reviewer, zhou_the_clerk
from tests.factories.reader import ToldReader, count

pytestmark = pytest.mark.django_db

SAID = {
    "签约项目12个": Tally("projects.signed", count(12, "12个"), "全县"),
    "乙公司的阀门项目": Project("阀门项目", ("乙公司",), None, "signed"),
}


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


@pytest.fixture
def document(lin: Actor) -> int:
    text = "。".join(SAID).encode()
    return take_in(data=text, name="a.txt", by=lin, at=MORNING, reader=ToldReader(SAID)).document_id


@pytest.fixture
def tally(lin: Actor, document: int) -> str:
    return next(one.id for one in of_document(document_id=document, viewer=lin) if one.kind == "tally")


def test_accepting_makes_a_fact_once(lin: Actor, document: int, tally: str) -> None:
    accept(statement_id=tally, by=lin, at=NOON)
    accept(statement_id=tally, by=lin, at=EVENING)
    assert Decision.objects.count() == 1
    facts = facts_of(document_id=document, viewer=lin)
    assert [fact.said for fact in facts] == [SAID["签约项目12个"]]
    state = get(statement_id=tally, viewer=lin)
    assert state.decision is not None
    assert (state.decision.verdict, state.decision.by, state.decision.at) == ("accepted", "林审", NOON)


def test_correcting_changes_the_fact_and_never_the_statement(lin: Actor, document: int, tally: str) -> None:
    accept(statement_id=tally, by=lin, at=NOON)
    correct(
        statement_id=tally, values=as_values(Tally("projects.signed", count(11, "11个"))), by=lin, at=EVENING
    )
    state = get(statement_id=tally, viewer=lin)
    assert state.values["quantity"]["number"] == 11
    assert state.statement.values["quantity"]["number"] == 12
    assert len(facts_of(document_id=document, viewer=lin)) == 1
    assert Fact.objects.count() == 2


def test_a_correction_that_is_no_statement_is_refused_and_changes_nothing(lin: Actor, tally: str) -> None:
    with pytest.raises(WrongValues, match=r"tally\.measure is 'wishes'"):
        correct(
            statement_id=tally, values={"measure": "wishes", "quantity": count(1).as_json()}, by=lin, at=NOON
        )
    assert not Decision.objects.exists()


def test_rejecting_needs_a_reason_and_retires_the_fact(lin: Actor, document: int, tally: str) -> None:
    accept(statement_id=tally, by=lin, at=NOON)
    with pytest.raises(ReasonMissing):
        reject(statement_id=tally, reason="  ", by=lin, at=EVENING)
    assert len(facts_of(document_id=document, viewer=lin)) == 1
    reject(statement_id=tally, reason="口径不同", by=lin, at=EVENING)
    assert facts_of(document_id=document, viewer=lin) == []


def test_withdrawing_makes_the_statement_wait_again(lin: Actor, document: int, tally: str) -> None:
    with pytest.raises(NothingToWithdraw):
        withdraw(statement_id=tally, by=lin, at=NOON)
    accept(statement_id=tally, by=lin, at=NOON)
    assert waiting(viewer=lin) == 1
    withdraw(statement_id=tally, by=lin, at=EVENING)
    assert waiting(viewer=lin) == 2
    assert get(statement_id=tally, viewer=lin).decision is None
    assert Decision.objects.count() == 2


def test_progress_counts_what_is_in_force(lin: Actor, document: int, tally: str) -> None:
    accept(statement_id=tally, by=lin, at=NOON)
    now = progress(document_ids=[document], viewer=lin)[document]
    assert (now.all, now.waiting, now.accepted, now.rejected) == (2, 1, 1, 0)


def test_conflicts_are_pairs_of_facts_only(lin: Actor) -> None:
    said = {
        "已签约12个": Tally("projects.signed", count(12, "12个"), "全县"),
        "共签约10个": Tally("projects.signed", count(10, "10个"), None, "今年以来"),
        "上半年签约6个": Tally("projects.signed", count(6, "6个"), None, "上半年"),
    }
    document = take_in(
        data="。".join(said).encode(), name="b.txt", by=lin, at=MORNING, reader=ToldReader(said)
    ).document_id
    whole = frozenset({"全县"})
    assert conflicts(document_id=document, viewer=lin, whole=whole) == []
    for one in of_document(document_id=document, viewer=lin):
        accept(statement_id=one.id, by=lin, at=NOON)
    found = conflicts(document_id=document, viewer=lin, whole=whole)
    assert [(a.quote, b.quote) for a, b in found] == [("已签约12个", "共签约10个")]


def test_only_those_who_review_decide(tally: str) -> None:
    with pytest.raises(NotAllowed, match="review"):
        accept(statement_id=tally, by=zhou_the_clerk(), at=NOON)
    with pytest.raises(NotAllowed):
        withdraw(statement_id=tally, by=guo_the_guest(), at=NOON)


def test_a_statement_that_is_not_there_is_named(lin: Actor) -> None:
    with pytest.raises(NoSuchStatement, match="0000"):
        accept(statement_id="0000", by=lin, at=NOON)
