"""The one door for files of enterprises: what kind a file is, and its table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Final

from duijie.registry.parquet_file import parquet_table
from duijie.registry.separated_file import separated_table
from duijie.registry.tables import Table
from duijie.registry.workbook_file import workbook_table
from duijie.text.formats.source import CannotRead

_WORKBOOKS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_OTHERS: Final = (
    (b"%PDF", "a PDF"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"\x1f\x8b", "compressed (gzip)"),
    (b"7z\xbc\xaf", "an archive"), (b"Rar!", "an archive"), (b"SQLite format 3", "a database"),
)  # fmt: skip


def open_table(path: Path, *, asked: Mapping[str, str], sheet: str, into: Path) -> Table:
    """The table in ``path``. ``asked``: heads that are wanted; ``into``: a folder for what must be laid down.

    Raises :class:`CannotRead` whatever keeps it from being read.
    """
    name = str(path)
    if path.is_dir():
        raise CannotRead(name, "is a folder", "Name a file in it")
    if path.exists() and not path.is_file():
        raise CannotRead(name, "is no file", "Save what it gives to a file")
    try:
        with path.open("rb") as file:
            magic = file.read(16)
    except FileNotFoundError as missing:
        raise CannotRead(name, "there is no such file", "Check the name and the folder") from missing
    except OSError as refused:
        raise CannotRead(
            name, f"cannot be opened ({refused.strerror})", "Check the path and who may read it"
        ) from refused
    if not magic:
        raise CannotRead(name, "it is empty", "Export it again")
    for start, what in _OTHERS:
        if magic.startswith(start):
            raise CannotRead(name, f"it is {what}", "Give Parquet, CSV, TSV, xlsx, xls or ods")
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if magic.startswith((b"PAR1", b"PARE")) or (suffix == "parquet" and b"\0" in magic):
        return parquet_table(path)
    if magic.startswith(_WORKBOOKS):
        return workbook_table(path, asked, sheet, into=into)
    if sheet:
        raise CannotRead(name, "it has no sheets", "Leave out --sheet")
    return separated_table(path, asked)
