# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie introduce``: who can introduce us to whom."""

from __future__ import annotations

from typing import Annotated

import typer

from duijie.cli.days import as_day
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import operator
from duijie.cli.words import label, say
from duijie.kernel.words import Words

STEPS = (
    Column("way", number=True), Column("from"), Column("tie"), Column("to"), Column("since"), Column("until"),
    Column("warmth", number=True), Column("record", wide=True), Column("document", wide=True),
)  # fmt: skip


def introduce(
    first: Annotated[
        str, typer.Argument(help="Whom to reach; with a second name, from whom.", metavar="NAME")
    ],
    second: Annotated[
        str, typer.Argument(help="Whom to reach from the first. Left out: from us to the first.", metavar="NAME")
    ] = "",
    form: FormatOption = None,
    as_of: Annotated[
        str | None, typer.Option(help="The day it is seen from; by default today.", metavar="DAY")
    ] = None,
    most: Annotated[int, typer.Option(help="How many ways that share nobody.", min=1, max=10)] = 3,
) -> None:  # fmt: skip
    """Print the best ways by which somebody can be reached (引荐路径), a line a step with its record."""
    viewer = operator()
    from django.utils import timezone

    from duijie.relations.queries import introduce as introductions

    source, target = (first, second) if second else ("", first)
    day = as_day(as_of, "--as-of") or timezone.localdate()
    found = introductions(source=source, target=target, viewer=viewer, as_of=day, most=most)
    rows = [
        {
            "way": number,
            "step": place,
            "from": str(step.start),
            "tie": step.tied.name,
            "to": str(step.end),
            "since": step.tied.since,
            "stated": step.tied.stated,
            "until": step.tied.until,
            "warmth": round(step.tied.warmth, 3),
            "record": step.tied.record.words,
            "opens": step.tied.record.thing,
            "document": step.tied.record.document,
            "more": step.more,
        }
        for number, way in enumerate(found.ways, 1)
        for place, step in enumerate(way.steps, 1)
    ]
    title = f"{found.source} → {found.target} · {label('as_of')} {day}"
    show(rows, STEPS, form, title=title)
    if not rows:
        none = Words(f"{found.longest}步以内没有路径", f"There is no way of {found.longest} steps or fewer.")
        typer.echo(say(none), err=True)
