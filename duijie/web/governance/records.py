"""One body, one chain: seats over time, resolutions, policies, tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.accounts.types import Actor
from duijie.governance import queries
from duijie.governance.rules import POLICY_STATES
from duijie.governance.tasks.queries import tasks
from duijie.governance.tasks.types import Filters
from duijie.governance.types import BodyInfo, ChainInfo, SeatInfo
from duijie.web.acts.record import history_table
from duijie.web.compose.links import to_figure, with_query
from duijie.web.engagement.cells import counted, table
from duijie.web.engagement.pages import Cell, Known, RecordPage, Table
from duijie.web.governance.seen import SHOWN, seen_on, tasks_table
from duijie.web.pages.parts import Link
from duijie.web.saying import day, say


def body_page(number: int, asked: Mapping[str, str], *, viewer: Actor, today: date) -> RecordPage:
    """One body. Raises :class:`duijie.governance.types.NoSuchGovernance`."""
    on = seen_on(asked, viewer=viewer, today=today)
    info = queries.body(body_id=number, viewer=viewer, today=on)
    line = info.line
    found = tasks(viewer=viewer, as_of=on, filters=Filters(body_id=number), limit=SHOWN)
    acts = [Link(_("Wall"), with_query(reverse("wall"), body=str(number)))]
    if info.may_write:
        acts += [Link(label, reverse("body-act", args=[number, code])) for code, label in _body_acts()]
    known = [
        Known(_("Kind"), say(line.kind_name)), Known(_("Kept by"), line.unit),
        Known(_("Above it"), info.above, reverse("body", args=[line.above_id]) if line.above_id else ""),
        Known(_("Founded"), day(line.founded_on)), Known(_("Ended"), day(line.ended_on)),
        Known(_("Counted in"), _("Bodies"), to_figure("bodies", {})),
    ]  # fmt: skip
    if info.document_id:
        known.append(Known(_("Source"), _("document"), reverse("document", args=[info.document_id])))
    resolved = [
        (Cell(day(one.held_on)), Cell(one.text, note=" · ".join(filter(None, [one.meeting, one.number]))),
         counted(one.tasks) if one.tasks else Cell(_("none yet"), with_query(reverse("task-add"), body=str(number), resolution=str(one.id)) if viewer.may("review") else ""))
        for one in info.resolutions
    ]  # fmt: skip
    policies = [
        (Cell(one.title, reverse("policy", args=[one.id]), note=one.number), Cell(say(POLICY_STATES[one.state])), Cell(day(one.valid_until)))
        for one in info.policies
    ]  # fmt: skip
    return RecordPage(
        back=Link(_("Leading groups"), reverse("bodies")), title=line.name, facts=tuple(filter(None, [say(line.kind_name), line.unit])),
        acts=tuple(acts), notices=(), known=tuple(one for one in known if one.value), about=info.about, steps=(),
        tables=(
            seats_table(info, info.seats),
            tasks_table("tasks", _("Tasks"), found.lines, asked, count=found.count, empty=_("No task yet"), hint=_("Give one, or record a resolution first.")),
            table("resolutions", _("Resolutions"), [_("Held on"), _("What was resolved"), _("Tasks")], resolved, empty=_("No resolution yet"), numbers=[2]),
            table("policies", _("Policies"), [_("Title"), _("State"), _("Valid until")], policies, empty=_("No policy yet")),
            *_below(info),
            history_table([f"body:{number}"], viewer=viewer),
        ),
    )  # fmt: skip


def chain_page(number: int, asked: Mapping[str, str], *, viewer: Actor, today: date) -> RecordPage:
    """One chain as it is governed. Raises :class:`duijie.governance.types.NoSuchGovernance`."""
    on = seen_on(asked, viewer=viewer, today=today)
    info = queries.chain(chain_id=number, viewer=viewer, today=on)
    found = tasks(viewer=viewer, as_of=on, filters=Filters(chain_id=number), limit=SHOWN)
    acts = [
        Link(label, reverse("governed-chain-act", args=[number, code]))
        for code, label in (
            ("seat", _("Name a chief")),
            ("anchor", _("Name an anchor")),
            ("edit", _("Change")),
        )
    ]
    anchors = [
        (
            Cell(one.name, reverse("organisation", args=[one.organisation_id]) if one.organisation_id else "", note=one.note),
            Cell(day(one.since)), Cell(day(one.until)),
        )
        for one in info.anchors
    ]  # fmt: skip
    known = [
        Known(_("Lead unit"), info.unit, reverse("unit-page", args=[info.unit_id]) if info.unit_id else ""),
        Known(_("Driven by"), info.body, reverse("body", args=[info.body_id]) if info.body_id else ""),
        Known(_("Set up on"), day(info.begins_on)), Known(_("Ended"), day(info.ended_on)),
    ]  # fmt: skip
    give = (
        (Link(_("Give a task"), with_query(reverse("task-add"), chain=str(number))),)
        if viewer.may("review")
        else ()
    )
    return RecordPage(
        back=Link(_("Chain chiefs"), reverse("governed-chains")), title=info.name, facts=tuple(filter(None, [info.unit])),
        acts=tuple(acts) if info.may_write else (), notices=(), known=tuple(one for one in known if one.value),
        about=info.about, steps=(),
        tables=(
            seats_table(info, info.seats),
            table("anchors", _("Anchor enterprises"), [_("Enterprise"), _("Since"), _("Until")], anchors, empty=_("No anchor yet"), hint=_("An anchor is the enterprise around which the chain gathers.")),
            tasks_table("tasks", _("Tasks"), found.lines, asked, count=found.count, empty=_("No task yet"), acts=give),
            history_table([f"chain:{number}"], viewer=viewer),
        ),
    )  # fmt: skip


def seats_table(info: BodyInfo | ChainInfo, seats: tuple[SeatInfo, ...]) -> Table:
    """Seats, those that hold first."""
    rows = []
    for one in seats:
        leave = Cell()
        if info.may_write and one.until is None:
            leave = Cell(_("End it"), reverse("seat-leave", args=[one.id]))
        rows.append(
            (
                Cell(say(one.role_name), tags=() if one.holds else (_("over"),)), Cell(one.name or one.post, note=one.post if one.name else ""),
                Cell(one.unit), Cell(day(one.since)), Cell(day(one.until)), leave,
            )
        )  # fmt: skip
    return table(
        "seats", _("Seats"), [_("Seat"), _("Who"), _("Unit"), _("Since"), _("Until"), ""], rows, empty=_("No seat yet"),
        hint=_("Give the head's seat first."),
    )  # fmt: skip


def _body_acts() -> Iterable[tuple[str, str]]:
    yield "seat", _("Give a seat")
    yield "resolve", _("Record a resolution")
    yield "below", _("Add one below")
    yield "edit", _("Change")


def _below(info: BodyInfo) -> Iterable[Table]:
    if info.below:
        rows = [
            (Cell(one.name, reverse("body", args=[one.id])), Cell(say(one.kind_name)), Cell(one.head))
            for one in info.below
        ]
        yield table("below", _("Below it"), [_("Name"), _("Kind"), _("Head")], rows, empty="")
