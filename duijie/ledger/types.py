"""Entries as other packages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Told, Words


class NoSuchEntry(Told, LookupError):
    """No entry has this number, or it has been corrected already."""

    def __init__(self, entry_id: object) -> None:
        super().__init__(
            f"没有有效的台账条目 {entry_id}。指标的溯源页列有条目编号。",
            f"There is no entry {entry_id} in force. A figure's trace lists the entries' numbers.",
        )


class EvidenceMissing(Told, ValueError):
    """An entry by hand must say what it rests on."""

    def __init__(self) -> None:
        super().__init__(
            "手工入账须写明依据，是哪份文件、表格或记录。",
            "An entry by hand needs its evidence. Say which paper, form or record it rests on.",
        )


UNTOLD: Final = "-"
"""In the place of a park, source, band or chain: of which it is not told."""
NO_UNIT: Final = 0
"""In the place of a unit: of which it is not told."""


@dataclass(frozen=True, slots=True)
class Within:
    """What an entry belongs to, or what a question is narrowed to; several at once hold together.

    ``unit`` keeps the thing (a question takes in the units below it), ``park`` by its name, ``source`` where the
    investor comes from (the two digits of a province, or ``foreign``), ``band`` a code of the size bands, ``chain`` an industry chain's name,
    ``basis`` what the number rests on. ``None``: not told, or not narrowed. A question for what is not told asks for
    :data:`UNTOLD`, of a unit for :data:`NO_UNIT`.
    """

    unit: int | None = None
    park: str | None = None
    source: str | None = None
    band: str | None = None
    chain: str | None = None
    basis: str | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, name) is not None for name in DIMENSIONS)

    def asked(self) -> dict[str, str]:
        """As it stands in an address: ``unit=3``, ``park=…``."""
        return {name: str(value) for name in DIMENSIONS if (value := getattr(self, name)) is not None}


NOWHERE: Final = Within()
DIMENSIONS: Final = ("unit", "park", "source", "band", "chain", "basis")


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
    belongs: Within = NOWHERE


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that another package's record gives rise to; ``evidence`` says which record."""

    draft: Draft
    effective_on: date
    evidence: str
    basis: str = "reported"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact that gives rise to no entry, and why."""

    statement_id: str
    quote: str
    reason: Words


@dataclass(frozen=True, slots=True)
class Posted:
    """The outcome of posting a document's facts, or of bringing the ledger in step with records; ``derived`` counts the
    records of which lists said something else."""

    added: int
    corrected: int
    left_out: tuple[LeftOut, ...] = ()
    derived: int = 0

    def __bool__(self) -> bool:
        """Whether the ledger, or a list, says something else than before."""
        return bool(self.added or self.corrected or self.derived)

    def __add__(self, other: Posted) -> Posted:
        """Both outcomes as one."""
        return Posted(
            self.added + other.added, self.corrected + other.corrected, self.left_out + other.left_out,
            self.derived + other.derived,
        )  # fmt: skip


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
    told_as: str = ""
    """The key under which a document tells it, where that is known to be another thing's."""
    belongs: Within = NOWHERE


class AlreadyIdentified(Told, ValueError):
    """A key stands for one thing at a time."""

    def __init__(self, key: str, thing: str) -> None:
        super().__init__(
            f"“{key}”已认定为“{thing}”。请先撤回。",
            f"{key!r} is known to be {thing!r} already. Take that back first.",
        )


class GoesInCircles(Told, ValueError):
    """An identity would make a thing stand for itself by way of others."""

    def __init__(self, key: str, thing: str) -> None:
        super().__init__(
            f"“{thing}”已认定为“{key}”。请先撤回，或将两者对调。",
            f"{thing!r} is known to be {key!r}. Take that back first, or turn the two round.",
        )


class NoSuchIdentity(Told, LookupError):
    """No identity in force has this number."""

    def __init__(self, identity_id: object) -> None:
        super().__init__(
            f"没有有效的认定 {identity_id}，可能已撤回。",
            f"There is no identity {identity_id} in force. It may have been taken back already.",
        )


@dataclass(frozen=True, slots=True)
class IdentityInfo:
    """A word on what a key stands for, in force or taken back."""

    id: int
    key: str
    thing: str
    reason: str
    by: str
    at: datetime
    taken_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What held at a moment for a viewer: what keys stand for, since when each thing stands in records of its own by
    measure, and which keys are counted without being read."""

    things: Mapping[str, str]
    first_days: Mapping[tuple[str, str], date]
    veiled: frozenset[str]
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out of it meanwhile, for the next read: the columns as they were then, keys by number."""
