"""Events: the list, one event with everything of it, and what is to be done after events.

It is long because one event's page holds eight tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.engagement import queries
from duijie.engagement.rules import GUEST_STATES, ROLES, STATES, load
from duijie.engagement.types import ChannelLine, CostInfo, EventInfo, EventLine, FollowUpInfo, GuestInfo
from duijie.kernel.typed import typed_day
from duijie.pipeline.rules import load as pipeline_rules
from duijie.signings.queries import of_event
from duijie.signings.rules import STANDINGS, kinds
from duijie.signings.types import SigningInfo, Signings
from duijie.web.acts.record import history_table
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement.came import steps_of
from duijie.web.engagement.cells import between, choices, counted, money, named, not_shown, paid, table, to
from duijie.web.engagement.pages import Cell, Known, ListPage, RecordPage, Table
from duijie.web.pages.parts import Choice, Field, Link
from duijie.web.saying import day, say

LIGHTS = {"counted": "green", "again": "red", "pending": "yellow", "uncounted": ""}


def events_page(asked: Mapping[str, str], *, viewer: Actor) -> ListPage:
    """Events by period and type."""
    number, here = page_number(asked), reverse("events")
    filters = filters_of(asked)
    found = queries.events(viewer=viewer, filters=filters, offset=(number - 1) * PAGE, limit=PAGE)
    narrowed = filters != queries.Filters()
    return ListPage(
        heading=_("Events"),
        about=_("Fairs, seminars, docking meetings, ceremonies: who came, what was signed, what is still to be done."),
        act=Link(_("Plan an event"), reverse("event-add")) if viewer.may("add") else None,
        tabs=event_tabs(),
        chosen=here,
        asked=(
            Field("text", _("Words"), "search", asked.get("text", "")),
            Field("kind", _("Type"), "choice", choices=choices(load().types, filters.kind, empty=_("all"))),
            Field("state", _("State"), "choice", choices=choices(STATES, filters.state, empty=_("all"))),
            Field("since", _("From"), "date", asked.get("since", "")),
            Field("until", _("Until"), "date", asked.get("until", "")),
        ),
        here=here,
        total=ngettext("%(count)s event", "%(count)s events", found.count) % {"count": f"{found.count:,}"},
        notices=(),
        table=events_table(
            "events", "", found.lines,
            empty=_("Nothing fits") if narrowed else _("No event yet"),
            hint=_("Take words out, or choose all.") if narrowed else _("Plan the first one; guests, signings and follow-up are recorded on it."),
        ),
        paging=paging(here, asked, number, found.count),
    )  # fmt: skip


def filters_of(asked: Mapping[str, str]) -> queries.Filters:
    """What the list is narrowed to."""
    return queries.Filters(
        kind=asked.get("kind", ""), state=asked.get("state", ""), since=typed_day(asked.get("since", "")),
        until=typed_day(asked.get("until", "")), text=asked.get("text", "").strip()[:100],
    )  # fmt: skip


def events_table(
    name: str,
    title: str,
    lines: Sequence[EventLine],
    *,
    empty: str,
    hint: str = "",
    acts: Iterable[Link] = (),
) -> Table:
    """Events in a table."""
    rows = [
        (
            Cell(one.name, to(f"event:{one.id}"), note=one.campaign),
            Cell(named(load().types, one.kind), note=named(load().levels, one.level)),
            Cell(between(one.begins_on, one.ends_on)),
            Cell(one.place), Cell(one.unit), counted(one.invited), counted(one.attended), paid(one.cost),
            Cell(named(STATES, one.state)),
        )
        for one in lines
    ]  # fmt: skip
    heads = [
        _("Event"), _("Type"), _("Day"), _("Place"), _("Unit"), _("Invited"), _("Attended"), _("Cost"), _("State")
    ]  # fmt: skip
    return table(name, title, heads, rows, empty=empty, hint=hint, acts=acts, numbers=[5, 6, 7])


def event_tabs() -> tuple[Link, ...]:
    """Neighbours of the list."""
    return (Link(_("Events"), reverse("events")), Link(_("To be done"), reverse("follow-ups")))


def event_page(event_id: int, *, viewer: Actor, today: date) -> RecordPage:
    """One event; raises :class:`duijie.engagement.types.NoSuchEvent`."""
    info = queries.event(event_id=event_id, viewer=viewer, today=today)
    line, mine = info.line, info.may_write
    signed = of_event(event_id=event_id, viewer=viewer, today=today)
    again = [one for one in signed.lines if one.standing == "again"]
    notices = [
        _("“%(project)s” was signed before and is not counted again.") % {"project": one.project}
        for one in again
    ]
    acts = [
        *([(_("Change"), "event-edit"), (_("Hosts and programme"), "event-programme")] if mine else []),
        *([(_("It brought a lead or project"), "event-origin")] if viewer.may("add") else []),
    ]
    may_sign = viewer.may("add")
    return RecordPage(
        back=Link(_("Events"), reverse("events")),
        title=line.name,
        facts=(
            named(load().types, line.kind), *filter(None, [named(load().levels, line.level)]),
            between(line.begins_on, line.ends_on), *filter(None, [line.place]), named(STATES, line.state),
        ),
        acts=tuple(Link(label, reverse(name, args=[event_id])) for label, name in acts),
        notices=tuple(notices),
        known=_known(info),
        about=info.about,
        steps=steps_of("event", event_id, viewer=viewer),
        tables=(
            _signings(event_id, signed, may_sign),
            *([_sums(signed)] if signed.sums else []),
            _guests(event_id, queries.guests(event_id=event_id, viewer=viewer), mine, viewer),
            follow_ups_table("follow-ups", _("Follow-up"), info.follow_ups, line.state, viewer),
            _programme(info),
            _promoted(event_id, info, mine),
            costs_table("event", event_id, info.costs, mine),
            history_table([f"event:{event_id}"], viewer=viewer),
        ),
    )  # fmt: skip


def follow_ups_page(asked: Mapping[str, str], *, viewer: Actor, today: date) -> ListPage:
    """What is to be done after events, what is due first at the head."""
    done = asked.get("done") == "all"
    number = page_number(asked)
    rows = queries.follow_ups(
        viewer=viewer, today=today, open_only=not done, offset=(number - 1) * PAGE, limit=PAGE
    )
    count, late = queries.count_follow_ups(viewer=viewer, today=today, open_only=not done)
    here = reverse("follow-ups")
    ready = follow_ups_table("follow-ups", "", rows, "held", viewer, with_event=True)
    shown = "all" if done else ""
    listed = (Choice("", _("open"), not done), Choice("all", _("all"), done))
    return ListPage(
        heading=_("To be done after events"),
        about=_("What follows an event or a signing at it, by the table of rules."),
        act=None,
        tabs=event_tabs(),
        chosen=here,
        asked=(Field("done", _("Show"), "choice", shown, listed),),
        here=here,
        total=_("%(count)s in all, %(late)s overdue") % {"count": f"{count:,}", "late": f"{late:,}"},
        notices=(),
        table=ready,
        paging=paging(here, asked, number, count),
    )


def follow_ups_table(
    name: str,
    title: str,
    rows: Sequence[FollowUpInfo],
    state: str,
    viewer: Actor,
    *,
    with_event: bool = False,
) -> Table:
    """Follow-ups in a table."""
    ready = []
    for one in rows:
        light = "green" if one.done_on else "red" if one.late else "yellow"
        told = (
            _("done on %(day)s") % {"day": day(one.done_on)}
            if one.done_on
            else ngettext("%(count)s day late", "%(count)s days late", one.late) % {"count": one.late}
            if one.late
            else _("open")
        )
        url = reverse("follow-up", args=[one.id]) if viewer.may("add") and not one.done_on else ""
        about = one.event if with_event else one.project
        ready.append(
            (
                Cell(say(one.name), url, note=one.project if with_event else ""),
                Cell(about, to(f"event:{one.event_id}") if with_event else to(f"project:{one.project_id}")),
                Cell(day(one.due_on)), Cell(one.who or one.unit, note=one.unit if one.who else ""),
                Cell(told, light=light), Cell(one.outcome),
            )
        )  # fmt: skip
    hint = (
        _("Once the event is marked as held, the table of rules lays it down.")
        if state == "planned"
        else _("Nothing is waiting.")
    )
    heads = [
        _("What"),
        _("Event") if with_event else _("Project"),
        _("Due"),
        _("Who"),
        _("State"),
        _("What came of it"),
    ]
    return table(name, title, heads, ready, empty=_("Nothing to be done"), hint=hint)


def costs_table(what: str, number: int, costs: Sequence[CostInfo], mine: bool) -> Table:
    """What was spent."""
    rows = [(Cell(one.what), Cell(day(one.spent_on)), Cell(one.by), paid(one.number)) for one in costs]
    acts = [Link(_("Add a cost"), reverse(f"{what}-cost", args=[number]))] if mine else []
    return table(
        "costs", _("Cost"), [_("What for"), _("Day"), _("By"), _("Amount")], rows,
        empty=_("No cost recorded"), acts=acts, numbers=[3],
    )  # fmt: skip


def channels_shown(channels: Sequence[ChannelLine]) -> str:
    """Channels in one line."""
    return "、".join(one.name for one in channels)


def _known(info: EventInfo) -> tuple[Known, ...]:
    line = info.line
    hosts = [
        Known(say(words), "、".join(one.name for one in info.hosts if one.role == role))
        for role, words in ROLES.items()
    ]
    cost = money(line.cost) if line.cost else None
    rows = (
        *hosts,
        Known(_("Unit"), line.unit),
        Known(_("Campaign"), line.campaign, to(f"campaign:{line.campaign_id}")),
        Known(_("Theme"), info.theme),
        Known(_("Through"), channels_shown(info.channels)),
        Known(_("Cost"), f"{cost.number} {cost.unit}" if cost else ""),
    )
    return tuple(one for one in rows if one.value)


def _signings(event_id: int, signed: Signings, may_sign: bool) -> Table:
    acts = [Link(_("Record a signing"), reverse("event-sign", args=[event_id]))] if may_sign else []
    return table(
        "signings", _("Signings"),
        [_("Project"), _("Kind"), _("Signed on"), _("Announced"), _("Counted"), _("How it stands"), ""],
        [_signing(one, may_sign) for one in signed.lines],
        empty=_("Nothing signed here"), hint=_("Record what was signed; a project that was signed before is told at once."),
        about=not_shown(signed.hidden), acts=acts, numbers=[3, 4],
    )  # fmt: skip


def _signing(one: SigningInfo, may_sign: bool) -> tuple[Cell, ...]:
    return (
        Cell(one.project, to(f"project:{one.project_id}"), note="、".join(one.parties)),
        Cell(say(kinds()[one.kind].name)),
        Cell(day(one.signed_on)), paid(one.number), paid(one.counted),
        Cell(
            say(STANDINGS[one.standing]), to(f"event:{one.first_event_id}"), note="; ".join(map(say, one.reasons)),
            light=LIGHTS[one.standing],
        ),
        Cell(_("Correct"), reverse("signing-correct", args=[one.id])) if may_sign else Cell(),
    )  # fmt: skip


def _sums(signed: Signings) -> Table:
    rows = [
        (
            Cell(say(kinds()[one.kind].name)),
            *(
                Cell(str(count), amount=None, note=_shown(number))
                for count, number in (
                    (one.announced, one.announced_number), (one.counted, one.counted_number),
                    (one.again, one.again_number), (one.rest, one.rest_number),
                )
            ),
        )
        for one in signed.sums
    ]  # fmt: skip
    return table(
        "sums", _("Signed at this event, by kind"),
        [_("Kind"), _("Announced"), _("Counted"), _("Signed again"), _("Not counted")], rows,
        empty="", about=_("The three on the right make up what was announced; what is above the contract is not counted."),
        numbers=[1, 2, 3, 4],
    )  # fmt: skip


def _shown(number: object) -> str:
    amount = money(number) if number else None  # type: ignore[arg-type]  # a Decimal
    return f"{amount.number} {amount.unit}" if amount else ""


def _guests(event_id: int, guests: Sequence[GuestInfo], mine: bool, viewer: Actor) -> Table:
    rows = [
        (
            Cell(one.name, to(f"organisation:{one.organisation_id}"), note=one.note),
            Cell(named(GUEST_STATES, one.state)),
            Cell(str(one.people) if one.people else "", note=_people(one)), Cell(one.channel, to(f"channel:{one.channel_id}")),
            Cell(_("Change"), reverse("event-guest-edit", args=[event_id, one.id])) if mine else Cell(),
        )
        for one in guests[:PAGE]
    ]  # fmt: skip
    hidden = "" if viewer.may("see_people") else _("Your role does not show people.")
    first = ""
    if len(guests) > PAGE:
        first = _("The first %(count)s; the number above opens all.") % {"count": PAGE}
    acts = [Link(_("Invite"), reverse("event-guest", args=[event_id]))] if mine else []
    return table(
        "guests", _("Invited and attended"), [_("Organisation"), _("Answer"), _("People"), _("Brought by"), ""], rows,
        empty=_("Nobody invited yet"), hint=_("Invite organisations; who came is recorded in the same place."), acts=acts,
        about=" ".join(filter(None, [first, hidden])),
    )  # fmt: skip


def _people(one: GuestInfo) -> str:
    return "、".join(f"{person.name} {person.post}".strip() for person in one.persons or ())


def _programme(info: EventInfo) -> Table:
    rows = [
        (Cell(day(one.day)), Cell(one.starts), Cell(one.title), Cell(one.speaker)) for one in info.programme
    ]
    return table(
        "programme", _("Programme"), [_("Day"), _("Time"), _("Item"), _("Speaker")], rows,
        empty=_("No programme yet"), hint=_("Write it under Hosts and programme, a line an item."),
    )  # fmt: skip


def _promoted(event_id: int, info: EventInfo, mine: bool) -> Table:
    stages = pipeline_rules().stages
    rows = [
        (Cell(one.name, to(f"project:{one.project_id}")), Cell(say(stages[one.stage].name)))
        for one in info.promoted
    ]
    acts = [Link(_("Put a project forward"), reverse("event-promote", args=[event_id]))] if mine else []
    return table(
        "promoted", _("Projects put forward"), [_("Project"), _("Stage")], rows,
        empty=_("None yet"), about=not_shown(info.promoted_hidden), acts=acts,
    )  # fmt: skip
