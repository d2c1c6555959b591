"""The fan on a park's page: drawn of its projects against its quota, and what it says where there is nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from duijie.accounts.types import Actor
from duijie.funds.operations import promise
from duijie.kernel.quantity import Quantity
from duijie.outlook.simulate import QUANTILES, Year
from duijie.parks.operations import save_park, set_quota
from duijie.web.parks.fan import BOTTOM, LEFT, RIGHT, TOP, drawn
from tests.cast import MORNING, bureau
from tests.factories.projects import opened


def test_the_fan_lies_within_the_drawing_and_the_quota_at_its_height() -> None:
    years = [
        Year(2026 + at, tuple(1e8 * at * share for share in QUANTILES), 5e7 * at, 0.5) for at in range(5)
    ]
    found = drawn(years, Decimal(200_000_000))
    points = [tuple(map(float, point.split(","))) for point in f"{found.wide} {found.middle}".split()]
    assert len(points) == 15 and {year for _, year in found.years} == {str(year.year) for year in years}
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in points)
    # The middle of 2030 is the half of 400 m, which is the quota.
    assert points[-1][1] == float(found.quota)
    assert drawn([Year(2026, (0.0,) * len(QUANTILES), 0.0, None)], None).quota == ""


@pytest.mark.django_db
def test_a_parks_page_fetches_its_fan(browser: Client, lin: Actor) -> None:
    park = save_park(values={"name": "东园", "kind": "park"}, unit_id=bureau(), by=lin, at=MORNING)
    page, part = f"/parks/{park}/", f"/parks/{park}/fan/"
    assert part not in browser.get(page).content.decode()
    due = timezone.localdate().replace(month=12, day=31) + timedelta(days=700)
    quota = Quantity.exactly(100_000_000, "CNY")
    set_quota(park_id=park, kind="output", quantity=quota, due_on=due, source="方案", by=lin, at=MORNING)
    assert f'hx-get="{part}"' in browser.get(page).content.decode()
    assert "没有项目写明" in browser.get(part).content.decode()
    project = opened(lin, bureau(), MORNING, park="东园")
    assert "没有承诺产值" in browser.get(part).content.decode()
    promise(project_id=project, kind="output", number=quota.number, due_on=due, by=lin, at=MORNING)
    shown = browser.get(part, headers={"HX-Request": "true"}).content.decode()
    assert shown.count("<polygon") == 2 and "<html" not in shown
    assert f"{due.year}年达到的可能为" in shown and shown.count("<tr>") == 6
    inner = save_park(
        values={"name": "园中园", "kind": "inner"}, unit_id=bureau(), parent_id=park, by=lin, at=MORNING
    )
    inside = opened(lin, bureau(), MORNING, name="园中园项目", park="园中园")
    promise(project_id=inside, kind="output", number=quota.number, due_on=due, by=lin, at=MORNING)
    assert "2 个" in browser.get(part).content.decode(), "a park within it counts too"
    assert "1 个" in browser.get(f"/parks/{inner}/fan/").content.decode()
    past = timezone.localdate() - timedelta(days=1)
    other = save_park(values={"name": "西园", "kind": "park"}, unit_id=bureau(), by=lin, at=MORNING)
    set_quota(park_id=other, kind="output", quantity=quota, due_on=past, source="方案", by=lin, at=MORNING)
    project = opened(lin, bureau(), MORNING, name="西园项目", park="西园")
    promise(project_id=project, kind="output", number=quota.number, due_on=due, by=lin, at=MORNING)
    assert "已经过去" in browser.get(f"/parks/{other}/fan/").content.decode()
