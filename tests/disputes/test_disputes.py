"""A contradiction or claim is judged, kept with name and time, taken back, and opened again by what touches it."""

from __future__ import annotations

from datetime import date

import pytest

from duijie.accounts.acts import history
from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor, NotAllowed
from duijie.acts.wording import joined, particulars
from duijie.disputes.operations import judge, take_back
from duijie.disputes.queries import disputes, get, narrow, quarrels
from duijie.disputes.types import Dispute, Filters, NoSuchDispute, State, WrongAnswer
from duijie.evidence.operations import take_in
from duijie.evidence.queries import of_document
from duijie.kernel.quantity import Quantity
from duijie.ledger.operations import post
from duijie.reading.kinds import Tally
from duijie.review.operations import accept, reject
from tests.api.calling import program, sent
from tests.cast import (
    EVENING,
    MORNING,
    NOON,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
    zhou_the_clerk,
)
from tests.factories.reader import ToldReader, count

pytestmark = pytest.mark.django_db
JUNE = date(2024, 6, 20)
MEASURE = "enterprises.with_outpost"


def told(
    by: Actor,
    text: str,
    quantity: Quantity,
    *,
    measure: str = MEASURE,
    day: date = JUNE,
    period: str | None = None,
) -> int:
    """A document that says one thing."""
    reader = ToldReader({text: Tally(measure, quantity, period=period)})
    return take_in(
        data=f"{text}。".encode(), name=f"{text[:8]}.txt", by=by, at=MORNING, dated_on=day, reader=reader
    ).document_id


def booked(document: int, by: Actor) -> None:
    for one in of_document(document_id=document, viewer=by):
        accept(statement_id=one.id, by=by, at=NOON)
    post(document_id=document, by=by, at=NOON)


def quarrel(viewer: Actor, measure: str = MEASURE) -> Dispute:
    (found,) = narrow(quarrels(viewer=viewer, known_at=EVENING), Filters(measure=measure), viewer=viewer)
    return found


@pytest.fixture
def lin() -> Actor:
    """A reviewer, and two documents that contradict each other."""
    yunhe_county()
    lin = lin_the_reviewer()
    told(lin, "20多家企业在北京设立研发机构", count(20, "20多家", 21, 29))
    told(lin, "15家企业在北京设有研发机构", count(15, "15家"))
    return lin


def test_a_judgement_is_kept_with_who_and_when_and_taken_back(lin: Actor) -> None:
    key = quarrel(lin).standing.key
    judge(key=key, code="first", reason="后一份漏报", by=lin, at=NOON)
    standing = quarrel(lin).standing
    assert standing.state is State.JUDGED and standing.answer is not None
    assert (standing.answer.code, standing.answer.by, standing.answer.at) == ("first", "林审", NOON)
    row = AuditRow.objects.get(operation="settle_dispute")
    words = joined(particulars(history(subjects=[row.subject], viewer=lin)[0])).zh
    assert "以前一说法为准" in words and "后一份漏报" in words and "15家企业" in words
    take_back(key=key, reason="记错", by=mei_the_second_reviewer(), at=EVENING)
    standing = quarrel(lin).standing
    assert (standing.state, standing.answer) == (State.OPEN, None)
    assert [one.code for one in standing.history] == ["open", "first"]
    with pytest.raises(WrongAnswer):
        take_back(key=key, by=lin, at=EVENING)


def test_who_may_judge_and_what_must_be_said(lin: Actor) -> None:
    key = quarrel(lin).standing.key
    with pytest.raises(NotAllowed):
        judge(key=key, code="first", reason="x", by=zhou_the_clerk(), at=NOON)
    for code, reason in (("first", " "), ("ours", "x"), ("first", "字" * 301)):
        with pytest.raises(WrongAnswer):
            judge(key=key, code=code, reason=reason, by=lin, at=NOON)
    with pytest.raises(NoSuchDispute):
        judge(key="0" * 32, code="first", reason="x", by=lin, at=NOON)
    assert get(key=key[:8], viewer=lin, known_at=EVENING).standing.key == key


def test_a_further_document_opens_it_again_and_an_earlier_one_turns_no_answer(lin: Actor) -> None:
    settled, past = "projects.settled", "2023年"
    told(lin, "落户项目20多个", count(20, "20多个", 21, 29), measure=settled, period=past)
    told(lin, "落户项目15个", count(15), measure=settled, period=past)
    judge(key=quarrel(lin, settled).standing.key, code="first", reason="后一份漏报", by=lin, at=NOON)
    told(lin, "全年落户项目15个", count(15), measure=settled, period=past, day=date(2024, 1, 31))
    # The document of January comes first now; it says what the second said.
    standing = quarrel(lin, settled).standing
    assert standing.state is State.REOPENED and standing.answer is not None
    assert standing.answer.code == "second" and "全年落户项目15个" in standing.again[0].zh
    judge(key=standing.key, code="second", reason="同前", by=lin, at=EVENING)
    standing = quarrel(lin, settled).standing
    assert standing.state is State.JUDGED
    assert [one.code for one in standing.history] == ["second", "second"]


def test_an_entry_and_a_rejection_open_what_was_judged(lin: Actor) -> None:
    judge(key=quarrel(lin).standing.key, code="explained", reason="口径不同", by=lin, at=NOON)
    other = told(lin, "落户项目3个", count(3), measure="projects.settled")
    booked(other, lin)
    assert quarrel(lin).standing.state is State.JUDGED
    first = quarrel(lin).contradiction
    assert first is not None
    booked(first.left.document_id, lin)
    assert [why.en for why in quarrel(lin).standing.again] == [
        "the ledger had nothing when judged and has more than 20 now"
    ]
    judge(key=quarrel(lin).standing.key, code="explained", reason="仍可解释", by=lin, at=EVENING)
    reject(statement_id=first.right.id, reason="不实", by=lin, at=EVENING)
    assert "rejected" in quarrel(lin).standing.again[0].en


def test_claims_are_judged_and_what_the_ledger_bears_out_needs_no_judgement(lin: Actor) -> None:
    first, second = sorted(quarrel(lin).documents)
    booked(first, lin)
    claims = {
        one.claim.statement.document_id: one
        for one in disputes(viewer=lin, known_at=EVENING).claims
        if one.claim
    }
    assert [claims[one].standing.state for one in (first, second)] == [State.NONE, State.OPEN]
    with pytest.raises(WrongAnswer):
        judge(key=claims[first].standing.key, code="ours", reason="x", by=lin, at=NOON)
    judge(key=claims[second].standing.key, code="ours", reason="旧数", by=lin, at=NOON)
    found = disputes(viewer=lin, known_at=EVENING)
    assert [one.standing.state for one in found.claims] == [State.NONE, State.JUDGED]
    # That the pair waits still is not touched by what was said of one claim.
    assert [one.standing.state for one in found.contradictions] == [State.OPEN]


def test_matters_are_narrowed(lin: Actor) -> None:
    county = bureau()
    office = bureau("招商一科", county)
    mine = told(zhou_the_clerk(office), "落户项目3个", count(3), measure="projects.settled")
    found = disputes(viewer=lin, known_at=EVENING).claims

    def documents(**asked: object) -> set[int]:
        return {
            number
            for one in narrow(found, Filters(**asked), viewer=lin)  # type: ignore[arg-type]
            for number in one.documents
        }

    assert (
        documents(unit_id=county)
        == documents(unit_id=office)
        == documents(measure="projects.settled")
        == {mine}
    )
    assert documents(document_id=mine) == {mine} and mine in documents(waiting=True)
    (key,) = (one.standing.key for one in found if mine in one.documents)
    judge(key=key, code="correcting", reason="下期更正", by=lin, at=NOON)
    found = disputes(viewer=lin, known_at=EVENING).claims
    assert mine not in documents(waiting=True) and len(documents(waiting=True)) == 2


def test_programs_judge_by_key_with_the_rights_of_their_token(lin: Actor) -> None:
    writes, reads = program("lin", "read", "write"), program("lin", "read")
    (found,) = writes.get("/api/contradictions", {"open": "true"}).json()
    assert (found["standing"]["state"], found["standing"]["judgement"]) == ("open", None)
    there = f"/api/disputes/{found['key']}/judgements"
    judging = {"answer": "second", "reason": "前一处含筹建"}
    assert sent(reads, "post", there, judging).status_code == 403
    assert sent(writes, "post", there, {"answer": "ours", "reason": "x"}).status_code == 422
    assert sent(writes, "post", f"/api/disputes/{'0' * 32}/judgements", judging).status_code == 404
    standing = sent(writes, "post", there, judging).json()
    assert standing["state"] == "judged"
    assert {**standing["judgement"], "at": ""} == {**judging, "by": "林审", "at": ""}
    assert writes.get("/api/contradictions", {"open": "true"}).json() == []
    claim = writes.get("/api/claims", {"measure": MEASURE}).json()[0]
    assert claim["key"] == claim["statement"]
    assert writes.get("/api/claims", {"unit": "没有的单位"}).status_code == 404
    assert sent(writes, "post", there, {"answer": "open"}).json()["state"] == "open"
