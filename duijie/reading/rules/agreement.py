"""Rules for the kind ``agreement``."""

from __future__ import annotations

from collections.abc import Iterator

from duijie.reading.prepared import Prepared
from duijie.reading.statement import Found

TRIGGERS: tuple[str, ...] = ()


def find(prepared: Prepared) -> Iterator[Found]:
    """Every agreement that the text asserts."""
    yield from ()
