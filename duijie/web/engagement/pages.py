"""A list, a record and a month: what the pages of engagement are made of, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from duijie.web.pages.parts import Amount, Field, Link, Paging


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: a text, perhaps to follow, or an amount; a note below, tags, a light with its words."""

    text: str = ""
    url: str = ""
    amount: Amount | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    light: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column."""

    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A head and a cell of one row, side by side."""

    head: Head
    cell: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its title. ``empty`` and ``hint`` say that there is no row and what to do; empty where there is one."""

    id: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Column, ...], ...]
    empty: str
    hint: str = ""
    about: str = ""
    acts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list. ``asked`` are the fields that narrow it, ``tabs`` its neighbours, ``chosen`` the one that this is."""

    heading: str
    about: str
    act: Link | None
    tabs: tuple[Link, ...]
    chosen: str
    asked: tuple[Field, ...]
    here: str
    total: str
    notices: tuple[str, ...]
    table: Table
    paging: Paging | None
    back: Link | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Something known of a record, perhaps with where it leads."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way from invitation to money. ``share`` is of the widest, in percent; ``against`` its quota."""

    label: str
    count: str
    share: int
    amount: Amount | None
    first: str
    against: str
    url: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One event, campaign, channel or visit. ``steps`` is empty where nothing can come of it."""

    back: Link
    title: str
    facts: tuple[str, ...]
    acts: tuple[Link, ...]
    notices: tuple[str, ...]
    known: tuple[Known, ...]
    about: str
    steps: tuple[Step, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day. ``kind`` colours it by its icon and says what it is."""

    label: str
    kind: str
    icon: str
    url: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month; ``inside`` is false for those of the months around it."""

    number: str
    full: str
    weekday: str
    inside: bool
    today: bool
    entries: tuple[Entry, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A month of weeks, and the whole of one day where it is asked for."""

    heading: str
    previous: Link
    following: Link
    now: Link
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]
    empty: bool
    legend: tuple[Entry, ...]
    shown: Day | None
    act: Link | None
