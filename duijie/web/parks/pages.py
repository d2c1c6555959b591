"""What the page of a park shows besides tables: its plan and its bars. Ready values only."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.engagement.pages import Known, Table
from duijie.web.outlook.pages import FanYear
from duijie.web.pages.parts import Link


@dataclass(frozen=True, slots=True)
class Tile:
    """A plot on the plan. ``x`` … ``tall`` are its place in the drawing; all 0 where plots stand in a grid."""

    label: str
    note: str
    state: str
    title: str
    url: str
    x: int = 0
    y: int = 0
    wide: int = 0
    tall: int = 0

    @property
    def middle(self) -> str:
        """Where its number is printed."""
        return f"{self.x + self.wide / 2:g}"

    @property
    def line(self) -> str:
        """At which height its number is printed."""
        return f"{self.y + self.tall / 2:g}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The plots of a park. ``view`` is the drawing's box, empty where they stand in a grid; ``legend`` counts them."""

    tiles: tuple[Tile, ...]
    view: str
    size: int
    legend: tuple[tuple[str, str], ...]
    more: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A connection or a quota against what there is: ``used`` and ``promised`` in percent of all, and in words."""

    label: str
    state: str
    there: bool
    total: str
    told: str
    used: float
    promised: float
    url: str
    act: Link | None

    @property
    def measured(self) -> bool:
        """Whether it says how much there is."""
        return bool(self.total)

    @property
    def until(self) -> float:
        """Where what is promised ends, in percent."""
        return self.used + self.promised


@dataclass(frozen=True, slots=True)
class Drawing:
    """A fan as points: two bands, the middle, the height of the quota (empty where none is), years and their places."""

    wide: str
    narrow: str
    middle: str
    quota: str
    years: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FanPart:
    """The fan on a park's page. ``empty`` says why nothing is drawn; ``url`` leads to the outlook."""

    title: str
    about: str
    drawing: Drawing | None
    quota: str
    years: tuple[FanYear, ...]
    url: str
    reached: str
    empty: str


@dataclass(frozen=True, slots=True)
class ParkPage:
    """One park. ``fan_url`` gives its :class:`FanPart`, which is fetched once the page stands; empty without a quota."""

    back: tuple[Link, ...]
    title: str
    facts: tuple[str, ...]
    acts: tuple[Link, ...]
    known: tuple[Known, ...]
    about: str
    numbers: tuple[tuple[str, str, str], ...]
    plan: Plan | None
    bars: tuple[Bar, ...]
    quotas: tuple[Bar, ...]
    quota_acts: tuple[Link, ...]
    fan_url: str
    tables: tuple[Table, ...]
