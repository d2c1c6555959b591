"""A park with power, plots and factory space, and two projects that want them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor
from duijie.capacity.operations import grant
from duijie.parks.ground.operations import save_building, save_plot, save_space
from duijie.parks.operations import save_park
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county
from tests.factories.projects import opened


@dataclass(frozen=True)
class Place:
    lin: Actor
    unit: int
    park: int
    power: int
    plot: int
    space: int
    bearings: int
    seeds: int


@pytest.fixture
def place(db: None) -> Place:
    yunhe_county()
    lin, unit = lin_the_reviewer(), bureau("高新区管委会")
    park = save_park(values={"name": "高端装备园", "kind": "park"}, unit_id=unit, by=lin, at=MORNING)
    building = save_building(values={"name": "1号厂房"}, park_id=park, by=lin, at=MORNING)
    return Place(
        lin=lin, unit=unit, park=park,
        power=grant(park_id=park, kind="power", number=Decimal(1000), source="供电方案", by=lin, at=MORNING),
        plot=save_plot(values={"number": "A1", "area": "70000"}, park_id=park, state="clear", by=lin, at=MORNING),
        space=save_space(
            values={"number": "101", "area": "3000", "height": "8", "load": "1.5"}, building_id=building, by=lin,
            at=MORNING,
        ),
        bearings=opened(lin, unit, MORNING, name="轴承项目", land_need=66_667, power_load=600, industry="3451"),
        seeds=opened(lin, unit, MORNING, name="种业项目", land_need=5000, land_way="lease", power_load=600),
    )  # fmt: skip
