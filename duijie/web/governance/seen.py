"""As of which day pages of governance are seen, and small parts that they share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.queries import own_region
from duijie.accounts.types import Actor
from duijie.governance.tasks.queries import last_told
from duijie.governance.tasks.rules import LIGHTS
from duijie.governance.tasks.types import TaskLine
from duijie.kernel.quantity import Quantity
from duijie.kernel.typed import typed_day
from duijie.web.agreements.lists import left_in_words
from duijie.web.compose.links import with_query
from duijie.web.engagement.cells import table
from duijie.web.engagement.pages import Cell, Table
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import amount, day, hedged, say

SHOWN: Final = 100
"""So many tasks are told on the page of what they belong to."""
ROUND = {"red": "red", "yellow": "yellow", "green": "green", "done": "green", "waiting": "", "": ""}
"""The colour of each light; what is signed off is green and says so."""


def seen_on(asked: Mapping[str, str], *, viewer: Actor, today: date) -> date:
    """The day asked for, else today; in the demo case the last day that it tells of."""
    found = typed_day(asked.get("as_of", ""))
    if found is not None:
        return found
    region = own_region()
    if region.is_demo and region.closed_on:
        return max(region.closed_on, last_told(viewer=viewer) or region.closed_on)
    return today


def day_field(on: date) -> Field:
    """The field for the day."""
    return Field("as_of", _("As of"), "date", on.isoformat())


def percent(value: Decimal) -> str:
    """``62.5 %``."""
    return f"{value:.1f}".removesuffix(".0") + " %"


def quantity_cell(quantity: Quantity | None) -> Cell:
    """What is to be reached, with its hedge."""
    if quantity is None:
        return Cell()
    return Cell(amount=amount(quantity, "个"), note=hedged(quantity, "个"))


def light_cell(line: TaskLine) -> Cell:
    """A light with its word."""
    return Cell(say(LIGHTS[line.light]) if line.light in LIGHTS else "", light=ROUND[line.light])


def kept(asked: Mapping[str, str], url: str) -> str:
    """An address that keeps the day that was asked for."""
    return with_query(url, as_of=asked["as_of"]) if asked.get("as_of") else url


def tasks_table(
    name: str, title: str, lines: list[TaskLine] | tuple[TaskLine, ...], asked: Mapping[str, str], *, empty: str,
    hint: str = "", about: str = "", acts: tuple[Link, ...] = (), flat: bool = False, count: int = 0,
) -> Table:  # fmt: skip
    """Tasks in a table, parts set in below their whole; of more than are told, of ``count``, it says so."""
    if count > len(lines):
        about = _("The first %(shown)s of %(count)s.") % {"shown": f"{len(lines):,}", "count": f"{count:,}"}
    least = min((one.depth for one in lines), default=0)
    rows = []
    for one in lines:
        tags = []
        if one.unchecked:
            tags.append(_("to check"))
        if one.unanswered:
            tags.append(_("slip unanswered"))
        indent = "" if flat else "　" * (one.depth - least)
        rows.append(
            (
                light_cell(one), Cell(indent + one.title, kept(asked, reverse("task", args=[one.id])), note=say(one.why), tags=tuple(tags)),
                Cell(one.unit, reverse("unit-page", args=[one.unit_id]), note=one.leader), quantity_cell(one.quantity),
                Cell(day(one.due_on), note=left_in_words(one.days) if one.state == "open" else ""),
                Cell(percent(one.planned)), Cell(percent(one.done), note=day(one.reported_on)),
            )
        )  # fmt: skip
    heads = [_("Light"), _("Task"), _("Lead unit"), _("To reach"), _("Due day"), _("Planned"), _("Done")]
    return table(
        name,
        title,
        heads,
        rows,
        empty=empty,
        hint=hint,
        about=about,
        acts=acts,
        numbers=[3, 5, 6],
    )
