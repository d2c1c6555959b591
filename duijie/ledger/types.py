"""Entries as other packages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words


class NoSuchEntry(LookupError):
    """No entry has this number, or it has been corrected already."""

    def __init__(self, entry_id: object) -> None:
        super().__init__(
            f"There is no entry {entry_id} in force. A figure's trace lists the entries' numbers."
        )


class EvidenceMissing(ValueError):
    """An entry by hand must say what it rests on."""

    def __init__(self) -> None:
        super().__init__("An entry by hand needs its evidence. Say which paper, form or record it rests on.")


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that a fact gives rise to, before it is recorded."""

    shape: str
    measure: str
    label: str
    quantity: Quantity
    key: str = ""
    scope: str = ""
    by_when: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact that gives rise to no entry, and why."""

    statement_id: str
    quote: str
    reason: Words


@dataclass(frozen=True, slots=True)
class Posted:
    """The outcome of posting a document's facts."""

    added: int
    corrected: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryInfo:
    """An entry in force as of the day and the moment asked for."""

    id: int
    shape: str
    measure: str
    key: str
    label: str
    scope: str
    quantity: Quantity
    by_when: str
    data: Mapping[str, Any]
    effective_on: date
    recorded_at: datetime
    recorded_by: str
    basis: str
    fact_id: int | None
    evidence: str
