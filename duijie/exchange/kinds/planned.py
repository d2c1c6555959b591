"""What a row comes to once it is compared with what is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Protocol

from duijie.accounts.types import Actor
from duijie.exchange.sheets.fields import Field, built, lexicon
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.rulebook.columns import Column
from duijie.text.formats.pieces import clean

LONGEST_CELL: Final = 32_767
"""Characters that a cell of a workbook holds; longer texts leave shortened, and come back as not changed."""


_BLANK: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read: its number in the import, its place, its values, why some are missing."""

    number: int
    where: str
    values: Mapping[str, Any]
    left: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all rows of an import: the day of what has none, today, rows that are new whatever is like them.

    ``unit``: the name of the one that keeps what names none that is known. ``remarks``: whether what does not change
    what a row comes to is looked up as well.
    """

    as_of: date
    today: date
    as_new: frozenset[int] = frozenset()
    unit: str = ""
    remarks: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row is and does. ``changes``: target, old, new, as people read them; ``act`` is what the operation takes."""

    state: str
    label: str
    record_id: int | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    reasons: tuple[Words, ...] = ()
    act: Any = None


class Checker(Protocol):
    """Compares rows with what is kept; ask it for all rows of an import in their order."""

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        """What each row comes to."""


class Perform(Protocol):
    """Does what rows come to, in one go, and notes in the journal all that it writes."""

    def __call__(
        self,
        *,
        acts: Sequence[Any],
        by: Actor,
        at: datetime,
        journal: Journal,
    ) -> list[int | None]:
        """For every act the number of the record that it made; ``None`` where the record was there."""


class Checking(Protocol):
    """Makes a checker."""

    def __call__(self, *, viewer: Actor, setting: Setting) -> Checker:
        """One for an import, with what is kept as it is now."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that comes in as a sheet: its fields in the order of the standard sheet, how rows are compared and done."""

    code: str
    name: Words
    fields: Callable[[], tuple[Field, ...]]
    checker: Checking
    perform: Perform


def by_columns(kind: str, columns: Iterable[Column], longest: Mapping[str, int]) -> tuple[Field, ...]:
    """The fields of a kind's lexicon with the names and codes that a form has for them."""
    known = {one.code: one for one in columns}
    return tuple(
        built(
            entry,
            known[target].name if target in known else None,
            {one.code: one.name for one in known[target].choices} if target in known else {},
            longest.get(target, 0),
        )
        for target, entry in lexicon(kind).items()
    )


def refused(label: str, *reasons: Words) -> Planned:
    """A row that is not taken."""
    return Planned("refused", label, reasons=reasons)


def stored(values: Mapping[str, Any]) -> list[list[Any]]:
    """Values as JSON keeps them, in pairs: PostgreSQL would put the fields of an object into an order of its own."""
    return [[target, _plain(value)] for target, value in values.items()]


def loaded(values: Iterable[Sequence[Any]], fields: Mapping[str, Field]) -> dict[str, Any]:
    """The inverse of :func:`stored`."""
    found: dict[str, Any] = {}
    for target, value in values:
        holds = fields[target].holds if target in fields else "text"
        if holds == "money":
            found[target] = (Decimal(value[0]), value[1])
        else:
            found[target] = Decimal(value) if holds == "number" else value
    return found


def same_text(old: str, new: str) -> bool:
    """Whether a cell says what is kept but for blanks and control characters, which a workbook drops or replaces."""
    before, after = _bare(old), _bare(new)
    return before == after or (
        len(new) == LONGEST_CELL and new.endswith("…") and before.startswith(after.removesuffix("…"))
    )


def _bare(text: str) -> str:
    return clean(_BLANK.sub("", text))


def money_words(number: Decimal, currency: str) -> str:
    """An amount as a preview shows it: ``12,000万元``."""
    wan = (number / 10_000).normalize()
    unit = {"CNY": "万元", "USD": "万美元", "EUR": "万欧元", "HKD": "万港元", "JPY": "万日元"}.get(
        currency, f"万{currency}"
    )
    return f"{wan:,f}{unit}"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [format(value[0], "f"), value[1]]
    return format(value, "f") if isinstance(value, Decimal) else value
