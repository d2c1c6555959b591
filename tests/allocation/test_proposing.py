"""A proposal from records: what it takes, why others stay out, and how it becomes reservations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest

from duijie.accounts.types import Actor, NotAllowed
from duijie.allocation.operations import carry_out
from duijie.allocation.queries import propose
from duijie.allocation.types import Asked, NothingToPlace, Proposal
from duijie.capacity.operations import grant
from duijie.capacity.queries import reservations
from duijie.capacity.types import Want
from duijie.parks.ground.operations import save_plot
from duijie.parks.operations import save_park, set_industry
from duijie.pipeline.operations import state_amount
from tests.cast import MORNING, bureau, lin_the_reviewer, yunhe_county
from tests.factories.projects import opened

TODAY, UNTIL = MORNING.date(), MORNING.date() + timedelta(days=30)


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


def proposed(place: Place, **asked: object) -> Proposal:
    return propose(asked=Asked(**asked), viewer=place.lin, today=TODAY)  # type: ignore[arg-type]


def test_the_project_worth_more_is_placed_and_what_keeps_the_other_out_is_told(place: Place) -> None:
    found = proposed(place)
    (large,), (small,) = found.placed, found.left
    assert (large.project.id, large.park.id, large.points, found.proven) == (
        place.large,
        place.east,
        90,
        True,
    )
    assert [(one.name.en, one.holder, one.amount) for one in large.things] == [
        ("plot", "E1", 70_000), ("power", "高新区", 800)
    ]  # fmt: skip
    (lack,) = small.lacks
    assert (lack.name.en, lack.holder, lack.wanted, lack.free, lack.short) == (
        "power", "高新区", 300, Decimal("200.5"), Decimal("99.5")
    )  # fmt: skip
    (binding,) = found.binding
    assert (binding.taken, binding.keeps_out, binding.price > 0) == (800, ("小项目",), True)


def test_what_is_told_as_enough_is_enough(place: Place) -> None:
    (lack,) = proposed(place).left[0].lacks
    grant(park_id=None, kind="water", number=lack.short, source="无关", by=place.lin, at=MORNING)
    assert len(proposed(place).placed) == 1
    zone = propose(asked=Asked(), viewer=place.lin, today=TODAY).placed[0].park.parent_id
    grant(park_id=zone, kind="power", number=lack.short, source="增容", by=place.lin, at=MORNING)
    found = proposed(place)
    assert {one.project.id: one.park.id for one in found.placed} == {
        place.large: place.east,
        place.small: place.west,
    }
    assert [one.en for one in found.placed[1].liked] == ["its industry", "every need is answered"]
    assert found.left == found.binding == ()


def test_lists_bars_and_choices_are_held(place: Place) -> None:
    set_industry(park_id=place.east, code="345", standing="prohibited", by=place.lin, at=MORNING)
    found = proposed(place)
    assert [one.project.id for one in found.placed] == [place.small]
    assert {why.en for one in found.left for why, _count in one.why} >= {"its industry is kept out"}
    barred = frozenset({(place.small, place.west)})
    found = proposed(place, project_ids=(place.small,), park_ids=(place.west,), barred=barred)
    assert found.placed == () and found.left[0].nearest is None
    with pytest.raises(NothingToPlace, match="no park"):
        proposed(place, park_ids=())


def test_a_proposal_becomes_reservations_each_project_for_itself(place: Place) -> None:
    (large,) = proposed(place).placed
    lines = [(large.project.id, large.wants), (place.small, (Want("supply", place.power, Decimal(300)),))]
    done, refused = carry_out(lines=lines, until=UNTIL, by=place.lin, at=MORNING)
    assert len(done.reservations) == 2 and done.why is None
    assert refused.reservations == () and refused.why is not None and "99.5" in refused.why.en
    assert reservations(viewer=place.lin, today=TODAY)[1] == 2
    # Who has ground is no candidate any more.
    assert [one.project.id for one in proposed(place).left] == [place.small]
    with pytest.raises(NotAllowed):
        carry_out(lines=lines, until=UNTIL, by=Actor(0, "客", "guest"), at=MORNING)
