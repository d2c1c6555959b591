"""The board: a column a stage, and how a card that was not let through shows why."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.pipeline.queries import board, waiting
from duijie.pipeline.rules import load
from duijie.pipeline.types import BoardColumn, Missing, ProjectLine
from duijie.web.compose.links import with_query
from duijie.web.pages.parts import Choice, Link
from duijie.web.projects.asked import AskedList, asked_list
from duijie.web.projects.lists import narrowings
from duijie.web.projects.pages import BoardPage, Card, Column
from duijie.web.projects.tables import stage_name, status_name, yuan
from duijie.web.saying import day, say

SHOWN: Final = 5


def board_page(
    query: QueryDict,
    *,
    viewer: Actor,
    today: date,
    refused: int | None = None,
    problem: str = "",
    lacking: tuple[Link, ...] = (),
) -> BoardPage:
    """All stages. ``refused`` is the project whose step was, with the reason and what it lacks."""
    asked = asked_list(query)
    columns = board(viewer=viewer, filters=asked.filters, first=SHOWN)
    shown = [line.id for column in columns for line in column.lines]
    waits = {one.project_id: one for one in waiting(viewer=viewer, project_ids=shown)}
    fullest = max(columns, key=lambda one: one.count).stage if columns else ""
    current = query.get("at", "") or fullest
    may = viewer.may("add")

    def card(line: ProjectLine) -> Card:
        asking = waits.get(line.id)
        told = ""
        if asking:
            told = _("waits to enter %(stage)s") % {"stage": stage_name(asking.stage)}
        mine = line.id == refused
        moves = () if asking or not may or line.status != "active" else tuple(
            Choice(f"{line.id}:{code}", stage_name(code)) for code in load().followers(line.stage)
        )  # fmt: skip
        return Card(
            id=str(line.id),
            name=Link(line.name, reverse("project", args=[line.id])),
            investor=line.investor,
            investment=yuan(line.investment) or _("not stated"),
            since=day(line.stage_since),
            status="" if line.status == "active" else status_name(line.status),
            waits=told,
            moves=moves,
            back_url=reverse("project-act", args=[line.id, "move"]) if may else "",
            problem=problem if mine else "",
            lacking=lacking if mine else (),
        )

    return BoardPage(
        narrowings=tuple(one for one in narrowings(asked) if one.name not in ("stage", "sort")),
        columns=tuple(_column(one, asked, current, tuple(map(card, one.lines))) for one in columns),
        list_url=f"{reverse('projects')}?{asked.query()}",
        any=any(one.count for one in columns),
    )


def _column(one: BoardColumn, asked: AskedList, current: str, cards: tuple[Card, ...]) -> Column:
    rest = one.count - len(cards)
    address = f"{reverse('projects')}?{asked.query(stage=one.stage, sort='largest')}"
    label = ngettext("%(count)s more in the list", "%(count)s more in the list", rest) % {
        "count": f"{rest:,}"
    }
    return Column(
        stage=one.stage,
        name=say(one.name),
        count=f"{one.count:,}",
        investment=yuan(one.investment) if one.investment else "",
        current=one.stage == current,
        tab_url=f"{reverse('project-board')}?{asked.query(at=one.stage)}",
        cards=cards,
        more=Link(label, address) if rest > 0 else None,
    )


def filling(project_id: int, missing: tuple[Missing, ...]) -> tuple[Link, ...]:
    """What a gate wants, each with the form on the project's page that supplies it."""
    return tuple(Link(say(one.message), fill_url(project_id, one)) for one in missing)


def fill_url(project_id: int, one: Missing) -> str:
    """The form that supplies what is missing."""
    what, _colon, name = one.wants.partition(":")
    act, asked = {
        "field": ("fill", {"column": name}), "evidence": ("attach", {"kind": name}), "amount": ("amount", {"amount": name}),
    }[what]  # fmt: skip
    return with_query(reverse("project-act", args=[project_id, act]), **asked)
