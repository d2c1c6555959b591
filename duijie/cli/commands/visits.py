# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie visits``: visits both ways, who else plans to see the same, and what comes next."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from duijie.cli.days import as_day
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import now, operator
from duijie.cli.words import say

VISITS = (
    Column("id", number=True), Column("organisation", wide=True), Column("direction"), Column("purpose"),
    Column("begins_on"), Column("place"), Column("unit"), Column("state"), Column("next_step", wide=True),
    Column("next_on"),
)  # fmt: skip
CLASHES = (
    Column("organisation", wide=True), Column("unit"), Column("begins_on"), Column("other_unit"),
    Column("other_begins_on"), Column("apart", number=True),
)  # fmt: skip


def visits(
    form: FormatOption = None,
    direction: Annotated[str, typer.Option(help="out or in.")] = "",
    state: Annotated[str, typer.Option(help="planned, made or cancelled.")] = "",
    since: Annotated[str | None, typer.Option(help="From this day on.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day.", metavar="DAY")] = None,
    text: Annotated[str, typer.Option(help="Words in the organisation or the place.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    clashes: Annotated[
        bool, typer.Option("--clashes", help="Two units that plan to see the same organisation.")
    ] = False,
    due: Annotated[bool, typer.Option("--due", help="Those whose next step is not done.")] = False,
    add: Annotated[
        str, typer.Option(help="Plan or record one, with --direction.", metavar="ORGANISATION")
    ] = "",
    on: Annotated[str | None, typer.Option(help="Its day; by default today.", metavar="DAY")] = None,
    purpose: Annotated[str, typer.Option(help="approach, negotiate, inspect …")] = "approach",
    place: Annotated[str, typer.Option(help="Where.")] = "",
    next_step: Annotated[str, typer.Option(help="What comes next, with --by.")] = "",
    next_on: Annotated[str | None, typer.Option("--by", help="By when.", metavar="DAY")] = None,
    notes: Annotated[str, typer.Option(help="Read by the unit alone.")] = "",
    confidential: Annotated[bool, typer.Option("--confidential", help="Other units only count it.")] = False,
    unit: Annotated[str, typer.Option(help="The unit that goes or receives.")] = "",
    done: Annotated[int | None, typer.Option(help="Its next step is done.", metavar="ID")] = None,
    outcome: Annotated[str, typer.Option(help="With --done: what came of it.")] = "",
) -> None:
    """List visits, plan or record one, or say that a next step is done (拜访接待).

    Who else plans to see the same organisation is told on standard error.
    """
    by = operator()
    from django.utils import timezone

    from duijie.accounts.queries import unit_named
    from duijie.visits import operations, queries
    from duijie.visits.rules import DIRECTIONS, STATES, load

    at = now()
    today = timezone.localdate(at)
    if clashes:
        rows = [
            {
                "organisation": one.organisation, "unit": one.first.unit, "begins_on": one.first.begins_on,
                "other_unit": one.second.unit, "other_begins_on": one.second.begins_on, "apart": one.apart,
            }
            for one in queries.clashes(viewer=by, today=today)
        ]  # fmt: skip
        show(rows, CLASHES, form)
        return
    if add:
        day = as_day(on, "--on") or today
        by_when = as_day(next_on, "--by")
        saved = operations.save_visit(
            values={
                "direction": direction, "name": add, "purpose": purpose, "begins_on": str(day), "place": place,
                "state": state or ("made" if day < today else "planned"), "next_step": next_step,
                "next_on": str(by_when or ""), "notes": notes, "confidential": "yes" if confidential else "",
            },
            unit_id=unit_named(unit).id if unit else None, by=by, at=at,
        )  # fmt: skip
        for one in saved.clashes:
            told = f"{one.organisation}: {say(one.first.unit)} {one.first.begins_on}, {say(one.second.unit)} {one.second.begins_on}"
            typer.echo(told, err=True)
        lines = [queries.visit(visit_id=saved.visit_id, viewer=by, today=today).line]
    elif done is not None:
        operations.do_next_step(visit_id=done, outcome=outcome, by=by, at=at)
        lines = [queries.visit(visit_id=done, viewer=by, today=today).line]
    elif due:
        lines = queries.next_steps(viewer=by, today=today, limit=limit)
    else:
        filters = queries.Filters(
            direction=direction, state=state, since=as_day(since, "--since"), until=as_day(until, "--until"), text=text,
            unit_ids=(unit_named(unit).id,) if unit else (),
        )  # fmt: skip
        lines = list(queries.visits(viewer=by, today=today, filters=filters, limit=limit).lines)
    rows = [
        {
            **asdict(one), "direction": DIRECTIONS[one.direction], "direction_code": one.direction,
            "purpose": load().purposes.get(one.purpose, one.purpose), "state": STATES[one.state],
            "state_code": one.state,
        }
        for one in lines
    ]  # fmt: skip
    show(rows, VISITS, form)
