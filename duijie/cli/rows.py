# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""A statement as a row of output: flat for programs, few words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from duijie.cli.printing import Format
from duijie.cli.saying import kind, says

if TYPE_CHECKING:
    from duijie.reading.statement import Statement


def row_of(statement: Statement, form: Format) -> dict[str, Any]:
    """A statement as ``form`` shows it."""
    row = _for_people(statement) if form is Format.TABLE else statement.as_json()
    if form is Format.CSV:
        row["values"] = _own_values(statement)
    return row


def _for_people(statement: Statement) -> dict[str, Any]:
    return {
        "kind": kind(statement.kind),
        "says": says(statement.said),
        "place": f"{statement.place.start}–{statement.place.end}",
        "quote": statement.quote,
    }


def _own_values(statement: Statement) -> dict[str, Any]:
    from duijie.reading.kinds import as_values

    return as_values(statement.said)
