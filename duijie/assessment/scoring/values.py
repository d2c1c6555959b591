"""Numbers as they go in, and the score as it comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from duijie.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Thing:
    """A single thing within a number: a project, an event, a mark. ``share`` is the part of it that is this unit's.

    ``key`` makes it the same thing in another number (``project:7``); ``whole`` is its own size before it is shared,
    ``adds`` what of the number it is.
    """

    key: str
    label: str
    whole: Decimal
    adds: Decimal
    share: Decimal = Decimal(1)
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a unit. ``value`` is ``None`` where nothing is known, which is not zero; ``assumed`` says that the
    scheme fills it in. ``evidence`` is what it rests on."""

    value: Decimal | None
    things: tuple[Thing, ...] = ()
    evidence: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What an item gave. ``formula`` is the arithmetic with the numbers put in, the same in both languages."""

    item: str
    points: Decimal
    formula: str
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What the whole loses or gains after the items: a cap of bonus or total, a veto."""

    why: Words
    points: Decimal


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit's score: ``total`` is the sum of the parts and the changes, to the last digit.

    ``place`` counts within the group; who scores alike shares one, and the next is left out.
    """

    unit_id: int
    group: str
    total: Decimal
    place: int
    parts: tuple[Part, ...]
    changes: tuple[Change, ...] = ()
    vetoed: bool = False
    numbers: dict[str, Number] = field(default_factory=dict)
