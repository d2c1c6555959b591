"""The only writer of supplies, movements and reservations.

Whoever asks first locks the rows of all that is asked for, plots before spaces before supplies and each by number, so
that two who ask at once wait for each other in one order. Under the lock there is what the row says, and no more is
promised. On PostgreSQL the lock is ``select_for_update``; on SQLite a transaction begins IMMEDIATE and has the
database to itself. It is long because one lock order is kept in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.types import Actor
from duijie.capacity.models import Movement, Reservation, Supply
from duijie.capacity.rules import longest_days, supply_kinds
from duijie.capacity.types import Lack, NoSuchReservation, NoSuchSupply, NotEnough, Want, WrongReservation
from duijie.kernel.words import Words
from duijie.parks.ground import operations as ground
from duijie.parks.models import Park
from duijie.parks.queries import may_write
from duijie.parks.types import NoSuchPark, NotYourPark, Taken
from duijie.pipeline import queries as projects
from duijie.pipeline.rules import key_of
from duijie.pipeline.types import NotYours

ORDER: Final = ("plot", "space", "supply")
BINDING: Final = ("held", "used")
ZERO: Final = Decimal(0)


@transaction.atomic
def reserve(
    *, project_id: int, wants: Sequence[Want], until: date, by: Actor, at: datetime, note: str = ""
) -> list[int]:
    """Promise all that is asked for to a project until a day, or nothing; the reservations' numbers.

    Raises :class:`NotEnough` with everything that stands in the way, :class:`WrongReservation`,
    :class:`duijie.pipeline.types.NotYours`.
    """
    project = projects.to_write(project_id=project_id, by=by)
    today = timezone.localdate(at)
    if project.status not in ("active", "paused"):
        raise WrongReservation(
            Words("项目已不在推进，不能预留", "the project is over; nothing is promised to it")
        )
    asked = sorted(wants, key=lambda one: (ORDER.index(one.what), one.number))
    _checked(asked, until, today)
    lacks: list[Lack] = []
    made: list[Reservation] = []
    for want in asked:
        row = Reservation(
            project=project, until=until, note=note.strip()[:300], at=at, by_id=by.user_id,
            number=want.amount or 1, **{f"{want.what}_id": want.number},
        )  # fmt: skip
        if want.what == "supply":
            assert want.amount is not None
            supply = _supply(want.number)
            _expire([supply], by, at)
            short = want.amount - (supply.total - supply.promised - supply.used)
            if short > 0:
                lacks.append(Lack("supply", want.number, _too_little(supply, want.amount, short), short))
                continue
            row.save()
            _move(supply, "reserved", by, at, promised=want.amount, reservation=row)
        else:
            try:
                ground.hold(
                    what=want.what, number=want.number, project_id=project_id, until=until, by=by, at=at
                )
            except Taken as taken:
                lacks.append(Lack(want.what, want.number, taken.words))
                continue
            # Whoever held it before let the day pass, or it could not be held now.
            Reservation.objects.filter(state="held", **{want.what: want.number}).exclude(
                project=project
            ).update(state="expired", settled_at=at)
            own = Reservation.objects.filter(state="held", project=project, **{want.what: want.number})
            own.update(state="released", settled_at=at)
            row.save()
        made.append(row)
    if lacks:
        raise NotEnough(lacks)
    log(
        by=by, at=at, operation="reserve", subject=key_of(project_id), until=str(until),
        what=[f"{one.what}:{one.number}:{one.amount or ''}" for one in asked],
    )  # fmt: skip
    return [row.pk for row in made]


@transaction.atomic
def release(*, reservation_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Give back what was promised or taken up. Raises :class:`NoSuchReservation`, :class:`WrongReservation`."""
    row, supply = _binding(reservation_id, by)
    if not reason.strip():
        raise WrongReservation(Words("要写原因", "say why"))
    if supply is not None:
        held = row.state == "held"
        _move(
            supply, "released", by, at, promised=-row.number if held else ZERO, used=ZERO if held else -row.number,
            reservation=row, source=reason,
        )  # fmt: skip
    else:
        what, number = _thing(row)
        ground.let_go(what=what, number=number, project_id=row.project_id, by=by, at=at)
    _settle(row, "released", by, at, reason)


@transaction.atomic
def take_up(*, reservation_id: int, by: Actor, at: datetime, note: str = "") -> None:
    """Say that what was promised is used now: a plot is granted, a quantity is drawn.

    Raises :class:`WrongReservation` for one whose day is past: it has to be reserved anew.
    """
    row, supply = _binding(reservation_id, by)
    if row.state == "used":
        raise WrongReservation(Words("已办理使用", "it is taken up already"))
    if row.until < timezone.localdate(at):
        raise WrongReservation(
            Words(f"已于 {row.until} 到期，请重新预留", f"it expired on {row.until}; reserve anew")
        )
    if supply is not None:
        _move(supply, "taken_up", by, at, promised=-row.number, used=row.number, reservation=row, source=note)
    else:
        what, number = _thing(row)
        ground.hand_over(what=what, number=number, project_id=row.project_id, by=by, at=at)
    _settle(row, "used", by, at, note)


@transaction.atomic
def expire_due(*, by: Actor, at: datetime) -> int:
    """Let all fall free whose day is past; how many. Who asks for more does the same for what they ask for."""
    by.must("add")
    due = Reservation.objects.filter(state="held", until__lt=timezone.localdate(at))
    count = 0
    for number in due.filter(supply=None).order_by("space_id", "plot_id").values_list("pk", flat=True):
        row, _ = _locked(number, due)
        if row is not None:
            what, thing = _thing(row)
            ground.let_go(what=what, number=thing, project_id=row.project_id, by=by, at=at)
            _settle(row, "expired", by, at, "")
            count += 1
    numbers = sorted(set(due.exclude(supply=None).values_list("supply_id", flat=True)))
    return count + _expire([_supply(number) for number in numbers if number], by, at)


@transaction.atomic
def grant(*, park_id: int | None, kind: str, number: Decimal, source: str, by: Actor, at: datetime) -> int:
    """Add to what a park, or the region, has of a kind, or take away with a negative number; the supply's number.

    Raises :class:`NotEnough` where more would be taken away than is free, :class:`WrongReservation` without a source.
    """
    _keeper(park_id, by)
    if kind not in supply_kinds() or number == 0:
        raise WrongReservation(Words("要写种类和数量", "give a kind and an amount"))
    if not source.strip():
        raise WrongReservation(Words("要写依据", "say what it rests on"))
    supply = _supply(_made(park_id, kind, by, at))
    _expire([supply], by, at)
    _enough(supply, -number)
    _move(supply, "granted" if number > 0 else "withdrawn", by, at, total=number, source=source)
    log(by=by, at=at, operation="grant", subject=f"supply:{supply.pk}", number=str(number), source=source)
    return supply.pk


@transaction.atomic
def pass_on(*, supply_id: int, park_id: int, number: Decimal, source: str, by: Actor, at: datetime) -> int:
    """Pass a part of what is free of a quota on to a park; the number of the park's supply."""
    found = Supply.objects.filter(pk=supply_id).first()
    if found is None:
        raise NoSuchSupply(supply_id)
    _keeper(found.park_id, by)
    if number <= 0 or park_id == found.park_id:
        raise WrongReservation(Words("要写大于零的数量和另一个园区", "give an amount and another park"))
    _keeper(park_id, by)
    other = _made(park_id, found.kind, by, at)
    # Both are locked by number, so that two who pass on to each other do not wait for ever.
    locked = {number_: _supply(number_) for number_ in sorted((supply_id, other))}
    giver, taker = locked[supply_id], locked[other]
    _expire([giver], by, at)
    _enough(giver, number)
    _move(giver, "passed_on", by, at, total=-number, source=source)
    _move(taker, "passed_in", by, at, total=number, source=source)
    log(by=by, at=at, operation="pass_on", subject=f"supply:{supply_id}", park=park_id, number=str(number))
    return taker.pk


@transaction.atomic
def measure(*, supply_id: int, number: Decimal, source: str, by: Actor, at: datetime) -> None:
    """Record use of which no reservation tells, or less use with a negative number. Raises :class:`NotEnough`."""
    supply = _supply(supply_id)
    _keeper(supply.park_id, by)
    _expire([supply], by, at)
    _enough(supply, number)
    if supply.used + number < _used_by_reservations(supply):
        raise WrongReservation(Words("不能低于各预留已使用之和", "less than what reservations have taken up"))
    _move(supply, "measured", by, at, used=number, source=source)
    log(by=by, at=at, operation="measure_use", subject=f"supply:{supply_id}", number=str(number))


def _checked(asked: Sequence[Want], until: date, today: date) -> None:
    if not asked:
        raise WrongReservation(Words("请选择要预留的内容", "choose what is to be reserved"))
    if until < today:
        raise WrongReservation(Words("到期日已过", "the last day is past"))
    if len({(one.what, one.number) for one in asked}) < len(asked):
        raise WrongReservation(Words("同一内容写了两次", "one thing is asked for twice"))
    for want in asked:
        last = today + timedelta(days=longest_days(want.what, today))
        if until > last:
            raise WrongReservation(
                Words(f"最长只能预留到 {last}", f"the latest day that the rules allow is {last}")
            )
        if want.what == "supply" and (want.amount is None or want.amount <= 0):
            raise WrongReservation(Words("数量要大于零", "an amount is above nothing"))


def _supply(number: int) -> Supply:
    # The one lock of a supply: all who reserve, release, grant or use hold its row until they are done.
    row = Supply.objects.select_for_update(of=("self",)).select_related("park").filter(pk=number).first()
    if row is None:
        raise NoSuchSupply(number)
    return row


def _made(park_id: int | None, kind: str, by: Actor, at: datetime) -> int:
    row = Supply.objects.filter(kind=kind, **_of(park_id)).first()
    if row is None:
        # Of two who make it at once one is refused by the constraint and finds the other's.
        row, _ = Supply.objects.get_or_create(
            kind=kind, **_of(park_id), defaults={"park_id": park_id, "at": at, "by_id": by.user_id}
        )
    return row.pk


def _of(park_id: int | None) -> dict[str, Any]:
    return {"park__isnull": True} if park_id is None else {"park_id": park_id}


def _enough(supply: Supply, number: Decimal) -> None:
    short = number - (supply.total - supply.promised - supply.used)
    if number > 0 and short > 0:
        raise NotEnough([Lack("supply", supply.pk, _too_little(supply, number, short), short)])


def _too_little(supply: Supply, wanted: Decimal, short: Decimal) -> Words:
    kind = supply_kinds()[supply.kind]
    there = supply.total - supply.promised - supply.used
    unit, place = kind.unit, supply.park.name if supply.park else ""
    return Words(
        f"{place}{kind.name.zh}：需要 {_plain(wanted)} {unit}，可用 {_plain(there)} {unit}，缺 {_plain(short)} {unit}",
        f"{place} {kind.name.en}: {_plain(wanted)} {unit} asked for, {_plain(there)} {unit} free, "
        f"{_plain(short)} {unit} short".strip(),
    )


def _plain(number: Decimal) -> str:
    return f"{number:,.3f}".rstrip("0").rstrip(".")


def _expire(supplies: Iterable[Supply], by: Actor, at: datetime) -> int:
    """Let what was promised of locked supplies until a day that is past fall free."""
    count = 0
    for supply in supplies:
        due = supply.reservations.filter(state="held", until__lt=timezone.localdate(at)).order_by("pk")
        for row in due:
            _move(supply, "expired", by, at, promised=-row.number, reservation=row)
            _settle(row, "expired", by, at, "")
            count += 1
    return count


def _move(
    supply: Supply, kind: str, by: Actor, at: datetime, *, total: Decimal = ZERO, promised: Decimal = ZERO,
    used: Decimal = ZERO, reservation: Reservation | None = None, source: str = "",
) -> None:  # fmt: skip
    supply.total += total
    supply.promised += promised
    supply.used += used
    supply.save(update_fields=["total", "promised", "used"])
    Movement.objects.create(
        supply=supply, kind=kind, total=total, promised=promised, used=used, reservation=reservation,
        source=source.strip()[:300], at=at, by_id=by.user_id,
    )  # fmt: skip


def _binding(reservation_id: int, by: Actor) -> tuple[Reservation, Supply | None]:
    """A reservation that binds, of a project that the actor keeps or in a park that the actor keeps."""
    by.must("add")
    binding = Reservation.objects.filter(projects.sight(viewer=by, path="project__"), state__in=BINDING)
    row, supply = _locked(reservation_id, binding)
    if row is None:
        raise NoSuchReservation(reservation_id)
    park = supply.park if supply else row.plot.park if row.plot else None
    if row.space is not None:
        park = row.space.building.park
    units = {row.project.unit_id, park.unit_id if park else None} - {None}
    if not any(may_write(viewer=by, unit_id=unit) for unit in units):
        raise NotYours(by.name, row.project.code)
    return row, supply


def _locked(number: int, rows: QuerySet[Reservation]) -> tuple[Reservation | None, Supply | None]:
    """A reservation as it stands once what it is of is locked: the thing always before the reservation."""
    found = rows.filter(pk=number).first()
    if found is None:
        return None, None
    supply = None
    if found.supply_id is not None:
        supply = _supply(found.supply_id)
    else:
        what, thing = _thing(found)
        ground.lock(what=what, number=thing)
    held = rows.select_for_update(of=("self",)).select_related(
        "project", "plot__park", "space__building__park"
    )
    return held.filter(pk=number).first(), supply


def _thing(row: Reservation) -> tuple[str, int]:
    if row.plot_id is not None:
        return "plot", row.plot_id
    assert row.space_id is not None
    return "space", row.space_id


def _settle(row: Reservation, state: str, by: Actor, at: datetime, reason: str) -> None:
    row.state, row.settled_at = state, at
    row.save(update_fields=["state", "settled_at"])
    log(
        by=by,
        at=at,
        operation=f"reservation_{state}",
        subject=key_of(row.project_id),
        reservation=row.pk,
        reason=reason,
    )


def _keeper(park_id: int | None, by: Actor) -> None:
    """Who changes what a park has: its keeper; what the region has: the office."""
    if park_id is None:
        by.must("review")
        return
    park = Park.objects.filter(pk=park_id).first()
    if park is None:
        raise NoSuchPark("park", park_id)
    if not may_write(viewer=by, unit_id=park.unit_id):
        raise NotYourPark(by.name, park.name)


def _used_by_reservations(supply: Supply) -> Decimal:
    return sum(supply.reservations.filter(state="used").values_list("number", flat=True), ZERO)
