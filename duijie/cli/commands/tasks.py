# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie tasks``: what units have to reach, with lights."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import operator
from duijie.cli.words import label

LIST = (
    Column("id", number=True), Column("light"), Column("title", wide=True), Column("unit"), Column("due_on"),
    Column("days", number=True), Column("planned", number=True), Column("done_percent", number=True), Column("state"),
)  # fmt: skip


def tasks(
    form: FormatOption = None,
    unit: Annotated[str, typer.Option(help="Only those that this unit leads or helps with.")] = "",
    light: Annotated[str, typer.Option(help="red, yellow, green, done or waiting.")] = "",
    state: Annotated[str, typer.Option(help="open, signed_off or dropped.")] = "",
    text: Annotated[str, typer.Option(help="Words in the title or the leader's name.")] = "",
    as_of: Annotated[str | None, typer.Option(help="As of a day; by default today.", metavar="DAY")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 500,
) -> None:
    """List tasks with schedule, progress and light (任务与亮灯)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.accounts.queries import unit_named
    from duijie.governance.tasks import queries
    from duijie.governance.tasks.rules import LIGHTS, STATES
    from duijie.governance.tasks.types import Filters

    for option, given, allowed in (("--light", light, LIGHTS), ("--state", state, STATES)):
        if given and given not in allowed:
            raise WrongUse(f"{option} {given!r} is not known. Use one of: {', '.join(allowed)}.")
    filters = Filters(unit_ids=(unit_named(unit).id,) if unit else (), light=light, state=state, text=text)
    today = as_day(as_of, "--as-of") or timezone.localdate()
    found = queries.tasks(viewer=viewer, as_of=today, filters=filters, limit=limit)
    rows: list[dict[str, Any]] = [
        {
            "id": one.id, "light": LIGHTS.get(one.light, one.light), "light_code": one.light,
            "title": "  " * one.depth + one.title, "unit": one.unit, "leader": one.leader, "begins_on": one.begins_on,
            "due_on": one.due_on, "days": one.days, "planned": round(one.planned, 1), "done_percent": round(one.done, 1),
            "state": STATES[one.state], "state_code": one.state, "why": one.why, "scheme": one.scheme,
            "above": one.above_id, "unchecked": one.unchecked, "unanswered": one.unanswered,
        }
        for one in found.lines
    ]  # fmt: skip
    more = f" · {label('hidden')} {found.hidden}" if found.hidden else ""
    show(rows, LIST, form, title=f"{label('as_of')} {today} · {label('tasks')} {found.count}{more}")
