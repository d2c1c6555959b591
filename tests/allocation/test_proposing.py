"""A proposal from records: what it takes, why others stay out, and how it becomes reservations."""

from __future__ import annotations

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
from duijie.parks.operations import set_industry
from tests.allocation.conftest import TODAY, Place
from tests.cast import MORNING

UNTIL = TODAY + timedelta(days=30)


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
    with pytest.raises(NothingToPlace, match="There is no park"):
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
