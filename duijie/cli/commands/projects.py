# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie projects``, ``project``, ``warnings``: lists, one project with everything, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show, show_one
from duijie.cli.session import now, operator
from duijie.cli.words import label, say

if TYPE_CHECKING:
    from datetime import date, datetime

    from duijie.accounts.types import Actor
    from duijie.pipeline.types import ProjectLine

COLUMNS = (
    Column("id", number=True), Column("name", wide=True), Column("investor", wide=True), Column("stage"),
    Column("since"), Column("status"), Column("investment", number=True), Column("unit"),
)  # fmt: skip
BOARD = (
    Column("stage"), Column("count", number=True), Column("investment", number=True), Column("largest", wide=True)
)  # fmt: skip


def projects(
    form: FormatOption = None,
    stage: Annotated[
        list[str] | None, typer.Option(help="Only at this stage; several times for several.")
    ] = None,
    status: Annotated[list[str] | None, typer.Option(help="active, paused, lost, ended or merged.")] = None,
    unit: Annotated[str, typer.Option(help="Only those that this unit keeps.")] = "",
    industry: Annotated[str, typer.Option(help="By the beginning of its code.")] = "",
    source: Annotated[str, typer.Option(help="foreign, domestic, province, city or own.")] = "",
    band: Annotated[list[str] | None, typer.Option(help="By size: 100m, 500m, 1bn …")] = None,
    text: Annotated[
        str, typer.Option(help="Words in the name, a former one, the investor or the code.")
    ] = "",
    sort: Annotated[str, typer.Option(help="newest, largest, smallest, longest or name.")] = "newest",
    after: Annotated[
        str, typer.Option(help="The mark that the page before ended with.", metavar="MARK")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    board: Annotated[bool, typer.Option("--board", help="By stage, with the largest of each.")] = False,
    open_: Annotated[str, typer.Option("--open", help="Open a project in reserve.", metavar="NAME")] = "",
    recount: Annotated[
        bool,
        typer.Option(
            "--recount", help="Count anew what every project lacks, after rules of gates were changed."
        ),
    ] = False,
) -> None:
    """List projects, show the board, or open one for --unit (项目台账)."""
    by = operator()
    from duijie.accounts.queries import unit_named
    from duijie.pipeline import operations, queries

    if recount:
        typer.echo(str(operations.recount(by=by, at=now())))
        return
    if open_:
        if not unit:
            raise WrongUse("Say with --unit who keeps the project.")
        number = operations.open_project(name=open_, unit_id=unit_named(unit).id, by=by, at=now())
        _show_project(number, by, form)
        return
    if sort not in queries.SORTS:
        raise WrongUse(f"--sort {sort!r} is not known. Use one of: {', '.join(queries.SORTS)}.")
    filters = queries.Filters(
        stages=tuple(stage or ()),
        statuses=tuple(status or ()),
        unit_ids=(unit_named(unit).id,) if unit else (),
        industry=industry,
        source=source,
        bands=tuple(band or ()),
        text=text,
    )
    if board:
        rows = [
            {
                "code": one.stage,
                "stage": one.name,
                "count": one.count,
                "investment": one.investment,
                "largest": [line.name for line in one.lines],
            }
            for one in queries.board(viewer=by, filters=filters, first=3)
        ]
        show(rows, BOARD, form)
        return
    page = queries.listing(viewer=by, filters=filters, sort=sort, after=after, limit=limit)
    show([_row(line) for line in page.lines], COLUMNS, form)
    if page.next:
        typer.echo(f"--after {page.next}", err=True)


def project(
    number: Annotated[int, typer.Argument(help="The project's number.", metavar="ID")],
    form: FormatOption = None,
    put: Annotated[
        list[str] | None,
        typer.Option("--set", help="Fill in a column of the ledger sheet.", metavar="COLUMN=VALUE"),
    ] = None,
    attach: Annotated[list[str] | None, typer.Option(help="Attach evidence.", metavar="KIND=TITLE")] = None,
    amount: Annotated[
        list[str] | None,
        typer.Option(
            help="State an agreed amount in yuan: total_investment=200000000; contract.total_investment for the contract's.",
            metavar="KIND=NUMBER",
        ),
    ] = None,
    to: Annotated[str, typer.Option(help="Enter a stage, or go back to one.", metavar="STAGE")] = "",
    on: Annotated[str | None, typer.Option(help="Since when; by default today.", metavar="DAY")] = None,
    reason: Annotated[str, typer.Option(help="Why; a step back needs it.")] = "",
) -> None:
    """Show one project with everything, after filling in, attaching, stating and moving on (项目详情).

    All of it or nothing. A step that wants a second person waits for that person.
    """
    by = operator()
    from django.db import transaction
    from django.utils import timezone

    from duijie.pipeline import operations

    at = now()
    day = as_day(on, "--on") or timezone.localdate(at)
    with transaction.atomic():
        if put:
            operations.edit_project(
                project_id=number, columns=dict(_pairs(put, "--set")), reason=reason, by=by, at=at
            )
        for kind, title in _pairs(attach or (), "--attach"):
            operations.attach(project_id=number, kind=kind, title=title, by=by, at=at)
        for kind, value in _pairs(amount or (), "--amount"):
            _state(number, kind, value, day, by, at)
        if to:
            operations.move(project_id=number, stage=to, effective_on=day, reason=reason, by=by, at=at)
    _show_project(number, by, form)


def warnings(
    form: FormatOption = None,
    number: Annotated[
        int | None, typer.Option("--project", help="Only of this project.", metavar="ID")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="As of a day; by default today.", metavar="DAY")] = None,
) -> None:
    """List what the rules of early warning find, with reason and rows (预警)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.warnings.find import warnings as find

    today = as_day(as_of, "--as-of") or timezone.localdate()
    rows = [
        {
            "rule": one.rule.code,
            "warning": one.rule.name,
            "projects": list(map(str, one.project_ids)),
            "reason": one.reason,
            "rows": list(one.rows),
        }
        for one in find(viewer=viewer, today=today, project_id=number)
    ]
    show(
        rows,
        (
            Column("warning"),
            Column("projects"),
            Column("reason", wide=True),
            Column("rows", "records", wide=True),
        ),
        form,
    )


def _state(number: int, kind: str, value: str, day: date, by: Actor, at: datetime) -> None:
    from duijie.pipeline import operations

    try:
        yuan = Decimal(value.replace(",", ""))
    except InvalidOperation as wrong:
        raise WrongUse(
            f"--amount {kind}={value!r} is no number. Write it in yuan: {kind}=200000000."
        ) from wrong
    operations.state_amount(
        project_id=number,
        kind=kind.removeprefix("contract."),
        number=yuan,
        phase="contract" if kind.startswith("contract.") else "intention",
        effective_on=day,
        by=by,
        at=at,
    )


def _pairs(given: Iterable[str], option: str) -> list[tuple[str, str]]:
    pairs = [one.partition("=") for one in given]
    for name, mark, _ in pairs:
        if not mark:
            raise WrongUse(f"{option} {name!r} has no '='. Write it as NAME=VALUE.")
    return [(name, value) for name, _, value in pairs]


def _row(line: ProjectLine) -> dict[str, Any]:
    from duijie.pipeline.rules import STATUSES, load

    row = asdict(line)
    return {
        **row,
        "stage": load().stages[line.stage].name,
        "stage_code": line.stage,
        "since": line.stage_since,
        "status": STATUSES[line.status],
        "status_code": line.status,
    }


def _show_project(number: int, by: Actor, form: Any) -> None:
    from django.utils import timezone

    from duijie.credit import queries as credit
    from duijie.followup import queries as followup
    from duijie.funds import queries as funds
    from duijie.pipeline import queries
    from duijie.vetting import queries as vetting
    from duijie.warnings.find import warnings as find

    today = timezone.localdate()
    info = queries.get(project_id=number, viewer=by, today=today)
    received = funds.received(project_ids=[number], viewer=by, today=today).get(number)
    found = find(viewer=by, today=today, project_id=number)
    record = {
        **asdict(info),
        **_row(info.line),
        "received": asdict(received) if received else None,
        "receipts": [asdict(one) for one in funds.receipts(project_id=number, viewer=by)],
        "promises": [asdict(one) for one in funds.promises(project_id=number, viewer=by, today=today)],
        "plans": [asdict(one) for one in followup.plans(project_id=number, viewer=by, today=today)],
        "notes": [asdict(one) for one in followup.notes(project_id=number, viewer=by)],
        "problems": [asdict(one) for one in followup.problems(viewer=by, today=today, project_id=number)],
        "vettings": [asdict(one) for one in vetting.of_project(project_id=number, viewer=by)],
        "splits": [asdict(one) for one in credit.splits(project_id=number, viewer=by)],
        "warnings": [{"rule": one.rule.code, "reason": one.reason} for one in found],
    }
    record.pop("line")
    row = _row(info.line)
    lines = [f"{info.line.code}  {info.line.name}", f"{label('investor')}: {info.line.investor}"]
    lines += [f"{label('stage')}: {say(row['stage'])} ({info.line.stage_since})  {say(row['status'])}"]
    if info.line.investment is not None:
        lines.append(f"{label('investment')}: {info.line.investment:,.0f}")
    lines += [f"  {one.effective_on}  {one.stage}  {one.by}  {one.reason}" for one in info.stages]
    lines += [f"{label('message')}: {say(one.message)}" for one in info.missing]
    lines += [f"{label('warning')}: {say(one.rule.name)}: {say(one.reason)}" for one in found]
    show_one(record, form, lines)
