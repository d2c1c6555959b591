# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie acts`` and ``duijie may``: who did what, and who may do what."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from duijie.cli.days import as_day
from duijie.cli.errors import WrongUse
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import now, operator
from duijie.cli.words import say

ACTS = (
    Column("at"), Column("by"), Column("unit"), Column("via"), Column("act"), Column("record"), Column("detail", wide=True),
)  # fmt: skip


def acts(
    form: FormatOption = None,
    person: Annotated[str, typer.Option(help="Name to sign in with, or words of the person's name.")] = "",
    unit: Annotated[str, typer.Option(help="A unit and those below it.")] = "",
    act: Annotated[list[str] | None, typer.Option(help="An act's code, such as edit_project.")] = None,
    record: Annotated[
        str, typer.Option(help="project:12, or a kind such as project.", metavar="RECORD")
    ] = "",
    since: Annotated[str | None, typer.Option(help="From this day on.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day.", metavar="DAY")] = None,
    text: Annotated[str, typer.Option(help="Words in what was recorded.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000)] = 50,
    out: Annotated[
        Path | None, typer.Option(help="Write all of it there; that it was taken out is recorded.", metavar="OUT.xlsx|OUT.csv")
    ] = None,
) -> None:  # fmt: skip
    """Who did what to which record, when, from where, the latest first (操作记录)."""
    by = operator()
    from duijie.accounts.acts import Filters
    from duijie.accounts.queries import unit_named, units_below
    from duijie.acts.operations import WRITERS, as_row, export
    from duijie.acts.queries import all_acts

    filters = Filters(
        person=person, unit_ids=tuple(units_below(unit_named(unit).id)) if unit else (), operations=tuple(act or ()),
        subject=record, since=as_day(since, "--since"), until=as_day(until, "--until"), text=text,
    )  # fmt: skip
    if out is not None:
        kind = out.suffix.removeprefix(".").lower()
        if kind not in WRITERS:
            raise WrongUse(f"{out}: name a file that ends in .xlsx or .csv.")
        out.write_bytes(export(filters=filters, form=kind, by=by, at=now(), say=say))
        return
    found = all_acts(viewer=by, filters=filters, most=limit, at_once=min(limit, 1000))
    rows = (
        {
            **as_row(row, say),
            "operation": row.operation,
            "subject": row.subject,
            "detail_raw": dict(row.detail),
        }
        for row in found
    )
    show(rows, ACTS, form)


def may(form: FormatOption = None) -> None:
    """Who may do what: roles, acts and how far each reaches (权限表)."""
    operator()
    from duijie.accounts.rules import ACTS as TABLE
    from duijie.accounts.rules import ROLE_NAMES, scope
    from duijie.kernel.words import Words

    reach = {
        "region": Words("全域", "region"),
        "subtree": Words("本单位及下级", "own unit and below"),
        "": Words("–", "–"),
    }
    hidden = Words("查看保密记录", "see confidential records")
    named = {**{act: name for act, (name, _) in TABLE.items()}, "confidential": hidden}
    rows = [
        {"act": name, "act_code": act, **{role: reach[scope(role, act)] for role in ROLE_NAMES}}
        for act, name in named.items()
    ]
    columns = chain([Column("act")], (Column(role, f"role_{role}") for role in ROLE_NAMES))
    show(rows, tuple(columns), form)
