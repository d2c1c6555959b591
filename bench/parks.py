# ruff: noqa: PLC0415 -- Django must be set up before its models are imported
"""Medians of what pages ask of 500 parks, 50,000 plots and 200,000 enterprises' years.

    python -m bench.parks [PARKS]
    python tools/with_postgres.py python -m bench.parks [PARKS]
    python tools/with_postgres.py --keep FOLDER python -m bench.parks --home FOLDER/home [PARKS]

The last keeps what was made, and asks it again the next time.
Each is asked again and again while nothing is written, then each time as the first after a write, when no answer
stands any more. Beside the median stands that of this process's own time, which a busy machine does not lengthen; the
time of a database server is not in it. The peer in the same run: the bare statement through the driver for a page of
plots.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

PARKS, PLOTS, TENANTS, YEARS, SPACES = 500, 100, 40, 10, 20
RUNS, LIMIT_MS = 9, 100
AT = datetime(2024, 7, 1, 1, 0, tzinfo=UTC)
TODAY = date(2024, 7, 1)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.parks", description="Pages of parks, at size.")
    asked.add_argument(
        "parks", type=int, nargs="?", default=PARKS, help="at least 20; by default %(default)s"
    )
    asked.add_argument("--home", help="folder of files and of SQLite's database, kept; by default none is")
    given = asked.parse_args()
    parks = max(given.parks, 20)
    with tempfile.TemporaryDirectory() as made:
        os.environ["DUIJIE_HOME"] = given.home or made
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        began = time.perf_counter()
        call_command("migrate", verbosity=0)
        from duijie.parks.models import Park, Plot, TenantYear

        if not Park.objects.exists():
            fill(parks)
        print(
            f"{connection.vendor}: {Park.objects.count()} parks, {Plot.objects.count():,} plots, "
            f"{TenantYear.objects.count():,} years, ready in {time.perf_counter() - began:.0f} s"
        )
        measure()


def fill(parks: int) -> None:
    """Zones of ten parks each, each park with plots, spaces, enterprises, years, supplies and reservations."""
    from django.db import connection, transaction

    from duijie.accounts.operations import add_unit, local_operator
    from duijie.capacity.models import Reservation, Supply
    from duijie.parks.models import Building, Industry, Park, Plot, Space, Tenant, TenantYear
    from tests.factories.projects import opened

    chance, by = random.Random(1), local_operator()
    unit = add_unit(name="试园区", by=by, at=AT)
    own: dict[str, Any] = {"at": AT, "by_id": by.user_id}
    project = opened(by, unit, AT, land_need=66_667, power_load=600, industry="3451")
    states = (
        "planned",
        "acquiring",
        "clear",
        "listed",
        "granted",
        "building",
        "producing",
        "producing",
        "idle",
    )
    with transaction.atomic():
        held: list[Any] = []
        for number in range(parks):
            zone = number % 10 == 0
            above = None if zone else held[number - number % 10]
            row = Park.objects.create(
                name=f"园{number}", kind="zone" if zone else "park", parent=above, unit_id=unit, **own
            )
            row.path = f"{above.path if above else '/'}{row.pk}/"
            held.append(row)
        Park.objects.bulk_update(held, ["path"], batch_size=200)
        Industry.objects.bulk_create(
            [
                Industry(park=park, code=code, standing=how, **own)
                for park in held
                for code, how in (("34", "leading"), ("26", "prohibited"))
            ]
        )
        Tenant.objects.bulk_create(
            [
                Tenant(park=park, name=f"企业{n}", industry="3451", above_scale=n % 3 > 0, **own)
                for park in held
                for n in range(TENANTS)
            ],
            batch_size=2000,
        )
        tenants = list(Tenant.objects.order_by("pk").values_list("pk", "park_id"))
        for start in range(0, len(tenants), 2000):
            TenantYear.objects.bulk_create(
                [
                    TenantYear(
                        tenant_id=pk, year=2024 - back, output=chance.randint(10**7, 10**9), tax=chance.randint(10**5, 10**7),
                        added_value=chance.randint(10**6, 10**8), staff=chance.randint(5, 900), energy=chance.randint(10, 9000),
                        revenue=10**8, rnd=10**6, land=20_000, **own,
                    )
                    for pk, _park in tenants[start : start + 2000] for back in range(1, YEARS + 1)
                ],
                batch_size=2000,
            )  # fmt: skip
        Plot.objects.bulk_create(
            [
                Plot(
                    park=park, number=f"P{n}", area=chance.randint(5000, 200_000), state=states[n % len(states)],
                    state_since=TODAY, start_due=TODAY - timedelta(days=n * 9) if states[n % len(states)] in ("granted", "idle") and n < 30 else None,
                    started_on=TODAY if states[n % len(states)] in ("building", "producing") else None,
                    left=n % 10 * 110, top=n // 10 * 80, wide=100, tall=70, **own,
                )
                for park in held for n in range(PLOTS)
            ],
            batch_size=2000,
        )  # fmt: skip
        Building.objects.bulk_create([Building(park=park, name="1号", **own) for park in held])
        Space.objects.bulk_create(
            [
                Space(building=one, number=str(n), area=500 + 100 * n, height=8, **own)
                for one in Building.objects.all()
                for n in range(SPACES)
            ],
            batch_size=2000,
        )
        Supply.objects.bulk_create(
            [
                Supply(park=park, kind=kind, total=100_000, promised=Decimal(100 if kind == "power" else 0), **own)
                for park in held for kind in ("power", "water", "energy")
            ],
            batch_size=1000,
        )  # fmt: skip
        Reservation.objects.bulk_create(
            [
                Reservation(
                    project_id=project, supply=one, number=100, until=TODAY + timedelta(days=30), **own
                )
                for one in Supply.objects.filter(kind="power")
            ],
            batch_size=1000,
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def measure() -> None:
    from django.db import connection
    from django.db.models import F
    from django.test.utils import CaptureQueriesContext

    from duijie.accounts.operations import local_operator
    from duijie.capacity.queries import fit, reservations
    from duijie.parks import queries
    from duijie.parks.ground import queries as ground
    from duijie.parks.models import Park, Plot, Tenant
    from duijie.pipeline.models import Project
    from duijie.web.parks.lists import ground_page, parks_page
    from duijie.web.parks.park import park_page
    from duijie.yields.models import Assessment
    from duijie.yields.operations import assess
    from duijie.yields.queries import scores

    by = local_operator()
    zone, park = (
        Park.objects.filter(kind="zone").latest("pk").pk,
        Park.objects.filter(kind="park").latest("pk").pk,
    )
    plot, tenant, project = (
        Plot.objects.latest("pk").pk,
        Tenant.objects.latest("pk").pk,
        Project.objects.latest("pk").pk,
    )
    free = ground.GroundFilters(free=True, least=Decimal(60_000))
    made = Assessment.objects.values_list("pk", flat=True).first()
    if made is None:
        began = time.perf_counter()
        made = assess(year=2023, by=by, at=AT)
        print(
            f"a year of {Tenant.objects.count():,} enterprises scored and graded in {time.perf_counter() - began:.1f} s"
        )
    asked: dict[str, Callable[[], object]] = {
        "tree of parks, page": lambda: parks_page({}, viewer=by, today=TODAY),
        "one park, page": lambda: park_page(park, viewer=by, today=TODAY),
        "a zone of ten parks, page": lambda: park_page(zone, viewer=by, today=TODAY),
        "ground to let, page": lambda: ground_page({"least": "60000"}, viewer=by, today=TODAY),
        "factory space, page": lambda: ground_page({"what": "floor"}, viewer=by, today=TODAY),
        "free plots, first 50": lambda: ground.plots(viewer=by, today=TODAY, filters=free),
        "free plots, 20,000 down": lambda: ground.plots(viewer=by, today=TODAY, offset=20_000),
        "late and idle ground": lambda: ground.findings(viewer=by, today=TODAY),
        "one plot": lambda: ground.plot(plot_id=plot, viewer=by, today=TODAY),
        "enterprises of a zone": lambda: queries.tenants(viewer=by, today=TODAY, park_id=zone),
        "one enterprise": lambda: queries.tenant(tenant_id=tenant, viewer=by),
        "reservations": lambda: reservations(viewer=by, today=TODAY),
        "what would fit a project": lambda: fit(project_id=project, viewer=by, today=TODAY),
        "places in an assessment": lambda: scores(assessment_id=made, viewer=by, grade="A"),
    }
    print(f"{'':28} {'median':>10} {'own time':>11} {'after a write':>13} {'own time':>11}")
    for name, ask in asked.items():
        with CaptureQueriesContext(connection) as told:
            ask()
        standing, own = timed(ask)
        first, own_first = timed(ask, lambda: Plot.objects.filter(pk=plot).update(area=F("area")))
        mark = "" if max(standing, first) <= LIMIT_MS else f"  above {LIMIT_MS} ms"
        print(
            f"{name:28} {standing:7.1f} ms {own:8.1f} ms {first:10.1f} ms {own_first:8.1f} ms  "
            f"{len(told):3} queries{mark}"
        )
    statement = (
        "SELECT * FROM parks_plot WHERE state IN ('planned','acquiring','clear','listed') AND area >= 60000 "
        "AND project_id IS NULL AND held_until IS NULL ORDER BY area DESC, id LIMIT 50"
    )

    def bare() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    print(f"{'the bare statement for those':28} {timed(bare)[0]:7.1f} ms")


def timed(ask: Callable[[], object], before: Callable[[], object] = lambda: None) -> tuple[float, float]:
    """Medians in ms: by the wall, and of this process. ``before`` goes ahead of each run and is not counted."""
    told = []
    for _ in range(RUNS):
        before()
        wall, own = time.perf_counter(), time.process_time()
        ask()
        told.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own)))
    return statistics.median(wall for wall, _ in told), statistics.median(own for _, own in told)


if __name__ == "__main__":
    main()
