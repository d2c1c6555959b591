# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie leads``: register a lead, say what became of it, list what is open or overdue."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import now, operator
from duijie.cli.words import say

COLUMNS = (
    Column("id", number=True), Column("name", wide=True), Column("investor", wide=True), Column("holder"),
    Column("amount", number=True), Column("state"), Column("claim_state"), Column("protected_until"),
    Column("due"), Column("due_on"),
)  # fmt: skip
ID = "A lead's number."


def leads(
    form: FormatOption = None,
    state: Annotated[str, typer.Option(help="open, converted or lost; any by default.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose clock has run out.")] = False,
    before: Annotated[int | None, typer.Option(help="Older than this one.", metavar="ID")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    register: Annotated[str, typer.Option(help="Register one; say what it is about.", metavar="NAME")] = "",
    investor: Annotated[str, typer.Option(help="Its investor.")] = "",
    contact: Annotated[str, typer.Option(help="Whom to ask.")] = "",
    unit: Annotated[str, typer.Option(help="For which unit.")] = "",
    amount: Annotated[str, typer.Option(help="Its investment in yuan.", metavar="YUAN")] = "",
    credit_code: Annotated[str, typer.Option(help="The investor's unified social credit code.")] = "",
    group: Annotated[str, typer.Option(help="The investor's parent group.")] = "",
    accept: Annotated[int | None, typer.Option(help=f"Accept and protect. {ID}", metavar="ID")] = None,
    convert: Annotated[int | None, typer.Option(help=f"Make a project of it. {ID}", metavar="ID")] = None,
    lose: Annotated[
        int | None, typer.Option(help=f"It came to nothing; give --reason. {ID}", metavar="ID")
    ] = None,
    reason: Annotated[str, typer.Option(help="The code of a reason.")] = "",
) -> None:
    """List leads, register one, accept, convert or lose one (线索).

    What may be the same as a new lead is told on standard error; of another unit's only that there is one.
    """
    by = operator()
    from django.utils import timezone

    from duijie.accounts.queries import unit_named
    from duijie.leads import operations, queries
    from duijie.leads.rules import CLAIM_STATES

    at = now()
    today = timezone.localdate(at)
    touched: int | None = None
    if register:
        found = operations.register(
            name=register, investor=investor, contact=contact, amount=_yuan(amount), credit_code=credit_code,
            parent_group=group, unit_id=unit_named(unit).id if unit else None, by=by, at=at,
        )  # fmt: skip
        touched = found.lead_id
        for one in found.duplicates:
            number = f" {one.lead_id or one.project_id} {one.label}" if one.label else ""
            typer.echo(f"{say(one.reason)}{number}", err=True)
    if accept is not None:
        operations.rule_claim(lead_id=accept, act="accepted", by=by, at=at)
        touched = accept
    if convert is not None:
        operations.convert(lead_id=convert, by=by, at=at)
        touched = convert
    if lose is not None:
        operations.lose(lead_id=lose, reason_code=reason, by=by, at=at)
        touched = lose
    if touched is not None:
        lines = [queries.get(lead_id=touched, viewer=by, today=today).line]
    elif overdue:
        lines = queries.overdue(viewer=by, today=today, limit=limit)
    else:
        lines = queries.listing(viewer=by, today=today, state=state, before=before, limit=limit)
    rows = [
        {
            "id": one.id,
            "name": one.name,
            "investor": one.investor,
            "unit": one.unit,
            "holder": one.holder,
            "amount": one.amount,
            "state": one.state,
            "claim": one.claim,
            "claim_state": CLAIM_STATES[one.claim],
            "protected_until": one.protected_until,
            "due": one.due,
            "due_on": one.due_on,
            "project_id": one.project_id,
            "registered_at": one.registered_at,
        }
        for one in lines
    ]
    show(rows, COLUMNS, form)


def _yuan(words: str) -> Decimal | None:
    if not words:
        return None
    try:
        return Decimal(words.replace(",", ""))
    except InvalidOperation as wrong:
        raise WrongUse(f"--amount {words!r} is no number. Write it in yuan: 200000000.") from wrong
