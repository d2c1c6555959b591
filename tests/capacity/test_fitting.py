"""What would fit a project, and which need fails by how much."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from duijie.capacity.operations import reserve
from duijie.capacity.queries import fit
from duijie.capacity.types import Fit, Need, Want
from duijie.parks.ground.operations import save_plot
from duijie.parks.operations import save_park, set_industry
from tests.capacity.conftest import Place
from tests.cast import MORNING

TODAY = MORNING.date()


def need(found: Fit, code: str) -> Need:
    return next(one for one in found.needs if one.code == code)


def test_a_park_fits_until_somebody_else_is_promised_what_it_has(place: Place) -> None:
    set_industry(park_id=place.park, code="34", standing="leading", by=place.lin, at=MORNING)
    (found,) = fit(project_id=place.bearings, viewer=place.lin, today=TODAY)
    assert (found.state, found.leads, [one.number for one in found.plots]) == ("fits", True, ["A1"])
    reserve(
        project_id=place.seeds, wants=[Want("supply", place.power, Decimal(600))], by=place.lin, at=MORNING,
        until=TODAY + timedelta(days=9),
    )  # fmt: skip
    (found,) = fit(project_id=place.bearings, viewer=place.lin, today=TODAY)
    assert (found.state, need(found, "power").short, need(found, "ground").fits) == ("fails", 200, True)


def test_ground_too_small_and_an_industry_kept_out(place: Place) -> None:
    inner = save_park(
        values={"name": "轴承园", "kind": "inner"}, parent_id=place.park, by=place.lin, at=MORNING
    )
    save_plot(
        values={"number": "B1", "area": "60000"}, park_id=inner, state="clear", by=place.lin, at=MORNING
    )
    set_industry(park_id=place.park, code="C34", standing="prohibited", by=place.lin, at=MORNING)
    set_industry(park_id=inner, code="345", standing="leading", by=place.lin, at=MORNING)
    found = {one.park.name: one for one in fit(project_id=place.bearings, viewer=place.lin, today=TODAY)}
    assert need(found["高端装备园"], "industry").fits is False
    assert need(found["轴承园"], "industry").fits is True
    assert need(found["轴承园"], "ground").short == 6_667
    # The inner park has no power of its own: that of the park around it answers.
    assert need(found["轴承园"], "power").there == 1000
    assert found["轴承园"].plots == ()


def test_who_rents_is_offered_floor_and_what_is_not_told_stays_open(place: Place) -> None:
    (found,) = fit(project_id=place.seeds, viewer=place.lin, today=TODAY)
    assert (need(found, "ground").name.en, need(found, "ground").short) == ("floor", 2000)
    assert need(found, "industry").fits is None
