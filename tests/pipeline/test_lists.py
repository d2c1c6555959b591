"""Lists and the board: filters, sorts, pages by keyset that lose and repeat nothing, a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from duijie.accounts.types import Actor, NotAllowed
from duijie.ledger.models import Veil
from duijie.pipeline import operations, queries
from duijie.pipeline.models import Project
from duijie.pipeline.operations import (
    attach,
    merge,
    open_project,
    set_status,
    state_amount,
    take_back_evidence,
)
from duijie.pipeline.queries import SORTS, Filters, WrongMark
from duijie.rulebook.columns import WrongValue
from tests.cast import (
    MIDYEAR,
    MORNING,
    NOON,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    mei_the_second_reviewer,
    wen_the_administrator,
)
from tests.factories.projects import advance, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


@pytest.fixture
def many() -> list[int]:
    """Twenty-three projects: equal names and amounts, some without an amount, some confidential."""
    wen, made = wen_the_administrator(), []
    for number in range(23):
        project = open_project(
            name=f"项目{number % 4}", unit_id=bureau("东园" if number % 3 else "西园"), by=wen, at=MORNING,
            stage=("reserve", "lead")[number % 2], entered_on=date(2024, 1 + number % 5, 1),
            columns={
                "industry": ("3451", "3670", "1499")[number % 3], "source": "domestic", "park": f"园{number % 2}",
                "investor": f"企业{number}", "confidential": number % 7 == 0,
            },
        )  # fmt: skip
        if number % 5:
            state_amount(
                project_id=project, kind="total_investment", number=Decimal(number % 3 * 10**8),
                effective_on=date(2024, 6, 1), by=wen, at=NOON,
            )  # fmt: skip
        made.append(project)
    return made


def pages(by: Actor, sort: str, limit: int, filters: Filters = Filters()) -> Iterator[int]:  # noqa: B008
    mark = ""
    while True:
        page = queries.listing(viewer=by, filters=filters, sort=sort, after=mark, limit=limit)
        yield from (line.id for line in page.lines)
        mark = page.next
        if not mark:
            return


def test_pages_lose_nothing_and_repeat_nothing(lin: Actor, many: list[int]) -> None:
    hidden = {number for place, number in enumerate(many) if place % 7 == 0}
    for sort in SORTS:
        whole = [line.id for line in queries.listing(viewer=lin, sort=sort, limit=100).lines]
        assert set(whole) == set(many) - hidden
        for limit in (1, 4, len(whole), 50):
            assert list(pages(lin, sort, limit)) == whole, (sort, limit)


def test_sorts_keep_their_order_and_what_is_not_stated_comes_last(lin: Actor, many: list[int]) -> None:
    largest = [line.investment for line in queries.listing(viewer=lin, sort="largest", limit=100).lines]
    stated = [amount for amount in largest if amount is not None]
    assert stated == sorted(stated, reverse=True) and largest[: len(stated)] == stated
    since = [line.stage_since for line in queries.listing(viewer=lin, sort="longest", limit=100).lines]
    assert since == sorted(since)


def test_a_mark_of_another_list_is_refused(lin: Actor, many: list[int]) -> None:
    mark = queries.listing(viewer=lin, sort="name", limit=3).next
    for sort, wrong in [("largest", mark), ("name", "nonsense"), ("name", mark[:-6])]:
        with pytest.raises(WrongMark):
            queries.listing(viewer=lin, sort=sort, after=wrong)


def test_filters(lin: Actor, many: list[int]) -> None:
    for filters, count in [
        (Filters(stages=("lead",)), 11),
        (Filters(stages=("lead", "reserve")), 23),
        (Filters(industry="34"), 8),
        (Filters(bands=("100m", "below")), 18),
        (Filters(park="园1"), 11),
        (Filters(source="foreign"), 0),
        (Filters(statuses=("lost",)), 0),
        (Filters(text="项目2"), 5),
        (Filters(text="企业1 项目"), 10),
    ]:
        page = queries.listing(viewer=lin, filters=filters)
        assert page.count == count, filters
        assert page.count - page.hidden == len(page.lines)


def test_the_board_counts_what_the_lists_count(lin: Actor, many: list[int]) -> None:
    set_status(
        project_id=many[1], status="lost", effective_on=MIDYEAR, reason_code="lost-terms", by=lin, at=NOON
    )
    set_status(
        project_id=many[2], status="paused", effective_on=MIDYEAR, reason_code="paused-land", review_on=MIDYEAR,
        by=lin, at=NOON,
    )  # fmt: skip
    merge(project_id=many[4], into_id=many[3], reason="重复", by=lin, at=NOON)
    for filters in (Filters(), Filters(industry="3670"), Filters(text="项目2")):
        columns = queries.board(viewer=lin, filters=filters, first=3)
        for column in columns:
            alike = Filters(
                stages=(column.stage,),
                statuses=("active", "paused"),
                industry=filters.industry,
                text=filters.text,
            )
            page = queries.listing(viewer=lin, filters=alike, sort="largest", limit=50)
            assert column.count == page.count
            assert column.lines == page.lines[:3]
            if not page.hidden:
                assert column.investment == sum(line.investment or 0 for line in page.lines)
    assert sum(column.count for column in queries.board(viewer=lin)) == 21


def test_a_guest_sees_and_counts_nothing(lin: Actor, many: list[int]) -> None:
    page = queries.listing(viewer=guo_the_guest())
    assert (page.lines, page.count, page.hidden) == ((), 0, 0)
    assert all(column.count == 0 for column in queries.board(viewer=guo_the_guest()))


def test_queries_do_not_grow_with_projects(
    lin: Actor, many: list[int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    he = he_the_clerk(bureau("东园"))
    with django_assert_max_num_queries(5):
        queries.listing(viewer=he)
    with django_assert_max_num_queries(2 + 2 * 2):
        queries.board(viewer=he)
    with django_assert_max_num_queries(11):
        queries.get(project_id=many[1], viewer=he, today=MIDYEAR)
    project = opened(lin, bureau(), MORNING)
    with django_assert_max_num_queries(5):
        queries.missing(project_id=project, stage="talks", viewer=he, today=MIDYEAR)


@pytest.fixture
def moved(lin: Actor) -> dict[str, int]:
    """Projects signed and started on days of their own, one taken back to before its signing, one lost."""
    mei, unit = mei_the_second_reviewer(), bureau()
    found = {}
    for place, (name, stage) in enumerate(
        [
            ("签约甲", "signed"),
            ("签约乙", "signed"),
            ("开工", "started"),
            ("退回", "signed"),
            ("流失", "talks"),
        ]
    ):
        found[name] = opened(lin, unit, NOON, name=name)
        advance(found[name], stage, lin, mei, NOON, day=date(2024, 1 + place, 10))
    operations.move(
        project_id=found["退回"], stage="talks", effective_on=date(2024, 5, 1), reason="撤签", by=lin, at=NOON
    )
    operations.decide_move(project_id=found["退回"], approve=True, by=mei, at=NOON)
    set_status(
        project_id=found["流失"],
        status="lost",
        effective_on=MIDYEAR,
        reason_code="lost-terms",
        by=lin,
        at=NOON,
    )
    return found


def test_days_of_signing_and_start_are_those_that_hold(lin: Actor, moved: dict[str, int]) -> None:
    for filters, names in [
        (Filters(signed=(date(2024, 1, 10), date(2024, 2, 10))), {"签约甲", "签约乙"}),
        (Filters(signed=(date(2024, 1, 11), None)), {"签约乙", "开工"}),
        (Filters(signed=(None, date(2024, 2, 9))), {"签约甲"}),
        (Filters(started=(date(2024, 3, 1), date(2024, 3, 31))), {"开工"}),
        (Filters(started=(date(2024, 4, 1), None)), set()),
    ]:
        page = queries.listing(viewer=lin, filters=filters)
        assert {line.name for line in page.lines} == names, filters
        assert page.count == len(names)


def test_lacking_is_what_the_next_stage_still_must_have(lin: Actor, moved: dict[str, int]) -> None:
    page = queries.listing(viewer=lin, filters=Filters(lacking=True), limit=100)
    for line in queries.listing(viewer=lin, limit=100).lines:
        info = queries.get(project_id=line.id, viewer=lin, today=NOON.date())
        wanted = sum(one.must for one in info.missing) if line.status == "active" else 0
        assert line.lacking == wanted and (line in page.lines) is (wanted > 0)
    attach(project_id=moved["签约甲"], kind="licence", title="执照", by=lin, at=NOON)
    before = queries.lines(project_ids=moved.values(), viewer=lin)[moved["签约甲"]].lacking
    info = queries.get(project_id=moved["签约甲"], viewer=lin, today=NOON.date())
    assert before == sum(one.must for one in info.missing)
    take_back_evidence(evidence_id=info.evidence[-1].id, reason="有误", by=lin, at=NOON)
    after = queries.lines(project_ids=moved.values(), viewer=lin)[moved["签约甲"]].lacking
    assert after == before + 1


def test_counting_anew_after_rules_changed_mends_what_differs(lin: Actor, moved: dict[str, int]) -> None:
    right = {row.pk: row.lacking for row in Project.objects.all()}
    Project.objects.filter(pk__in=[moved["签约甲"], moved["流失"]]).update(lacking=9)
    later = NOON + timedelta(days=1)
    assert operations.recount(by=lin, at=later) == 2
    told = queries.listing(viewer=lin, filters=Filters(updated_since=later), limit=100)
    assert {line.id for line in told.lines} == {moved["签约甲"], moved["流失"]}
    assert {row.pk: row.lacking for row in Project.objects.all()} == right
    assert operations.recount(by=lin, at=later) == 0


def test_a_unit_that_is_handed_a_confidential_project_reads_its_entries() -> None:
    wen = wen_the_administrator()
    unit, other = bureau("东园"), bureau("西园")
    project = opened(wen, unit, NOON, confidential=True)
    he = he_the_clerk(other)
    with pytest.raises(NotAllowed):
        operations.edit_project(project_id=opened(he, other, NOON), columns={"unit": unit}, by=he, at=NOON)
    operations.edit_project(project_id=project, columns={"unit": other}, by=wen, at=NOON)
    assert queries.lines(project_ids=[project], viewer=he)[project].unit == "西园"
    assert Veil.objects.get(key=f"project:{project}", taken_back_at=None).unit_id == other
    with pytest.raises(WrongValue):
        operations.edit_project(project_id=project, columns={"unit": None}, by=wen, at=NOON)
