"""Rules for the kind ``campaign``."""

from __future__ import annotations

from collections.abc import Iterator

from duijie.reading.prepared import Prepared
from duijie.reading.statement import Found

TRIGGERS: tuple[str, ...] = ()


def find(prepared: Prepared) -> Iterator[Found]:
    """Every campaign that the text asserts."""
    yield from ()
