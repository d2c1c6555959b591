"""A dashboard, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Amount, Field, Link


@dataclass(frozen=True, slots=True)
class Moved:
    """How a figure moved against another day. ``way``: ``rose fell flat new unknown``."""

    against: str
    text: str
    way: str


@dataclass(frozen=True, slots=True)
class Card:
    """A headline figure; ``amount`` is ``None`` where nothing is told. ``url`` leads to its trace."""

    name: str
    amount: Amount | None
    moved: tuple[Moved, ...]
    gaps: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a chart: ``value`` is a plain decimal for drawing, empty where nothing is told."""

    amount: Amount | None
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``tile`` is its place on a map, ``3 5``, else empty."""

    label: str
    tile: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the scheme. ``short`` fits the tile; ``here``: the region lies in it."""

    name: str
    short: str
    at: str
    here: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its table. ``drawn`` tells how; ``series`` are the codes of its columns, ``tiles`` of a map all provinces."""

    code: str
    title: str
    about: str
    drawn: str
    label_heading: str
    heads: tuple[str, ...]
    series: str
    rows: tuple[Row, ...]
    tiles: tuple[Tile, ...]
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something new of the last week."""

    day: str
    label: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class News:
    """What a figure gained in the last week."""

    name: str
    url: str
    moved: Moved
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """``room``: it fills a screen of a meeting room; ``turn`` leads to the other view. ``empty``: no number is told."""

    heading: str
    kind: str
    as_of: str
    here: str
    asked: tuple[Field, ...]
    room: bool
    turn: Link
    cards: tuple[Card, ...]
    charts: tuple[Chart, ...]
    week: str
    news: tuple[News, ...]
    hidden: str
    empty: bool
