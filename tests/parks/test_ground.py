"""Standard land, what is late or idle, leases, and what is promised to one at a time."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duijie.parks.ground.operations import (
    end_lease,
    hold,
    indicate,
    lease,
    save_building,
    save_plot,
    save_space,
    set_state,
)
from duijie.parks.ground.queries import GroundFilters, findings, plot, plots, spaces
from duijie.parks.operations import save_park, save_tenant
from duijie.parks.rules import Ground, findings_of, load
from duijie.parks.types import Taken
from duijie.pipeline.operations import edit_project
from duijie.rulebook.columns import WrongFields
from tests.cast import MORNING, bureau, lin_the_reviewer, zhou_the_clerk
from tests.factories.projects import opened

TODAY = MORNING.date()
CASES = tomllib.loads((Path(__file__).resolve().parents[1] / "cases" / "parks_ground.toml").read_text("utf-8"))[
    "case"
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_signs(case: dict[str, Any]) -> None:
    def share(name: str) -> Decimal | None:
        return Decimal(str(case[name])) if name in case else None

    ground = Ground(
        1, case.get("taken", True), *(case.get(name) for name in ("start_due", "finish_due", "started_on", "stopped_on", "finished_on")),
        share("built_share"), share("invested_share"),
        {code: Decimal(number) for code, number in case.get("agreed", {}).items()},
        {code: Decimal(number) for code, number in case.get("actual", {}).items()},
    )  # fmt: skip
    assert [one.rule for one in findings_of(ground, load().signs, date(2024, 7, 1))] == case["signs"]


def test_a_plot_its_promises_and_its_states(db: None) -> None:
    lin, unit = lin_the_reviewer(), bureau("高新区管委会")
    park = save_park(values={"name": "高端装备园", "kind": "park"}, unit_id=unit, by=lin, at=MORNING)
    number = save_plot(
        values={"number": "A1", "area": "66667", "start_due": "2023-01-01"}, park_id=park, state="granted", by=lin,
        at=MORNING,
    )  # fmt: skip
    for kind, agreed, amount in (
        ("intensity", True, 3_500_000),
        ("intensity", False, 3_200_000),
        ("tax", False, 320_000),
        ("office_share", False, Decimal("0.08")),
    ):
        indicate(
            plot_id=number, kind=kind, agreed=agreed, number=Decimal(amount), effective_on=TODAY, by=lin, at=MORNING
        )  # fmt: skip
    info = plot(plot_id=number, viewer=lin, today=TODAY)
    met = {one.kind: one.met for one in info.checks}
    assert (met["intensity"], met["tax"], met["office_share"], met["plot_ratio"]) == (
        False,
        True,
        False,
        None,
    )
    ((line, signs),) = findings(viewer=lin, today=TODAY, park_id=park)
    assert (line.number, {one.rule for one in signs}) == ("A1", {"idle", "low_intensity"})
    with pytest.raises(WrongFields):
        set_state(
            plot_id=number, state="building", effective_on=TODAY + timedelta(days=1), by=lin, at=MORNING
        )
    set_state(plot_id=number, state="building", effective_on=TODAY, reason="已开工", by=lin, at=MORNING)
    save_plot(values={"started_on": "2024-07-01"}, plot_id=number, by=lin, at=MORNING)
    assert [state for _day, state, _why in plot(plot_id=number, viewer=lin, today=TODAY).states] == [
        "granted",
        "building",
    ]
    with pytest.raises(WrongFields):
        save_plot(values={"number": "A1", "area": "5"}, park_id=park, by=lin, at=MORNING)


def test_what_is_free_and_who_sees_for_whom_it_is_held(db: None) -> None:
    lin, unit = lin_the_reviewer(), bureau("高新区管委会")
    park = save_park(values={"name": "高端装备园", "kind": "park"}, unit_id=unit, by=lin, at=MORNING)
    small, large = (
        save_plot(values={"number": name, "area": area}, park_id=park, state="clear", by=lin, at=MORNING)
        for name, area in (("B1", "20000"), ("B2", "90000"))
    )
    project = opened(lin, unit, MORNING)
    free = GroundFilters(park_id=park, free=True)
    assert [one.id for one in plots(viewer=lin, today=TODAY, filters=free)[0]] == [large, small]
    hold(what="plot", number=large, project_id=project, until=TODAY + timedelta(days=9), by=lin, at=MORNING)
    assert [one.id for one in plots(viewer=lin, today=TODAY, filters=free)[0]] == [small]
    later = TODAY + timedelta(days=10)
    assert plots(viewer=lin, today=later, filters=free)[1] == 2
    edit_project(project_id=project, columns={"confidential": True}, by=lin, at=MORNING)
    outsider = zhou_the_clerk(bureau("柳堡镇"))
    line = plot(plot_id=large, viewer=outsider, today=TODAY).line
    assert (line.held, line.project_id, line.user) == (True, None, "")


def test_a_space_is_let_once(db: None) -> None:
    lin, unit = lin_the_reviewer(), bureau("高新区管委会")
    park = save_park(values={"name": "高端装备园", "kind": "park"}, unit_id=unit, by=lin, at=MORNING)
    building = save_building(values={"name": "1号厂房"}, park_id=park, by=lin, at=MORNING)
    space = save_space(
        values={"number": "101", "area": "3000", "height": "8"}, building_id=building, by=lin, at=MORNING
    )
    one, other = (
        save_tenant(values={"name": name}, park_id=park, by=lin, at=MORNING)
        for name in ("恒远轴承", "远拓新材")
    )
    till = {"begins_on": TODAY, "ends_on": TODAY + timedelta(days=365)}
    lease(space_id=space, tenant_id=one, **till, by=lin, at=MORNING)
    with pytest.raises(Taken):
        lease(space_id=space, tenant_id=other, **till, by=lin, at=MORNING)
    assert spaces(viewer=lin, today=TODAY, filters=GroundFilters(free=True))[1] == 0
    end_lease(space_id=space, ended_on=TODAY, by=lin, at=MORNING)
    tall = GroundFilters(free=True, height=Decimal(8))
    assert spaces(viewer=lin, today=TODAY, filters=tall)[1] == 1
    hold(
        what="space", number=space, project_id=opened(lin, unit, MORNING), until=TODAY + timedelta(days=9), by=lin,
        at=MORNING,
    )  # fmt: skip
    with pytest.raises(Taken):
        lease(space_id=space, tenant_id=other, **till, by=lin, at=MORNING)
