"""The leading group's wall: every task by unit and light on one screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.governance.queries import names
from duijie.governance.tasks.queries import wall
from duijie.governance.tasks.rules import LIGHTS
from duijie.governance.tasks.types import TaskLine, UnitLights
from duijie.web.agreements.lists import left_in_words
from duijie.web.compose.links import with_query
from duijie.web.engagement.cells import not_shown
from duijie.web.governance.pages import Card, Column, Lit, WallPage
from duijie.web.governance.seen import ROUND, day_field, kept, percent, seen_on
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.saying import day, say

ROOM: Final = 6
"""Tasks that the wall has room for, of each unit."""


def wall_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> WallPage:
    """The wall as of a day, of one body where it is asked for."""
    on, body = seen_on(asked, viewer=viewer, today=today), asked.get("body", "")
    groups = names(viewer=viewer)["body"]
    chosen = dict(groups).get(int(body)) if body.isdecimal() else None
    rows, hidden = wall(viewer=viewer, as_of=on, body_id=int(body) if chosen else None, room=ROOM)
    counts = {code: sum(dict(one.counts)[code] for one in rows) for code in LIGHTS}
    listed = (
        Choice("", _("all"), not chosen),
        *(Choice(str(number), name, str(number) == body) for number, name in groups),
    )
    return WallPage(
        heading=chosen or _("Wall of tasks"),
        day=day(on),
        asked=(Field("body", _("Leading group"), "choice", choices=listed), day_field(on)),
        here=reverse("wall"),
        lights=tuple(_lit(code, counts[code], asked) for code in LIGHTS),
        columns=tuple(_column(one, asked) for one in rows),
        hidden=not_shown(hidden),
        empty="" if rows else _("No task yet"),
    )


def _column(row: UnitLights, asked: Mapping[str, str]) -> Column:
    url = kept(asked, reverse("unit-page", args=[row.unit_id]))
    rest = sum(number for _code, number in row.counts) - len(row.tasks)
    told = ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}
    return Column(
        row.unit, url, tuple(_lit(code, number, asked, row.unit_id) for code, number in row.counts if number),
        tuple(_card(one, asked) for one in row.tasks), Link(told, url) if rest > 0 else None,
    )  # fmt: skip


def _card(line: TaskLine, asked: Mapping[str, str]) -> Card:
    notes = []
    if line.unanswered:
        notes.append(_("slip unanswered"))
    if line.unchecked:
        notes.append(_("to check"))
    return Card(
        line.title, kept(asked, reverse("task", args=[line.id])), ROUND[line.light], say(LIGHTS[line.light]) if line.light else "",
        day(line.due_on), left_in_words(line.days) if line.state == "open" else "", percent(line.done),
        percent(line.planned), tuple(notes),
    )  # fmt: skip


def _lit(code: str, count: int, asked: Mapping[str, str], unit_id: int | None = None) -> Lit:
    narrowed = {"light": code} | ({"unit": str(unit_id)} if unit_id else {})
    if asked.get("body") and not unit_id:
        narrowed["body"] = asked["body"]
    if asked.get("as_of"):
        narrowed["as_of"] = asked["as_of"]
    return Lit(code, say(LIGHTS[code]), count, with_query(reverse("tasks"), **narrowed))
