"""Rules for the kind ``platform``."""

from __future__ import annotations

from collections.abc import Iterator

from duijie.reading.prepared import Prepared
from duijie.reading.statement import Found

TRIGGERS: tuple[str, ...] = ()


def find(prepared: Prepared) -> Iterator[Found]:
    """Every platform that the text asserts."""
    yield from ()
