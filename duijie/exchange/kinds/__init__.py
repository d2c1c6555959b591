"""What can come in as a sheet: one module a kind.

A further kind is a lexicon (``sheets/lexicon/CODE.toml``: its fields and the words that head them), a module here
that ends in a :class:`Kind`, and its name in :data:`KINDS`. Pages, commands, memory, undo and kills need no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from duijie.exchange.kinds import events, organisations, platforms, projects, receipts, tenants
from duijie.exchange.kinds.planned import Kind
from duijie.exchange.sheets.fields import Field

KINDS: Final[Mapping[str, Kind]] = {
    one.code: one
    for one in (
        projects.KIND,
        organisations.KIND,
        receipts.KIND,
        events.KIND,
        tenants.KIND,
        platforms.KIND,
    )
}


@cache
def fields_of() -> Mapping[str, tuple[Field, ...]]:
    """The fields by kind, in the order of the standard sheet."""
    return {code: kind.fields() for code, kind in KINDS.items()}


def field_named(kind: str, target: str) -> Field | None:
    """One field of a kind."""
    return next((field for field in fields_of()[kind] if field.target == target), None)
