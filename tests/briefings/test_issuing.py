"""From draft to issue: two persons, nothing wrong, numbers in a row, frozen, and still the same when computed again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from duijie.accounts.models import AuditRow
from duijie.accounts.types import Actor, NotAllowed
from duijie.briefings import operations, queries
from duijie.briefings.models import Briefing
from duijie.briefings.types import Issued, NoSuchBriefing, WrongBriefing
from duijie.kernel.quantity import Quantity
from duijie.ledger.operations import enter
from duijie.ledger.rules import LAND
from duijie.ledger.types import Draft
from tests.cast import (
    EVENING,
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    shen_the_auditor,
    yunhe_county,
    zhou_the_clerk,
)

DAY = date(2024, 6, 30)
PRINTED = date(2024, 7, 2)
pytestmark = pytest.mark.django_db


def signing(key: str, by: Actor, *, on: date = date(2024, 5, 1), at: object = MORNING) -> int:
    draft = Draft("item", "projects.signed", key, Quantity.exactly(Decimal(1), "count"), key=key)
    return enter(draft=draft, effective_on=on, evidence="合同", basis="reported", by=by, at=at)  # type: ignore[arg-type]


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def mei(lin: Actor) -> Actor:
    return mei_the_second_reviewer()


@pytest.fixture
def zhou(lin: Actor) -> Actor:
    for key in ("轴承项目", "种业项目"):
        signing(key, lin)
    return zhou_the_clerk(bureau())


@pytest.fixture
def drafted(zhou: Actor) -> int:
    return operations.draft(outline_code="monthly", as_of=DAY, by=zhou, at=NOON)


def text_of(number: int, viewer: Actor) -> str:
    return "\n".join(part.text for part in queries.composed(briefing_id=number, viewer=viewer).parts)


def issued(briefing: int, mei: Actor, on: date = PRINTED, **numbers: int) -> Issued:
    operations.sign(briefing_id=briefing, by=mei, at=EVENING)
    return operations.issue(briefing_id=briefing, on=on, by=mei, at=EVENING, **numbers)


def test_the_circular_tells_what_comes_from_outside_and_what_became_of_what_was_signed(
    zhou: Actor, lin: Actor
) -> None:
    def drafted() -> str:
        return text_of(operations.draft(outline_code="monthly", as_of=DAY, by=zhou, at=NOON), zhou)

    before = drafted()
    assert "引资额" not in before
    assert "落地率" not in before
    for measure, number, unit in (
        (LAND, 1, "count"),
        ("projects.registered", 1, "count"),
        ("projects.signed.introduced", 10**8, "CNY"),
    ):
        draft = Draft("item", measure, "轴承项目", Quantity.exactly(number, unit), key="轴承项目")
        enter(
            draft=draft, effective_on=date(2024, 5, 2), evidence="合同", basis="reported", by=lin, at=MORNING
        )
    said = drafted()
    assert "其中合同引资额1亿元。" in said
    assert "落地率50%" in said
    assert "履约率50%" in said


def test_a_draft_is_signed_by_another_numbered_and_never_changes(
    drafted: int, lin: Actor, mei: Actor, zhou: Actor
) -> None:
    assert "正式签约项目2个" in text_of(drafted, zhou)
    assert issued(drafted, mei) == Issued(1, 1, PRINTED)
    signing("饲料项目", lin, at=EVENING)
    assert "正式签约项目2个" in text_of(drafted, zhou)
    sheet = queries.sheet(briefing_id=drafted, viewer=zhou)
    assert (sheet.number_line, sheet.signature) == ("第1期（总第1期）", "签发：梅审")
    for act in (
        lambda: operations.edit(briefing_id=drafted, given={}, by=zhou, at=EVENING),
        lambda: operations.refresh(briefing_id=drafted, by=zhou, at=EVENING),
        lambda: operations.send_back(briefing_id=drafted, note="改", by=mei, at=EVENING),
        lambda: operations.drop(briefing_id=drafted, note="不要", by=zhou, at=EVENING),
        lambda: operations.issue(briefing_id=drafted, on=PRINTED, by=mei, at=EVENING),
    ):
        with pytest.raises(WrongBriefing):
            act()
    acts = [row.operation for row in AuditRow.objects.filter(subject=f"briefing:{drafted}").order_by("pk")]
    assert acts == ["briefing_draft", "briefing_sign", "briefing_issue"]


def test_what_was_issued_is_computed_again_as_it_was_known(
    drafted: int, lin: Actor, mei: Actor, zhou: Actor
) -> None:
    issued(drafted, mei)
    signing("饲料项目", lin, at=EVENING)
    assert queries.differences(briefing_id=drafted, viewer=zhou) == []
    row = Briefing.objects.get(pk=drafted)
    row.frozen["zh"]["figures"][0]["entries"].append(0)
    row.save()
    assert [one.zh for one in queries.differences(briefing_id=drafted, viewer=zhou)] == [
        "签约项目：当时 2个，现在 2个"
    ]


def test_who_wrote_it_does_not_sign_it(lin: Actor, mei: Actor, zhou: Actor) -> None:
    number = operations.draft(outline_code="monthly", as_of=DAY, by=lin, at=NOON)
    with pytest.raises(WrongBriefing, match="another person"):
        operations.sign(briefing_id=number, by=lin, at=EVENING)
    operations.edit(briefing_id=number, given={"problems": {"text": "用地不足。"}}, by=mei, at=NOON)
    with pytest.raises(WrongBriefing, match="another person"):
        operations.sign(briefing_id=number, by=mei, at=EVENING)
    with pytest.raises(NotAllowed):
        operations.sign(briefing_id=number, by=zhou, at=EVENING)


def test_what_is_wrong_is_mended_before_it_is_signed(drafted: int, mei: Actor, zhou: Actor) -> None:
    operations.edit(briefing_id=drafted, given={"problems": {"text": "在谈项目约20余个。"}}, by=zhou, at=NOON)
    with pytest.raises(WrongBriefing, match="约20余个"):
        operations.sign(briefing_id=drafted, by=mei, at=EVENING)
    operations.edit(briefing_id=drafted, given={"problems": {"text": "在谈项目20余个。"}}, by=zhou, at=NOON)
    operations.sign(briefing_id=drafted, by=mei, at=EVENING)


def test_what_was_signed_may_be_sent_back_and_the_signature_goes(
    drafted: int, mei: Actor, zhou: Actor
) -> None:
    operations.sign(briefing_id=drafted, by=mei, at=EVENING)
    with pytest.raises(WrongBriefing, match="say why"):
        operations.send_back(briefing_id=drafted, note=" ", by=mei, at=EVENING)
    operations.send_back(briefing_id=drafted, note="日期不对", by=mei, at=EVENING)
    row = Briefing.objects.get(pk=drafted)
    assert (row.state, row.frozen, row.digest) == ("draft", None, "")
    operations.edit(briefing_id=drafted, given={}, as_of=date(2024, 4, 30), by=zhou, at=EVENING)
    assert "尚无正式签约项目" in text_of(drafted, zhou)


def test_a_draft_keeps_the_moment_until_its_figures_are_taken_anew(
    drafted: int, lin: Actor, zhou: Actor
) -> None:
    signing("饲料项目", lin, at=EVENING)
    assert "正式签约项目2个" in text_of(drafted, zhou)
    operations.refresh(briefing_id=drafted, by=zhou, at=EVENING)
    assert "正式签约项目3个" in text_of(drafted, zhou)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"amount_place": {"text": "一"}}, "takes a number"),
        ({"amount_place": {"text": "1"}}, "say where it stands"),
        ({"funds": {"text": "1"}}, "asks for no 'funds'"),
        ({"next": {"text": "长" * 5001}}, "too long"),
    ],
)
def test_what_is_typed_is_what_the_outline_asks(
    drafted: int, zhou: Actor, typed: dict[str, dict[str, str]], wrong: str
) -> None:
    with pytest.raises(WrongBriefing, match=wrong):
        operations.edit(briefing_id=drafted, given=typed, by=zhou, at=NOON)


def test_numbers_begin_where_the_office_stands_and_start_anew_each_year(
    drafted: int, mei: Actor, zhou: Actor
) -> None:
    def another(on: date, **numbers: int) -> Issued:
        number = operations.draft(outline_code="monthly", as_of=DAY, by=zhou, at=NOON)
        return issued(number, mei, on, **numbers)

    assert issued(drafted, mei, PRINTED, number=7, total=120) == Issued(7, 120, PRINTED)
    assert another(PRINTED) == Issued(8, 121, PRINTED)
    assert another(date(2025, 1, 5)) == Issued(1, 122, date(2025, 1, 5))
    with pytest.raises(WrongBriefing, match="before that of the last issue"):
        another(PRINTED)
    with pytest.raises(WrongBriefing, match="numbers run to 1 and 122"):
        another(date(2025, 2, 1), number=1, total=123)
    other = operations.draft(outline_code="docking", as_of=DAY, by=zhou, at=NOON)
    assert issued(other, mei) == Issued(1, 1, PRINTED)
    assert queries.last_numbers(series="招商引资情况通报") == (2025, 1, 122)


def test_drafts_show_to_their_unit_and_to_who_reviews_and_issues_to_all(
    drafted: int, lin: Actor, mei: Actor, zhou: Actor
) -> None:
    he = he_the_clerk(bureau("科技局"))
    shen, guo = shen_the_auditor(), guo_the_guest()

    def sees(viewer: Actor) -> bool:
        try:
            queries.get(briefing_id=drafted, viewer=viewer)
        except NoSuchBriefing:
            return False
        return [one.id for one in queries.listing(viewer=viewer)[0]] == [drafted]

    assert [sees(one) for one in (zhou, lin, shen, he, guo)] == [True, True, True, False, False]
    with pytest.raises(NoSuchBriefing):
        operations.edit(briefing_id=drafted, given={}, by=he, at=NOON)
    issued(drafted, mei)
    assert [sees(one) for one in (zhou, lin, shen, he, guo)] == [True, True, True, True, False]


def test_what_may_be_done_is_said(drafted: int, lin: Actor, zhou: Actor) -> None:
    def may(viewer: Actor) -> frozenset[str]:
        return queries.get(briefing_id=drafted, viewer=viewer).may

    assert may(zhou) == {"edit", "refresh", "drop"}
    assert may(lin) == {"edit", "refresh", "drop", "sign"}
    assert may(shen_the_auditor()) == frozenset()
    operations.sign(briefing_id=drafted, by=lin, at=EVENING)
    assert (may(zhou), may(lin)) == (frozenset(), {"return", "issue"})
    assert queries.listing(viewer=lin, state="signed")[1] == 1


class Later(TestCase):
    """Whatever is entered after the signature changes nothing of an issue."""

    @for_all(
        st.lists(
            st.tuples(st.integers(1, 28), st.sampled_from(["轴承项目", "新项目", "饲料项目"])), max_size=4
        )
    )
    @settings(max_examples=5, deadline=None)
    def test_later_entries_never_change_an_issue(self, later: list[tuple[int, str]]) -> None:
        yunhe_county()
        lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
        signing("轴承项目", lin)
        number = operations.draft(outline_code="monthly", as_of=DAY, by=lin, at=NOON)
        issued(number, mei)
        before = queries.composed(briefing_id=number, viewer=lin)
        for day, key in later:
            signing(key, lin, on=date(2024, 6, day), at=EVENING)
        assert queries.composed(briefing_id=number, viewer=lin) == before
        assert queries.differences(briefing_id=number, viewer=lin) == []
