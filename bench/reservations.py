# ruff: noqa: PLC0415 -- Django must be set up before its models are imported
"""Processes that reserve at random for a while: nothing is ever promised twice, and how many reservations a second.

    python -m bench.reservations [SECONDS] [PROCESSES] [--without-lock]
    python tools/with_postgres.py python -m bench.reservations

With ``--without-lock`` the processes read, look and write without holding the row, as one would by mistake: then more
is promised than there is, which shows that the count would tell. Exit status 1 where it was, with the lock.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
AT = datetime(2024, 7, 1, 1, 0, tzinfo=UTC)
UNTIL = date(2024, 8, 1)
SUPPLIES, PLOTS, PROJECTS = 3, 8, 4


def main() -> int:
    words = [one for one in sys.argv[1:] if not one.startswith("--")]
    if words[:1] == ["child"]:
        print(json.dumps(reserve_at_random(int(words[1]), float(words[2]), words[3] == "True")))
        return 0
    seconds = float(words[0]) if words else 60.0
    processes = int(words[1]) if words[1:] else 16
    lock = "--without-lock" not in sys.argv
    with tempfile.TemporaryDirectory() as home:
        os.environ["DUIJIE_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        prepare()
        told = run(processes, seconds, dict(os.environ), lock=lock)
        wrong = oversold()
        print(
            f"{connection.vendor}, {'with' if lock else 'without'} the lock: {processes} processes, {seconds:.0f} s: "
            f"{told['done']:,} reserved, {told['refused']:,} refused, {told['freed']:,} given back or taken up, "
            f"{told['failed']:,} failed; {told['done'] / seconds:.0f} a second; oversold: {len(wrong)} {wrong or ''}"
        )
    return int(bool(wrong) and lock)


def prepare() -> None:
    """A park with little to give, and projects that want it."""
    from duijie.accounts.operations import add_unit, local_operator
    from duijie.capacity.operations import grant
    from duijie.parks.ground.operations import save_plot
    from duijie.parks.operations import save_park
    from tests.factories.projects import opened

    by = local_operator()
    unit = add_unit(name="试园区", by=by, at=AT)
    for number in range(PROJECTS):
        opened(by, unit, AT, name=f"试项目{number}")
    for number in range(SUPPLIES):
        park = save_park(values={"name": f"试园{number}", "kind": "park"}, unit_id=unit, by=by, at=AT)
        grant(park_id=park, kind="power", number=Decimal(100), source="试", by=by, at=AT)
    for number in range(PLOTS):
        save_plot(values={"number": f"A{number}", "area": "10000"}, park_id=park, state="clear", by=by, at=AT)


def run(processes: int, seconds: float, surroundings: dict[str, str], *, lock: bool) -> dict[str, int]:
    """So many processes on the installation of these surroundings; what all of them did."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.reservations", "child", str(seed), str(seconds), str(lock)],
            env=surroundings, cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )
        for seed in range(processes)
    ]  # fmt: skip
    told = [json.loads(one.communicate()[0]) for one in running]
    return {name: sum(one[name] for one in told) for name in told[0]}


def reserve_at_random(seed: int, seconds: float, lock: bool) -> dict[str, int]:
    """Reserve, release, take up and let expire until the time is over."""
    import django

    django.setup()
    from django.db import Error

    from duijie.accounts.operations import local_operator
    from duijie.capacity.models import Reservation, Supply
    from duijie.capacity.operations import release, reserve, take_up
    from duijie.capacity.types import NoSuchReservation, NotEnough, Want, WrongReservation
    from duijie.parks.models import Plot
    from duijie.pipeline.models import Project

    chance, by = random.Random(seed), local_operator()
    supplies = list(Supply.objects.values_list("pk", flat=True))
    plots = list(Plot.objects.values_list("pk", flat=True))
    projects = list(Project.objects.values_list("pk", flat=True))
    did = {"done": 0, "refused": 0, "freed": 0, "failed": 0}
    mine: list[int] = []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        wants = [
            Want("supply", one, Decimal(chance.randint(1, 30)))
            for one in chance.sample(supplies, chance.randint(1, 2))
        ]
        wants += [Want("plot", chance.choice(plots))] if chance.random() < 0.4 else []
        chance.shuffle(wants)
        # Some ask on a later day, when what was promised until an earlier one is past.
        at = AT + timedelta(days=chance.choice((0, 0, 0, 0, 40)))
        try:
            if mine and chance.random() < 0.5:
                one = mine.pop(chance.randrange(len(mine)))
                if chance.random() < 0.1:
                    take_up(reservation_id=one, by=by, at=at)
                else:
                    release(reservation_id=one, reason="试", by=by, at=at)
                did["freed"] += 1
            elif lock:
                until = at.date() + timedelta(days=chance.choice((5, 30)))
                mine += reserve(project_id=chance.choice(projects), wants=wants, until=until, by=by, at=at)
                did["done"] += 1
            else:
                did["done"] += carelessly(wants[0], chance.choice(projects), by.user_id)
        except (NotEnough, WrongReservation, NoSuchReservation):
            did["refused"] += 1
        except Error:
            did["failed"] += 1
    assert Reservation.objects.exists()
    return did


def carelessly(want: Any, project: int, user: int) -> int:
    """The same without holding the row: look whether there is enough, then write."""
    from duijie.capacity.models import Reservation, Supply

    if want.what != "supply":
        return 0
    row = Supply.objects.get(pk=want.number)
    if row.total - row.promised - row.used < want.amount:
        # All is promised: give the last back, or nothing would be asked for any more.
        last = Reservation.objects.filter(supply=row, state="held").order_by("-pk").first()
        if last is not None:
            Reservation.objects.filter(pk=last.pk).update(state="released")
            Supply.objects.filter(pk=row.pk).update(promised=row.promised - last.number)
        return 0
    Reservation.objects.create(
        project_id=project, supply=row, number=want.amount, until=UNTIL, at=AT, by_id=user
    )
    Supply.objects.filter(pk=row.pk).update(promised=row.promised + want.amount)
    return 1


def oversold() -> list[str]:
    """Where more is promised than there is, or the columns are not the sums of the rows."""
    from django.db.models import Sum

    from duijie.capacity.models import Reservation, Supply
    from duijie.parks.models import Plot

    wrong = []
    for supply in Supply.objects.order_by("pk"):
        sums = {
            state: supply.reservations.filter(state=state).aggregate(all=Sum("number"))["all"] or Decimal(0)
            for state in ("held", "used")
        }
        if sums["held"] + sums["used"] > supply.total:
            wrong.append(f"supply {supply.pk}: {sums['held'] + sums['used']} of {supply.total}")
        elif (sums["held"], sums["used"]) != (supply.promised, supply.used):
            wrong.append(f"supply {supply.pk}: columns say {supply.promised}, {supply.used}, rows {sums}")
    for plot in Plot.objects.order_by("pk"):
        rows = Reservation.objects.filter(plot=plot, state__in=["held", "used"])
        whose = set(rows.values_list("project_id", flat=True))
        if len(rows) > 1 or (whose and whose != {plot.project_id or plot.held_for_id}):
            wrong.append(f"plot {plot.pk}: {len(rows)} reservations of projects {sorted(whose)}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
