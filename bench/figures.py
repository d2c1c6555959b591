# ruff: noqa: PLC0415 -- Django must be set up before its models are imported
"""What the dashboards and each figure cost as the ledger grows, beside DuckDB's scan of the same rows in the same run.

    python -m bench.figures [ENTRIES ...]
    python tools/with_postgres.py python -m bench.figures [ENTRIES ...]

Entries are made straight in the table: items of projects at each stage, of their investment, of money received, over
five years, with units, parks and sources. Cold is the first look after a new entry, which has to be taken in; "all new"
after one of every measure, so that no figure stands; warm is the look after that. The peer holds the same rows in memory as columns and adds up what is in force: the same number, without
trace, gaps, identities or veils. Times are medians in milliseconds: on the wall, and of the process itself, which is what
counts where the machine is busy with other work. Filling 1,000,000 takes minutes: ``BENCH_FIGURES_HOME`` names a folder
in which a filled SQLite database is kept for the next run.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any

SIZES = (10_000, 100_000)
RUNS = 7
TODAY = date(2024, 12, 31)
MOMENT = datetime(2024, 12, 31, 9, tzinfo=UTC)
FIGURES = (
    "projects.signed", "projects.signed.investment", "projects.started", "projects.building", "funds.received",
)  # fmt: skip
ITEMS = (
    *FIGURES[:4], "projects.started.investment", "projects.completed", "projects.producing", "funds.received",
)  # fmt: skip


def main() -> None:
    sizes = [int(one) for one in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        home = os.environ.get("BENCH_FIGURES_HOME") or folder
        os.environ["DUIJIE_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        from duijie.ledger.models import Entry

        for size in sizes:
            made = Entry.objects.count()
            if made > size:
                raise SystemExit(
                    f"{home} holds {made:,} entries already; begin with as many or with another folder"
                )
            fill(made, size)
            print(f"\n{connection.vendor}: {size:,} entries")
            measure()
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"most memory of the process so far: {held:,.0f} MB")


def fill(made: int, wanted: int) -> None:
    """Add entries up to ``wanted``."""
    from duijie.accounts.models import Unit
    from duijie.accounts.operations import local_operator
    from duijie.ledger.models import Entry

    user = local_operator().user_id
    units = [Unit.objects.get_or_create(name=f"示例单位{one}")[0].pk for one in range(12)]

    def rows() -> Any:
        for place in range(made, wanted):
            project, measure = divmod(place, len(ITEMS))
            code = ITEMS[measure]
            money = code.endswith("investment") or code == "funds.received"
            yield Entry(
                shape="item", measure=code, key=f"project:{project}" + (f"#receipt:{place}" if code == "funds.received" else ""),
                label=f"示例项目{project}", number=Decimal(place % 9_000 + 1) * 10_000 if money else Decimal(1),
                low=Decimal(place % 9_000 + 1) * 10_000 if money else Decimal(1),
                high=Decimal(place % 9_000 + 1) * 10_000 if money else Decimal(1),
                unit="CNY" if money else "count", effective_on=TODAY - timedelta(days=project % 1_800),
                keeper_id=units[project % 12], park=("", "东园", "西园")[project % 3], source=("", "11", "12", "32")[project % 4],
                evidence=f"示例记录{place}", recorded_at=MOMENT - timedelta(days=1), recorded_by_id=user,
            )  # fmt: skip

    source = rows()
    while some := list(islice(source, 5_000)):
        Entry.objects.bulk_create(some)


def measure() -> None:
    """Print medians in milliseconds: on the wall, and of the process itself."""
    import duckdb
    from django.test import Client

    from duijie.accounts.models import User
    from duijie.accounts.operations import local_operator
    from duijie.figures.registry import compute
    from duijie.ledger.columns.keeping import forget, up_to_date
    from duijie.ledger.models import Entry
    from duijie.ledger.types import Within

    def load() -> None:
        forget()
        up_to_date()

    report("taking the table in, a process that begins", load, runs=1)
    print(f"{'columns in memory, MB':38}{up_to_date().size / 1e6:>10.1f}")
    viewer = local_operator()
    peer = duckdb.connect(config={"threads": 1})
    peer.execute(
        "CREATE TABLE entry (id BIGINT, corrects BIGINT, measure VARCHAR, key VARCHAR, day DATE, number DECIMAL(26, 4))"
    )
    columns = ("pk", "corrects_id", "measure", "key", "effective_on", "number")
    import pyarrow

    held = list(zip(*Entry.objects.order_by("pk").values_list(*columns), strict=True))
    told = pyarrow.table(
        {
            name: pyarrow.array(values)
            for name, values in zip(("id", "corrects", "measure", "key", "day", "number"), held, strict=True)
        }
    )
    peer.register("told", told)
    peer.execute("INSERT INTO entry SELECT * FROM told")

    user = User.objects.get(pk=viewer.user_id)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)

    def write(measures: Sequence[str] = ITEMS[:1]) -> None:
        # Put in its place among the others of its measure, years ago, so that the peer's answers stay.
        made = Entry.objects.count()
        for code in measures:
            unit = "CNY" if code.endswith("investment") or code == "funds.received" else "count"
            Entry.objects.create(
                shape="item", measure=code, key=f"project:{made}", label="示例项目", number=1, low=1, high=1,
                unit=unit, effective_on=date(2016, 1, 1), evidence="示例记录", recorded_at=MOMENT - timedelta(days=1),
                recorded_by_id=viewer.user_id,
            )  # fmt: skip

    def scan(asked: str, told: list[Any]) -> None:
        peer.execute(asked, told).fetchall()

    def look(address: str) -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise AssertionError(f"{address} answers {answer.status_code}")

    for name, address in (("overview", "/"), ("dashboard of the region", f"/dashboards/?as_of={TODAY}")):
        look(address)
        report(f"{name}, cold", partial(look, address), before=write)
        report(f"{name}, cold, all new", partial(look, address), before=partial(write, ITEMS))
        report(f"{name}, warm", partial(look, address))
    for code in FIGURES:
        since = date(TODAY.year, 1, 1) if code != "projects.building" else date(1, 1, 1)
        later = (
            "AND key NOT IN (SELECT key FROM entry WHERE measure IN ('projects.completed', 'projects.producing'))"
            if code == "projects.building"
            else ""
        )
        asked = (
            "SELECT sum(number) FROM entry e WHERE measure = ? AND day BETWEEN ? AND ? "
            f"AND NOT EXISTS (SELECT 1 FROM entry c WHERE c.corrects = e.id) {later}"
        )
        theirs = peer.execute(asked, [code, since, TODAY]).fetchone()
        (ours, *_) = compute(code, as_of=TODAY, known_at=MOMENT, viewer=viewer)
        number = ours.quantity.number if ours.quantity else None
        if theirs is None or (theirs[0] or None) != number:
            raise AssertionError(f"{code}: {number} is not the peer's {theirs}")
        mine = report(code, partial(compute, code, as_of=TODAY, known_at=MOMENT, viewer=viewer))
        peers = report(
            "  DuckDB",
            partial(scan, asked, [code, since, TODAY]),
        )
        print(f"{'  ratio':38}{mine / peers:>10.1f}")
    report(
        "projects.signed of one unit",
        lambda: compute(
            "projects.signed",
            as_of=TODAY,
            known_at=MOMENT,
            viewer=viewer,
            within=Within(unit=user.unit_id or 1),
        ),
    )


def report(
    name: str, run: Callable[[], Any], *, before: Callable[[], Any] | None = None, runs: int = RUNS
) -> float:
    """Print medians, and give that of the process itself. ``before`` is not counted."""
    times, own = [], []
    for _ in range(runs):
        if before is not None:
            before()
        began, worked = time.perf_counter(), time.process_time()
        run()
        times.append((time.perf_counter() - began) * 1000)
        own.append((time.process_time() - worked) * 1000)
    print(f"{name:38}{statistics.median(times):>10.1f}{statistics.median(own):>10.1f}", flush=True)
    return statistics.median(own)


if __name__ == "__main__":
    main()
