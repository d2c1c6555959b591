"""Lists: tasks, slips, bodies, policies, chains, units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.queries import units
from duijie.accounts.types import Actor
from duijie.governance import queries
from duijie.governance.rules import POLICY_STATES, load
from duijie.governance.tasks import queries as tasks
from duijie.governance.tasks.rules import LIGHTS, STATES
from duijie.governance.tasks.types import Filters, SlipInfo
from duijie.web.agreements.lists import left_in_words, unit_choices
from duijie.web.compose.links import with_query
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement.cells import choices, counted, named, not_shown, table
from duijie.web.engagement.pages import Cell, ListPage, Table
from duijie.web.governance.seen import ROUND, day_field, kept, seen_on, tasks_table
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import day, say


def filters_of(asked: Mapping[str, str]) -> Filters:
    """What the list of tasks is narrowed to."""
    unit, body = asked.get("unit", ""), asked.get("body", "")
    return Filters(
        unit_ids=(int(unit),) if unit.isdecimal() and len(unit) < 10 else (),
        light=asked.get("light", "") if asked.get("light") in LIGHTS else "",
        state=asked.get("state", "") if asked.get("state") in STATES else "",
        body_id=int(body) if body.isdecimal() and len(body) < 10 else None,
        text=asked.get("text", "").strip()[:60],
    )


def policies_asked(asked: Mapping[str, str]) -> tuple[str, str]:
    """Words and state that the list of policies is narrowed to."""
    state = asked.get("state", "")
    return asked.get("text", "").strip()[:60], state if state in POLICY_STATES else ""


def tasks_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """Tasks as a tree, narrowed; as of a day."""
    on, here, number = seen_on(asked, viewer=viewer, today=today), reverse("tasks"), page_number(asked)
    filters = filters_of(asked)
    found = tasks.tasks(viewer=viewer, as_of=on, filters=filters, offset=(number - 1) * PAGE, limit=PAGE)
    narrowed = filters != Filters()
    total = ngettext("%(count)s task", "%(count)s tasks", found.count) % {"count": f"{found.count:,}"}
    return ListPage(
        heading=_("Tasks"), about=_("What each unit has to reach by when, how far it is, and the light that this gives."),
        act=Link(_("Give a task"), reverse("task-add")) if viewer.may("review") else None,
        tabs=(), chosen="", here=here, notices=(), total=" · ".join(filter(None, [total, not_shown(found.hidden)])),
        asked=(
            Field("text", _("Words"), "search", filters.text),
            Field("unit", _("Unit"), "choice", choices=unit_choices(asked.get("unit", ""), empty=_("all"))),
            Field("light", _("Light"), "choice", choices=choices(LIGHTS, filters.light, empty=_("all"))),
            Field("state", _("State"), "choice", choices=choices(STATES, filters.state, empty=_("all"))),
            day_field(on),
        ),
        table=tasks_table(
            "tasks", "", found.lines, asked, empty=_("Nothing fits") if narrowed else _("No task yet"),
            hint=_("Take words out, or choose all.") if narrowed else _("Give one here, or accept what is proposed beside a policy's words."),
        ),
        paging=paging(here, asked, number, found.count),
    )  # fmt: skip


def slips_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """Reminders and slips; those that wait for an answer where nothing else is asked."""
    on, here, every = seen_on(asked, viewer=viewer, today=today), reverse("slips"), asked.get("what") == "all"
    number = page_number(asked)
    rows = tasks.slips(viewer=viewer, today=on, waiting=not every, offset=(number - 1) * PAGE, limit=PAGE)
    count = tasks.count_slips(viewer=viewer, today=on, waiting=not every)
    return ListPage(
        heading=_("Slips"), about=_("Reminders, assignment, urging and supervision slips, numbered, with the day of their answer."),
        act=None, here=here, notices=(), asked=(),
        tabs=(Link(_("Waiting for an answer"), here), Link(_("All"), with_query(here, what="all"))),
        chosen=with_query(here, what="all") if every else here,
        total=ngettext("%(count)s slip", "%(count)s slips", count) % {"count": f"{count:,}"},
        table=slips_table("slips", "", rows, empty=_("No slip waits") if not every else _("No slip yet"), hint=_("A slip is handed out on a task's page.")),
        paging=paging(here, asked, number, count),
    )  # fmt: skip


def slips_table(
    name: str,
    title: str,
    rows: list[SlipInfo] | tuple[SlipInfo, ...],
    *,
    empty: str,
    hint: str = "",
    with_task: bool = True,
) -> Table:
    """Slips with their state; one that waits leads to the form of its answer."""
    ready = []
    for one in rows:
        late = one.days is not None and one.days < 0
        if one.answered_on:
            state = Cell(_("answered"), note=" · ".join([day(one.answered_on), one.answer]), light="green")
        elif one.answer_by is None:
            state = Cell(_("for information"))
        else:
            state = Cell(
                _("to answer"),
                reverse("slip-answer", args=[one.id]),
                note=left_in_words(one.days or 0),
                light="red" if late else "yellow",
            )
        ready.append(
            (
                Cell(one.number, note=say(one.kind_name)), Cell(one.task, reverse("task", args=[one.task_id])) if with_task else Cell(),
                Cell(one.unit, reverse("unit-page", args=[one.unit_id])), Cell(one.text, note=one.by),
                Cell(day(one.issued_on)), Cell(day(one.answer_by)), state,
            )
        )  # fmt: skip
    heads = [
        _("Number"),
        _("Task"),
        _("Unit"),
        _("What it says"),
        _("Handed out"),
        _("Answer by"),
        _("State"),
    ]
    return table(name, title, heads, ready, empty=empty, hint=hint)


def bodies_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """Leading groups and task forces."""
    over = asked.get("over") == "yes"
    rows = [
        (
            Cell(one.name, reverse("body", args=[one.id]), tags=(_("ended"),) if one.ended_on and one.ended_on <= today else ()),
            Cell(say(one.kind_name)), Cell(one.head), counted(one.members), Cell(one.unit), Cell(day(one.founded_on)),
            counted(one.tasks, with_query(reverse("wall"), body=str(one.id))) if one.tasks else Cell(),
        )
        for one in queries.bodies(viewer=viewer, today=today, over=over)
    ]  # fmt: skip
    here = reverse("bodies")
    return ListPage(
        heading=_("Leading groups"), about=_("Leading groups, task forces and their offices, with who sits in them since when."),
        act=Link(_("Set one up"), reverse("body-add")) if viewer.may("add") else None, here=here, notices=(), asked=(),
        tabs=(Link(_("In being"), here), Link(_("All"), with_query(here, over="yes"))),
        chosen=with_query(here, over="yes") if over else here, total="",
        table=table(
            "bodies", "", [_("Name"), _("Kind"), _("Head"), _("Seats"), _("Kept by"), _("Founded"), _("Open tasks")],
            rows, numbers=[3, 6], empty=_("No leading group yet"), hint=_("Set one up, then give its seats."),
        ),
        paging=None,
    )  # fmt: skip


def policies_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """Policies, narrowed by words and state."""
    text, state = policies_asked(asked)
    here, number = reverse("policies"), page_number(asked)
    found, count = queries.policies(
        viewer=viewer, today=today, text=text, state=state, offset=(number - 1) * PAGE, limit=PAGE
    )
    rows = [
        (
            Cell(one.title, reverse("policy", args=[one.id]), note=one.number), Cell(one.issuer), Cell(day(one.issued_on)),
            Cell(say(POLICY_STATES[one.state]), light="green" if one.state == "in_force" else ""), Cell(day(one.valid_until)),
            counted(one.tasks) if one.tasks else Cell(),
        )
        for one in found
    ]  # fmt: skip
    narrowed = bool(text or state)
    return ListPage(
        heading=_("Policies"), about=_("Opinions, plans and rules, and the tasks that their words give."),
        act=Link(_("Record a policy"), reverse("policy-add")) if viewer.may("add") else None, tabs=(), chosen="", here=here,
        asked=(
            Field("text", _("Words"), "search", text),
            Field("state", _("State"), "choice", choices=choices(POLICY_STATES, state, empty=_("all"))),
        ),
        total=ngettext("%(count)s policy", "%(count)s policies", count) % {"count": f"{count:,}"}, notices=(),
        table=table(
            "policies", "", [_("Title"), _("Issuer"), _("Issued"), _("State"), _("Valid until"), _("Open tasks")], rows,
            numbers=[5], empty=_("Nothing fits") if narrowed else _("No policy yet"),
            hint=_("Take words out, or choose all.") if narrowed else _("Record one with its words: the tasks in them are then proposed."),
        ),
        paging=paging(here, asked, number, count),
    )  # fmt: skip


def chains_page(*, viewer: Actor, today: date) -> ListPage:
    """Industry chains with chief, lead unit and anchors."""
    rows = []
    for one in queries.chains(viewer=viewer, today=today):
        chief = next((seat for seat in one.seats if seat.role == "chief" and seat.holds), None)
        who = " · ".join(filter(None, [chief.name, chief.post])) if chief else ""
        anchors = "、".join(each.name for each in one.anchors if each.holds)
        rows.append(
            (
                Cell(one.name, reverse("governed-chain", args=[one.id])), Cell(who), Cell(one.unit), Cell(anchors),
                counted(one.tasks) if one.tasks else Cell(),
            )
        )  # fmt: skip
    return ListPage(
        heading=_("Chain chiefs"), about=_("Who is the chief of each industry chain, which unit leads, which enterprises are its anchors."),
        act=Link(_("Add a chain"), reverse("governed-chain-add")) if viewer.may("add") else None, tabs=(), chosen="",
        asked=(), here=reverse("governed-chains"), total="", notices=(),
        table=table(
            "chains", "", [_("Chain"), _("Chief"), _("Lead unit"), _("Anchor enterprises"), _("Open tasks")], rows, numbers=[4],
            empty=_("No chain yet"), hint=_("Add one, then name its chief and its anchor enterprises."),
        ),
        paging=None,
    )  # fmt: skip


def units_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """Every unit with its lights."""
    on = seen_on(asked, viewer=viewer, today=today)
    rows, hidden = tasks.wall(viewer=viewer, as_of=on)
    lit = {one.unit_id: dict(one.counts) for one in rows}
    listed = sorted(units().values(), key=lambda one: (-lit.get(one.id, {}).get("red", 0), one.id))
    ready = [
        (
            Cell(one.name, kept(asked, reverse("unit-page", args=[one.id]))),
            *(
                Cell(f"{lit[one.id][code]:,}", light=ROUND[code]) if lit.get(one.id, {}).get(code) else Cell()
                for code in LIGHTS
            ),
        )
        for one in listed
    ]
    mine = reverse("unit-page", args=[viewer.unit_id]) if viewer.unit_id else ""
    return ListPage(
        heading=_("Units"), about=_("What each unit has in hand; its page says what it must do this week."),
        act=Link(_("My unit"), mine) if mine else None, tabs=(), chosen="", asked=(day_field(on),),
        here=reverse("unit-pages"), total=not_shown(hidden), notices=(),
        table=table(
            "units", "", [_("Unit"), *(named(LIGHTS, code) for code in LIGHTS)], ready, empty=_("No unit yet"),
            hint=_("An administrator adds units under “Users and units”."),
        ),
        paging=None,
    )  # fmt: skip


def seat_names() -> dict[str, str]:
    """Seats by code, in words."""
    return {code: say(row.name) for code, row in load().seats.items()}
