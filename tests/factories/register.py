"""Bulk registers made from a few lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from duijie.registry.importing import Asked, import_file
from duijie.registry.layout import Registry
from duijie.registry.names import NameIndex
from tests.cast import MORNING


def register_of(lines: Iterable[str], *, home: Path, source: str = "登记库") -> None:
    """Import lines of CSV as ``source`` into the registry under ``home``."""
    file = home / f"{source}.csv"
    file.write_text("\n".join(lines), "utf-8")
    books = Registry(home / "registry")
    import_file(books, file, asked=Asked(source), at=MORNING, names=NameIndex.open(books.names))
