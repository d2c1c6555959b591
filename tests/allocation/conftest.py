"""Two parks in a zone that has power for one of two projects."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor
from duijie.capacity.operations import grant
from duijie.parks.ground.operations import save_plot
from duijie.parks.operations import save_park, set_industry
from duijie.pipeline.operations import state_amount
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county
from tests.factories.projects import opened

TODAY = MORNING.date()


@dataclass(frozen=True)
class Place:
    lin: Actor
    east: int
    west: int
    power: int
    large: int
    small: int


@pytest.fixture
def place(db: None) -> Place:
    """Two parks in a zone that has power for one project; three projects, the third of another industry."""
    yunhe_county()
    lin, unit = lin_the_reviewer(), bureau("高新区管委会")
    zone = save_park(values={"name": "高新区", "kind": "zone"}, unit_id=unit, by=lin, at=MORNING)
    east, west = (
        save_park(values={"name": name, "kind": "park"}, parent_id=zone, unit_id=unit, by=lin, at=MORNING)
        for name in ("东园", "西园")
    )
    for park, number, area in ((east, "E1", "70000"), (east, "E2", "9000"), (west, "W1", "9000")):
        save_plot(values={"number": number, "area": area}, park_id=park, state="clear", by=lin, at=MORNING)
    set_industry(park_id=west, code="34", standing="leading", by=lin, at=MORNING)
    set_industry(park_id=east, code="26", standing="prohibited", by=lin, at=MORNING)
    power = grant(park_id=zone, kind="power", number=Decimal("1000.5"), source="供电方案", by=lin, at=MORNING)
    numbers = []
    for name, land, power_load, amount in (("大项目", 66_667, 800, 900), ("小项目", 8000, 300, 200)):
        numbers.append(
            opened(
                lin, unit, MORNING, name=name, industry="3451", land_need=land, power_load=power_load
            )
        )  # fmt: skip
        state_amount(
            project_id=numbers[-1], kind="total_investment", number=Decimal(amount) * 10**6, phase="intention",
            effective_on=TODAY, by=lin, at=MORNING,
        )  # fmt: skip
    return Place(lin, east, west, power, *numbers)
