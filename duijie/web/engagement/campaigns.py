"""Campaigns and channels: the lists, and one with what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.types import Actor
from duijie.engagement import queries
from duijie.engagement.rules import load
from duijie.engagement.types import CampaignLine, ChannelLine
from duijie.web.acts.record import history_table
from duijie.web.compose.paging import PAGE, page_number, paging
from duijie.web.engagement.came import steps_of
from duijie.web.engagement.cells import between, choices, counted, money, named, paid, table, to
from duijie.web.engagement.events import costs_table, events_table
from duijie.web.engagement.pages import Cell, Known, ListPage, RecordPage, Table
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import day, say


def campaigns_page(asked: Mapping[str, str], *, viewer: Actor) -> ListPage:
    """Campaigns, the latest first."""
    number, here = page_number(asked), reverse("campaigns")
    total = queries.count_campaigns(viewer=viewer)
    lines = queries.campaigns(viewer=viewer, offset=(number - 1) * PAGE, limit=PAGE)
    return ListPage(
        heading=_("Campaigns"),
        about=_("A drive with its period, its money, its quotas and what it brought."),
        act=Link(_("Start a campaign"), reverse("campaign-add")) if viewer.may("add") else None,
        tabs=(),
        chosen="",
        asked=(),
        here=here,
        total=ngettext("%(count)s campaign", "%(count)s campaigns", total) % {"count": f"{total:,}"},
        notices=(),
        table=_campaigns(
            "campaigns", "", lines, _("No campaign yet"), _("Start one with its period and budget; events are then held in it.")
        ),
        paging=paging(here, asked, number, total),
    )  # fmt: skip


def campaign_page(campaign_id: int, *, viewer: Actor) -> RecordPage:
    """One campaign with its way from invitation to money."""
    info = queries.campaign(campaign_id=campaign_id, viewer=viewer)
    line = info.line
    quotas = load().quotas
    known = [
        Known(_("Unit"), line.unit),
        Known(_("Budget"), _text(line.budget)),
        Known(_("Spent"), _spent(line)),
        Known(_("Through"), "、".join(one.name for one in info.channels)),
        *(
            Known(
                _("Quota: %(what)s") % {"what": say(quotas[code].name)},
                _text(number) if quotas[code].unit == "CNY" else f"{number:,.0f}",
            )
            for code, number in info.quotas.items()
            if code in quotas
        ),
    ]
    return RecordPage(
        back=Link(_("Campaigns"), reverse("campaigns")),
        title=line.name,
        facts=(between(line.begins_on, line.ends_on), line.unit),
        acts=_acts("campaign", campaign_id, info.may_write, viewer),
        notices=(_("More was spent than the budget allows."),) if line.budget and line.spent > line.budget else (),
        known=tuple(one for one in known if one.value),
        about=info.about,
        steps=steps_of("campaign", campaign_id, viewer=viewer, quotas=info.quotas),
        tables=(
            events_table(
                "events", _("Events"), info.events,
                empty=_("No event yet"), hint=_("Plan an event and choose this campaign on it."),
                acts=[Link(_("Plan an event"), reverse("event-add") + f"?campaign={campaign_id}")] if viewer.may("add") else [],
            ),
            _channels("channels", _("Channels used"), info.channels, _("None named"), _("Name them under Change.")),
            costs_table("campaign", campaign_id, info.costs, info.may_write),
            history_table([f"campaign:{campaign_id}"], viewer=viewer),
        ),
    )  # fmt: skip


def channels_page(asked: Mapping[str, str], *, viewer: Actor) -> ListPage:
    """Channels by name."""
    number, here = page_number(asked), reverse("channels")
    kind, text = asked.get("kind", ""), asked.get("text", "").strip()[:100]
    total = queries.count_channels(viewer=viewer, kind=kind, text=text)
    lines = queries.channels(viewer=viewer, kind=kind, text=text, offset=(number - 1) * PAGE, limit=PAGE)
    narrowed = bool(kind or text)
    return ListPage(
        heading=_("Channels"),
        about=_("Chambers, associations, resident offices and introducers, with what they brought."),
        act=Link(_("Add a channel"), reverse("channel-add")) if viewer.may("add") else None,
        tabs=(),
        chosen="",
        asked=(
            Field("text", _("Words"), "search", text),
            Field("kind", _("Kind"), "choice", choices=choices(load().channels, kind, empty=_("all"))),
        ),
        here=here,
        total=ngettext("%(count)s channel", "%(count)s channels", total) % {"count": f"{total:,}"},
        notices=(),
        table=_channels(
            "channels", "", lines,
            _("Nothing fits") if narrowed else _("No channel yet"),
            _("Take words out, or choose all.") if narrowed else _("Add the first one: a chamber, an association, an introducer."),
        ),
        paging=paging(here, asked, number, total),
    )  # fmt: skip


def channel_page(channel_id: int, *, viewer: Actor) -> RecordPage:
    """One channel with what it brought."""
    info = queries.channel(channel_id=channel_id, viewer=viewer)
    line = info.line
    known = (
        Known(_("Kind"), named(load().channels, line.kind)),
        Known(_("Unit"), line.unit),
        Known(_("Organisation"), line.name if line.organisation_id else "", to(f"organisation:{line.organisation_id}")),
        Known(_("No longer used since"), day(line.ended_on)),
    )  # fmt: skip
    return RecordPage(
        back=Link(_("Channels"), reverse("channels")),
        title=line.name,
        facts=(named(load().channels, line.kind), *filter(None, [line.place])),
        acts=_acts("channel", channel_id, info.may_write, viewer),
        notices=(),
        known=tuple(one for one in known if one.value),
        about=info.about,
        steps=steps_of("channel", channel_id, viewer=viewer),
        tables=(
            events_table("events", _("Events it was used for"), info.events, empty=_("None yet")),
            _campaigns("campaigns", _("Campaigns it was used for"), info.campaigns, _("None yet"), ""),
            history_table([f"channel:{channel_id}"], viewer=viewer),
        ),
    )


def _campaigns(
    name: str, title: str, lines: tuple[CampaignLine, ...] | list[CampaignLine], empty: str, hint: str
) -> Table:
    rows = [
        (
            Cell(one.name, to(f"campaign:{one.id}")), Cell(between(one.begins_on, one.ends_on)), Cell(one.unit),
            counted(one.events), paid(one.budget), paid(one.spent, _part(one)),
        )
        for one in lines
    ]  # fmt: skip
    heads = [_("Campaign"), _("Period"), _("Unit"), _("Events"), _("Budget"), _("Spent")]
    return table(name, title, heads, rows, empty=empty, hint=hint, numbers=[3, 4, 5])


def _channels(
    name: str, title: str, lines: tuple[ChannelLine, ...] | list[ChannelLine], empty: str, hint: str
) -> Table:
    rows = [
        (
            Cell(one.name, to(f"channel:{one.id}"), tags=(_("no longer used"),) if one.ended_on else ()),
            Cell(named(load().channels, one.kind)), Cell(one.place), Cell(one.unit), counted(one.leads), counted(one.projects),
        )
        for one in lines
    ]  # fmt: skip
    heads = [_("Channel"), _("Kind"), _("Place"), _("Unit"), _("Leads"), _("Projects")]
    return table(name, title, heads, rows, empty=empty, hint=hint, numbers=[4, 5])


def _text(number: object) -> str:
    amount = money(number) if number else None  # type: ignore[arg-type]  # a Decimal
    return f"{amount.number} {amount.unit}" if amount else ""


def _part(line: CampaignLine) -> str:
    return f"{100 * line.spent / line.budget:.0f}%" if line.budget and line.spent else ""


def _spent(line: CampaignLine) -> str:
    return " · ".join(filter(None, [_text(line.spent), _part(line)]))


def _acts(what: str, number: int, mine: bool, viewer: Actor) -> tuple[Link, ...]:
    change = [Link(_("Change"), reverse(f"{what}-edit", args=[number]))] if mine else []
    brought = Link(_("It brought a lead or project"), reverse(f"{what}-origin", args=[number]))
    return (*change, *([brought] if viewer.may("add") else []))
