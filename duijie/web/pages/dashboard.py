"""The state of the region on one page."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Amount


@dataclass(frozen=True, slots=True)
class Card:
    """A headline figure.

    ``wording`` is the phrase fit for print (``15个``), ``change`` the difference to the earlier day with
    its sign, ``sources`` the text of the source mark, ``gaps`` how many say nothing; each empty where none.
    """

    code: str
    name: str
    amount: Amount
    wording: str
    change: str
    sources: str
    gaps: str
    url: str


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Figures that are read together."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``value`` is a plain decimal for drawing, ``amount`` what a person reads."""

    label: str
    value: str
    amount: Amount
    url: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one unit; the same rows are the chart's table. ``about`` names the figure and the day."""

    id: str
    title: str
    about: str
    label_heading: str
    value_heading: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that waits for a person. ``light`` is ``red``, ``yellow`` or ``green``."""

    title: str
    count: str
    hint: str
    light: str
    url: str


@dataclass(frozen=True, slots=True)
class Received:
    """A document that came in lately and how far its review is."""

    name: str
    url: str
    source: str
    received_on: str
    progress: str


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """``groups`` is empty as long as the ledger is."""

    region: str
    as_of: str
    compared_with: str
    groups: tuple[CardGroup, ...]
    charts: tuple[Chart, ...]
    pending: tuple[Pending, ...]
    received: tuple[Received, ...]
