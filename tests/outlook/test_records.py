"""The outlook starts from the park's own quota and from what its enterprises told."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from duijie.accounts.types import Actor
from duijie.kernel.quantity import Quantity
from duijie.outlook.records import Recorded, recorded
from duijie.parks.operations import call_also, save_park, save_tenant, set_quota, tell_year
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county


def at(lin: Actor, day: date, park: str = "东园") -> Recorded:
    return recorded(park=park, viewer=lin, as_of=day)


def test_the_quota_that_is_due_next_and_the_latest_year_that_is_over(db: None) -> None:
    yunhe_county()
    lin, unit, now = lin_the_reviewer(), bureau("高新区管委会"), datetime.fromisoformat(MORNING.isoformat())
    park = save_park(values={"name": "东园", "kind": "park"}, unit_id=unit, by=lin, at=now)
    call_also(park_id=park, name="东部园区", by=lin, at=now)
    assert at(lin, date(2024, 7, 1)) == Recorded()
    for due, amount in ((date(2025, 12, 31), 50), (date(2028, 12, 31), 100)):
        set_quota(
            park_id=park, kind="output", quantity=Quantity.exactly(amount * 10**8, "CNY"), due_on=due, source="方案",
            by=lin, at=now,
        )  # fmt: skip
    tenant = save_tenant(values={"name": "甲公司"}, park_id=park, by=lin, at=now)
    for year, output in ((2022, "1000000"), (2023, "2000000")):
        tell_year(tenant_id=tenant, year=year, values={"output": output}, by=lin, at=now)
    found = at(lin, date(2024, 7, 1), "东部园区")
    assert found == Recorded(Decimal(50 * 10**8), date(2025, 12, 31), Decimal(2_000_000), 2023)
    assert at(lin, date(2023, 7, 1)).year == 2022
    assert at(lin, date(2026, 1, 1)).due_on == date(2028, 12, 31)
    assert at(lin, date(2029, 1, 1)).due_on == date(2028, 12, 31)
    assert at(lin, date(2024, 7, 1), "没有的园") == Recorded()
