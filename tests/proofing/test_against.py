"""A draft's numbers beside the figures of the period, the park and the unit that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoDbBlocker

from duijie.accounts.types import Actor
from duijie.figures.verdicts import Beside
from duijie.proofing.against import with_figures
from duijie.proofing.check import proof_file
from duijie.reading.kinds import Tally
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    yunhe_county,
)
from tests.factories.projects import advance, opened
from tests.factories.reader import count
from tests.kept import for_a_module


def _signed() -> Actor:
    """One project signed in November in the east park, one in March in the west, one in May in the east again."""
    yunhe_county()
    lin, mei = lin_the_reviewer(), mei_the_second_reviewer()
    office, other = bureau("招商一科"), bureau("招商二科")
    for name, unit, park, day in (
        ("轴承项目", office, "东园区", date(2023, 11, 7)), ("管业项目", other, "西园区", date(2024, 3, 11)),
        ("电机项目", office, "东园区", date(2024, 5, 8)),
    ):  # fmt: skip
        project = opened(lin, unit, MORNING, name=name, park=park)
        advance(project, "signed", lin, mei, datetime(day.year, day.month, day.day, 1, tzinfo=UTC), day=day)
    return lin


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], Actor]]:
    with for_a_module(django_db_blocker, _signed) as made:
        yield made


@pytest.fixture
def lin(db: None, _made: Callable[[], Actor]) -> Actor:
    return _made()


@pytest.mark.parametrize(
    ("measure", "number", "subject", "period", "verdict", "alike"),
    [
        ("projects.signed", 2, None, None, "supported", True),
        ("projects.signed", 1, None, "2023年", "supported", True),
        ("projects.signed", 2, None, "2023年", "short", True),
        ("projects.signed", 1, None, "1—3月", "supported", True),
        ("projects.signed", 2, "全县", "上半年", "supported", True),
        ("projects.signed", 3, None, "5月份", "short", False),
        ("projects.signed", 1, None, "5月份", "not_testable", False),
        ("projects.signed", 1, "东园区", None, "supported", True),
        ("projects.signed", 2, "东园区", None, "short", True),
        ("projects.signed", 1, "东园区", "2023年", "supported", True),
        ("projects.signed", 2, "西园区", "2023年", "not_testable", True),
        ("projects.signed", 1, "招商二科", "一季度", "supported", True),
        ("projects.signed", 2, "招商二科", None, "short", True),
        ("projects.signed", 0, "招商一科", None, "contradicted", True),
        ("projects.signed", 2, "南园区", None, "not_testable", True),
        ("projects.signed", 1, "其中外资", None, "not_testable", True),
        ("funds.received.growth", 1, None, None, "not_testable", True),
    ],
)  # fmt: skip
def test_a_claim_is_compared_with_the_figure_of_its_period_and_place(
    lin: Actor, measure: str, number: int, subject: str | None, period: str | None, verdict: str, alike: bool
) -> None:
    said = Tally(measure, count(number), subject, period)
    judged = Beside(lin, EVENING).judge(said, day=MIDYEAR)
    assert (judged.verdict.value, judged.alike) == (verdict, alike), judged.reason.zh


def test_a_total_that_names_no_park_may_lie_in_any(lin: Actor) -> None:
    from duijie.ledger.operations import enter
    from duijie.ledger.types import Draft

    enter(
        draft=Draft("total", "projects.signed", "6个", count(6)),
        effective_on=MIDYEAR,
        evidence="月报",
        basis="reported",
        by=lin,
        at=MORNING,
    )
    beside = Beside(lin, EVENING)

    def verdict(number: int, subject: str | None) -> str:
        return beside.judge(Tally("projects.signed", count(number), subject), day=MIDYEAR).verdict.value

    assert [verdict(6, None), verdict(7, None)] == ["supported", "short"]
    # Two are known in the east this year and last; four of the six stand nowhere.
    assert [verdict(1, "东园区"), verdict(3, "东园区"), verdict(0, "东园区")] == [
        "not_testable",
        "not_testable",
        "contradicted",
    ]


def test_a_draft_is_told_of_with_day_and_place(lin: Actor) -> None:
    text = "2023年全县签约项目4个。今年1—5月，东园区新签约项目5个。"
    done, reading = proof_file(text.encode(), "draft.txt", max_bytes=10_000, dated_on=MIDYEAR)
    found = with_figures(done, reading, as_of=MIDYEAR, known_at=EVENING, viewer=lin).findings
    assert [one.rule.code for one in found] == ["short"] * 2
    assert found[0].reason.zh.startswith("截至2023-12-31，台账只有 1个")
    assert found[1].reason.zh.startswith("东园区，截至2024-05-31，台账只有 1个")


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("今年，招商二科引进签约项目1个。", []), ("今年，招商二科引进签约项目2个。", ["short"]),
        ("上半年签约项目2个，其中东园区签约项目1个。", []),
        ("上半年签约项目2个，由西园区与东园区新签约项目2个。", ["short"]),
    ],
)  # fmt: skip
def test_the_clause_says_of_which_place_a_number_is(lin: Actor, text: str, rules: list[str]) -> None:
    done, reading = proof_file(text.encode(), "draft.txt", max_bytes=10_000, dated_on=MIDYEAR)
    told = with_figures(done, reading, as_of=MIDYEAR, known_at=EVENING, viewer=lin).findings
    assert [one.rule.code for one in told if one.rule.code in ("short", "against")] == rules
