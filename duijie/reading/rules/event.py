"""Rules for the kind ``event``."""

from __future__ import annotations

from collections.abc import Iterator

from duijie.reading.prepared import Prepared
from duijie.reading.statement import Found

TRIGGERS: tuple[str, ...] = ()


def find(prepared: Prepared) -> Iterator[Found]:
    """Every event that the text asserts."""
    yield from ()
