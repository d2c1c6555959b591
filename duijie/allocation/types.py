"""A proposal as other packages see it: who goes where, who stays out for lack of what, what binds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from duijie.capacity.types import Want
from duijie.kernel.words import Told, Words
from duijie.parks.types import ParkLine
from duijie.pipeline.types import ProjectLine


class NothingToPlace(Told, ValueError):
    """There is no candidate or no park."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be allocated. ``None``: all that there is. ``barred``: pairs of project and park that may not be.

    ``weights`` by code of ``points.toml``; ``open_needs``: whether a park may be proposed though it does not tell all.
    """

    project_ids: tuple[int, ...] | None = None
    park_ids: tuple[int, ...] | None = None
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    barred: frozenset[tuple[int, int]] = frozenset()
    open_needs: bool = True


@dataclass(frozen=True, slots=True)
class Thing:
    """Something given out: a plot, a space or a supply. ``amount`` is the area of ground, else in the supply's unit."""

    name: Words
    holder: str
    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A project and the park proposed. ``wants`` is what to reserve; ``open_needs`` what has to be asked first."""

    project: ProjectLine
    park: ParkLine
    points: int
    things: tuple[Thing, ...]
    wants: tuple[Want, ...]
    liked: tuple[Words, ...]
    open_needs: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Wanting:
    """What is too little. For ground ``wanted`` is the size that is needed and ``free`` the largest left."""

    name: Words
    holder: str
    wanted: Decimal
    free: Decimal
    unit: str

    @property
    def short(self) -> Decimal:
        """By how much."""
        return self.wanted - self.free


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A project without a place. ``nearest`` lacks least, and ``lacks`` is enough to add for the project to fit there
    beside all others; ``None`` where every park is ruled out, as ``why`` says.
    """

    project: ProjectLine
    points: int
    nearest: ParkLine | None
    lacks: tuple[Wanting, ...]
    parks: int
    why: tuple[tuple[Words, int], ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """Something that is given out so far that it keeps projects out. ``price``: points that one more unit is worth."""

    thing: Thing
    taken: Decimal
    keeps_out: tuple[str, ...]
    price: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who goes where. ``bound``: no allocation is worth more points; ``proven``: this one is worth as much.

    ``liked`` of at most ``liked_bound``. ``stopped``: the clock ended the search, and another run may find another.
    """

    placed: tuple[Placed, ...]
    left: tuple[LeftOut, ...]
    binding: tuple[Binding, ...]
    points: int
    bound: int
    liked: int
    liked_bound: int
    seconds: float
    stopped: bool
    ways: int

    @property
    def proven(self) -> bool:
        """Whether no allocation is worth more."""
        return self.points >= self.bound

    @property
    def gap(self) -> float:
        """By which share of the bound it could be better at most."""
        return 0.0 if self.proven else 1 - self.points / self.bound
