"""Visits both ways, what passes in between, and two units on their way to the same organisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.kernel.typed import typed_day
from duijie.visits import queries
from duijie.visits.rules import DIRECTIONS, STATES, load
from duijie.visits.types import Clash, VisitLine
from duijie.web.acts.record import history_table
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement.cells import between, choices, named, not_shown, table, to
from duijie.web.engagement.pages import Cell, Known, ListPage, RecordPage, Table
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import day, say

CLASHES = 5
"""So many pairs of units are told above the list."""


def visits_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """Visits, the latest first, with who else plans to see the same."""
    number, here = page_number(asked), reverse("visits")
    filters = filters_of(asked)
    found = queries.visits(
        viewer=viewer, today=today, filters=filters, offset=(number - 1) * PAGE, limit=PAGE
    )
    narrowed = filters != queries.Filters()
    hidden = not_shown(found.hidden)
    total = ngettext("%(count)s visit", "%(count)s visits", found.count) % {"count": f"{found.count:,}"}
    return ListPage(
        heading=_("Visits"),
        about=_("Out to see them and in to see us: purpose, demands, promises, the next step."),
        act=Link(_("Record a visit"), reverse("visit-add")) if viewer.may("add") else None,
        tabs=visit_tabs(),
        chosen=here,
        asked=(
            Field("text", _("Words"), "search", asked.get("text", "")),
            Field("direction", _("Direction"), "choice", choices=choices(DIRECTIONS, filters.direction, empty=_("both"))),
            Field("state", _("State"), "choice", choices=choices(STATES, filters.state, empty=_("all"))),
            Field("since", _("From"), "date", asked.get("since", "")),
            Field("until", _("Until"), "date", asked.get("until", "")),
        ),
        here=here,
        total=" · ".join(filter(None, [total, hidden])),
        notices=_clashes(viewer, today),
        table=_visits(
            found.lines,
            _("Nothing fits") if narrowed else _("No visit yet"),
            _("Take words out, or choose all.") if narrowed else _("Record one that is planned; who else plans to see the same is told at once."),
        ),
        paging=paging(here, asked, number, found.count - found.hidden),
    )  # fmt: skip


def filters_of(asked: Mapping[str, str]) -> queries.Filters:
    """What the list is narrowed to."""
    return queries.Filters(
        direction=asked.get("direction", ""), state=asked.get("state", ""), since=typed_day(asked.get("since", "")),
        until=typed_day(asked.get("until", "")), text=asked.get("text", "").strip()[:100],
    )  # fmt: skip


def visit_page(visit_id: int, *, viewer: Actor, today: date) -> RecordPage:
    """One visit."""
    info = queries.visit(visit_id=visit_id, viewer=viewer, today=today)
    line = info.line
    theirs = "、".join(f"{one.name} {one.post}".strip() for one in info.theirs or ())
    if info.theirs is None:
        theirs = _("Your role does not show people.")
    next_step = line.next_step
    if line.next_on:
        due = _("by %(day)s, %(unit)s") % {"day": day(line.next_on), "unit": line.next_unit}
        next_step = f"{line.next_step} ({due})"
    known = (
        Known(_("Organisation"), line.organisation, to(f"organisation:{line.organisation_id}")),
        Known(_("Purpose"), named(load().purposes, line.purpose)),
        Known(_("Unit"), line.unit),
        Known(_("Project"), _("Project %(number)s") % {"number": info.project_id} if info.project_id else "", to(f"project:{info.project_id}")),
        Known(_("For us"), info.ours),
        Known(_("For them"), theirs),
        Known(_("What they ask for"), info.demands),
        Known(_("What we promised"), info.promises),
        Known(_("Next step"), next_step),
        Known(_("Done"), f"{day(line.next_done_on)} {info.next_outcome}".strip()),
        Known(_("Notes of the unit"), info.notes or ""),
        Known(_("Recorded by"), info.by),
    )  # fmt: skip
    acts = []
    if info.may_write:
        acts.append(Link(_("Change"), reverse("visit-edit", args=[visit_id])))
        if line.next_on and not line.next_done_on:
            acts.append(Link(_("Next step is done"), reverse("visit-done", args=[visit_id])))
    late = _("The next step is overdue since %(day)s.") % {"day": day(line.next_on)} if line.late else ""
    return RecordPage(
        back=Link(_("Visits"), reverse("visits")),
        title=line.organisation,
        facts=(
            named(DIRECTIONS, line.direction), between(line.begins_on, line.ends_on), *filter(None, [line.place]),
            named(STATES, line.state), *([_("confidential")] if line.confidential else []),
        ),
        acts=tuple(acts),
        notices=tuple(filter(None, [late, *map(clash_told, info.clashes)])),
        known=tuple(one for one in known if one.value),
        about="",
        steps=(),
        tables=(history_table([f"visit:{visit_id}"], viewer=viewer),),
    )  # fmt: skip


def interactions_page(asked: Mapping[str, str], *, viewer: Actor) -> ListPage:
    """Calls, letters, meetings and chats."""
    number, here = page_number(asked), reverse("interactions")
    text = asked.get("text", "").strip()[:100]
    total = queries.count_interactions(viewer=viewer, text=text)
    rows = [
        (
            Cell(one.organisation, to(f"organisation:{one.organisation_id}")), Cell(named(load().methods, one.method)),
            Cell(day(one.on)), Cell(one.subject, note=one.notes or ""), Cell(one.unit, note=one.by),
        )
        for one in queries.interactions(viewer=viewer, text=text, offset=(number - 1) * PAGE, limit=PAGE)
    ]  # fmt: skip
    return ListPage(
        heading=_("Calls and letters"),
        about=_("What passes between visits. All of it stands in time order on the page of the organisation."),
        act=Link(_("Record one"), reverse("interaction-add")) if viewer.may("add") else None,
        tabs=visit_tabs(),
        chosen=here,
        asked=(Field("text", _("Words"), "search", text),),
        here=here,
        total=ngettext("%(count)s record", "%(count)s records", total) % {"count": f"{total:,}"},
        notices=(),
        table=table(
            "interactions", "", [_("Organisation"), _("How"), _("Day"), _("What about"), _("Unit")], rows,
            empty=_("Nothing fits") if text else _("Nothing recorded yet"), hint=_("Take words out.") if text else _("Record a call or a letter with the organisation's name."),
        ),
        paging=paging(here, asked, number, total),
    )  # fmt: skip


def visit_tabs() -> tuple[Link, ...]:
    """Neighbours of the list."""
    return (Link(_("Visits"), reverse("visits")), Link(_("Calls and letters"), reverse("interactions")))


def clash_told(clash: Clash) -> str:
    """A clash in one sentence, without a word of what for."""
    sides = [
        f"{say(one.unit)} ({between(one.begins_on, one.ends_on)})" for one in (clash.first, clash.second)
    ]
    words = {"organisation": clash.organisation, "one": sides[0], "other": sides[1]}
    return (
        _("Two units plan to see %(organisation)s: %(one)s and %(other)s. Speak with each other first.")
        % words
    )


def _visits(lines: tuple[VisitLine, ...], empty: str, hint: str) -> Table:
    rows = []
    for one in lines:
        light = ""
        if one.next_on:
            light = "green" if one.next_done_on else "red" if one.late else "yellow"
        due = (
            (_("done") if one.next_done_on else _("by %(day)s") % {"day": day(one.next_on)})
            if one.next_on
            else ""
        )
        rows.append(
            (
                Cell(one.organisation, to(f"visit:{one.id}"), tags=(_("confidential"),) if one.confidential else ()),
                Cell(named(DIRECTIONS, one.direction), note=named(load().purposes, one.purpose)),
                Cell(between(one.begins_on, one.ends_on)), Cell(one.place), Cell(one.unit), Cell(named(STATES, one.state)),
                Cell(one.next_step, note=due, light=light),
            )
        )  # fmt: skip
    heads = [_("Organisation"), _("What for"), _("Day"), _("Place"), _("Unit"), _("State"), _("Next step")]
    return table("visits", "", heads, rows, empty=empty, hint=hint)


def _clashes(viewer: Actor, today: date) -> tuple[str, ...]:
    found = queries.clashes(viewer=viewer, today=today)
    told = list(map(clash_told, found[:CLASHES]))
    if len(found) > CLASHES:
        told.append(
            _("%(count)s more pairs of units; the warnings list them.") % {"count": len(found) - CLASHES}
        )
    return tuple(told)
