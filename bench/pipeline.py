# ruff: noqa: PLC0415 -- Django must be set up before its models are imported
"""Medians of what pages ask of 100,000 projects with histories, and how often each asks the database.

    python -m bench.pipeline [PROJECTS]
    python tools/with_postgres.py python -m bench.pipeline

A generated year of a county is loaded by its own operations and then multiplied inside the database, each copy
with its own numbers, investors and sites. The peers in the same run: the bare statement through the driver for a
list, and paging by OFFSET for a page far down.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

WANTED = 100_000
BASE = 90
RUNS = 11
FAST = ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -200000")
LIMIT_MS = 100
TODAY = date(2024, 12, 31)


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else WANTED
    with tempfile.TemporaryDirectory() as home:
        os.environ["DUIJIE_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        began = time.perf_counter()
        call_command("migrate", verbosity=0)
        fill(wanted)
        from duijie.pipeline.models import Project, StageRow

        print(
            f"{connection.vendor}: {Project.objects.count():,} projects, {StageRow.objects.count():,} stage rows, "
            f"made in {time.perf_counter() - began:.0f} s"
        )
        measure()


def fill(wanted: int) -> None:
    """A year of a county, doubled until there are enough projects."""
    from django.db import connection
    from django.db.models import F
    from django.db.models.functions import Mod

    from duijie.accounts.operations import local_operator
    from duijie.demo.large import load_year
    from duijie.pipeline.models import Project

    load_year(year=TODAY.year, size=BASE, by=local_operator(), planted_each=1)
    models = copied()
    span = {
        model: model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0 for model in models
    }
    times, letters = 1, iter("abcdefghijklmnopqrstuvwxyz")
    while Project.objects.count() < wanted:
        letter = next(letters)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                [cursor.execute(f"PRAGMA {pragma}") for pragma in FAST]
            for model in models:
                if span[model]:
                    cursor.execute(copying(model, {one: span[one] * times for one in models}, letter))
        times *= 2
    Project.objects.annotate(left=Mod(F("id"), 40)).filter(left=0).update(confidential=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def copied() -> list[Any]:
    from duijie.credit.models import Share, Split
    from duijie.followup.models import Note, Plan, Problem, Turn
    from duijie.funds.models import Achievement, Check, Promise, Receipt
    from duijie.leads.models import Act, Lead
    from duijie.ledger.models import Entry
    from duijie.pipeline.models import (
        Amount,
        Evidence,
        FormerName,
        Project,
        Request,
        Sheet,
        StageRow,
        StatusRow,
    )

    return [
        Project, Sheet, FormerName, StageRow, StatusRow, Request, Evidence, Amount, Receipt, Check, Promise,
        Achievement, Plan, Note, Problem, Turn, Split, Share, Lead, Act, Entry,
    ]  # fmt: skip


def copying(model: Any, shift: dict[Any, int], letter: str) -> str:
    """The statement that copies every row of a table, its own and others' numbers shifted."""
    marked = {"code", "investor", "investor_plain", "site", "search", "parent_group"}
    columns, values = [], []
    for field in model._meta.concrete_fields:
        column = f'"{field.column}"'
        columns.append(column)
        if field.primary_key:
            values.append(f"{column} + {shift[model]}")
        elif field.remote_field and field.remote_field.model in shift:
            values.append(f"{column} + {shift[field.remote_field.model]}")
        elif field.name in marked:
            values.append(f"{column} || '{letter}'")
        elif field.name == "sha256":
            values.append(f"CASE WHEN {column} = '' THEN '' ELSE substr('{letter}' || {column}, 1, 64) END")
        elif field.name == "key":
            from duijie.pipeline.models import Project

            values.append(
                f"CASE WHEN {column} LIKE '%#%' THEN {column} || '{letter}' "
                f"ELSE 'project:' || CAST(CAST(substr({column}, 9) AS INTEGER) + {shift[Project]} AS TEXT) END"
            )
        else:
            values.append(column)
    table = f'"{model._meta.db_table}"'
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table}"


def measure() -> None:
    from django.db import connection

    from duijie.accounts.models import Unit
    from duijie.accounts.operations import add_user
    from duijie.credit import queries as credit
    from duijie.figures.registry import compute
    from duijie.followup import queries as followup
    from duijie.funds import queries as funds
    from duijie.leads import queries as leads
    from duijie.pipeline import queries
    from duijie.pipeline.models import Project
    from duijie.pipeline.queries import Filters
    from duijie.vetting import queries as vetting
    from duijie.warnings.find import warnings

    unit = Unit.objects.get(name="开发区").pk
    clerk = add_user(username="clerk", password="x" * 12, display_name="经办", role="clerk", unit_id=unit)
    auditor = add_user(username="auditor", password="x" * 12, display_name="审计", role="auditor")
    below = queries.units_below(viewer=clerk)
    some = Project.objects.filter(stage="building", confidential=False).order_by("-pk").first()
    deep = far_down(clerk)

    def page(**given: Any) -> Callable[[], Any]:
        filters = Filters(**{key: value for key, value in given.items() if key not in ("sort", "after")})
        return lambda: queries.listing(
            viewer=clerk, filters=filters, sort=given.get("sort", "newest"), after=given.get("after", "")
        )

    def everything() -> None:
        queries.get(project_id=some.pk, viewer=clerk, today=TODAY)
        funds.receipts(project_id=some.pk, viewer=clerk)
        funds.promises(project_id=some.pk, viewer=clerk, today=TODAY)
        followup.plans(project_id=some.pk, viewer=clerk, today=TODAY)
        followup.notes(project_id=some.pk, viewer=clerk)
        followup.problems(viewer=clerk, today=TODAY, project_id=some.pk)
        vetting.of_project(project_id=some.pk, viewer=clerk)
        credit.splits(project_id=some.pk, viewer=clerk)
        warnings(viewer=clerk, today=TODAY, project_id=some.pk)

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM pipeline_project ORDER BY id DESC LIMIT 51")
            cursor.fetchall()

    def by_offset() -> None:
        rows = queries.visible(viewer=clerk).exclude(status="merged").order_by("-rank", "-id")
        list(rows.select_related("unit")[50_000:50_051])
        rows.count()

    marked = some.search[-6:]
    cases: dict[str, Callable[[], Any]] = {
        "list, newest": page(),
        "list, largest": page(sort="largest"),
        "list, longest at a stage": page(sort="longest", stages=("signed",)),
        "list, by name": page(sort="name"),
        "list, page far down": page(sort="largest", after=deep),
        "filter: stage": page(stages=("signed",), sort="largest"),
        "filter: two statuses, largest": page(statuses=("active", "paused"), sort="largest"),
        "filter: own units": page(unit_ids=below),
        "filter: own units, largest": page(unit_ids=below, sort="largest"),
        "filter: industry": page(industry="36"),
        "filter: source, band, largest": page(source="foreign", bands=("1bn",), sort="largest"),
        "filter: park, stage": page(park="东园", stages=("building",)),
        "search: common": page(text="轴承"),
        "search: rare": page(text=marked),
        "search: two words, largest": page(text="示例 轴承", sort="largest"),
        "search: nothing": page(text="不存在的企业"),
        "board": lambda: queries.board(viewer=clerk),
        "board, own units": lambda: queries.board(viewer=clerk, filters=Filters(unit_ids=below)),
        "board, industry": lambda: queries.board(viewer=clerk, filters=Filters(industry="36")),
        "project, with everything": everything,
        "leads, newest": lambda: leads.listing(viewer=clerk, today=TODAY),
        "leads, overdue": lambda: leads.overdue(viewer=auditor, today=TODAY),
        "lead, what may be the same": lambda: leads.duplicates(
            name="精密轴承生产基地", investor="示例新企业有限公司", credit_code="", parent_group="",
            amount=Decimal(400_000_000), viewer=clerk,
        ),
    }  # fmt: skip
    slow: dict[str, Callable[[], Any]] = {
        "warnings, whole region": lambda: warnings(viewer=auditor, today=TODAY),
        "figure projects.signed": lambda: compute(
            "projects.signed", as_of=TODAY, known_at=datetime(2030, 1, 1, tzinfo=UTC), viewer=auditor
        ),
    }
    peers = {"driver, first 51 rows": bare, "page by OFFSET, counted": by_offset}
    print(f"{'':34}{'median ms':>10}{'least':>9}{'own CPU':>9}{'queries':>9}")
    timed = {name: report(name, run, RUNS) for name, run in cases.items()}
    peer = {name: report(f"peer: {name}", run, RUNS) for name, run in peers.items()}
    for name, run in slow.items():
        report(name, run, 3)
    print(f"list over driver: {timed['list, newest'] / peer['driver, first 51 rows']:.1f}")
    print(
        f"page far down over one by OFFSET: {timed['list, page far down'] / peer['page by OFFSET, counted']:.2f}"
    )
    late = [name for name, median in timed.items() if median > LIMIT_MS]
    print(f"above {LIMIT_MS} ms: {', '.join(late) or 'none'}")


def far_down(viewer: Any) -> str:
    """The mark of a page in the middle of the list."""
    from duijie.pipeline import queries

    rows = queries.visible(viewer=viewer).exclude(status="merged").order_by("-rank", "-id")
    return queries._mark(rows[rows.count() // 2], "rank")


def report(name: str, run: Callable[[], Any], runs: int) -> float:
    """Print and give the median in milliseconds; the first run, which fills caches, does not count."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        run()
    queries = len(asked)  # a later request empties the log
    times, own = [], []
    for _ in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        run()
        times.append((time.perf_counter() - began) * 1000)
        own.append((time.process_time() - worked) * 1000)
    median = statistics.median(times)
    print(f"{name:34}{median:>10.1f}{min(times):>9.1f}{statistics.median(own):>9.1f}{queries:>9}", flush=True)
    return median


if __name__ == "__main__":
    main()
