"""What a scheme says: groups, numbers wanted, items that turn them into points. Frozen values without behaviour.

The head of ``assessment_schemes.toml`` tells an office how to write one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from duijie.kernel.words import Words

ONE: Final = Decimal(1)
NONE: Final = Decimal(0)
KINDS: Final = {
    "proportional": Words("按完成比例", "proportional"),
    "rate": Words("按比率", "rate"),
    "bands": Words("分档", "bands"),
    "count": Words("计数得分", "count × points"),
    "efficacy": Words("功效系数", "efficacy coefficient"),
    "deduction": Words("扣分", "deduction"),
    "veto": Words("一票否决", "veto"),
    "peers": Words("互评", "marks by peers"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Units that are compared with each other alone."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Input:
    """A number that a unit has. With ``figure`` it is the unit's share of that figure, else it is entered by hand.

    ``take``: what of a figure's things is added up, their ``amount`` or a ``count`` of them; ``per`` divides it (100000000
    for 亿元); only things of ``at_least`` and under ``below``, in the figure's own unit, are taken. ``assumed`` stands
    in where nothing is known: 0 for things that are only recorded when they happen.
    """

    code: str
    name: Words
    unit: Words
    figure: str = ""
    take: str = "amount"
    per: Decimal = ONE
    at_least: Decimal | None = None
    below: Decimal | None = None
    assumed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A number in an item's formula: ``actual`` over ``target`` (an input) or ``fixed`` (a number); ``weight`` of it.

    For what counts and deducts, ``weight`` is the points of each, and a target is what must at least be there.
    """

    actual: str
    target: str = ""
    fixed: Decimal | None = None
    weight: Decimal = ONE
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """From this value on, these points."""

    start: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """An item. ``points`` are its full marks (0 for what only adds or takes away), ``most`` and ``least`` its ends.

    ``each``: bands are looked up for every single thing and added. ``once``: among items with the same word a single
    thing counts where it brings most. ``base`` and ``span``: of the efficacy coefficient. ``trim``: marks left out at
    each end.
    """

    code: str
    name: Words
    kind: str
    terms: tuple[Term, ...]
    points: Decimal = NONE
    most: Decimal | None = None
    least: Decimal | None = NONE
    bands: tuple[Band, ...] = ()
    each: bool = False
    once: str = ""
    base: Decimal = Decimal(60)
    span: Decimal = Decimal(40)
    trim: int = 0
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme between two days. ``places`` are the decimals that every item is rounded to, half up."""

    code: str
    name: Words
    source: Words
    inputs: tuple[Input, ...]
    items: tuple[Item, ...]
    effective_from: date
    effective_until: date | None = None
    groups: tuple[Group, ...] = ()
    places: int = 2
    most: Decimal | None = None
    bonus_most: Decimal | None = None
