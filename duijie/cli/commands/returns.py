# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie returns``: what units are asked for, how far each is, and the sheet that goes out and comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from duijie.cli.files import bytes_of
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import now, operator
from duijie.cli.words import say

RETURNS = (
    Column("id", number=True), Column("name", wide=True), Column("begins_on"), Column("due_on"), Column("done", number=True),
    Column("units", number=True),
)  # fmt: skip
UNITS = (
    Column("asked", number=True), Column("unit"), Column("state"), Column("answered", number=True),
    Column("projects", number=True), Column("late"), Column("urged", number=True),
)  # fmt: skip
CHANGES = (
    Column("name", wide=True),
    Column("field"),
    Column("old"),
    Column("new"),
    Column("reason", wide=True),
)


def returns(
    number: Annotated[int | None, typer.Argument(help="Show the units of this one.", metavar="RETURN")] = None,
    form: FormatOption = None,
    changes: Annotated[bool, typer.Option("--changes", help="What changed since the last one, and why.")] = False,
    sheet: Annotated[int | None, typer.Option(help="Write the sheet of a unit's part.", metavar="ASKED")] = None,
    out: Annotated[Path, typer.Option(help="Where to.", metavar="OUT.xlsx")] = Path("return.xlsx"),
    back: Annotated[Path | None, typer.Option(help="Show what a sheet that came back changes.", metavar="FILE")] = None,
    take: Annotated[bool, typer.Option("--take", help="With --back: take it.")] = False,
    urge: Annotated[int | None, typer.Option(help="Urge a unit.", metavar="ASKED")] = None,
) -> None:  # fmt: skip
    """List returns and how far units are, write a unit's sheet, or take one back (报送)."""
    by = operator()
    from django.utils import timezone

    from duijie.returns import operations, queries
    from duijie.returns.rules import shown
    from duijie.returns.sheets import sheet_back, sheet_of

    at = now()
    today = timezone.localdate(at)
    if urge is not None:
        operations.urge(asked_id=urge, by=by, at=at)
    elif sheet is not None:
        by.must("add")
        out.write_bytes(sheet_of(asked_id=sheet, viewer=by))
    elif back is not None or changes:
        if back is not None:
            asked, said, reasons = sheet_back(data=bytes_of(back), name=back.name, viewer=by)
            found, faults = operations.compare(asked_id=asked, said=said, viewer=by)
            for (_, field), why in faults.items():
                typer.echo(f"{field}: {say(why)}", err=True)
            if take:
                found = operations.answer(asked_id=asked, said=said, reasons=reasons, by=by, at=at)
        else:
            found = queries.changed_since_last(return_id=number or 0, viewer=by)
        rows = [
            {
                "project_id": one.project_id, "name": one.project, "unit": one.unit, "field": one.field.name,
                "old": shown(one.field, one.old), "new": shown(one.field, one.new), "reason": one.reason,
                "wants_reason": one.wants_reason,
            }
            for one in found
        ]  # fmt: skip
        show(rows, CHANGES, form)
    elif number is not None:
        info = queries.get(return_id=number, viewer=by, today=today)
        rows = [
            {
                "asked": one.asked_id, "unit": one.unit, "state": one.state, "answered": one.answered,
                "projects": one.projects, "late": one.late, "urged": one.urged, "last_at": one.last_at,
            }
            for one in info.units
        ]  # fmt: skip
        show(rows, UNITS, form)
    else:
        rows = [
            {
                "id": one.id, "name": one.name, "begins_on": one.begins_on, "ends_on": one.ends_on, "due_on": one.due_on,
                "done": sum(unit.state in ("done", "nothing") for unit in one.units), "units": len(one.units),
            }
            for one in queries.listing(viewer=by, today=today)
        ]  # fmt: skip
        show(rows, RETURNS, form)
