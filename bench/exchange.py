# ruff: noqa: PLC0415 -- Django must be set up before its models are imported
"""A ledger sheet of many rows: read, mapped, resolved and previewed, then applied and undone; seconds and memory.

The peer in the same run is the bare library that reads the cells (calamine), and openpyxl where it is installed. Each
step has a process of its own, as work beside the server has. ``python -m bench.exchange [ROWS [STEP]]``; on PostgreSQL
after ``python tools/with_postgres.py``.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter

if __name__ != "__main__" or len(sys.argv) < 3:
    os.environ["DUIJIE_HOME"] = tempfile.mkdtemp(prefix="duijie-bench-")
os.environ.setdefault("DUIJIE_SECRET_KEY", "only-here")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
ROWS = 100_000


def as_workbook(text: bytes) -> bytes:
    """Separated text as a workbook whose numbers are numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        for row, line in enumerate(text.decode("gb18030").splitlines()):
            for column, cell in enumerate(line.split(",")):
                if cell.isdigit():
                    sheet.write_number(row, column, int(cell))
                elif cell:
                    sheet.write_string(row, column, cell)
    return buffer.getvalue()


@contextmanager
def timed(what: str, rows: int) -> Iterator[None]:
    started, busy = time.perf_counter(), time.process_time()
    yield
    busy = time.process_time() - busy
    passed = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:<44} {passed:8.2f} s ({busy:.2f} s busy) {rows / passed:12,.0f} rows/s   peak {peak:7,.0f} MiB",
        flush=True,
    )


def peers(data: bytes, rows: int) -> None:
    from python_calamine import CalamineWorkbook

    with timed("peer: cells alone, calamine", rows):
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        assert sum(1 for _ in book.get_sheet_by_index(0).iter_rows()) == rows + 1
    try:
        import openpyxl
    except ImportError:
        print("peer: openpyxl is not installed")
        return
    with timed("peer: cells alone, openpyxl read-only", rows):
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
        assert sum(1 for _ in sheet.iter_rows(values_only=True)) == rows + 1


def held() -> int:
    """Bytes of the database."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return Path(os.environ["DUIJIE_HOME"], "duijie.sqlite3").stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    import django

    django.setup()
    from django.core.management import call_command

    from bench.exchange_kills import made_sheet
    from duijie.accounts.operations import add_unit, local_operator
    from duijie.cli.session import now
    from duijie.exchange import operations, queries
    from duijie.exchange.applying import operations as applying
    from duijie.exchange.lists import Wanted
    from duijie.exchange.lists import operations as outgoing

    data = as_workbook(made_sheet(rows))
    by = local_operator() if len(sys.argv) > 2 else None
    if by is None:
        call_command("migrate", verbosity=0, interactive=False)
        by = local_operator()
        add_unit(name="招商局", by=by, at=now())
        print(f"{rows:,} rows, {len(data) / 2**20:.1f} MiB of xlsx")
        peers(data, rows)
    steps: dict[str, Callable[[], Any]] = {
        "read, mapped, resolved and previewed": lambda: operations.prepare(
            data=data, name="a.xlsx", by=by, at=now()
        ),
        "applied": lambda: applying.apply(import_id=latest(), by=by, at=now()),
        "exported": lambda: outgoing.export(wanted=Wanted("projects"), by=by, at=now()),
        "the same again, previewed": lambda: operations.prepare(data=data, name="a.xlsx", by=by, at=now()),
        "undone": lambda: applying.undo(import_id=latest("applied"), by=by, at=now()),
    }

    def latest(state: str = "previewed") -> int:
        return next(one.id for one in queries.listing(viewer=by) if one.state == state)

    if len(sys.argv) > 2:
        with timed(sys.argv[2], rows):
            steps[sys.argv[2]]()
        return 0
    for what in steps:
        subprocess.run([sys.executable, "-m", "bench.exchange", str(rows), what], check=True)
    again = queries.listing(viewer=by)[0]
    print(f"the same again: {dict(again.counts)}")
    print(f"database: {held() / 2**20:,.0f} MiB")
    return int(again.counts["same"] != rows)


if __name__ == "__main__":
    sys.exit(main())
