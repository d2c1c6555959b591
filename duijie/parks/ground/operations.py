"""The only writer of plots, buildings, spaces and leases.

It is long because what is promised to one project at a time is written in one place. Rows of a form are edited in
place, the old values stay in the audit row; states, indicators and leases are further rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.ledger import operations as ledger
from duijie.ledger.rules import LAND, PART
from duijie.ledger.types import Draft, Kept
from duijie.parks.models import Building, Indicator, Lease, Park, Plot, PlotState, Space, Tenant
from duijie.parks.operations import AHEAD, alone, needed, saved
from duijie.parks.residents.operations import to_write
from duijie.parks.rules import fields, load
from duijie.parks.types import NoSuchPark, Taken
from duijie.pipeline.rules import key_of
from duijie.pipeline.state import belongings
from duijie.rulebook.columns import WrongFields, read_fields


@transaction.atomic
def save_plot(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    plot_id: int | None = None,
    park_id: int | None = None,
    tenant_id: int | None = None,
    state: str = "planned",
) -> int:
    """Add a plot to a park, or change what is named of one; its number. ``state`` holds for a new one."""
    given = read_fields(fields("plot"), values, needed=("number", "area"))
    if plot_id is None:
        park = to_write(park_id, by)
        row = Plot(park=park, state=_state(state), state_since=timezone.localdate(at))
        needed(given, "number", "area")
    else:
        row = _plot(plot_id, by)
    for code in ("built_share", "invested_share"):
        if given.get(code) is not None and given[code] > 1:
            raise WrongFields({code: Words("应在 0 与 1 之间", "write a share between 0 and 1")})
    alone(row, Plot, "number", given.get("number", row.number), park_id=row.park_id)
    if tenant_id is not None:
        row.tenant = _tenant_in(tenant_id, row.park)
    new = row.pk is None
    saved(row, given, by, at, "plot")
    if new:
        _step(row, row.state, row.state_since, "", by, at)
    return row.pk


@transaction.atomic
def set_state(
    *, plot_id: int, state: str, effective_on: date, by: Actor, at: datetime, reason: str = ""
) -> None:
    """Say how a plot stands since a day. One that is promised to a project is handed over by its reservation."""
    row = _plot(plot_id, by)
    if effective_on > timezone.localdate(at):
        raise WrongFields({"effective_on": AHEAD})
    if effective_on < row.state_since:
        told = Words(
            f"早于现状起始日 {row.state_since}", f"before {row.state_since}, since when it stands so"
        )
        raise WrongFields({"effective_on": told})
    promised = row.held_for_id and row.held_until and row.held_until >= timezone.localdate(at)
    if promised and load().states[_state(state)].taken:
        raise WrongFields(
            {"state": Words("已为项目预留，请先办理或解除预留", "promised to a project: take the reservation up, or release it")}
        )  # fmt: skip
    row.state, row.state_since = _state(state), effective_on
    row.save(update_fields=["state", "state_since"])
    _step(row, state, effective_on, reason, by, at)
    log(by=by, at=at, operation="set_plot_state", subject=f"plot:{plot_id}", state=state)


@transaction.atomic
def indicate(
    *, plot_id: int, kind: str, agreed: bool, number: Decimal, effective_on: date, by: Actor, at: datetime,
    note: str = "",
) -> int:  # fmt: skip
    """Record what a plot's agreement wants of an indicator, or what was found; the row's number."""
    row = _plot(plot_id, by)
    if kind not in {one.code for one in load().indicators} or number < 0:
        raise WrongFields({"number": Words("要写不小于零的数字", "write a number that is not negative")})
    if not agreed and effective_on > timezone.localdate(at):
        raise WrongFields({"effective_on": AHEAD})
    made = Indicator.objects.create(
        plot=row, kind=kind, agreed=agreed, number=number, effective_on=effective_on, note=note[:300], at=at,
        by_id=by.user_id,
    )  # fmt: skip
    log(
        by=by,
        at=at,
        operation="indicate",
        subject=f"plot:{plot_id}",
        kind=kind,
        agreed=agreed,
        number=str(number),
    )
    return made.pk


@transaction.atomic
def save_building(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    building_id: int | None = None,
    park_id: int | None = None,
) -> int:
    """Add a factory building to a park, or change what is named of one; its number."""
    given = read_fields(fields("building"), values, needed=("name",))
    row = _building(building_id, by) if building_id is not None else Building(park=to_write(park_id, by))
    if row.pk is None:
        needed(given, "name")
    alone(row, Building, "name", given.get("name", row.name), park_id=row.park_id)
    return saved(row, given, by, at, "building")


@transaction.atomic
def save_space(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    space_id: int | None = None,
    building_id: int | None = None,
) -> int:
    """Add a unit to a building, or change what is named of one; its number."""
    given = read_fields(fields("space"), values, needed=("number", "area"))
    row = (
        _space(space_id, by) if space_id is not None else Space(building=_building(building_id, by), floor=1)
    )
    if row.pk is None:
        needed(given, "number", "area")
    if given.get("floor", 1) is None:
        del given["floor"]
    alone(row, Space, "number", given.get("number", row.number), building_id=row.building_id)
    return saved(row, given, by, at, "space")


@transaction.atomic
def lease(
    *, space_id: int, tenant_id: int, begins_on: date, ends_on: date, by: Actor, at: datetime,
    rent: Decimal | None = None,
) -> int:  # fmt: skip
    """Let a space to an enterprise; the lease's number. Raises :class:`Taken` where it is let or promised."""
    row = _space(space_id, by)
    tenant = _tenant_in(tenant_id, row.building.park)
    today = timezone.localdate(at)
    if ends_on <= begins_on:
        raise WrongFields({"ends_on": Words("应晚于起租日", "must lie after the first day")})
    mine = row.held_for_id is not None and row.held_for_id == tenant.project_id
    if row.tenant_id is not None or not (mine or _free_of_holds(row, today)):
        raise Taken(Words(f"{row} 已出租或已预留", f"{row} is let or promised already"))
    made = Lease.objects.create(
        space=row, tenant=tenant, begins_on=begins_on, ends_on=ends_on, rent=rent, at=at, by_id=by.user_id
    )
    row.tenant, row.leased_until, row.held_for, row.held_until = tenant, ends_on, None, None
    row.save(update_fields=["tenant", "leased_until", "held_for", "held_until"])
    log(by=by, at=at, operation="lease", subject=f"space:{space_id}", tenant=tenant_id, until=str(ends_on))
    return made.pk


@transaction.atomic
def end_lease(*, space_id: int, ended_on: date, by: Actor, at: datetime) -> None:
    """Say that the lease that runs ended. Raises :class:`Taken` where none runs."""
    row = _space(space_id, by)
    running = Lease.objects.filter(space=row, ended_on=None).order_by("pk").last()
    if row.tenant_id is None or running is None:
        raise Taken(Words(f"{row} 没有在租", f"{row} is not let"))
    running.ended_on = ended_on
    running.save(update_fields=["ended_on"])
    row.tenant = row.leased_until = None
    row.save(update_fields=["tenant", "leased_until"])
    log(by=by, at=at, operation="end_lease", subject=f"space:{space_id}", ended_on=str(ended_on))


@transaction.atomic
def hold(*, what: str, number: int, project_id: int, until: date, by: Actor, at: datetime) -> None:
    """Promise a ``plot`` or a ``space`` to a project until a day, to nobody else. Raises :class:`Taken`.

    The row is locked until the operation ends, so that of two who ask at once the second finds it promised.
    """
    row, today = lock(what=what, number=number), timezone.localdate(at)
    mine = row.held_for_id == project_id
    if isinstance(row, Plot) and (not load().states[row.state].free or row.project_id is not None):
        name = load().states[row.state].name
        raise Taken(Words(f"{row} 现为{name.zh}，不能预留", f"{row} is {name.en} and cannot be promised"))
    if isinstance(row, Space) and row.tenant_id is not None:
        raise Taken(Words(f"{row} 已出租", f"{row} is let"))
    if not mine and not _free_of_holds(row, today):
        zh, en = (str(row.held_until),) * 2 if row.held_until else ("办结", "it is settled")
        raise Taken(
            Words(f"{row} 已为别的项目预留至{zh}", f"{row} is promised to another project until {en}")
        )
    row.held_for_id, row.held_until = project_id, until
    row.save(update_fields=["held_for", "held_until"])


@transaction.atomic
def let_go(*, what: str, number: int, project_id: int, by: Actor, at: datetime) -> None:
    """Take a project's hold on a ``plot`` or a ``space`` away, whether it was only promised or handed over."""
    row = lock(what=what, number=number)
    if isinstance(row, Plot) and row.project_id == project_id:
        row.project_id, row.state, row.state_since = None, "clear", timezone.localdate(at)
        row.save(update_fields=["project", "state", "state_since"])
        _step(row, "clear", row.state_since, "reservation given back", by, at)
        _tell_land(row, project_id, None, by, at)
    if row.held_for_id == project_id:
        row.held_for = row.held_until = None
        row.save(update_fields=["held_for", "held_until"])


@transaction.atomic
def hand_over(*, what: str, number: int, project_id: int, by: Actor, at: datetime) -> None:
    """Give what was promised to the project: a plot is granted, a space waits for its lease. Raises :class:`Taken`."""
    row, today = lock(what=what, number=number), timezone.localdate(at)
    if row.held_for_id != project_id:
        raise Taken(Words(f"{row} 没有为该项目预留", f"{row} is not promised to this project"))
    if isinstance(row, Plot):
        row.project_id, row.state, row.state_since, row.held_for = project_id, "granted", today, None
        _step(row, "granted", today, "reservation taken up", by, at)
        _tell_land(row, project_id, today, by, at)
    row.held_until = None
    row.save()


def _tell_land(row: Plot, project_id: int, since: date | None, by: Actor, at: datetime) -> None:
    """Tell the ledger that a project got this plot on a day, or has it no more."""
    key = f"{key_of(project_id)}{PART}plot:{row.pk}"
    wanted = []
    if since is not None:
        belongs = belongings(projects=[project_id])[project_id]
        told = Draft(
            "item", LAND, str(row)[:300], Quantity.exactly(1, "count", "1宗"), key=key, belongs=belongs
        )
        wanted.append(Kept(told, since, f"地块 {row.pk} 供给项目 {project_id} {since}"))
    ledger.settle(keys=[key], wanted=wanted, by=by, at=at)


def _free_of_holds(row: Plot | Space, today: date) -> bool:
    return row.held_for_id is None or (row.held_until is not None and row.held_until < today)


def lock(*, what: str, number: int) -> Plot | Space:
    """A plot or a space, held until the operation ends. Raises :class:`NoSuchPark`."""
    row: Plot | Space | None = None
    if what == "plot":
        row = Plot.objects.select_for_update(of=("self",)).select_related("park").filter(pk=number).first()
    elif what == "space":
        rows = Space.objects.select_for_update(of=("self",)).select_related("building__park")
        row = rows.filter(pk=number).first()
    if row is None:
        raise NoSuchPark(what, number)
    return row


def _plot(plot_id: int, by: Actor) -> Plot:
    row = Plot.objects.select_for_update(of=("self",)).select_related("park").filter(pk=plot_id).first()
    if row is None:
        raise NoSuchPark("plot", plot_id)
    to_write(row.park_id, by)
    return row


def _building(building_id: int | None, by: Actor) -> Building:
    row = Building.objects.select_related("park").filter(pk=building_id or 0).first()
    if row is None:
        raise NoSuchPark("building", building_id)
    to_write(row.park_id, by)
    return row


def _space(space_id: int, by: Actor) -> Space:
    row = lock(what="space", number=space_id)
    assert isinstance(row, Space)
    to_write(row.building.park_id, by)
    return row


def _tenant_in(tenant_id: int, park: Park) -> Tenant:
    row = Tenant.objects.filter(pk=tenant_id, park=park).first()
    if row is None:
        raise WrongFields({"tenant": Words("该园区没有这家企业", "no such enterprise in this park")})
    return row


def _state(code: str) -> str:
    if code not in load().states:
        raise WrongFields({"state": Words("没有这种状态", f"one of {', '.join(load().states)}")})
    return code


def _step(row: Plot, state: str, day: date, reason: str, by: Actor, at: datetime) -> None:
    PlotState.objects.create(
        plot=row, state=state, effective_on=day, reason=reason[:300], at=at, by_id=by.user_id
    )
