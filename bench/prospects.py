# ruff: noqa: PLC0415 -- Django is set up first
"""Prospects for each park of the demo case over the shared registry, beside DuckDB's scan of the columns used.

    python -m bench.prospects [HOME] [--rows 5500000] [--engines]

Imports the registry into an empty home first (half a minute), lays down the demo case, places the registry on the chains
(told apart: it is kept in a file) and then asks for 50 prospects a park. Medians; DuckDB counts and sums the same columns
out of the part files in the same run. ``--rows``: the registry so often again, under other names, as reaches that number
(in ``HOME-times-N``); where its copies stand on chains and what they count by city follows from the first, so only the
ranking is measured there. ``--engines``: the same ranking through Ibis on DuckDB, beside it.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
import duckdb
import polars as pl

SHARED = Path(__file__).parents[2] / "shared" / "data" / "registry_1978_1999.parquet"
RUNS, TIMES = 5, 3
LIMITS_MS = {1: 300, 10: 2000}
"""By how often the registry is there."""
COLUMNS = ("row", "name", "credit_code", "division", "registered_on", "capital_yuan", "status", "industry")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", nargs="?", type=Path)
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--engines", action="store_true")
    given = parser.parse_args()
    if not SHARED.exists():
        print(f"{SHARED} is absent: nothing to measure")
        return
    with tempfile.TemporaryDirectory() as made:
        os.environ["DUIJIE_HOME"] = str(given.home or made)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        measure(given.rows, engines=given.engines)


def measure(rows_wanted: int, *, engines: bool) -> None:
    """Print loading, ranking and the peer."""
    from django.core.management import call_command
    from django.utils import timezone

    from duijie.accounts.operations import local_operator
    from duijie.demo.operations import load_demo
    from duijie.industry.placing.registered import home, on_chain, registered
    from duijie.industry.queries import chains_in
    from duijie.matching.anywhere import ranks_by
    from duijie.matching.queries import prospects
    from duijie.parks.queries import lines
    from duijie.registry.importing import Asked, import_file
    from duijie.relatedness.panel import panel

    call_command("migrate", verbosity=0)
    load_demo(at=timezone.now())
    if not home().sources():
        import_file(home(), SHARED, asked=Asked("shared"), at=datetime.now(UTC))
    viewer, today = local_operator(), timezone.localdate()
    parks = {one.name: chains_in(park_id=one.id, viewer=viewer) for one in lines(viewer=viewer)}
    infos = [info for some in parks.values() for info in some]
    times = 1
    if rows_wanted > sum(one.taken for one in home().sources()):
        with timed("the registry itself"):
            first = registered()
            kept = [on_chain(info.graph, first) for info in infos]
            panel(home())
        times = math.ceil(rows_wanted / len(first) - 0.02)
        with timed(f"{times} times the registry"):
            multiplied(times)
        del first, kept
    with timed("columns loaded"):
        rows = registered()
    with timed(f"placed on {len(infos)} chains (kept in files)"):
        pairs = sum(len(on_chain(info.graph, rows).row) for info in infos)
    print(f"{len(rows):,} rows, {pairs:,} places on chains")
    wall, own = [], []
    for park in lines(viewer=viewer):
        if not parks[park.name]:
            continue

        def ask(ranks: Any, number: int = park.id) -> Any:
            return prospects(viewer=viewer, today=today, park_id=number, ranks=ranks)

        with timed("what is worked out once") if not wall else timed(""):
            ask(ranks_by("memory"))
        found, one, cpu = median(lambda: ask(ranks_by("memory")), RUNS)
        wall.append(one)
        own.append(cpu)
        print(f"  {one:6.0f} ms, {cpu:6.0f} of CPU  {park.name}: {found.ranked:,} candidates")
        if engines:
            other, one, cpu = median(lambda: ask(ranks_by("duckdb")), 3)
            print(
                f"  {one:6.0f} ms, {cpu:6.0f} of CPU  by Ibis on DuckDB: {'equal' if other == found else 'NOT EQUAL'}"
            )
    files = [str(one) for source in home().sources() for one in home().parts_of(source)]
    _, peer, peer_cpu = median(lambda: scanned(files, COLUMNS), RUNS)
    limit = LIMITS_MS.get(times, 2000)
    ours, cpu = statistics.median(wall), statistics.median(own)
    print(f"prospects for a park: median {ours:.0f} ms, {cpu:.0f} of CPU (limit {limit}); DuckDB's scan {peer:.0f} ms, {peer_cpu:.0f} of CPU; ours over it {ours / peer:.2f}, {cpu / peer_cpu:.2f} by CPU (limit {TIMES})")  # fmt: skip
    print(f"memory: {resident():.0f} MiB now, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} at most, preparation included")  # fmt: skip


def multiplied(times: int) -> None:
    """Make a registry of ``times`` copies of this one the one that is read, in a home beside it."""
    from django.conf import settings

    from duijie.industry.placing import registered as columns
    from duijie.industry.placing.registered import home, registered
    from duijie.matching import prospect_factors
    from duijie.registry.layout import write
    from duijie.relatedness import panel

    small, first = home(), registered()
    (source,) = small.sources()
    big = Path(f"{settings.DUIJIE_HOME}-times-{times}")
    settings.DUIJIE_HOME = big
    for number in range(times):
        label = f"copy-{number:02}"
        folder = home().home(label) / source.generation
        if (folder.parent / "current").exists():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        for part in small.parts_of(source):
            pl.read_parquet(part).with_columns(name=pl.lit(f"第{number}例") + pl.col("name")).write_parquet(
                folder / part.name
            )
        home().save(replace(source, source=label))
        write(folder.parent / "current", source.generation + "\n")
    whole = registered()
    for path in (small.folder / "chains" / first.key).glob("*.arrow"):
        kept = home().folder / "chains" / whole.key / path.name
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            table = pl.read_ipc(path)
            pl.concat(
                [table.with_columns(row=pl.col("row") + number * len(first)) for number in range(times)]
            ).write_ipc(kept)
    counted = next((small.folder / "relatedness").glob("*.parquet"))
    into = home().folder / "relatedness" / f"{panel._state(home())}.parquet"
    into.parent.mkdir(parents=True, exist_ok=True)
    pl.read_parquet(counted).with_columns(pl.col("number") * times).write_parquet(into)
    columns._on_chain.cache_clear()
    prospect_factors._stated.cache_clear()


def median(act: Callable[[], Any], runs: int) -> tuple[Any, float, float]:
    """What came of it, and the medians of milliseconds on the wall and of own CPU."""
    wall, cpu = [], []
    for _ in range(runs):
        began, own = time.perf_counter(), time.process_time()
        found = act()
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - own) * 1000)
    return found, statistics.median(wall), statistics.median(cpu)


@contextmanager
def timed(what: str) -> Iterator[None]:
    began, own = time.perf_counter(), time.process_time()
    yield
    if what:
        print(f"{what}: {time.perf_counter() - began:.1f} s, {time.process_time() - own:.1f} of CPU")


def resident() -> float:
    """MiB in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def scanned(files: list[str], columns: tuple[str, ...]) -> None:
    """DuckDB reads all of the columns, every text included."""
    sums = ", ".join(f"sum(length({one}::VARCHAR))" for one in columns)
    duckdb.connect(config={"threads": 2}).execute(f"SELECT {sums} FROM read_parquet(?)", [files]).fetchall()


if __name__ == "__main__":
    main()
