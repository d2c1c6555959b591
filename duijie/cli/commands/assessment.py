# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""``duijie assess``: units scored by a scheme as of a day, and how a unit's points came about. Nothing is written."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from duijie.cli.days import as_day, as_moment
from duijie.cli.printing import Column, FormatOption, show
from duijie.cli.session import operator

SCHEMES = (
    Column("code"),
    Column("name", wide=True),
    Column("full", number=True),
    Column("source", wide=True),
)
PLACES = (
    Column("place", "rank", number=True),
    Column("unit"),
    Column("group"),
    Column("points", number=True),
)
PARTS = (
    Column("item", wide=True), Column("formula", wide=True), Column("points", number=True), Column("notes", wide=True),
)  # fmt: skip


def assess(
    scheme: Annotated[str, typer.Argument(help="The scheme's code; without one, list those in force.")] = "",
    form: FormatOption = None,
    as_of: Annotated[str | None, typer.Option(help="The day; by default today.", metavar="DAY")] = None,
    unit: Annotated[str, typer.Option(help="Show how this unit's points came about.", metavar="NAME")] = "",
    known_at: Annotated[
        str | None, typer.Option(help="Use what was known at this moment; by default now.", metavar="MOMENT")
    ] = None,
) -> None:
    """Score units by a scheme, as those of its latest assessment (考核)."""
    viewer = operator()
    from django.utils import timezone

    from duijie.accounts.queries import unit_named, units
    from duijie.assessment import queries, rules
    from duijie.assessment.types import RESULT, NoSuchRun

    day = as_day(as_of, "--as-of") or timezone.localdate()
    rows: list[dict[str, Any]]
    if not scheme:
        viewer.must("see")
        rows = [
            {
                "code": one.code, "name": one.name, "source": one.source,
                "full": sum(item.points for item in one.items if not item.bonus),
                "items": [item.code for item in one.items], "effective_from": one.effective_from,
            }
            for one in rules.on(day)
        ]  # fmt: skip
        show(rows, SCHEMES, form)
        return
    rule, scores, _untold = queries.worked_out(
        code=scheme, members=queries.members_of_last(code=scheme, on=day), as_of=day,
        known_at=as_moment(known_at, "--known-at"), viewer=viewer,
    )  # fmt: skip
    if not unit:
        names, groups = units(), {one.code: one.name for one in rules.groups_of(rule)}
        rows = [
            {
                "place": one.place, "unit": names[one.unit_id].name, "group": groups[one.group], "points": one.total,
                "vetoed": one.vetoed, "parts": {part.item: part.points for part in one.parts}, "scheme": rule.code,
                "as_of": day,
            }
            for one in scores
        ]  # fmt: skip
        show(rows, PLACES, form)
        return
    wanted = unit_named(unit).id
    found = next((one for one in scores if one.unit_id == wanted), None)
    if found is None:
        raise NoSuchRun(RESULT, unit)
    items = {item.code: item.name for item in rule.items}
    rows = [
        {"item": items[part.item], "formula": part.formula, "points": part.points, "notes": list(part.notes)}
        for part in found.parts
    ]
    rows += [{"item": one.why, "formula": "", "points": one.points, "notes": []} for one in found.changes]
    show(rows, PARTS, form, title=f"{unit} {found.total}")
