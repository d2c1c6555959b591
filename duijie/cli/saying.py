# ruff: noqa: PLC0415 -- what a command needs is imported when it runs: starting must be quick, and Django set up first
"""What a statement says, on one line."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from duijie.cli.words import KINDS
from duijie.kernel.words import Words

if TYPE_CHECKING:
    from duijie.reading.kinds import Said


def kind(code: str) -> Words:
    """A kind's name in both languages."""
    return KINDS.get(code, Words(code, code))


def says(said: Said) -> str:
    """The values that are stated, in the order of the kind's fields: ``parks · 4个 · 县级``."""
    from duijie.kernel.quantity import Quantity

    parts = []
    for field in fields(said):
        value = getattr(said, field.name)
        if isinstance(value, Quantity):
            parts.append(value.words)
        elif isinstance(value, tuple):
            parts.append("、".join(value))
        elif value:
            parts.append(str(value))
    return " · ".join(part for part in parts if part)
