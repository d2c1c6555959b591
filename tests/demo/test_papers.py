"""The generated county's agreements: gated like any other, some promises kept, some late; its problems in turns."""

from __future__ import annotations

import random
from datetime import date

import pytest

from duijie.agreements import queries
from duijie.agreements.queries import Filters
from duijie.demo.county import County
from duijie.followup.queries import problems
from duijie.funds.models import Promise
from tests.cast import shen_the_auditor, wen_the_administrator

pytestmark = pytest.mark.django_db
TODAY = date(2024, 12, 31)


def test_agreements_and_problems_stand_where_such_things_stand() -> None:
    county = County(2024, wen_the_administrator(), random.Random(1))
    told = [
        county.tell(county.honest("building" if place % 2 else "signed", begins=date(2024, 1, 5)))
        for place in range(6)
    ]
    viewer = shen_the_auditor()
    page = queries.listing(viewer=viewer, today=TODAY)
    assert page.count == 6 and {one.state for one in page.lines} == {"signed"}
    assert sum(one.met for one in page.lines) > 0 and sum(one.overdue for one in page.lines) > 0
    late = queries.listing(viewer=viewer, today=TODAY, filters=Filters(due="overdue"))
    assert {one.id for one in late.lines} == {one.id for one in page.lines if one.overdue}
    for line in page.lines:
        info = queries.get(agreement_id=line.id, viewer=viewer, today=TODAY)
        assert (
            info.reviews[0].passes
            and len(info.project_ids) == 1
            and {p.side for p in info.parties} == {"ours", "theirs"}
        )
        assert sum(one.promise_id is not None for clause in info.clauses for one in clause.steps) == 4
    assert Promise.objects.count() == 4 * len(told), "what is promised of a project is kept once"
    raised = problems(viewer=viewer, today=TODAY)
    assert len(raised) >= 2 and all(one.turns or one.state == "raised" for one in raised)
