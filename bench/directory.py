"""Milliseconds to list, search, resolve and note among many own organisations; medians of one run.

The second column is the processor's time alone, which other work on the machine does not lengthen.

Run: ``python -m bench.directory [--size 100000] [--scan]``. Names are real registered ones, cut from the
shared registry; every third organisation gets a division, an industry and a status. The peer for candidates is
rapidfuzz over all names in the same run.
"""

# ruff: noqa: PLC0415 -- Django is set up with a home of its own before anything of the database is imported
from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars
from rapidfuzz import fuzz, process

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "registry_1978_1999.parquet"
AT = datetime(2024, 7, 1, tzinfo=UTC)
REPEATS = 9


def timed(label: str, act: Callable[[], Any], repeats: int = REPEATS) -> None:
    act()
    took, busy = [], []
    for _ in range(repeats):
        began, worked = time.perf_counter(), time.process_time()
        act()
        took.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    print(f"{statistics.median(took):9.1f} ms {statistics.median(busy):9.1f} ms  {label}", flush=True)


def fill(names: list[str], by: Any) -> None:
    from duijie.directory.models import Detail, Name
    from duijie.directory.operations import enter_names, list_again

    for start in range(0, len(names), 2000):
        enter_names(names=names[start : start + 2000], by=by, at=AT)
    homes = list(Name.objects.order_by("pk").values_list("home_id", flat=True))[::3]
    common = {"created_at": AT, "by_id": by.user_id}
    rows = []
    for place, home in enumerate(homes):
        values = {
            "division": f"{11 + place % 50}{place % 12 + 1:02d}{place % 20 + 1:02d}",
            "industry": f"C{13 + place % 30}{place % 9}0", "status": ("operating", "closed")[place % 2],
        }  # fmt: skip
        rows += [
            Detail(home_id=home, field=field, value=value, raw=value, **common)
            for field, value in values.items()
        ]
    Detail.objects.bulk_create(rows, batch_size=2000)
    for start in range(0, len(homes), 2000):
        list_again(organisation_ids=homes[start : start + 2000])


def measure(names: list[str], by: Any) -> None:
    from duijie.directory import queries
    from duijie.directory.types import Filters
    from duijie.judgements.operations import note_names

    for label, filters, offset in (
        ("list, first page", Filters(), 0),
        ("list, page 1,000", Filters(), 49_950),
        ("list, one kind", Filters(kind="institute"), 0),
        ("list, one province and status", Filters(division="13", status="operating"), 0),
        ("list, one industry", Filters(industry="C29"), 0),
        ("search, two characters", Filters(search="青禾"), 0),
        ("search, one common character", Filters(search="公"), 0),
        ("search, pinyin", Filters(search="hengshui"), 0),
        ("search, initials", Filters(search="hbqh"), 0),
        ("search, nothing found", Filters(search="没有这个名字"), 0),
    ):
        timed(label, lambda f=filters, o=offset: queries.listing(filters=f, viewer=by, offset=o, limit=50))  # type: ignore[misc]
    timed("divisions and industries to choose from", lambda: queries.places_and_industries(viewer=by))
    began, worked = time.perf_counter(), time.process_time()
    queries.own_candidates(name="衡水宏远橡胶", viewer=by)
    print(
        f"{(time.perf_counter() - began) * 1000:9.1f} ms {(time.process_time() - worked) * 1000:9.1f} ms"
        "  first candidates after a start"
    )
    asked = iter(names[7 :: len(names) // 200])
    timed("candidates for a name", lambda: queries.own_candidates(name=next(asked)[2:], viewer=by), 60)
    peer = iter(names[7 :: len(names) // 20])
    timed("  peer: rapidfuzz over all names",
          lambda: process.extract(next(peer)[2:], names, scorer=fuzz.WRatio, limit=10), 5)  # fmt: skip
    new = iter(range(1000))
    timed("a new name noted and proposed",
          lambda: note_names(names=[f"衡水新{next(new)}华橡胶制品有限公司"], by=by, at=AT), 15)  # fmt: skip
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MB  peak memory")


def scan(by: Any) -> None:
    from duijie.judgements.operations import find_duplicates

    shares = 8
    began = time.perf_counter()
    first = find_duplicates(by=by, at=AT, share=0, shares=shares)
    took = time.perf_counter() - began
    print(f"{took:9.1f} s   an eighth of a look for duplicates ({first.pairs} pairs)")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MB  peak memory")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", type=int, default=100_000)
    options.add_argument("--scan", action="store_true", help="look for duplicates as well: minutes")
    chosen = options.parse_args()
    if not DATA.exists():
        print(f"skipped: {DATA} is absent (the registry is not part of the project)")
        return
    home = tempfile.mkdtemp(prefix="duijie-bench-")
    os.environ |= {"DUIJIE_HOME": home, "DJANGO_SETTINGS_MODULE": "config.settings"}
    try:
        from duijie.cli.session import migrate, operator

        migrate()
        by = operator()
        column = polars.read_parquet(DATA, columns=["name"])["name"]
        names = column.unique(maintain_order=True).sample(chosen.size, seed=1).to_list()
        began = time.perf_counter()
        fill(names, by)
        print(f"{time.perf_counter() - began:9.1f} s   {chosen.size:,} organisations entered")
        measure(names, by)
        if chosen.scan:
            scan(by)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
