# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie feed``: figures and entries as tidy tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from duijie.cli.days import as_day, as_moment
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import now, operator


def feed(
    kind: Annotated[str, typer.Argument(help="figures or entries.", metavar="TABLE")],
    out: Annotated[
        Path, typer.Option(help="The file; its ending says the form.", metavar="OUT.parquet|OUT.csv")
    ],
    as_of: Annotated[
        str | None, typer.Option(help="By default the region's closing day, else today.", metavar="DAY")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option(help="As known at this moment; by default now.", metavar="MOMENT")
    ] = None,
    every: Annotated[
        str | None, typer.Option(help="Figures also at each month's end: month.", metavar="month")
    ] = None,
    since: Annotated[str | None, typer.Option(help="The first month of the series.", metavar="DAY")] = None,
    form: FormatOption = None,
) -> None:
    """Write figures or entries as a tidy table for other programs (数据表)."""
    if (every, since) != (None, None) and (every != "month" or since is None or kind != "figures"):
        raise WrongUse("A series is of figures, with --every month and --since DAY together.")
    by = operator()
    from django.utils import timezone

    from duijie.accounts.queries import own_region
    from duijie.figures.feed.operations import write_feed
    from duijie.figures.feed.rows import month_ends

    day = as_day(as_of, "--as-of") or own_region().closed_on or timezone.localdate()
    first = as_day(since, "--since")
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            sent = write_feed(
                kind=kind, form=out.suffix.removeprefix(".").lower(),
                days=month_ends(first, day) if first else (day,), known_at=as_moment(known_at, "--known-at"),
                to=file, by=by, at=now(),
            )  # fmt: skip
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    show(
        [{"file": str(out), "rows": sent.rows, "as_of": day}],
        (Column("file", wide=True), Column("rows", number=True), Column("as_of")),
        form,
    )
