"""Shares sum to a hundred, are used in assessment alone, and never change a total."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.accounts.types import Actor
from duijie.credit import queries
from duijie.credit.operations import split, split_by_rule
from duijie.credit.rules import ROLES, checked
from duijie.credit.types import WrongSplit
from duijie.figures.registry import compute
from duijie.pipeline.operations import edit_project
from tests.cast import (
    EVENING,
    MIDYEAR,
    MORNING,
    NOON,
    bureau,
    lin_the_reviewer,
    mei_the_second_reviewer,
    zhou_the_clerk,
)
from tests.factories.projects import advance, opened


@pytest.fixture
def lin() -> Actor:
    return lin_the_reviewer()


@pytest.mark.django_db
def test_default_rules_share_between_who_reported_and_where_it_landed(lin: Actor) -> None:
    town, park = bureau("青禾镇"), bureau("开发区")
    project = opened(lin, town, MORNING)
    with pytest.raises(WrongSplit, match="no landing unit"):
        split_by_rule(project_id=project, rule_code="across", by=lin, at=NOON)
    edit_project(project_id=project, columns={"landing_unit": park}, by=lin, at=NOON)
    for code, shares in [("across", [30, 70]), ("assessed_by_city", [50, 50]), ("enclave", [70, 30])]:
        split_by_rule(project_id=project, rule_code=code, by=lin, at=NOON)
        found = queries.splits(project_id=project, viewer=lin)[0]
        assert (found.rule, [one.percent for one in found.shares]) == (code, shares)
    assert len(queries.splits(project_id=project, viewer=lin)) == 3, "earlier splits stay"
    with pytest.raises(PermissionError):
        split_by_rule(project_id=project, rule_code="across", by=zhou_the_clerk(town), at=NOON)


@pytest.mark.django_db
def test_credits_sum_to_the_projects_and_the_figure_counts_each_once(lin: Actor) -> None:
    town, park = bureau("青禾镇"), bureau("开发区")
    shared, alone = opened(lin, town, MORNING), opened(lin, park, MORNING, name="独自引进项目")
    for project in (shared, alone):
        advance(project, "signed", lin, mei_the_second_reviewer(), NOON, day=date(2024, 4, 8))
    split(
        project_id=shared, shares=[(town, "first_report", Decimal(30)), (park, "landing", Decimal(70))],
        reason="协议约定", by=lin, at=EVENING,
    )  # fmt: skip
    found = {one.unit: one for one in queries.credited(project_ids=[shared, alone], viewer=lin)}
    assert (found["青禾镇"].projects, found["开发区"].projects) == (Decimal("0.3"), Decimal("1.7"))
    assert found["青禾镇"].investment == 60_000_000
    assert sum(one.investment for one in found.values()) == 400_000_000
    signed = compute("projects.signed", as_of=MIDYEAR, known_at=EVENING, viewer=lin)[0]
    assert signed.quantity is not None and signed.quantity.number == 2


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.sampled_from([*ROLES]), st.integers(1, 100)), min_size=1, max_size=5
    )
)
def test_only_shares_that_make_a_whole_are_taken(shares: list[tuple[int, str, int]]) -> None:
    whole = sum(percent for _, _, percent in shares) == 100
    apart = len({(unit, role) for unit, role, _ in shares}) == len(shares)
    given = [(unit, role, Decimal(percent)) for unit, role, percent in shares]
    if whole and apart:
        checked(given)
    else:
        with pytest.raises(WrongSplit):
            checked(given)
