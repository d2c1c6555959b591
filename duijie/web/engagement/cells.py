"""Cells, tables and paging out of ready values, and where records lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import ngettext

from duijie.kernel.quantity import Quantity
from duijie.kernel.words import Words
from duijie.web import saying
from duijie.web.compose.paging import PAGE
from duijie.web.engagement.pages import Cell, Column, Head, Table
from duijie.web.pages.parts import Amount, Choice, Link
from duijie.web.saying import day, say

Row = TypeVar("Row")
# Records that have a page, under an address of the same name.
_WITH_PAGE = frozenset(
    {"event", "campaign", "channel", "visit", "project", "lead", "organisation"}
    | {"platform", "talent", "contract", "partnership", "task", "body", "policy"}
)


def to(thing: str) -> str:
    """The address of ``event:7``; empty for what has no page."""
    kind, _mark, number = thing.partition(":")
    return reverse(kind, args=[int(number)]) if kind in _WITH_PAGE and number.isdecimal() else ""


def table(
    name: str,
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    empty: str,
    hint: str = "",
    about: str = "",
    acts: Iterable[Link] = (),
    numbers: Iterable[int] = (),
) -> Table:
    """A table; ``numbers`` are the places of the columns that hold numbers.

    A column in which no row says anything is left out.
    """
    right, rows = set(numbers), list(rows)
    said = [place for place in range(len(heads)) if not rows or any(row[place] != Cell() for row in rows)]
    heads, rows = [*heads], [[row[place] for place in said] for row in rows]
    head = tuple(Head(heads[place], place in right) for place in said)
    ready = tuple(tuple(Column(one, cell) for one, cell in zip(head, row, strict=True)) for row in rows)
    nothing = ("", "") if rows else (empty, hint)
    return Table(name, title, head, ready, *nothing, about, tuple(acts))


def money(number: Decimal | None) -> Amount | None:
    """An amount in yuan, readable; ``None`` for nothing said."""
    return None if number is None else saying.amount(Quantity.exactly(number, "CNY"), "")


def paid(number: Decimal | None, note: str = "") -> Cell:
    """A cell with an amount in yuan; empty for nothing said or none."""
    return Cell(amount=money(number), note=note) if number else Cell(note=note)


def named(words: Mapping[str, Words], code: str) -> str:
    """A code's name; the code itself where the table dropped it."""
    return say(words[code]) if code in words else code


def between(first: date, last: date) -> str:
    """One day, or the first and the last of several."""
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def counted(number: int, url: str = "") -> Cell:
    """A number in a cell."""
    return Cell(f"{number:,}", url)


def sliced(rows: Sequence[Row], number: int) -> Sequence[Row]:
    """The rows of a page."""
    return rows[(number - 1) * PAGE : number * PAGE]


def choices(words: Mapping[str, Words], chosen: str, *, empty: str = "") -> tuple[Choice, ...]:
    """A list to choose from; with ``empty`` its first entry says that."""
    first = (Choice("", empty, not chosen),) if empty else ()
    return (*first, *(Choice(code, say(name), code == chosen) for code, name in words.items()))


def not_shown(number: int) -> str:
    """How many rows are only counted; empty for none."""
    told = ngettext(
        "%(count)s more is counted and not shown to you.",
        "%(count)s more are counted and not shown to you.",
        number,
    )
    return told % {"count": f"{number:,}"} if number else ""
