"""The leading group, the policy and the tasks of the demo case live as records and rest on what the documents say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoDbBlocker

from duijie.accounts.queries import own_region, person
from duijie.demo.operations import load_demo
from duijie.figures.trace import trace
from duijie.governance import queries
from duijie.governance.tasks.queries import get, tasks
from duijie.ledger.queries import entries
from tests.kept import for_a_module

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def _twice() -> None:
    load_demo(at=AT)
    load_demo(at=AT)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], None]]:
    with for_a_module(django_db_blocker, _twice) as held:
        yield held


@pytest.fixture(autouse=True)
def loaded_twice(db: None, _loaded: Callable[[], None]) -> None:
    _loaded()


def test_bodies_policies_and_quotas_count_once_and_trace_to_the_document() -> None:
    by, today = person(username="demo"), own_region().closed_on
    assert today is not None
    group = queries.bodies(viewer=by, today=today)[0]
    policy = queries.policies(viewer=by, today=today)[0][0]
    assert (group.head, group.members, group.tasks) == ("县长", 3, 3)
    live = {
        one.id: one
        for one in entries(measures=["bodies", "policies", "output"], as_of=today, known_at=AT, viewer=by)
    }
    info = queries.body(body_id=group.id, viewer=by, today=today)
    assert live[info.entry or 0].key == group.name
    assert live[queries.policy(policy_id=policy.id, viewer=by, today=today).entry or 0].key == policy.title
    for measure in ("bodies", "policies"):
        found = trace(measure, as_of=today, known_at=AT, viewer=by)
        assert found.value.quantity is not None and found.value.quantity.number == 1
        assert [source.document_name for line in found.lines for source in line.sources] == [
            "关于推进京津冀协同发展工作的安排"
        ]
    assert sorted(one.fact_id is not None for one in live.values() if one.shape == "quota") == [True, True]


def test_every_task_stands_at_its_words() -> None:
    by, today = person(username="demo"), own_region().closed_on
    assert today is not None
    found = tasks(viewer=by, as_of=today).lines
    assert len(found) == 3
    for one in found:
        assert one.title in get(task_id=one.id, viewer=by, as_of=today).words
    quotas = {one.title: one.quantity.words for one in found if one.quantity}
    assert quotas == {
        "打造六个年产值超百亿元的产业集群": "超百亿元",
        "石化新材料产业年产值超500亿元": "超500亿元",
    }
    assert [one.depth for one in found] == [0, 0, 1]
