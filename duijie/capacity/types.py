"""Supplies, reservations and what would fit, as other packages see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from duijie.kernel.words import Told, Words
from duijie.parks.types import ParkLine, PlotLine, SpaceLine


class NoSuchReservation(Told, LookupError):
    """No reservation of this number binds anything, or the viewer may not see its project."""

    def __init__(self, number: object) -> None:
        super().__init__(
            f"没有仍有效的预留 {number}。园区页列有全部预留。",
            f"There is no reservation {number} that still binds. The park's page lists them.",
        )


class NoSuchSupply(Told, LookupError):
    """No supply has this number."""

    def __init__(self, number: object) -> None:
        super().__init__(
            f"没有供给 {number}。园区页列有全部供给。",
            f"There is no supply {number}. The park's page lists them.",
        )


NOTHING: Final = Words("", "")


@dataclass(frozen=True, slots=True)
class Lack:
    """What stood in the way of one thing that was asked for. ``short``: by how much, where it is a quantity."""

    what: str
    number: int
    why: Words
    short: Decimal | None = None


class NotEnough(Told, ValueError):
    """What was asked for cannot be promised; nothing was. ``lacks`` says what is missing, one by one."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(
            "；".join(one.why.zh for one in self.lacks), "; ".join(one.why.en for one in self.lacks)
        )


class WrongReservation(Told, ValueError):
    """A day, an amount or a project that makes no sense here."""

    def __init__(self, why: Words) -> None:
        super().__init__(why.zh, why.en)


@dataclass(frozen=True, slots=True)
class Want:
    """What is asked for: a ``plot`` or a ``space`` as a whole, or so much of a ``supply``."""

    what: str
    number: int
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """What there is of a kind: in all, promised, used, free. ``park_id`` is ``None`` for the region's own.

    What was promised until a day that is past counts as free.
    """

    id: int
    park_id: int | None
    park: str
    kind: str
    name: Words
    unit: str
    group: str
    total: Decimal
    promised: Decimal
    used: Decimal

    @property
    def free(self) -> Decimal:
        """What can still be promised."""
        return self.total - self.promised - self.used


@dataclass(frozen=True, slots=True)
class MovementLine:
    """A step of a supply's ledger with the balance after it; the project only where the viewer may read it."""

    at: datetime
    by: str
    kind: str
    total: Decimal
    promised: Decimal
    used: Decimal
    free_after: Decimal
    project_id: int | None
    project: str
    source: str


@dataclass(frozen=True, slots=True)
class ReservationLine:
    """A reservation. ``state``: ``held``, ``used``, ``released``, ``expired``; ``project`` is empty where not seen."""

    id: int
    project_id: int | None
    project: str
    what: str
    thing_id: int
    thing: str
    park_id: int | None
    park: str
    number: Decimal
    unit: str
    until: date
    state: str
    note: str
    by: str
    at: datetime
    project_active: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class Need:
    """A need of a project against what there is. ``fits`` is ``None`` where one of the two is not told."""

    code: str
    name: Words
    unit: str
    wanted: Decimal | None
    there: Decimal | None
    fits: bool | None
    told: Words = NOTHING

    @property
    def short(self) -> Decimal:
        """By how much there is too little; 0 where it fits or nothing is told."""
        if self.fits is not False or self.wanted is None or self.there is None:
            return Decimal(0)
        return self.wanted - self.there


@dataclass(frozen=True, slots=True)
class Fit:
    """A park against a project: every need with its answer, and the plots or spaces that would do, the closest first.

    ``state``: ``fits``, ``open`` (nothing fails, something is not told), ``fails``.
    """

    park: ParkLine
    needs: tuple[Need, ...]
    plots: tuple[PlotLine, ...]
    spaces: tuple[SpaceLine, ...]
    leads: bool

    @property
    def state(self) -> str:
        """Whether it fits."""
        answers = {one.fits for one in self.needs if one.wanted is not None or one.fits is not None}
        return "fails" if False in answers else "open" if None in answers else "fits"
