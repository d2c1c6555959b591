"""What is promised binds until its day, is given back, is taken up, and never goes below nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.accounts.acts import history
from duijie.capacity.models import Movement, Reservation, Supply
from duijie.capacity.operations import expire_due, grant, measure, pass_on, release, reserve, take_up
from duijie.capacity.queries import reservations, supplies, supply
from duijie.capacity.types import NoSuchReservation, NotEnough, Want, WrongReservation
from duijie.parks.ground.operations import set_state
from duijie.parks.ground.queries import plot
from duijie.parks.operations import save_park
from duijie.pipeline.operations import edit_project
from duijie.pipeline.types import NotYours
from duijie.rulebook.columns import WrongFields
from tests.capacity.conftest import Place
from tests.cast import MORNING, bureau, zhou_the_clerk

TODAY = MORNING.date()
SOON = TODAY + timedelta(days=30)
LATER = MORNING + timedelta(days=31)


def power(place: Place, number: int) -> list[Want]:
    return [Want("supply", place.power, Decimal(number))]


def test_what_is_promised_is_free_no_more(place: Place) -> None:
    (one,) = reserve(project_id=place.bearings, wants=power(place, 600), until=SOON, by=place.lin, at=MORNING)
    with pytest.raises(NotEnough) as refused:
        reserve(project_id=place.seeds, wants=power(place, 600), until=SOON, by=place.lin, at=MORNING)
    (lack,) = refused.value.lacks
    assert lack.short == 200
    assert "缺 200 kVA" in lack.why.zh and "200 kVA short" in lack.why.en
    release(reservation_id=one, reason="方案调整", by=place.lin, at=MORNING)
    reserve(project_id=place.seeds, wants=power(place, 600), until=SOON, by=place.lin, at=MORNING)
    with pytest.raises(NoSuchReservation):
        release(reservation_id=one, reason="again", by=place.lin, at=MORNING)


def test_all_or_nothing_and_every_lack_is_told(place: Place) -> None:
    reserve(
        project_id=place.bearings, wants=[Want("plot", place.plot), *power(place, 900)], until=SOON, by=place.lin,
        at=MORNING,
    )  # fmt: skip
    with pytest.raises(NotEnough) as refused:
        reserve(
            project_id=place.seeds, until=SOON, by=place.lin, at=MORNING,
            wants=[Want("plot", place.plot), Want("space", place.space), *power(place, 200)],
        )  # fmt: skip
    assert [lack.what for lack in refused.value.lacks] == ["plot", "supply"]
    assert not Reservation.objects.filter(project=place.seeds).exists()
    assert reservations(viewer=place.lin, today=TODAY, park_id=place.park)[1] == 2


def test_what_expired_falls_free_by_itself(place: Place) -> None:
    asked = [Want("plot", place.plot), *power(place, 800)]
    reserve(project_id=place.bearings, wants=asked, until=SOON, by=place.lin, at=MORNING)
    (line,) = supplies(viewer=place.lin, today=LATER.date())
    assert line.free == 1000
    reserve(
        project_id=place.seeds, wants=asked, until=LATER.date() + timedelta(days=9), by=place.lin, at=LATER
    )
    states = Reservation.objects.order_by("pk").values_list("project_id", "state")
    assert list(states) == [(place.bearings, "expired")] * 2 + [(place.seeds, "held")] * 2
    assert expire_due(by=place.lin, at=LATER + timedelta(days=30)) == 2
    assert plot(plot_id=place.plot, viewer=place.lin, today=TODAY).line.held is False


def test_what_is_taken_up_is_used_and_the_plot_granted(place: Place) -> None:
    ground, load = reserve(
        project_id=place.bearings, wants=[Want("plot", place.plot), *power(place, 800)], until=SOON, by=place.lin,
        at=MORNING,
    )  # fmt: skip
    with pytest.raises(WrongFields, match="预留"):
        set_state(plot_id=place.plot, state="granted", effective_on=TODAY, by=place.lin, at=MORNING)
    for number in (ground, load):
        take_up(reservation_id=number, by=place.lin, at=MORNING)
    info = plot(plot_id=place.plot, viewer=place.lin, today=TODAY)
    assert (info.line.state, info.line.project_id, info.states[-1][1]) == (
        "granted",
        place.bearings,
        "granted",
    )
    line, moves = supply(supply_id=place.power, viewer=place.lin, today=TODAY)
    assert (line.promised, line.used, line.free) == (0, 800, 200)
    assert [(move.kind, move.free_after) for move in moves] == [
        ("taken_up", 200),
        ("reserved", 200),
        ("granted", 1000),
    ]
    release(reservation_id=ground, reason="退地", by=place.lin, at=MORNING)
    assert plot(plot_id=place.plot, viewer=place.lin, today=TODAY).line.state == "clear"
    with pytest.raises(WrongReservation):
        late = reserve(
            project_id=place.bearings, wants=power(place, 10), until=SOON, by=place.lin, at=MORNING
        )
        take_up(reservation_id=late[0], by=place.lin, at=LATER)


def test_a_quota_passes_down_and_never_below_what_is_promised(place: Place) -> None:
    energy = grant(
        park_id=None, kind="energy", number=Decimal(500), source="市下达", by=place.lin, at=MORNING
    )
    passed = pass_on(
        supply_id=energy, park_id=place.park, number=Decimal(300), source="分配", by=place.lin, at=MORNING
    )
    reserve(
        project_id=place.bearings,
        wants=[Want("supply", passed, Decimal(250))],
        until=SOON,
        by=place.lin,
        at=MORNING,
    )
    measure(supply_id=passed, number=Decimal(40), source="在线监测", by=place.lin, at=MORNING)
    with pytest.raises(NotEnough):
        grant(park_id=place.park, kind="energy", number=Decimal(-20), source="收回", by=place.lin, at=MORNING)
    with pytest.raises(NotEnough):
        pass_on(
            supply_id=energy, park_id=place.park, number=Decimal(201), source="分配", by=place.lin, at=MORNING
        )
    balance = {
        (one.park, one.kind): one.free for one in supplies(viewer=place.lin, today=TODAY, park_ids=[None, place.park])
    }  # fmt: skip
    assert balance == {("", "energy"): 200, ("高端装备园", "power"): 1000, ("高端装备园", "energy"): 10}


def test_who_may_and_what_others_see(place: Place) -> None:
    clerk = zhou_the_clerk(bureau("柳堡镇"))
    with pytest.raises(NotYours):
        reserve(project_id=place.bearings, wants=power(place, 5), until=SOON, by=clerk, at=MORNING)
    (number,) = reserve(
        project_id=place.bearings, wants=power(place, 5), until=SOON, by=place.lin, at=MORNING
    )
    with pytest.raises(NotYours):
        release(reservation_id=number, reason="x", by=clerk, at=MORNING)
    edit_project(project_id=place.bearings, columns={"confidential": True}, by=place.lin, at=MORNING)
    (line,), _ = reservations(viewer=clerk, today=TODAY)
    assert (line.project, line.project_id, line.number, line.may_write) == ("", None, 5, False)
    _, moves = supply(supply_id=place.power, viewer=clerk, today=TODAY)
    assert moves[0].project == ""
    subjects = [f"project:{place.bearings}"]
    assert "reserve" in {one.operation for one in history(subjects=subjects, viewer=place.lin)}


@pytest.mark.parametrize(
    ("wants", "until"),
    [
        ([], SOON),
        ([Want("supply", 1, Decimal(0))], SOON),
        ([Want("supply", 1, Decimal(1))] * 2, SOON),
        ([Want("supply", 1, Decimal(1))], TODAY - timedelta(days=1)),
        ([Want("plot", 1)], TODAY + timedelta(days=400)),
    ],
)
def test_what_makes_no_sense_is_refused(place: Place, wants: list[Want], until: date) -> None:
    with pytest.raises(WrongReservation):
        reserve(project_id=place.bearings, wants=wants, until=until, by=place.lin, at=MORNING)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "release", "take_up", "grant", "measure", "later"]),
        st.integers(0, 700),
        st.integers(0, 5),
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_the_ledger_adds_up(place: Place, acts: list[tuple[str, int, int]]) -> None:
    at, lin = MORNING, place.lin
    park = save_park(
        values={"name": f"园{Supply.objects.count()}", "kind": "park"}, unit_id=place.unit, by=lin, at=at
    )
    number = grant(park_id=park, kind="water", number=Decimal(1000), source="方案", by=lin, at=at)
    held: list[int] = []
    for act, amount, which in acts:
        try:
            if act == "reserve":
                until = at.date() + timedelta(days=10)
                wants = [Want("supply", number, Decimal(amount))]
                held += reserve(project_id=place.bearings, wants=wants, until=until, by=lin, at=at)
            elif act in ("release", "take_up") and which < len(held):
                if act == "release":
                    release(reservation_id=held[which], reason="x", by=lin, at=at)
                else:
                    take_up(reservation_id=held[which], by=lin, at=at)
            elif act == "grant":
                grant(park_id=park, kind="water", number=Decimal(300 - amount), source="调整", by=lin, at=at)
            elif act == "measure":
                measure(supply_id=number, number=Decimal(350 - amount), source="抄表", by=lin, at=at)
            elif act == "later":
                at += timedelta(days=which * 3)
        except (NotEnough, WrongReservation, NoSuchReservation):
            continue
    row = Supply.objects.get(pk=number)
    moves = list(Movement.objects.filter(supply=row))
    assert [sum(getattr(move, name) for move in moves) for name in ("total", "promised", "used")] == [
        row.total,
        row.promised,
        row.used,
    ]
    rows = list(Reservation.objects.filter(supply=row))
    assert row.promised == sum(one.number for one in rows if one.state == "held")
    assert row.used >= sum(one.number for one in rows if one.state == "used")
    assert 0 <= row.promised + row.used <= row.total
