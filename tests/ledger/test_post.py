"""Posting: from accepted statements to figures, corrections included."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from duijie.accounts.types import Actor, NotAllowed
from duijie.evidence import queries as evidence
from duijie.evidence.operations import take_in
from duijie.figures.registry import compute
from duijie.figures.trace import trace
from duijie.kernel.quantity import Quantity
from duijie.ledger.models import Entry
from duijie.ledger.operations import post, take_out
from duijie.reading.kinds import Agreement, Park, Platform, Project, Said, Tally, as_values
from duijie.review.operations import accept, correct, reject, withdraw
from tests.cast import EVENING, MIDYEAR, MORNING, NOON, lin_the_reviewer, yunhe_county, zhou_the_clerk
from tests.factories.reader import ToldReader, count, yuan

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


def documented(by: Actor, meanings: dict[str, Said | list[Said]], name: str = "bulletin.txt") -> int:
    text = "\n".join(f"{quote}。" for quote in meanings)
    taken = take_in(
        data=text.encode(),
        name=name,
        by=by,
        at=MORNING,
        dated_on=date(2024, 5, 20),
        reader=ToldReader(meanings),
    )
    return taken.document_id


def accept_all(document_id: int, by: Actor) -> None:
    for statement in evidence.of_document(document_id=document_id, viewer=by):
        accept(statement_id=statement.id, by=by, at=NOON)


def value(code: str, by: Actor, scope: str = "", as_of: date = MIDYEAR) -> Quantity | None:
    found = compute(code, as_of=as_of, known_at=EVENING, viewer=by)
    return next((figure.quantity for figure in found if figure.scope == scope), None)


SIGNING: dict[str, Said | list[Said]] = {
    "甲公司的轴承项目签约": Project("轴承项目", ("甲公司",), yuan(200_000_000, "2亿元"), "signed"),
    "乙公司的阀门项目签约": Project("阀门项目", ("乙公司",), None, "signed"),
    "共签约项目15个，总投资92亿元": [
        Tally("projects.signed", count(15), "全县"),
        Tally("projects.signed.investment", yuan(9_200_000_000, "92亿元"), None),
    ],
}


def test_named_projects_and_the_unnamed_rest_make_up_the_total(lin: Actor) -> None:
    document = documented(lin, SIGNING)
    accept_all(document, lin)
    posted = post(document_id=document, by=lin, at=NOON)

    assert (posted.added, posted.corrected, posted.left_out) == (5, 0, ())
    signed = compute("projects.signed", as_of=MIDYEAR, known_at=EVENING, viewer=lin)[0]
    assert signed.quantity == Quantity.exactly(15, "count")
    assert sorted(c.amount.number for c in signed.contributions) == [1, 1, 13]
    investment = compute("projects.signed.investment", as_of=MIDYEAR, known_at=EVENING, viewer=lin)[0]
    assert investment.quantity is not None
    assert investment.quantity.number == 9_200_000_000
    assert [gap.en for gap in investment.gaps] == ["1 named projects state no amount"]


def test_posting_again_adds_nothing(lin: Actor) -> None:
    document = documented(lin, SIGNING)
    accept_all(document, lin)
    post(document_id=document, by=lin, at=NOON)
    before = Entry.objects.count()
    again = post(document_id=document, by=lin, at=EVENING)
    assert (again.added, again.corrected) == (0, 0)
    assert Entry.objects.count() == before


def test_a_corrected_fact_corrects_its_entry_by_a_further_one(lin: Actor) -> None:
    document = documented(lin, SIGNING)
    accept_all(document, lin)
    post(document_id=document, by=lin, at=NOON)
    tally = next(
        s
        for s in evidence.of_document(document_id=document, viewer=lin)
        if s.values.get("measure") == "projects.signed"
    )
    right = as_values(Tally("projects.signed", count(14), "全县"))
    correct(statement_id=tally.id, values=right, by=lin, at=EVENING, reason="一项重复")
    posted = post(document_id=document, by=lin, at=EVENING)

    assert (posted.added, posted.corrected) == (0, 1)
    assert value("projects.signed", lin) == Quantity.exactly(14, "count")
    as_known_before = compute("projects.signed", as_of=MIDYEAR, known_at=NOON, viewer=lin)[0]
    assert as_known_before.quantity == Quantity.exactly(15, "count")


def test_a_withdrawn_decision_takes_the_entry_out_and_accepting_again_brings_it_back(lin: Actor) -> None:
    document = documented(lin, {"在谈项目7个": Tally("projects.intent", count(7))})
    statement = evidence.of_document(document_id=document, viewer=lin)[0]
    accept(statement_id=statement.id, by=lin, at=NOON)
    post(document_id=document, by=lin, at=NOON)
    withdraw(statement_id=statement.id, by=lin, at=NOON)
    assert post(document_id=document, by=lin, at=NOON).corrected == 1
    assert value("projects.intent", lin) is None
    accept(statement_id=statement.id, by=lin, at=EVENING)
    post(document_id=document, by=lin, at=EVENING)
    assert value("projects.intent", lin) == Quantity.exactly(7, "count")


def test_contradicting_tallies_stay_out_until_one_is_rejected(lin: Actor) -> None:
    document = documented(
        lin,
        {
            "全县有20多家企业在京建立研发机构": Tally(
                "enterprises.with_outpost", count(20, "20多家", 21, 29), "全县", "今年以来"
            ),
            "在京设立研发机构的企业有15余家": Tally(
                "enterprises.with_outpost", count(15, "15余家", 16, 19), None, "目前"
            ),
        },
    )
    accept_all(document, lin)
    posted = post(document_id=document, by=lin, at=NOON)
    assert posted.added == 0
    assert len(posted.left_out) == 2
    assert "20多家 / 15余家" in posted.left_out[0].reason.en

    wrong = evidence.of_document(document_id=document, viewer=lin)[1]
    reject(statement_id=wrong.id, reason="与前文不符", by=lin, at=EVENING)
    assert post(document_id=document, by=lin, at=EVENING).added == 1
    figure = value("enterprises.with_outpost", lin)
    assert figure is not None
    assert (figure.low, figure.high) == (21, 29)


def test_the_same_project_told_twice_counts_once(lin: Actor) -> None:
    for name in ("first.txt", "second.txt"):
        document = documented(lin, {f"{name}说甲公司轴承项目签约": SIGNING["甲公司的轴承项目签约"]}, name)
        accept_all(document, lin)
        post(document_id=document, by=lin, at=NOON)
    found = trace("projects.signed", as_of=MIDYEAR, known_at=EVENING, viewer=lin)
    assert found.value.quantity == Quantity.exactly(1, "count")
    assert len(found.lines[0].sources) == 2


def test_named_parks_belong_to_the_class_that_counts_them(lin: Actor) -> None:
    listed = "规划建设了新材料、机车配件两个园中园"
    document = documented(
        lin,
        {
            "在四大县工业园区的基础上": Tally("parks", count(4, "四大"), "县工业园区"),
            listed: [
                Park("新材料", "planned"),
                Park("机车配件", "planned"),
                Tally("parks", count(2, "两个"), "园中园"),
            ],
        },
    )
    accept_all(document, lin)
    post(document_id=document, by=lin, at=NOON)
    assert value("parks", lin) == Quantity.exactly(6, "count")
    assert value("parks", lin, "园中园") == Quantity.exactly(2, "count")


def test_projects_named_after_the_number_signed_at_a_meeting_belong_to_it(lin: Actor) -> None:
    meeting = dict(SIGNING) | {"会上共签约15个": Tally("projects.signed", count(15), "会上")}
    meeting.pop("共签约项目15个，总投资92亿元")
    document = documented(lin, meeting)
    accept_all(document, lin)
    post(document_id=document, by=lin, at=NOON)
    assert value("projects.signed", lin) == Quantity.exactly(15, "count")


def test_two_spellings_of_a_university_count_once_after_a_judgement(lin: Actor) -> None:
    from duijie.judgements.operations import judge
    from duijie.judgements.queries import proposals

    document = documented(
        lin,
        {
            "与北京航天航空大学签约": Agreement(("北京航天航空大学",), "strategic"),
            "甲公司与北京航空航天大学共建实验室": Platform(
                "laboratory", "甲公司", "北京航空航天大学", "实验室"
            ),
        },
    )
    accept_all(document, lin)
    post(document_id=document, by=lin, at=NOON)
    assert value("institutions.partnered", lin) == Quantity.exactly(2, "count")
    proposal = next(p for p in proposals(viewer=lin) if "大学" in p.left)
    judge(proposal_id=proposal.id, verdict="same", by=lin, at=EVENING)
    assert value("institutions.partnered", lin) == Quantity.exactly(1, "count")
    judge(proposal_id=proposal.id, verdict="open", by=lin, at=EVENING + timedelta(hours=1))
    assert value("institutions.partnered", lin) == Quantity.exactly(2, "count")


def test_a_trace_leads_to_the_very_characters(lin: Actor) -> None:
    document = documented(lin, SIGNING)
    accept_all(document, lin)
    post(document_id=document, by=lin, at=NOON)
    found = trace("projects.signed", as_of=MIDYEAR, known_at=EVENING, viewer=lin)
    assert {source.exact for line in found.lines for source in line.sources} == set(SIGNING)


def test_an_entry_is_never_changed_or_deleted(lin: Actor) -> None:
    document = documented(lin, SIGNING)
    accept_all(document, lin)
    post(document_id=document, by=lin, at=NOON)
    entry = Entry.objects.filter(measure="projects.signed", shape="total").get()
    with pytest.raises(TypeError, match="never changed"):
        entry.save()
    with pytest.raises(TypeError, match="never deleted"):
        entry.delete()
    take_out(entry_id=entry.pk, reason="误报", by=lin, at=NOON)
    assert value("projects.signed", lin) == Quantity.exactly(2, "count")


def test_a_clerk_may_not_post(lin: Actor) -> None:
    document = documented(lin, SIGNING)
    with pytest.raises(NotAllowed, match="reviewer"):
        post(document_id=document, by=zhou_the_clerk(), at=NOON)


def test_platforms_of_a_level_are_among_those_of_their_type(lin: Actor) -> None:
    document = documented(
        lin,
        {
            "院士工作站6家": Tally("platforms", count(6, "6家"), "院士工作站"),
            "其中省级院士工作站2家": Tally("platforms", count(2, "2家"), "省级院士工作站"),
            "博士后工作站3家": Tally("platforms", count(3, "3家"), "博士后工作站"),
        },
    )
    accept_all(document, lin)
    assert len(post(document_id=document, by=lin, at=NOON).left_out) == 1
    assert value("platforms", lin) == Quantity.exactly(9, "count")
    assert value("platforms", lin, "academician") == Quantity.exactly(6, "count")


def test_a_subset_is_not_counted_beside_its_whole(lin: Actor) -> None:
    document = documented(
        lin,
        {
            "签约项目31个": Tally("projects.signed", count(31), "全县"),
            "其中亿元以上项目9个": Tally("projects.signed", count(9), "亿元以上项目"),
        },
    )
    accept_all(document, lin)
    posted = post(document_id=document, by=lin, at=NOON)
    assert len(posted.left_out) == 1
    assert value("projects.signed", lin) == Quantity.exactly(31, "count")
