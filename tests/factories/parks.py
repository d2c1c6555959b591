"""A park with one thing of every sort in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from duijie.accounts.types import Actor
from duijie.capacity.operations import grant, reserve
from duijie.capacity.types import Want
from duijie.parks.ground.operations import save_building, save_plot, save_space
from duijie.parks.operations import save_park, save_tenant, tell_year
from duijie.yields.operations import assess, publish
from duijie.yields.queries import scores


def furnished(by: Actor, second: Actor, unit: int, project: int, at: datetime) -> dict[str, int]:
    """The numbers of a park, a plot, a space, a supply, a reservation, an enterprise, its score and a draft."""
    park = save_park(values={"name": "高端装备园", "kind": "park"}, unit_id=unit, by=by, at=at)
    plot = save_plot(values={"number": "A1", "area": "66667"}, park_id=park, state="clear", by=by, at=at)
    building = save_building(values={"name": "1号厂房"}, park_id=park, by=by, at=at)
    space = save_space(values={"number": "101", "area": "3000"}, building_id=building, by=by, at=at)
    supply = grant(park_id=park, kind="power", number=Decimal(1000), source="供电方案", by=by, at=at)
    (held,) = reserve(
        project_id=project, wants=[Want("supply", supply, Decimal(100))], until=at.date() + timedelta(days=365), by=by,
        at=at,
    )  # fmt: skip
    tenant = save_tenant(
        values={"name": "远拓新材料有限公司", "above_scale": True}, park_id=park, by=by, at=at
    )
    year = at.year - 1
    told = {"output": "50000000", "tax": "3000000", "staff": "120", "land": "20000"}
    tell_year(tenant_id=tenant, year=year, values=told, by=by, at=at)
    assessment = assess(year=year, by=by, at=at)
    publish(assessment_id=assessment, by=second, at=at)
    return {
        "park": park, "plot": plot, "space": space, "supply": supply, "reservation": held, "tenant": tenant,
        "assessment": assessment, "draft": assess(year=year, by=by, at=at),
        "score": scores(assessment_id=assessment, viewer=by)[0][0].id,
    }  # fmt: skip
