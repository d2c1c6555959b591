# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie problems`` and ``problem``: what stands in the way of projects, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show, show_one
from duijie.cli.session import now, operator
from duijie.cli.words import say

LIST = (
    Column("id", number=True), Column("project", wide=True), Column("cause"), Column("text", wide=True),
    Column("state"), Column("level"), Column("holder"), Column("due_on"), Column("age", number=True),
)  # fmt: skip
CAUSES = (
    Column("cause"), Column("open", number=True), Column("overdue", number=True), Column("closed", number=True),
)  # fmt: skip


def problems(
    form: FormatOption = None,
    state: Annotated[str, typer.Option(help="raised, assigned, answered, closed, or unsettled for all but closed.")] = "",
    cause: Annotated[str, typer.Option(help="land, permits, energy, finance …")] = "",
    unit: Annotated[str, typer.Option(help="Only those that this unit is to settle.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those past their day.")] = False,
    causes: Annotated[bool, typer.Option("--causes", help="Counts by cause.")] = False,
    project: Annotated[int | None, typer.Option(help="Only of this project; with --raise, of which.", metavar="ID")] = None,
    raise_: Annotated[str, typer.Option("--raise", help="Raise a problem of --project and --cause.", metavar="TEXT")] = "",
    escalate: Annotated[bool, typer.Option("--escalate", help="Move all that are overdue up a level.")] = False,
    as_of: Annotated[str | None, typer.Option(help="As of a day; by default today.", metavar="DAY")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 100,
) -> None:  # fmt: skip
    """List what stands in the way of projects, or raise such a problem (企业诉求)."""
    by = operator()
    from django.utils import timezone

    from duijie.accounts.queries import unit_named
    from duijie.followup import operations, queries
    from duijie.followup.rules import STATES, load

    today = as_day(as_of, "--as-of") or timezone.localdate()
    if raise_:
        if project is None or not cause:
            raise WrongUse("Say with --project and --cause what the problem belongs to.")
        number = operations.raise_problem(project_id=project, cause=cause, text=raise_, by=by, at=now())
        _show(queries.problem(problem_id=number, viewer=by, today=today), form)
        return
    if escalate:
        show_one({"escalated": operations.escalate_overdue(by=by, at=now())}, form, [])
        return
    if causes:
        rows = [
            asdict(one) | {"cause": one.name, "code": one.cause}
            for one in queries.by_cause(viewer=by, today=today)
        ]
        show(rows, CAUSES, form)
        return
    for option, given, allowed in (
        ("--state", state, [*STATES, "unsettled"]),
        ("--cause", cause, load().causes),
    ):
        if given and given not in allowed:
            raise WrongUse(f"{option} {given!r} is not known. Use one of: {', '.join(allowed)}.")
    found = queries.problems(
        viewer=by, today=today, project_id=project, state=state, cause=cause,
        unit_id=unit_named(unit).id if unit else None, overdue=overdue, limit=limit,
    )  # fmt: skip
    show([_row(one) for one in found], LIST, form)


def problem(
    number: Annotated[int, typer.Argument(help="The problem's number.", metavar="ID")],
    form: FormatOption = None,
    assign: Annotated[str, typer.Option(help="Give it to this unit.", metavar="UNIT")] = "",
    answer: Annotated[str, typer.Option(help="Answer it.", metavar="TEXT")] = "",
    escalate: Annotated[bool, typer.Option("--escalate", help="Move it up a level.")] = False,
    close: Annotated[int | None, typer.Option(help="Close it with this evidence of the project.", metavar="EVIDENCE")] = None,
    reopen: Annotated[str, typer.Option(help="Open it again, and why.", metavar="TEXT")] = "",
) -> None:  # fmt: skip
    """Show one problem with its turns, after taking a turn (诉求办理)."""
    by = operator()
    from django.utils import timezone

    from duijie.accounts.queries import unit_named
    from duijie.followup import operations, queries

    at = now()
    acts: list[dict[str, Any]] = []
    if assign:
        acts.append({"act": "assigned", "unit_id": unit_named(assign).id})
    if answer:
        acts.append({"act": "answered", "text": answer})
    if escalate:
        acts.append({"act": "escalated"})
    if close is not None:
        acts.append({"act": "closed", "evidence_id": close})
    if reopen:
        acts.append({"act": "reopened", "text": reopen})
    if len(acts) > 1:
        raise WrongUse("One turn at a time: assign, answer, escalate, close or reopen.")
    for act in acts:
        operations.turn(problem_id=number, by=by, at=at, **act)
    _show(queries.problem(problem_id=number, viewer=by, today=timezone.localdate(at)), form)


def _row(one: Any) -> dict[str, Any]:
    from duijie.followup.rules import STATES

    return asdict(one) | {
        "cause": one.cause_name, "cause_code": one.cause, "state": STATES[one.state], "state_code": one.state,
        "level": one.level_name, "level_code": one.level,
    }  # fmt: skip


def _show(one: Any, form: Any) -> None:
    from duijie.followup.rules import ACTS, STATES

    lines = [
        f"{one.id}  {one.project}  {say(one.cause_name)}  {say(STATES[one.state])}  {one.holder}  {one.due_on or ''}",
        one.text,
        *(
            f"  {turn.at:%Y-%m-%d}  {turn.by}  {say(ACTS[turn.act])} {turn.unit} {turn.text}"
            for turn in one.turns
        ),
    ]
    show_one(_row(one), form, lines)
