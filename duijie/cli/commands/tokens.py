# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie tokens``: keys with which programs call the interface."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import now, operator
from duijie.cli.words import say
from duijie.kernel.words import Words


def tokens(
    form: FormatOption = None,
    issue: Annotated[str, typer.Option(help="Issue one; say what it is for.", metavar="LABEL")] = "",
    user: Annotated[
        str, typer.Option("--for", help="Whom it acts for; by default this machine's operator.")
    ] = "",
    scope: Annotated[
        list[str] | None, typer.Option(help="read or write; may be given several times.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it is good for.")] = 90,
    withdraw: Annotated[list[int] | None, typer.Option(help="A token's number.", metavar="ID")] = None,
) -> None:
    """List tokens of the interface, issue one, or withdraw some (接口令牌).

    A token's text is printed once, when it is issued.
    """
    by = operator()
    from django.db import transaction

    from duijie.accounts import operations, queries

    at = now()
    with transaction.atomic():
        for number in withdraw or ():
            operations.withdraw_token(token_id=number, by=by, at=at)
        made = {}
        if issue:
            number, text = operations.issue_token(
                username=user or operations.LOCAL,
                label=issue,
                scopes=scope or ["read"],
                expires_at=at + timedelta(days=days),
                by=by,
                at=at,
            )
            made[number] = text
    if made:
        warning = Words("令牌只显示这一次，请妥善保存", "The token is shown this once; keep it safe")
        typer.echo(say(warning), err=True)
    rows = [
        {
            "id": one.id,
            "label": one.label,
            "user": one.username,
            "scopes": " ".join(one.scopes),
            "created_at": one.created_at,
            "expires_at": one.expires_at,
            "withdrawn_at": one.withdrawn_at,
            "token": made.get(one.id, ""),
        }
        for one in queries.tokens(viewer=by)
        if not made or one.id in made
    ]
    shown = (Column("id", number=True), Column("label", wide=True), Column("user"), Column("scopes"),
             Column("expires_at"), Column("withdrawn_at"))  # fmt: skip
    show(rows, (*shown, Column("token", wide=True)) if made else shown, form)
