# ruff: noqa: PLC0415 -- Django is set up first
"""Prospects for each park of the demo case over the shared registry, beside DuckDB's scan of the columns used.

    python -m bench.prospects

Imports the registry into an empty home first (half a minute), lays down the demo case, places the registry on the chains
(told apart: it is kept in a file) and then asks for 50 prospects a park. Medians; DuckDB counts and sums the same columns
out of the part files in the same run.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import django
import duckdb

SHARED = Path(__file__).parents[2] / "shared" / "data" / "registry_1978_1999.parquet"
RUNS, LIMIT_MS, TIMES = 5, 300, 3
COLUMNS = ("row", "name", "credit_code", "division", "registered_on", "capital_yuan", "status", "industry")


def main() -> None:
    if not SHARED.exists():
        print(f"{SHARED} is absent: nothing to measure")
        return
    with tempfile.TemporaryDirectory() as made:
        os.environ["DUIJIE_HOME"] = sys.argv[1] if len(sys.argv) > 1 else made
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        measure()


def measure() -> None:
    """Print loading, ranking and the peer."""
    from django.core.management import call_command
    from django.utils import timezone

    from duijie.accounts.operations import local_operator
    from duijie.demo.operations import load_demo
    from duijie.industry.placing.registered import home, on_chain, registered
    from duijie.industry.queries import chains_in
    from duijie.matching.facts import facts_of
    from duijie.matching.queries import prospects
    from duijie.parks.queries import lines
    from duijie.registry.importing import Asked, import_file

    call_command("migrate", verbosity=0)
    load_demo(at=timezone.now())
    if not home().sources():
        import_file(home(), SHARED, asked=Asked("shared"), at=datetime.now(UTC))
    began = time.perf_counter()
    rows = registered()
    facts_of(rows)
    print(f"{len(rows):,} rows: columns loaded in {time.perf_counter() - began:.1f} s")
    viewer, today = local_operator(), timezone.localdate()
    parks = {one.name: chains_in(park_id=one.id, viewer=viewer) for one in lines(viewer=viewer)}
    began = time.perf_counter()
    infos = [info for some in parks.values() for info in some]
    pairs = sum(len(on_chain(info.graph, rows).row) for info in infos)
    print(
        f"placed on {len(infos)} chains: {pairs:,} places in {time.perf_counter() - began:.1f} s (kept in files)"
    )
    times = []
    for park in lines(viewer=viewer):
        if not parks[park.name]:
            continue
        own = []
        for _ in range(RUNS):
            began = time.perf_counter()
            found = prospects(viewer=viewer, today=today, park_id=park.id)
            own.append((time.perf_counter() - began) * 1000)
        times += own
        print(f"  {statistics.median(own):6.0f} ms  {park.name}: {found.ranked:,} candidates")
    files = [str(one) for source in home().sources() for one in home().parts_of(source)]
    ours, peer = statistics.median(times), statistics.median(scanned(files, COLUMNS) for _ in range(RUNS))
    whole = statistics.median(scanned(files, (*COLUMNS, "scope")) for _ in range(3))
    print(f"prospects for a park: median {ours:.0f} ms (limit {LIMIT_MS}); DuckDB's scan {peer:.0f} ms, {whole:.0f} ms with the scopes; ours over it {ours / peer:.2f} (limit {TIMES})")  # fmt: skip
    print(
        f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most, import included"
    )


def scanned(files: list[str], columns: tuple[str, ...]) -> float:
    """Milliseconds in which DuckDB reads all of the columns, every text included."""
    sums = ", ".join(f"sum(length({one}::VARCHAR))" for one in columns)
    began = time.perf_counter()
    duckdb.connect(config={"threads": 2}).execute(f"SELECT {sums} FROM read_parquet(?)", [files]).fetchall()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
