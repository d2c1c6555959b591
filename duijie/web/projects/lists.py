"""The list of projects: narrowed, ordered, its columns chosen, paged by the place where the last page ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.queries import saved_filters, units
from duijie.accounts.types import Actor
from duijie.followup.queries import lights
from duijie.followup.types import Light
from duijie.funds.queries import received
from duijie.funds.types import Received
from duijie.kernel.words import Words
from duijie.pipeline.queries import Filters, listing
from duijie.pipeline.rules import STATUSES, load
from duijie.pipeline.types import ProjectLine
from duijie.web.compose.codes import industry_shown
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.projects.acts import from_words, unit_choices
from duijie.web.projects.asked import COLUMN_NAMES, DAYS, SORT_NAMES, AskedList, asked_list
from duijie.web.projects.bulk import BULK
from duijie.web.projects.pages import Cell, Head, ListRow, Narrowing, ProjectsPage, Saved
from duijie.web.projects.tables import stage_name, status_light, status_name, yuan
from duijie.web.saying import day, say

PLACE: Final = "projects"
PAGE: Final = 50
NUMBERS: Final = frozenset({"investment", "received", "lacking"})
DAY_LABELS: Final[Mapping[str, Words]] = {
    "signed_from": Words("签约自", "Signed from"),
    "signed_until": Words("签约至", "Signed until"),
    "started_from": Words("开工自", "Started from"),
    "started_until": Words("开工至", "Started until"),
}


def projects_page(query: QueryDict, *, viewer: Actor, today: date, problem: str = "") -> ProjectsPage:
    """A page of the list. Raises :class:`duijie.pipeline.queries.WrongMark` for a mark of another list."""
    asked = asked_list(query)
    mark = query.get("after", "")
    found = listing(viewer=viewer, filters=asked.filters, sort=asked.sort, after=mark, limit=PAGE)
    here = reverse("projects")
    hidden = ngettext(
        "%(count)s of them is confidential and not shown",
        "%(count)s of them are confidential and not shown",
        found.hidden,
    )
    return ProjectsPage(
        text=asked.filters.text,
        narrowings=narrowings(asked),
        more=(
            Field("industry", say(Words("行业代码的开头", "Industry begins with")), "text", asked.filters.industry, hint=_("GB/T 4754, such as C2913.")),
            Field("park", say(Words("园区", "Park")), "text", asked.filters.park),
            *(_day_field(name, asked, query) for name in DAYS),
        ),
        lacking=asked.filters.lacking,
        columns=tuple(Choice(code, say(name), code in asked.columns) for code, name in COLUMN_NAMES.items()),
        saved=tuple(_saved(asked, viewer)),
        may_share=viewer.unit_id is not None,
        here=asked.query(),
        heads=tuple(Head(say(COLUMN_NAMES[code]), code in NUMBERS) for code in asked.columns),
        rows=tuple(_rows(found.lines, asked.columns, viewer, today)),
        count=_count(found.count, asked.filters),
        hidden=hidden % {"count": f"{found.hidden:,}"} if found.hidden else "",
        narrowed=asked.filters != Filters(),
        next=f"{here}?{asked.query(after=found.next)}" if found.next else "",
        first=f"{here}?{asked.query()}" if mark else "",
        bulk=tuple(Choice(code, say(act.heading)) for code, act in BULK.items() if viewer.may(act.right)),
        board_url=f"{reverse('project-board')}?{asked.query()}",
        open_url=reverse("open-project") if viewer.may("add") else "",
        problem=problem,
    )  # fmt: skip


def narrowings(asked: AskedList) -> tuple[Narrowing, ...]:
    """The lists of choices, with what is chosen of each."""
    rules = load()
    sources = {one.code: one.name for one in rules.columns["source"].choices}
    tables: tuple[tuple[str, Words, tuple[Choice, ...]], ...] = (
        ("stage", Words("阶段", "Stage"), from_words({code: one.name for code, one in rules.stages.items()})),
        ("status", Words("状态", "Status"), from_words(STATUSES)),
        ("unit", Words("单位及下属", "Unit and below"), unit_choices()),
        ("source", Words("来源地", "From"), from_words(sources)),
        ("band", Words("规模", "Size"), from_words({band.code: band.name for band in rules.bands})),
        ("sort", Words("排序", "Order"), from_words(SORT_NAMES)),
    )
    chosen: dict[str, list[str]] = {}
    for name, value in asked.given:
        chosen.setdefault(name, []).append(value)
    return tuple(
        Narrowing(name, say(label), tuple(_offered(name, listed, chosen.get(name, []))))
        for name, label, listed in tables
    )


def _offered(name: str, listed: Iterable[Choice], chosen: list[str]) -> Iterable[Choice]:
    if name != "sort":
        yield Choice("", _("all"), not chosen)
    if len(chosen) > 1:
        yield Choice(chosen[0], _("%(count)s chosen") % {"count": len(chosen)}, chosen=True)
    for one in listed:
        yield Choice(one.value, one.label, chosen == [one.value])


def _day_field(name: str, asked: AskedList, query: QueryDict) -> Field:
    error = _("Write the day as 2015-09-24.") if name in asked.wrong else ""
    return Field(name, say(DAY_LABELS[name]), "date", query.get(name, ""), error=error)


def _count(number: int, filters: Filters) -> str:
    told = ngettext("%(count)s project", "%(count)s projects", number) % {"count": f"{number:,}"}
    return _("at least %(projects)s") % {"projects": told} if filters.text and number >= 1000 else told


def _saved(asked: AskedList, viewer: Actor) -> Iterable[Saved]:
    for one in saved_filters(place=PLACE, viewer=viewer):
        about = ""
        if one.shared:
            about = _("shared with the unit") if one.mine else _("shared by %(who)s") % {"who": one.by}
        drop = reverse("drop-filter", args=[one.id]) if one.mine else ""
        yield Saved(one.name, f"{reverse('projects')}?{one.asked}", about, drop, one.asked == asked.query())


def _rows(
    lines: Iterable[ProjectLine], columns: tuple[str, ...], viewer: Actor, today: date
) -> Iterable[ListRow]:
    lines = list(lines)
    numbers = [line.id for line in lines]
    came = received(project_ids=numbers, viewer=viewer, today=today) if "received" in columns else {}
    shining = lights(project_ids=numbers, viewer=viewer, today=today) if "light" in columns else {}
    for line in lines:
        cells = tuple(
            _labelled(code, CELLS[code](line, came.get(line.id), shining.get(line.id))) for code in columns
        )
        name = Link(line.name, reverse("project", args=[line.id]))
        yield ListRow(str(line.id), name, line.confidential, cells)


def _labelled(code: str, cell: Cell) -> Cell:
    return replace(cell, label=say(COLUMN_NAMES[code]), number=code in NUMBERS)


CELLS: Final[Mapping[str, Callable[[ProjectLine, Received | None, Light | None], Cell]]] = {
    "code": lambda line, _r, _l: Cell(line.code),
    "investor": lambda line, _r, _l: Cell(line.investor),
    "stage": lambda line, _r, _l: Cell(stage_name(line.stage), note=day(line.stage_since)),
    "status": lambda line, _r, _l: Cell(status_name(line.status), light=status_light(line.status)),
    "investment": lambda line, _r, _l: Cell(yuan(line.investment) or _("not stated")),
    "received": lambda line, came, _l: Cell(yuan(came.total if came else Decimal(0))),
    "unit": lambda line, _r, _l: Cell(line.unit),
    "lacking": lambda line, _r, _l: Cell(
        str(line.lacking or ""), url=reverse("project", args=[line.id]) + "#missing" if line.lacking else ""
    ),
    "light": lambda line, _r, light: Cell(say(light.name), light=light.code) if light else Cell(""),
    "industry": lambda line, _r, _l: Cell(industry_shown(line.industry) if line.industry else ""),
    "source": lambda line, _r, _l: Cell(source_name(line.source)),
    "band": lambda line, _r, _l: Cell(band_name(line.band)),
    "site": lambda line, _r, _l: Cell(line.site),
    "park": lambda line, _r, _l: Cell(line.park),
    "since": lambda line, _r, _l: Cell(day(line.stage_since)),
    "signed_on": lambda line, _r, _l: Cell(day(line.signed_on)),
    "started_on": lambda line, _r, _l: Cell(day(line.started_on)),
}


def source_name(code: str) -> str:
    """A source region's name."""
    return next((say(one.name) for one in load().columns["source"].choices if one.code == code), code)


def band_name(code: str) -> str:
    """A size band's name."""
    return next((say(band.name) for band in load().bands if band.code == code), code)


def unit_name(unit_id: object) -> str:
    """A unit's name; its number where it is gone."""
    held = units().get(int(str(unit_id))) if str(unit_id).isdigit() else None
    return held.name if held else str(unit_id or "")
