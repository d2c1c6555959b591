"""The parks of the generated county: plots, factory space, what is connected, enterprises and their years.

Everything follows from places and numbers, not from the county's chance, so that its stories stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from duijie.accounts.types import Actor
from duijie.capacity.operations import grant, reserve, take_up
from duijie.capacity.types import NotEnough, Want
from duijie.kernel.quantity import Quantity
from duijie.parks.ground.operations import (
    indicate,
    lease,
    save_building,
    save_plot,
    save_space,
)
from duijie.parks.operations import (
    save_park,
    save_tenant,
    set_industry,
    set_quota,
    set_utility,
    tell_year,
)
from duijie.yields.operations import assess, publish, veto

STATES: Final = (
    "producing", "producing", "building", "granted", "clear", "clear", "listed", "planned", "clear", "idle",
    "producing", "acquiring",
)  # fmt: skip
TENANTS: Final = (
    ("示例晟帆轴承有限公司", "3451"), ("示例禾昶橡塑有限公司", "2911"), ("示例云翎建材有限公司", "3039"),
    ("示例瀚陌汽配有限公司", "3670"), ("示例铭屿装备有限公司", "3491"), ("示例沐筑食品有限公司", "1499"),
)  # fmt: skip
UTILITIES: Final = ("road", "water", "rain", "sewage", "power", "telecom", "level")
SUPPLIES: Final = (
    ("power", 40_000),
    ("water", 2_000_000),
    ("sewage", 1_500_000),
    ("energy", 60_000),
    ("cod", 90),
)


class Grounds:
    """Lays the parks of a county out."""

    def __init__(
        self,
        units: Mapping[str, int],
        names: Sequence[str],
        today: date,
        by: Actor,
        second: Actor,
        at: datetime,
    ) -> None:
        self.units, self.names, self.today = units, names, today
        self.by, self.second, self.at = by, second, at
        self.plots: list[int] = []
        self.supplies: dict[str, list[int]] = {}

    def lay_out(self) -> None:
        """A zone and its parks with all that is in them, and last year scored."""
        zone = save_park(
            values={"name": "开发区", "kind": "zone", "level": "provincial", "approved_area": "18000000"},
            unit_id=self.units["开发区"], by=self.by, at=self.at,
        )  # fmt: skip
        for kind, number in (("land", 900_000), ("energy", 200_000)):
            grant(
                park_id=None, kind=kind, number=Decimal(number), source="示例市下达", by=self.by, at=self.at
            )
        for place, name in enumerate(self.names):
            self._park(zone, name, place)
        year = self.today.year - 1
        made = assess(year=year, by=self.by, at=self.at)
        publish(assessment_id=made, by=self.second, at=self.at)

    def promise(self, projects: Sequence[int]) -> None:
        """Promise a plot and power to some projects, two of which take it up; who finds too little left gets nothing."""
        for place, project in enumerate(projects):
            wants = [
                Want("plot", self.plots[place % len(self.plots)]),
                Want("supply", self.supplies["power"][place % len(self.names)], Decimal(900 + 200 * place)),
            ]
            try:
                made = reserve(
                    project_id=project, wants=wants, until=self.today + timedelta(days=40 + 10 * place),
                    note="演示数据", by=self.by, at=self.at,
                )  # fmt: skip
            except NotEnough:
                continue
            for number in made if place < 2 else ():
                take_up(reservation_id=number, note="演示数据", by=self.by, at=self.at)

    def _park(self, zone: int, name: str, place: int) -> None:
        by, at = self.by, self.at
        park = save_park(
            values={
                "name": name, "kind": "park", "level": "county", "approved_area": "6000000", "built_area": "3500000",
                "industrial_area": "2600000", "note": "演示数据",
            },
            parent_id=zone, unit_id=self.units[name], by=by, at=at,
        )  # fmt: skip
        for code, standing in (("34", "leading"), ("29", "leading"), ("14", "welcome"), ("26", "prohibited")):
            day = date(self.today.year - 2, 1, 1)
            set_industry(park_id=park, code=code, standing=standing, since=day, by=by, at=at)
        for kind in UTILITIES:
            since = {"ready_on": f"{self.today.year - 5 + place}-06-30"}
            set_utility(park_id=park, kind=kind, values=since, by=by, at=at)
        for kind, number in SUPPLIES:
            made = grant(park_id=park, kind=kind, number=Decimal(number), source="示例规划", by=by, at=at)
            self.supplies.setdefault(kind, []).append(made)
        set_quota(
            park_id=park, kind="output", quantity=Quantity.exactly(5_000_000_000 * (place + 1), "CNY"),
            due_on=date(self.today.year + 3, 12, 31), source="示例三年行动方案", by=by, at=at,
        )  # fmt: skip
        tenants = [self._tenant(park, number, place) for number in range(len(TENANTS))]
        self._plots(park, tenants)
        building = save_building(
            values={"name": "1号标准厂房", "floors": "2", "column_span": "9"}, park_id=park, by=by, at=at
        )
        for number in range(6):
            space = save_space(
                values={
                    "number": f"{1 + number // 3}0{1 + number % 3}", "floor": str(1 + number // 3),
                    "area": str(1500 + 500 * number), "height": "8" if number < 3 else "6",
                    "load": "1.5", "power": "630", "rent": "11", "lift": "yes" if number > 2 else "",
                },
                building_id=building, by=by, at=at,
            )  # fmt: skip
            if number < 2:
                lease(
                    space_id=space, tenant_id=tenants[number], begins_on=date(self.today.year - 1, 3, 1),
                    ends_on=date(self.today.year + 2, 2, 28), rent=Decimal(11), by=by, at=at,
                )  # fmt: skip

    def _tenant(self, park: int, number: int, place: int) -> int:
        name, industry = TENANTS[number]
        tenant = save_tenant(
            values={
                "name": name if not place else name.replace("有限公司", "（西园）有限公司"), "industry": industry,
                "above_scale": "yes" if number < 4 else "", "moved_in_on": f"{self.today.year - 6}-05-01",
            },
            park_id=park, by=self.by, at=self.at,
        )  # fmt: skip
        for back in (2, 1):
            size = Decimal((number + 2) * (7 - back) * (place + 2))
            tell_year(
                tenant_id=tenant, year=self.today.year - back, by=self.by, at=self.at,
                values={
                    "output": 9_000_000 * size, "added_value": 2_000_000 * size, "revenue": 8_500_000 * size,
                    "tax": 300_000 * size, "staff": 8 * size, "energy": 90 * size, "electricity": 90_000 * size,
                    "rnd": 200_000 * size, "land": 20_000 + 3_000 * number,
                    **({"emission": size / 50} if number % 2 else {}),
                },
            )  # fmt: skip
        if number == 3 and place:
            veto(
                tenant_id=tenant, year=self.today.year - 1, kind="environment", source="示例处罚决定书", by=self.by,
                at=self.at,
            )  # fmt: skip
        return tenant

    def _plots(self, park: int, tenants: Sequence[int]) -> None:
        for number, state in enumerate(STATES):
            row, column = divmod(number, 4)
            taken = state in ("producing", "building", "granted", "idle")
            last = self.today.year
            values = {
                "number": f"{'ABC'[row]}{column + 1}", "area": str(20_000 + 6_000 * column + 4_000 * row),
                "use": "industry", "left": str(110 * column), "top": str(80 * row), "wide": "100",
                "tall": "70",
            }  # fmt: skip
            if taken:
                values |= {"start_due": f"{last - 2}-06-30", "finish_due": f"{last}-06-30"}
            if state in ("producing", "building"):
                values["started_on"] = f"{last - 2}-06-01"
            if state == "producing":
                values["finished_on"] = f"{last}-05-01"
            plot = save_plot(
                values=values, park_id=park, state=state, by=self.by, at=self.at,
                tenant_id=tenants[number % len(tenants)] if state == "producing" else None,
            )  # fmt: skip
            if state in ("clear", "listed"):
                self.plots.append(plot)
            for kind, agreed, found in (
                ("intensity", 3_200_000, 3_500_000),
                ("tax", 300_000, 120_000 + 90_000 * row),
            ):
                if state == "producing":
                    for is_agreed, amount in ((True, agreed), (False, found)):
                        indicate(
                            plot_id=plot, kind=kind, agreed=is_agreed, number=Decimal(amount),
                            effective_on=self.today, by=self.by, at=self.at,
                        )  # fmt: skip
