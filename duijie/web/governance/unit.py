"""A unit's own page: what it must do this week, its tasks and quotas, projects in hand, late returns, expiring clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.queries import units, units_below
from duijie.accounts.types import Actor
from duijie.agreements.queries import reminders
from duijie.agreements.types import Reminder
from duijie.governance.tasks.queries import slips, tasks, wall, week_ahead
from duijie.governance.tasks.rules import LIGHTS
from duijie.governance.tasks.types import Filters, SlipInfo, TaskLine, Tasks
from duijie.governance.types import NoSuchGovernance
from duijie.parks import queries as parks
from duijie.parks.rules import load as park_rules
from duijie.pipeline import queries as projects
from duijie.pipeline.rules import load as stages
from duijie.returns import queries as returns
from duijie.web.agreements.lists import left_in_words
from duijie.web.compose.links import with_query
from duijie.web.engagement.cells import named, not_shown, paid, table
from duijie.web.engagement.pages import Cell, Known, RecordPage, Table
from duijie.web.governance.seen import SHOWN, quantity_cell, seen_on, tasks_table
from duijie.web.pages.parts import Link
from duijie.web.saying import day, say

AHEAD: Final = 60
"""Days within which clauses that fall due are shown."""
ROOM: Final = 30
Row = tuple[date, tuple[Cell, ...]]


def unit_page(number: int, asked: Mapping[str, str], *, viewer: Actor, today: date) -> RecordPage:
    """What a unit and those below it have in hand. Raises :class:`NoSuchGovernance`."""
    if number not in units():
        raise NoSuchGovernance("unit", number)
    on, name = seen_on(asked, viewer=viewer, today=today), units()[number].name
    below = tuple(sorted(units_below(number)))

    def of_unit(limit: int, **narrowed: Any) -> Tasks:
        filters = Filters(unit_ids=below, **narrowed)
        return tasks(viewer=viewer, as_of=on, filters=filters, limit=limit)

    mine, helped = of_unit(SHOWN, leads=True, state="open"), of_unit(SHOWN, helps=True, state="open")
    soon = of_unit(ROOM, state="open", leaf=True, due_until=week_ahead(on))
    lit, _hidden = wall(viewer=viewer, as_of=on, unit_ids=below)
    waiting = slips(viewer=viewer, today=on, unit_ids=below, waiting=True, limit=ROOM)
    names = {units()[one].name for one in below}
    due = reminders(viewer=viewer, today=on, days=AHEAD, unit_ids=below, limit=ROOM)
    late = _late_returns(below, viewer, on)
    counts = [(code, sum(dict(one.counts)[code] for one in lit)) for code in LIGHTS]
    every = Link(_("All of its tasks"), with_query(reverse("tasks"), unit=str(number)))
    return RecordPage(
        back=Link(_("Units"), reverse("unit-pages")), title=name,
        facts=tuple(f"{say(LIGHTS[code])} {count}" for code, count in counts if count), acts=(), notices=(),
        known=(Known(_("As of"), day(on)), Known(_("With those below it"), "、".join(sorted(names - {name})))) if names - {name} else (Known(_("As of"), day(on)),),
        about=not_shown(mine.hidden + helped.hidden), steps=(),
        tables=(
            _this_week(soon.lines, waiting, due, late, on),
            tasks_table("tasks", _("Open tasks that it leads"), mine.lines, asked, empty=_("No open task"), acts=(every,), count=mine.count),
            tasks_table("helped", _("Open tasks that it helps with"), helped.lines, asked, empty=_("None"), flat=True, count=helped.count),
            _quotas(of_unit(ROOM, leads=True, counted=True).lines, below, viewer),
            _projects(below, viewer),
            table("returns", _("Late returns"), [_("Return"), _("Due day")], [cells for _day, cells in late], empty=_("None is late")),
            _clauses(due),
        ),
    )  # fmt: skip


def _this_week(
    lines: Sequence[TaskLine],
    waiting: Iterable[SlipInfo],
    due: Iterable[Reminder],
    late: Iterable[Row],
    on: date,
) -> Table:
    until = week_ahead(on)
    rows: list[Row] = []

    def add(day_: date, what: str, text: Cell) -> None:
        left = (day_ - on).days
        light = "red" if left < 0 else "yellow"
        rows.append((day_, (Cell(what, light=light), text, Cell(day(day_), note=left_in_words(left)))))

    for one in waiting:
        if one.answer_by is not None:
            add(
                one.answer_by,
                _("Answer a slip"),
                Cell(f"{one.number} {one.text}", reverse("slip-answer", args=[one.id]), note=one.task),
            )
    for line in lines:
        if line.done < 100:
            add(
                line.due_on,
                _("Finish a task"),
                Cell(line.title, reverse("task", args=[line.id]), note=say(line.why)),
            )
    for clause in due:
        if clause.on <= until and clause.state not in ("met", "waived"):
            add(
                clause.on,
                _("Keep a clause"),
                Cell(
                    clause.text or clause.agreement,
                    reverse("agreement", args=[clause.agreement_id]),
                    note=clause.agreement,
                ),
            )
    for day_, cells in late:
        add(day_, _("Answer a return"), cells[0])
    rows.sort(key=lambda row: row[0])
    return table(
        "week", _("What it must do this week"), [_("What"), _("Which"), _("By when")], [cells for _day, cells in rows],
        empty=_("Nothing falls due this week"), hint=_("What comes later stands below."),
        about=_("What is late or falls due by %(day)s: tasks, slips, clauses and returns.") % {"day": day(until)},
    )  # fmt: skip


def _late_returns(below: tuple[int, ...], viewer: Actor, on: date) -> list[Row]:
    if not viewer.may("add"):
        return []
    found: list[Row] = []
    for one in returns.listing(viewer=viewer, today=on, limit=12):
        for state in one.units:
            if state.unit_id in below and state.late and state.state in ("open", "partly"):
                label = f"{one.name}（{state.unit}）"
                found.append(
                    (
                        one.due_on,
                        (Cell(label, reverse("return-form", args=[state.asked_id])), Cell(day(one.due_on))),
                    )
                )
    return found


def _quotas(lines: Iterable[TaskLine], below: tuple[int, ...], viewer: Actor) -> Table:
    rows = [
        (Cell(one.title, reverse("task", args=[one.id])), quantity_cell(one.quantity), Cell(day(one.due_on)), Cell(f"{one.done:.0f} %"))
        for one in lines
        if one.quantity is not None and one.state != "dropped"
    ]  # fmt: skip
    own = {one.id: one.name for one in parks.lines(viewer=viewer) if one.unit_id in below}
    kinds = {code: kind.name for code, kind in park_rules().quotas.items()}
    for quota in parks.quotas_of(park_ids=own, reached={}, latest=None, own=0)[:ROOM] if own else ():
        name = f"{own[quota.park_id]} · {named(kinds, quota.kind)}"
        url = reverse("park", args=[quota.park_id]) + "#quotas"
        rows.append((Cell(name, url), quantity_cell(quota.quantity), Cell(day(quota.due_on)), Cell()))
    return table(
        "quotas", _("Numbers to reach"), [_("Of"), _("To reach"), _("Due day"), _("Done")], rows, numbers=[1, 3], empty=_("No number to reach yet"),
        hint=_("A task with a number to reach is a quota of its unit; so are those of its parks."),
    )  # fmt: skip


def _projects(below: tuple[int, ...], viewer: Actor) -> Table:
    found = projects.listing(
        viewer=viewer, filters=projects.Filters(unit_ids=below, statuses=("active", "paused")), limit=ROOM
    )
    rows = [
        (
            Cell(one.name, reverse("project", args=[one.id]), note=one.investor),
            Cell(say(stages().stages[one.stage].name), note=day(one.stage_since)), paid(one.investment), Cell(one.site or one.park),
        )
        for one in found.lines
    ]  # fmt: skip
    return table(
        "projects", _("Projects in its hand"), [_("Project"), _("Stage"), _("Investment"), _("Site")], rows, numbers=[2],
        empty=_("No project in its hand"), about=_("The newest %(count)s.") % {"count": ROOM} if len(rows) == ROOM else "",
    )  # fmt: skip


def _clauses(due: Iterable[Reminder]) -> Table:
    rows = [
        (
            Cell(day(one.on), note=left_in_words(one.days), light="red" if one.days < 0 else "yellow"), Cell(say(one.kind)),
            Cell(one.text or _("the agreement expires"), reverse("agreement", args=[one.agreement_id]), note=one.agreement),
        )
        for one in sorted(due, key=lambda one: one.on)[:ROOM]
    ]  # fmt: skip
    return table(
        "clauses", _("Clauses and agreements that fall due"), [_("By when"), _("Kind"), _("What")], rows,
        empty=_("Nothing falls due"), about=_("Within %(count)s days.") % {"count": AHEAD},
    )  # fmt: skip
