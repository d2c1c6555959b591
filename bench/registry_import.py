"""Taking enterprises in: seconds, rows a second and peak memory, beside plain DuckDB copying the same file.

Run: ``python -m bench.registry_import [--rows 10000000] [--repeat 3]``. The small file is 547,598 real
registrations; the large one is made of them with other names, in a folder that is removed at the end.
Each run is a process of its own; the peer only copies: it judges no row, reads no code and finds no duplicate.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "registry_1978_1999.parquet"
THREADS = 2

OURS = """
    import json, resource, sys, time
    from datetime import UTC, datetime
    from pathlib import Path
    from duijie.registry.importing import Asked, import_file
    from duijie.registry.layout import Registry
    begin = time.perf_counter()
    done = import_file(Registry(Path(sys.argv[2])), Path(sys.argv[1]), asked=Asked("bench"), at=datetime.now(UTC))
    took = time.perf_counter() - begin
    manifest = done.manifest
    state = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"seconds": took, "busy": state.ru_utime + state.ru_stime, "mib": state.ru_maxrss / 1024,
                      "rows": manifest.rows, "taken": manifest.taken, "refused": manifest.refused,
                      "duplicates": manifest.duplicates}))
"""
PEER = """
    import json, resource, sys, time
    import duckdb
    begin = time.perf_counter()
    at = duckdb.connect(config={"threads": THREADS, "memory_limit": "1536MB", "temp_directory": sys.argv[2]})
    at.execute("SET enable_progress_bar = false")
    at.execute(f"COPY (SELECT * FROM read_parquet('{sys.argv[1]}')) TO '{sys.argv[2]}.parquet' (FORMAT parquet, COMPRESSION zstd)")
    took = time.perf_counter() - begin
    state = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"seconds": took, "busy": state.ru_utime + state.ru_stime, "mib": state.ru_maxrss / 1024}))
"""


def run(program: str, source: Path, into: Path) -> dict[str, float]:
    program = textwrap.dedent(program).replace("THREADS", str(THREADS))
    done = subprocess.run(
        [sys.executable, "-c", program, source, into], check=True, capture_output=True, encoding="utf-8"
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def multiplied(rows: int, into: Path) -> None:
    """The real rows over and over with a number behind the name."""
    real = pq.read_table(DATA)
    with pq.ParquetWriter(into, real.schema, compression="zstd", compression_level=1) as file:
        for copy in range(-(-rows // len(real))):
            names = pc.binary_join_element_wise(real["name"], f"第{copy}分号", "")
            file.write_table(
                real.set_column(0, real.schema.field(0), names).slice(0, rows - copy * len(real)), 122_880
            )


def compare(label: str, source: Path, repeat: int, folder: Path) -> None:
    ours, peers = [], []
    for number in range(repeat):
        ours.append(run(OURS, source, folder / f"ours-{label}-{number}"))
        peers.append(run(PEER, source, folder / f"peer-{label}-{number}"))
    first = ours[0]
    rows = first["rows"]
    print(
        f"{label}: {rows:,.0f} rows, {source.stat().st_size / 2**20:,.0f} MiB;"
        f" {first['taken']:,.0f} taken, {first['refused']:,.0f} refused, {first['duplicates']:,.0f} duplicates"
    )
    for name, runs in (("duijie.registry", ours), ("duckdb COPY", peers)):
        seconds = statistics.median(one["seconds"] for one in runs)
        busy = statistics.median(one["busy"] for one in runs)
        peak = max(one["mib"] for one in runs)
        print(
            f"  {name:<16}{seconds:8.1f} s {rows / seconds:12,.0f} rows/s  processor {busy:7.1f} s  peak {peak:7,.0f} MiB"
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--rows", type=int, default=10_000_000, help="rows of the large file; 0 leaves it out"
    )
    options.add_argument(
        "--repeat", type=int, default=3, help="runs of the small file; the large one runs once"
    )
    chosen = options.parse_args()
    if not DATA.exists():
        print(f"skipped: {DATA} is absent (the registrations are not part of the project)")
        return
    with tempfile.TemporaryDirectory(prefix="duijie-bench-") as place:
        folder = Path(place)
        compare("real", DATA, chosen.repeat, folder)
        if chosen.rows:
            multiplied(chosen.rows, folder / "large.parquet")
            compare("multiplied", folder / "large.parquet", 1, folder)


if __name__ == "__main__":
    main()
