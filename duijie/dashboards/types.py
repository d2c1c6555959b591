"""Dashboards as pages and files see them: every number is a figure's value, or counts rows that a list shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from duijie.figures.change import Change
from duijie.figures.types import FigureValue
from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Told, Words

KINDS: Final[Mapping[str, Words]] = {
    "region": Words("全区域", "Region"),
    "unit": Words("单位", "Unit"),
    "park": Words("园区", "Park"),
    "chain": Words("产业链", "Chain"),
    "campaign": Words("专项行动", "Campaign"),
}
BY: Final[Mapping[str, Words]] = {
    "month": Words("月份", "Month"),
    "unit": Words("单位", "Unit"),
    "park": Words("园区", "Park"),
    "source": Words("来源地", "Came from"),
    "industry": Words("行业", "Industry"),
    "figure": Words("阶段", "Stage"),
}
"""What a figure is split by; ``figure``: the rows are figures themselves."""


class NoSuchDashboard(Told, LookupError):
    """There is no unit, park, chain or campaign of this number, or no part of this name."""

    def __init__(self, kind: str, key: object) -> None:
        super().__init__(
            f"没有这个看板：{kind} {key}。“看板”页列有全部看板。",
            f"There is no dashboard {kind} {key}. The page of dashboards lists those that there are.",
        )


@dataclass(frozen=True, slots=True)
class Place:
    """What a dashboard is of. ``inside``: the numbers of the units or parks in it, of a chain or a campaign those of the
    projects; ``None`` for the region, which has all."""

    kind: str
    number: int
    name: Words
    inside: frozenset[int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is the region."""
        return self.inside is None


@dataclass(frozen=True, slots=True)
class Series:
    """A column of numbers: ``code`` of a figure or of a light; ``counter`` is the Chinese measure word of a count."""

    code: str
    name: Words
    unit: str
    counter: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a chart, one quantity a series; ``None`` where nothing is told, which is not zero."""

    key: str
    name: Words
    cells: tuple[Quantity | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows and series: drawing, table and file are made of this one value.

    ``drawn``: ``funnel bars columns map heat lights``. ``by``: a key of :data:`BY`.
    """

    code: str
    title: Words
    about: Words
    drawn: str
    by: str
    series: tuple[Series, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure, against a year before (同比) and against the end of the month before (环比)."""

    value: FigureValue
    year: Change
    month: Change


@dataclass(frozen=True, slots=True)
class News:
    """What a figure gained since the week before: by how much, and the latest of what is new, at most a few."""

    value: FigureValue
    change: Change
    labels: tuple[tuple[date, str, Quantity], ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A dashboard as of a day. ``hidden``: tasks of confidential projects, counted and not shown."""

    place: Place
    as_of: date
    week_before: date
    headlines: tuple[Headline, ...]
    charts: tuple[Chart, ...]
    news: tuple[News, ...]
    hidden: int
