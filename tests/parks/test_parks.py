"""Parks as a tree, whose word holds in them, enterprises' years and who reads them, quotas as entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duijie.kernel.quantity import Quantity
from duijie.ledger.queries import entries
from duijie.parks.operations import (
    call_also,
    save_park,
    save_tenant,
    set_industry,
    set_quota,
    set_utility,
    tell_year,
)
from duijie.parks.queries import (
    industries_of,
    lines,
    park,
    parks_named,
    rolled_up,
    sums,
    tenant,
)
from duijie.parks.rules import load, standing_of
from duijie.parks.types import IndustryLine, NoSuchPark, NotYourPark
from duijie.rulebook.columns import WrongFields
from tests.cast import (
    MORNING,
    bureau,
    guo_the_guest,
    he_the_clerk,
    lin_the_reviewer,
    yunhe_county,
    zhou_the_clerk,
)

TODAY = MORNING.date()


def make(name: str, kind: str, *, parent: int | None = None, unit: int | None = None) -> int:
    return save_park(
        values={"name": name, "kind": kind}, parent_id=parent, unit_id=unit, by=lin_the_reviewer(), at=MORNING
    )


def test_a_tree_its_names_and_what_may_lie_in_what(db: None) -> None:
    lin = lin_the_reviewer()
    zone = make("云禾开发区", "zone")
    east = make("东园", "park", parent=zone)
    bearings = make("轴承园", "inner", parent=east)
    make("西园", "park", parent=zone)
    assert [(one.name, one.depth) for one in lines(viewer=lin)] == [
        ("云禾开发区", 0),
        ("东园", 1),
        ("轴承园", 2),
        ("西园", 1),
    ]
    with pytest.raises(WrongFields):
        make("大区", "zone", parent=east)
    with pytest.raises(WrongFields):
        make("东园", "park", parent=zone)
    call_also(park_id=bearings, name="精密轴承产业园", by=lin, at=MORNING)
    save_park(values={"name": "高端轴承园"}, park_id=bearings, by=lin, at=MORNING)
    assert parks_named([" 东园", "轴承园", "精密轴承产业园", "无"]) == {
        " 东园": east,
        "轴承园": bearings,
        "精密轴承产业园": bearings,
    }
    tenant_of = save_tenant(values={"name": "恒远轴承"}, park_id=bearings, by=lin, at=MORNING)
    counted = rolled_up(lines(viewer=lin), sums(viewer=lin, today=TODAY))
    assert [counted[one].tenants for one in (zone, east, bearings)] == [1, 1, 1]
    save_tenant(values={"moved_out_on": "2024-06-30"}, tenant_id=tenant_of, by=lin, at=MORNING)
    assert park(park_id=zone, viewer=lin, today=TODAY).sums.tenants == 0
    assert lines(viewer=guo_the_guest()) == []
    with pytest.raises(NoSuchPark):
        park(park_id=999, viewer=lin, today=TODAY)


def test_the_closest_entry_says_how_a_park_stands_to_an_industry(db: None) -> None:
    lin, zone = lin_the_reviewer(), make("云禾开发区", "zone")
    inner = make("轴承园", "park", parent=zone)
    for place, code, standing in (
        (zone, "C34", "restricted"),
        (inner, "345", "leading"),
        (zone, "26", "prohibited"),
    ):
        set_industry(park_id=place, code=code, standing=standing, by=lin, at=MORNING)
    listed = industries_of(park_ids=[inner])[inner]

    def standing_for(code: str) -> str:
        found = standing_of(code, listed)
        return found.standing if found else ""

    assert [standing_for(code) for code in ("3451", "3491", "2611", "1499", "x")] == [
        "leading",
        "restricted",
        "prohibited",
        "",
        "",
    ]
    own = [IndustryLine(1, "34", "", "restricted", ""), IndustryLine(2, "34", "", "welcome", "")]
    assert standing_of("3451", own) == own[1]
    with pytest.raises(WrongFields):
        set_industry(park_id=inner, code="99999", standing="leading", by=lin, at=MORNING)
    set_industry(park_id=inner, code="345", standing="", by=lin, at=MORNING)
    assert len(industries_of(park_ids=[inner])[inner]) == 2


def test_a_park_is_kept_by_its_unit_and_years_are_read_there(db: None) -> None:
    yunhe_county()
    unit = bureau("高新区管委会")
    zhou, other, lin = zhou_the_clerk(unit), he_the_clerk(bureau("柳堡镇")), lin_the_reviewer()
    place = make("高端装备园", "park", unit=unit)
    with pytest.raises(NotYourPark):
        set_utility(park_id=place, kind="power", values={"ready_on": "2014-05-01"}, by=other, at=MORNING)
    set_utility(park_id=place, kind="power", values={"ready_on": "2014-05-01"}, by=zhou, at=MORNING)
    number = save_tenant(
        values={"name": "恒远轴承有限公司", "industry": "C3451"}, park_id=place, by=zhou, at=MORNING
    )
    told = {"output": "80000000", "tax": "3000000"}
    tell_year(tenant_id=number, year=2023, values=told, by=zhou, at=MORNING)
    tell_year(tenant_id=number, year=2023, values={"tax": "3500000"}, by=zhou, at=MORNING)
    line, (year,) = tenant(tenant_id=number, viewer=zhou)
    assert (line.industry, year.values) == (
        "3451",
        {"output": Decimal(80_000_000), "tax": Decimal(3_500_000)},
    )
    line, years = tenant(tenant_id=number, viewer=other)
    assert (line.latest, years) == (None, ())
    assert park(park_id=place, viewer=other, today=TODAY).reads_years is False
    found = entries(measures=["tenants.tax"], as_of=TODAY, known_at=MORNING, viewer=lin)
    assert [(one.quantity.number, one.effective_on) for one in found] == [(3_500_000, date(2023, 12, 31))]
    veiled = entries(measures=["tenants.tax"], as_of=TODAY, known_at=MORNING, viewer=other)
    assert [one.label for one in veiled] != ["恒远轴承有限公司"]


def test_a_quota_is_an_entry_and_a_further_one_replaces_it(db: None) -> None:
    yunhe_county()
    lin, place = lin_the_reviewer(), make("高端装备园", "park")

    def set_to(number: int, **more: int) -> int:
        return set_quota(
            park_id=place, kind="output", quantity=Quantity.exactly(number, "CNY"), due_on=date(2027, 12, 31),
            source="三年行动方案", by=lin, at=MORNING, **more,
        )  # fmt: skip

    first = set_to(10_000_000_000)
    set_to(12_000_000_000, replaces_id=first)
    (quota,) = park(park_id=place, viewer=lin, today=TODAY).quotas
    assert quota.quantity.number == 12_000_000_000
    found = entries(measures=["output"], as_of=TODAY, known_at=MORNING, viewer=lin)
    assert [(one.shape, one.quantity.number) for one in found] == [("quota", 12_000_000_000)]
    with pytest.raises(WrongFields):
        set_quota(
            park_id=place, kind="output", quantity=Quantity.exactly(1, "count"), due_on=TODAY, source="x", by=lin,
            at=MORNING,
        )  # fmt: skip


def test_the_tables_fit_together() -> None:
    rules = load()
    assert len(rules.utilities) == 10
    assert sum(one.of_standard_land for one in rules.indicators) == 5
    assert {one.indicator for one in rules.signs if one.test == "below"} <= {
        one.code for one in rules.indicators
    }
