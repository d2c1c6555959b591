"""Projects and figures: counted once, as of a day, as known at a moment, whoever tells of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor
from duijie.evidence import queries as evidence
from duijie.evidence.operations import take_in
from duijie.figures.registry import compute
from duijie.figures.types import FigureValue
from duijie.ledger import queries as ledger
from duijie.ledger.operations import identify, post, take_back_identity
from duijie.ledger.types import AlreadyIdentified, GoesInCircles
from duijie.pipeline import queries
from duijie.pipeline.operations import decide_move, edit_project, merge, move, state_amount, undo_merge
from duijie.pipeline.types import WrongStatus
from duijie.reading.kinds import Project, Said, Tally
from duijie.review.operations import accept
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
)
from tests.factories.projects import advance, opened
from tests.factories.reader import ToldReader, count, yuan

pytestmark = pytest.mark.django_db
APRIL = date(2024, 4, 8)
LATER = datetime(2024, 7, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def lin() -> Actor:
    yunhe_county()
    return lin_the_reviewer()


@pytest.fixture
def mei() -> Actor:
    return mei_the_second_reviewer()


def figure(code: str, by: Actor, as_of: date = MIDYEAR, known_at: datetime = LATER) -> FigureValue:
    return compute(code, as_of=as_of, known_at=known_at, viewer=by)[0]


def number(code: str, by: Actor, as_of: date = MIDYEAR, known_at: datetime = LATER) -> Decimal | None:
    quantity = figure(code, by, as_of, known_at).quantity
    return None if quantity is None else quantity.number


def told(
    by: Actor, said: dict[str, Said | list[Said]], name: str = "bulletin.txt", day: date = date(2024, 5, 20)
) -> None:
    taken = take_in(
        data="\n".join(f"{quote}。" for quote in said).encode(), name=name, by=by, at=MORNING, dated_on=day,
        reader=ToldReader(said),
    )  # fmt: skip
    for statement in evidence.of_document(document_id=taken.document_id, viewer=by):
        accept(statement_id=statement.id, by=by, at=NOON)
    post(document_id=taken.document_id, by=by, at=NOON)


def test_a_project_signed_counts_with_its_contract_and_as_of_its_day(lin: Actor, mei: Actor) -> None:
    project = opened(lin, bureau(), MORNING)
    advance(project, "signed", lin, mei, NOON, day=APRIL)
    assert number("projects.signed", lin) == 1
    assert number("projects.signed.investment", lin) == 200_000_000
    assert number("projects.signed", lin, as_of=APRIL - timedelta(days=1)) is None
    assert number("projects.signed", lin, known_at=MORNING) is None
    assert number("projects.talks", lin) is None, "what is signed is no longer in talks"


def test_a_corrected_contract_corrects_the_figure_and_an_increase_counts_on_its_own_day(
    lin: Actor, mei: Actor
) -> None:
    project = opened(lin, bureau(), MORNING)
    advance(project, "started", lin, mei, NOON, day=APRIL)
    row = queries.get(project_id=project, viewer=lin, today=MIDYEAR).amounts[-1]
    common = {"project_id": project, "kind": "total_investment", "phase": "contract", "by": lin}
    state_amount(**common, number=Decimal(180_000_000), effective_on=APRIL, corrects=row.id, at=EVENING)
    assert number("projects.signed.investment", lin) == 180_000_000
    assert number("projects.signed.investment", lin, known_at=NOON) == 200_000_000
    state_amount(
        **common, number=Decimal(50_000_000), effective_on=date(2024, 6, 3), change="increased", at=EVENING
    )
    assert number("projects.signed.investment", lin) == 230_000_000
    assert number("projects.signed.investment", lin, as_of=date(2024, 6, 2)) == 180_000_000
    assert number("projects.signed", lin) == 1
    state_amount(**common, number=Decimal(170_000_000), basis="verified", effective_on=APRIL, at=EVENING)
    assert number("projects.signed.investment", lin) == 220_000_000
    assert queries.get(project_id=project, viewer=lin, today=MIDYEAR).line.investment == 220_000_000


def test_a_step_back_takes_the_project_out_and_the_past_stays_readable(lin: Actor, mei: Actor) -> None:
    project = opened(lin, bureau(), MORNING)
    advance(project, "signed", lin, mei, NOON, day=APRIL)
    move(project_id=project, stage="talks", effective_on=MIDYEAR, by=lin, at=EVENING, reason="合同未生效")
    decide_move(project_id=project, approve=True, by=mei, at=EVENING)
    assert number("projects.signed", lin) is None
    assert number("projects.signed", lin, known_at=NOON) == 1
    assert number("projects.talks", lin) == 1


def test_a_document_telling_of_the_same_project_adds_nothing_once_identified(lin: Actor, mei: Actor) -> None:
    project = opened(lin, bureau(), MORNING)
    advance(project, "signed", lin, mei, NOON, day=APRIL)
    told(lin, {"恒远轴承有限公司总投资约2亿元的高端轴承项目签约": Project(
        "高端轴承项目", ("恒远轴承有限公司",), yuan(210_000_000, "2.1亿元"), "signed")})  # fmt: skip
    assert number("projects.signed", lin) == 2
    (same,) = {one.key: one for one in queries.same_projects(viewer=lin)}.values()
    assert same.project_id == project and len(same.reasons) == 3
    word = identify(key=same.key, thing=f"project:{project}", reason="同一项目", by=lin, at=EVENING)
    assert number("projects.signed", lin) == 1
    assert number("projects.signed.investment", lin) == 200_000_000, "the record holds, not the report"
    assert number("projects.signed", lin, known_at=NOON) == 2
    assert len(figure("projects.signed", lin).contributions[0].fact_ids) == 1, (
        "the report is still its source"
    )
    assert queries.same_projects(viewer=lin) == []
    assert [one.key for one in ledger.identities_of(thing=f"project:{project}", viewer=lin)] == [same.key]
    take_back_identity(identity_id=word, by=lin, at=LATER)
    assert number("projects.signed", lin) == 2
    assert number("projects.signed", lin, known_at=EVENING) == 1


def test_a_later_report_does_not_bring_last_years_signing_into_this_year(lin: Actor, mei: Actor) -> None:
    project = opened(lin, bureau(), MORNING)
    advance(project, "signed", lin, mei, NOON, day=date(2023, 11, 6))
    told(lin, {"高端轴承项目签约": Project("高端轴承项目", ("恒远轴承有限公司",), None, "signed")})
    assert number("projects.signed", lin) == 1
    (same,) = queries.same_projects(viewer=lin)
    identify(key=same.key, thing=f"project:{project}", reason="同一项目", by=lin, at=EVENING)
    assert number("projects.signed", lin) is None
    assert number("projects.signed", lin, as_of=date(2023, 12, 31)) == 1


def test_a_meetings_total_takes_in_the_project_that_is_kept(lin: Actor, mei: Actor) -> None:
    project = opened(lin, bureau(), MORNING)
    advance(project, "signed", lin, mei, NOON, day=APRIL)
    told(lin, {
        "会上共签约15个": Tally("projects.signed", count(15), "会上"),
        "高端轴承项目签约": Project("高端轴承项目", ("恒远轴承有限公司",), None, "signed"),
    })  # fmt: skip
    assert number("projects.signed", lin) == 16
    (same,) = queries.same_projects(viewer=lin)
    identify(key=same.key, thing=f"project:{project}", reason="同一项目", by=lin, at=EVENING)
    assert number("projects.signed", lin) == 15


def test_a_duplicate_merged_counts_once_at_the_first_signing_and_undo_restores(
    lin: Actor, mei: Actor
) -> None:
    first, again = opened(lin, bureau(), MORNING), opened(lin, bureau(), MORNING, name="轴承二次签约项目")
    advance(first, "signed", lin, mei, NOON, day=date(2023, 12, 4))
    advance(again, "signed", lin, mei, NOON, day=APRIL)
    before = queries.get(project_id=again, viewer=lin, today=MIDYEAR)
    assert number("projects.signed", lin) == 1
    merge(project_id=again, into_id=first, reason="同一合同重复签约", by=lin, at=EVENING)
    assert number("projects.signed", lin) is None, "it was signed last year"
    assert number("projects.signed", lin, as_of=date(2023, 12, 31)) == 1
    assert queries.listing(viewer=lin).count == 1
    assert queries.get(project_id=first, viewer=lin, today=MIDYEAR).merged_ids == (again,)
    with pytest.raises(WrongStatus):
        merge(project_id=first, into_id=again, reason="反向", by=lin, at=EVENING)
    undo_merge(project_id=again, by=lin, at=LATER)
    after = queries.get(project_id=again, viewer=lin, today=MIDYEAR)
    assert (after.line, after.status_since, after.merged_into_id) == (before.line, before.status_since, None)
    assert number("projects.signed", lin) == 1
    assert number("projects.signed", lin, known_at=EVENING) is None


def test_identities_end_in_one_thing(lin: Actor) -> None:
    identify(key="a", thing="b", reason="同", by=lin, at=MORNING)
    identify(key="b", thing="c", reason="同", by=lin, at=MORNING)
    assert ledger.identities(known_at=NOON) == {"a": "c", "b": "c"}
    with pytest.raises(GoesInCircles):
        identify(key="c", thing="a", reason="同", by=lin, at=MORNING)
    with pytest.raises(AlreadyIdentified):
        identify(key="a", thing="d", reason="同", by=lin, at=MORNING)


def test_a_confidential_project_counts_for_all_and_shows_its_name_to_few(lin: Actor, mei: Actor) -> None:
    project = opened(lin, bureau("发改局"), MORNING)
    advance(project, "signed", lin, mei, NOON, day=APRIL)
    edit_project(project_id=project, columns={"confidential": True}, by=lin, at=EVENING)
    he = he_the_clerk(bureau())
    line = figure("projects.signed", he).contributions[0]
    assert number("projects.signed", he) == 1
    assert "轴承" not in line.label + line.evidence
    own = he_the_clerk(bureau("发改局"))
    assert "轴承" in figure("projects.signed", own).contributions[0].label
    assert number("projects.signed", guo_the_guest()) is None
