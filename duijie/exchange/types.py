"""Imports as other packages see them, and what can go wrong with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from duijie.exchange.sheets.mapping import Mapped
from duijie.kernel.words import Told, Words

IMPORT_STATES = ("received", "unmapped", "previewed", "applied", "undone")
"""A file as it came; without a column that must be; compared row by row; done; taken back."""
STATES = ("new", "changed", "same", "duplicate", "refused")
"""What a row is: of a record that is not known; that differs; that says nothing new; said twice; not taken."""


class NothingToImport(Told, ValueError):
    """No table of the file fits a kind; says what was looked at."""


class WrongChoice(Told, ValueError):
    """A column, a field, a kind or a fixed value that there is not; says which there are."""


class NoSuchImport(Told, LookupError):
    """No import has this number, or the viewer may not see it."""

    def __init__(self, import_id: object) -> None:
        super().__init__(
            f"没有导入 {import_id}。duijie imports 列出全部导入。",
            f"There is no import {import_id}. `duijie imports` lists those that there are.",
        )


class WrongState(Told, ValueError):
    """An import is applied once, and undone once, in this order."""


class ChangedMeanwhile(Told, RuntimeError):
    """Records changed between preview and apply, so that rows would do something else than was shown."""

    def __init__(self, rows: list[str]) -> None:
        told = "; ".join(rows[:5]) + (f" … ({len(rows)})" if len(rows) > 5 else "")
        super().__init__(
            f"预览之后有记录被改动（{told}）。请重新比对，看现在会怎样。",
            f"Records were changed since the preview ({told}). Compare the file again to see what it does now.",
        )


class InTheWay(Told, RuntimeError):
    """An import cannot be undone because its rows were changed, or others rest on them; lists what."""

    def __init__(self, obstacles: tuple[Words, ...]) -> None:
        more = f" … ({len(obstacles)})" if len(obstacles) > 10 else ""
        zh, en = "；".join(one.zh for one in obstacles[:10]), "; ".join(one.en for one in obstacles[:10])
        super().__init__(
            f"这次导入不能撤销：{zh}{more}。请先撤回这些；什么都没有改动。",
            f"The import cannot be undone: {en}{more}. Take these back first; nothing was changed.",
        )
        self.obstacles = obstacles


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person says beside the file.

    ``mapping``: by a column's label, its field (``""``: none) and unit. ``fixed``: words for fields that no column
    fills. ``as_new``: rows (their numbers in the import) that are new though a like record is kept. ``as_of``: the
    day of what has no day of its own.
    """

    kind: str = ""
    mapping: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    as_new: frozenset[int] = frozenset()
    as_of: date | None = None


NOTHING_ASKED: Final = Asked()


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table of an imported file with its mapping. ``remembered``: whether the mapping is one of an earlier time."""

    sheet: str
    title: str
    unit: str
    head_row: int
    shape: str
    rows: int
    dropped: int
    fingerprint: str
    columns: tuple[Mapped, ...]
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class ImportInfo:
    """An import. ``state``: one of :data:`IMPORT_STATES`; ``counts``: rows by what they are."""

    id: int
    name: str
    kind: str
    state: str
    by: str
    at: datetime
    counts: Mapping[str, int]
    applied_at: datetime | None
    undone_at: datetime | None
    undone_by: str
    remarks: tuple[Words, ...]
    tables: tuple[Mapping[str, Any], ...]
    fixed: Mapping[str, str]
    as_of: date | None
    asked: str
    mapping: Mapping[str, Sequence[str]]
    as_new: frozenset[int]


@dataclass(frozen=True, slots=True)
class RowInfo:
    """A row of an import: where it stands, what it is and why. ``changes``: field, old, new."""

    number: int
    where: str
    state: str
    label: str
    record_id: int | None
    changes: tuple[tuple[Words, str, str], ...]
    reasons: tuple[Words, ...]
    cells: tuple[str | int | float | bool | None, ...]


@dataclass(frozen=True, slots=True)
class RowPage:
    """A page of rows; ``next`` is the number to go on after, ``None`` at the end."""

    rows: tuple[RowInfo, ...]
    next: int | None
