"""Forms of campaigns, events, channels and what belongs to them. Each parses, calls one operation, and leads back.

It is long because every part of an event has a form of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.types import Actor
from duijie.engagement import operations, queries
from duijie.engagement.holding import held_campaign, held_channel, held_event
from duijie.engagement.rules import (
    ROLES,
    campaign_fields,
    channel_fields,
    event_fields,
    guest_fields,
    people_of,
    programme_of,
)
from duijie.engagement.types import EventInfo, NoSuchPart
from duijie.kernel.words import Words
from duijie.rulebook.columns import Column, WrongFields
from duijie.signings.operations import correct, sign
from duijie.signings.queries import get as signing_of
from duijie.signings.rules import STANDINGS, kinds
from duijie.web.engagement import forms
from duijie.web.engagement.forms import Given, Refused, handle
from duijie.web.pages.parts import Field, Link
from duijie.web.saying import say
from duijie.web.views.answers import page, viewer

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@page
def campaign(request: HttpRequest, campaign_id: int | None = None) -> HttpResponse:
    """A new campaign, or one that is changed."""
    who = _writer(request)
    back, hold = Link(_("Campaigns"), reverse("campaigns")), None
    if campaign_id is not None:
        line = queries.campaign(campaign_id=campaign_id, viewer=who)
        _must(line.may_write)
        back = Link(line.line.name, reverse("campaign", args=[campaign_id]))
        hold = partial(held_campaign, campaign_id, who)

    def initial() -> Given:
        if campaign_id is None:
            return {}
        info = queries.campaign(campaign_id=campaign_id, viewer=who)
        return {
            **_texts(info.line, campaign_fields()), "about": info.about,
            "channels": "\n".join(one.name for one in info.channels),
            **{f"quota_{code}": f"{number:f}" for code, number in info.quotas.items()},
        }  # fmt: skip

    def save(given: Given) -> str:
        saved = operations.save_campaign(
            values=_values(given, campaign_fields()), campaign_id=campaign_id, unit_id=forms.number_of(given, "unit"),
            channel_ids=forms.channels_of(given, who), by=who, at=timezone.now(),
        )  # fmt: skip
        return reverse("campaign", args=[saved])

    return handle(
        request, heading=_("Campaign"), back=back, save=save, initial=initial, hold=hold,
        fields=lambda failed: (
            *forms.of_columns(campaign_fields(), failed, needed=("name", "begins_on", "ends_on")),
            _channels(failed), forms.unit_field(failed, who),
        ),
    )  # fmt: skip


@FORM
@page
def event(request: HttpRequest, event_id: int | None = None) -> HttpResponse:
    """A new event, or one that is changed."""
    who = _writer(request)
    back, hold = Link(_("Events"), reverse("events")), None
    if event_id is not None:
        back = _back(who, event_id=event_id, write=True)
        hold = partial(held_event, event_id, who)

    def initial() -> Given:
        if event_id is None:
            return {"state": "planned", "campaign": request.GET.get("campaign", "")}
        info = queries.event(event_id=event_id, viewer=who, today=timezone.localdate())
        return {
            **_texts(info.line, event_fields()), "about": info.about, "theme": info.theme,
            "campaign": str(info.line.campaign_id or ""), "channels": "\n".join(one.name for one in info.channels),
        }  # fmt: skip

    def save(given: Given) -> str:
        saved = operations.save_event(
            values=_values(given, event_fields()), event_id=event_id, unit_id=forms.number_of(given, "unit"),
            campaign_id=forms.number_of(given, "campaign"), in_campaign=True,
            channel_ids=forms.channels_of(given, who), by=who, at=timezone.now(),
        )  # fmt: skip
        return reverse("event", args=[saved])

    rows = [(str(one.id), one.name) for one in queries.campaigns(viewer=who, limit=200)]
    return handle(
        request, heading=_("Event"), back=back, save=save, initial=initial, hold=hold,
        about=_("An event that is marked as held is followed up by the table of rules."),
        fields=lambda failed: (
            *forms.of_columns(event_fields(), failed, needed=("name", "kind", "state", "begins_on", "ends_on")),
            forms.choice("campaign", _("Campaign"), rows, failed, empty=_("none")),
            _channels(failed), forms.unit_field(failed, who),
        ),
    )  # fmt: skip


@FORM
@page
def channel(request: HttpRequest, channel_id: int | None = None) -> HttpResponse:
    """A new channel, or one that is changed."""
    who = _writer(request)
    back, hold = Link(_("Channels"), reverse("channels")), None
    if channel_id is not None:
        kept = queries.channel(channel_id=channel_id, viewer=who)
        _must(kept.may_write)
        back = Link(kept.line.name, reverse("channel", args=[channel_id]))
        hold = partial(held_channel, channel_id, who)

    def initial() -> Given:
        if channel_id is None:
            return {}
        info = queries.channel(channel_id=channel_id, viewer=who)
        return {**_texts(info.line, channel_fields()), "about": info.about}

    def save(given: Given) -> str:
        saved = operations.save_channel(
            values=_values(given, channel_fields()), channel_id=channel_id, unit_id=forms.number_of(given, "unit"),
            by=who, at=timezone.now(),
        )  # fmt: skip
        return reverse("channel", args=[saved])

    return handle(
        request, heading=_("Channel"), back=back, save=save, initial=initial, hold=hold,
        fields=lambda failed: (
            *forms.of_columns(channel_fields(), failed, needed=("name", "kind")), forms.unit_field(failed, who)
        ),
    )  # fmt: skip


@FORM
@page
def programme(request: HttpRequest, event_id: int) -> HttpResponse:
    """Hosts and programme, a line each."""
    who = _writer(request)
    back = _back(who, event_id=event_id, write=True)

    def read() -> EventInfo:
        return queries.event(event_id=event_id, viewer=who, today=timezone.localdate())

    def initial() -> Given:
        info = read()
        lines = [
            f"{one.day} {one.starts} {one.title}{' | ' + one.speaker if one.speaker else ''}".replace(
                "  ", " "
            )
            for one in info.programme
        ]
        return {
            role: "\n".join(one.name for one in info.hosts if one.role == role) for role in ROLES
        } | {"programme": "\n".join(lines)}  # fmt: skip

    def save(given: Given) -> str:
        items, at = programme_of(given.get("programme", ""), read().line.begins_on), timezone.now()
        hosts = {role: given.get(role, "").splitlines() for role in ROLES}
        operations.set_hosts(event_id=event_id, hosts=hosts, by=who, at=at)
        operations.set_programme(event_id=event_id, lines=items, by=who, at=at)
        return reverse("event", args=[event_id])

    return handle(
        request, heading=_("Hosts and programme"), back=back, save=save, initial=initial,
        hold=partial(held_event, event_id, who),
        fields=lambda failed: (
            *(forms.text(role, _upper(say(words)), failed, kind="lines", hint=_("One a line.")) for role, words in ROLES.items()),
            forms.text("programme", _("Programme"), failed, kind="lines", hint=_("A line an item: 09:30 Opening | who speaks. A day may stand before the time.")),
        ),
    )  # fmt: skip


@FORM
@page
def guest(request: HttpRequest, event_id: int, guest_id: int | None = None) -> HttpResponse:
    """An organisation that is asked, or what it answered and who came."""
    who = _writer(request)
    back = _back(who, event_id=event_id, write=True)

    def initial() -> Given:
        if guest_id is None:
            return {"state": "invited"}
        one = next((row for row in queries.guests(event_id=event_id, viewer=who) if row.id == guest_id), None)
        if one is None:
            raise NoSuchPart("guest", guest_id)
        return {
            **_texts(one, guest_fields()), "channel": str(one.channel_id or ""),
            "persons": "\n".join(f"{person.name} {person.post}".strip() for person in one.persons or ()),
        }  # fmt: skip

    def save(given: Given) -> str:
        operations.save_guest(
            event_id=event_id, values=_values(given, guest_fields()), guest_id=guest_id,
            channel_id=forms.number_of(given, "channel"),
            persons=people_of(given["persons"]) if "persons" in given else None, by=who, at=timezone.now(),
        )  # fmt: skip
        return reverse("event", args=[event_id]) + "#guests"

    def fields(failed: Refused) -> Iterable[Field]:
        yield from forms.of_columns(guest_fields(), failed, needed=("name", "state"))
        yield forms.channel_field(failed, who)
        if who.may("see_people"):
            hint = _("Name and post, a line each; nothing else is kept of people.")
            yield forms.text("persons", _("Who came"), failed, kind="lines", hint=hint)

    return handle(
        request, heading=_("Invitation"), back=back, save=save, initial=initial, fields=fields,
        hold=None if guest_id is None else partial(held_event, event_id, who),
    )  # fmt: skip


@FORM
@page
def signing(request: HttpRequest, event_id: int) -> HttpResponse:
    """Something signed at an event."""
    who = _writer(request)
    info = queries.event(event_id=event_id, viewer=who, today=timezone.localdate())
    rows = [(code, _upper(say(kind.name))) for code, kind in kinds().items()]
    initial = {"kind": "formal", "signed_on": info.line.begins_on.isoformat()}

    def save(given: Given) -> str:
        done = sign(
            project_id=forms.project_of(given, who), kind=given.get("kind", ""), event_id=event_id,
            signed_on=forms.day_of(given, "signed_on"), number=forms.amount_of(given, "number"),
            parties=given.get("parties", "").splitlines(), note=given.get("note", ""),
            enter_stage=given.get("enter_stage") == "yes", by=who, at=timezone.now(),
        )  # fmt: skip
        told = [say(STANDINGS[done.standing]), *map(say, done.reasons)]
        if done.request_id is not None:
            told.append(_("The step to the next stage waits for a second person."))
        say_so = messages.error if done.standing == "again" else messages.success
        say_so(request, _("Recorded. How it stands: %(told)s") % {"told": "; ".join(told)})
        return reverse("event", args=[event_id]) + "#signings"

    yes_no = [("", _("no")), ("yes", _("yes"))]
    return handle(
        request, heading=_("Record a signing"), back=_to_event(event_id, info.line.name), save=save, initial=initial,
        about=_("The first formal contract of a project counts, an increase by itself; a contract announced again is kept and shown as such."),
        fields=lambda failed: (
            forms.text("project", _("Project"), failed, required=True, hint=_("Its number, its code or words of its name.")),
            forms.choice("kind", _("Kind"), rows, failed),
            forms.text("signed_on", _("Signed on"), failed, kind="date", required=True),
            forms.text("number", _("Announced (yuan)"), failed, hint=_("Empty: what the contract says.")),
            forms.text("parties", _("Parties as printed"), failed, kind="lines", hint=_("One a line.")),
            forms.choice("enter_stage", _("Enter the stage"), yes_no, failed, hint=_("By the project's gates and its second person.")),
            forms.text("note", _("Note"), failed),
        ),
    )  # fmt: skip


@FORM
@page
def correct_signing(request: HttpRequest, signing_id: int) -> HttpResponse:
    """Another amount or day, or that nothing was signed."""
    who = _writer(request)
    held = signing_of(signing_id=signing_id, viewer=who, today=timezone.localdate())
    back = _to_event(held.event_id, held.event) if held.event_id else Link(_("Events"), reverse("events"))

    def save(given: Given) -> str:
        correct(
            signing_id=signing_id, reason=given.get("reason", ""), number=forms.amount_of(given, "number"),
            signed_on=forms.day_of(given, "signed_on"), void="remove" in given, by=who, at=timezone.now(),
        )  # fmt: skip
        return back.url

    return handle(
        request, heading=held.project, back=back, save=save, remove_label=_("Nothing was signed"),
        initial={"signed_on": held.signed_on.isoformat(), "number": "" if held.number is None else f"{held.number:f}"},
        fields=lambda failed: (
            forms.text("signed_on", _("Signed on"), failed, kind="date", required=True),
            forms.text("number", _("Announced (yuan)"), failed),
            forms.text("reason", _("Reason"), failed, required=True),
        ),
    )  # fmt: skip


@FORM
@page
def promote(request: HttpRequest, event_id: int) -> HttpResponse:
    """A project that is put forward."""
    who = _writer(request)
    info = queries.event(event_id=event_id, viewer=who, today=timezone.localdate())
    _must(info.may_write)

    def save(given: Given) -> str:
        number = forms.project_of(given, who)
        operations.promote(event_id=event_id, project_id=number, by=who, at=timezone.now())
        return reverse("event", args=[event_id]) + "#promoted"

    return handle(
        request, heading=_("Put a project forward"), back=_to_event(event_id, info.line.name), save=save,
        fields=lambda failed: (
            forms.text("project", _("Project"), failed, required=True, hint=_("Its number, its code or words of its name.")),
        ),
    )  # fmt: skip


@FORM
@page
def cost(request: HttpRequest, event_id: int | None = None, campaign_id: int | None = None) -> HttpResponse:
    """What an event or a campaign has cost."""
    who, today = _writer(request), timezone.localdate()
    back = _back(who, event_id=event_id, campaign_id=campaign_id, write=True)

    def save(given: Given) -> str:
        number = forms.amount_of(given, "number", needed=True)
        assert number is not None
        operations.spend(
            event_id=event_id, campaign_id=campaign_id, what=given.get("what", ""), number=number,
            spent_on=forms.day_of(given, "spent_on"), by=who, at=timezone.now(),
        )  # fmt: skip
        return back.url + "#costs"

    return handle(
        request, heading=_("Add a cost"), back=back, save=save, initial={"spent_on": today.isoformat()},
        fields=lambda failed: (
            forms.text("what", _("What for"), failed, required=True),
            forms.text("number", _("Amount (yuan)"), failed, required=True),
            forms.text("spent_on", _("Day"), failed, kind="date", required=True),
        ),
    )  # fmt: skip


@FORM
@page
def origin(
    request: HttpRequest,
    event_id: int | None = None,
    campaign_id: int | None = None,
    channel_id: int | None = None,
) -> HttpResponse:
    """Somebody's word that a lead or a project came of this."""
    who, today = _writer(request), timezone.localdate()
    source: dict[str, Any] = {"event_id": event_id, "campaign_id": campaign_id, "channel_id": channel_id}
    back = _back(who, **source)

    def save(given: Given) -> str:
        operations.say_origin(
            **forms.origin_of(given, who), **source, touched_on=forms.day_of(given, "touched_on"),
            said_by=given.get("said_by", ""), note=given.get("note", ""), by=who, at=timezone.now(),
        )  # fmt: skip
        return back.url + "#yield"

    return handle(
        request, heading=_("This brought a lead or a project"), back=back, save=save,
        initial={"touched_on": today.isoformat()},
        about=_("Whose word it is and since when is kept. Several may be said of one; nothing is split between them."),
        fields=lambda failed: (
            forms.text("lead", _("Lead"), failed, hint=_("Its number; leave it empty for a project.")),
            forms.text("project", _("Project"), failed, hint=_("Its number, its code or words of its name.")),
            forms.text("touched_on", _("Day"), failed, kind="date", required=True),
            forms.text("said_by", _("Who says so"), failed, required=True),
            forms.text("note", _("Note"), failed),
        ),
    )  # fmt: skip


@FORM
@page
def follow_up(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """Give a follow-up to somebody, or say what came of it."""
    who, today = _writer(request), timezone.localdate()
    found = queries.follow_ups(viewer=who, today=today, open_only=True, number=follow_up_id)
    if not found:
        raise NoSuchPart("follow-up", follow_up_id)
    held = found[0]
    back = _to_event(held.event_id, held.event)

    def save(given: Given) -> str:
        operations.do_follow_up(
            follow_up_id=follow_up_id, outcome=given.get("outcome", ""), done_on=forms.day_of(given, "done_on"),
            who=given.get("who", ""), unit_id=forms.number_of(given, "unit"), by=who, at=timezone.now(),
        )  # fmt: skip
        return back.url + "#follow-ups"

    return handle(
        request, heading=say(held.name), back=back, save=save, about=held.project,
        initial={"done_on": today.isoformat(), "who": held.who},
        fields=lambda failed: (
            forms.text("outcome", _("What came of it"), failed, kind="lines", hint=_("Leave it empty to name only who does it.")),
            forms.text("done_on", _("Done on"), failed, kind="date", required=True),
            forms.text("who", _("Who"), failed),
            forms.unit_field(failed, who),
        ),
    )  # fmt: skip


def _writer(request: HttpRequest) -> Actor:
    who = viewer(request)
    who.must("add")
    return who


def _must(may_write: bool) -> None:
    if not may_write:
        raise PermissionDenied(_("Another unit keeps this. Ask it, or the office that reviews."))


def _back(
    who: Actor,
    *,
    event_id: int | None = None,
    campaign_id: int | None = None,
    channel_id: int | None = None,
    write: bool = False,
) -> Link:
    if event_id is not None:
        info = queries.event(event_id=event_id, viewer=who, today=timezone.localdate())
        _must(info.may_write or not write)
        return _to_event(event_id, info.line.name)
    if campaign_id is not None:
        kept = queries.campaign(campaign_id=campaign_id, viewer=who)
        _must(kept.may_write or not write)
        return Link(kept.line.name, reverse("campaign", args=[campaign_id]))
    if channel_id is None:
        raise WrongFields({"origin": Words("没有来源", "no source")})
    return Link(
        queries.channel(channel_id=channel_id, viewer=who).line.name, reverse("channel", args=[channel_id])
    )


def _to_event(event_id: int, name: str) -> Link:
    return Link(name, reverse("event", args=[event_id]))


def _channels(failed: Refused) -> Field:
    hint = _("Channels, one a line, as the list of channels has them.")
    return forms.text("channels", _("Through"), failed, kind="lines", hint=hint)


def _values(given: Given, columns: Iterable[Column]) -> dict[str, str]:
    return {one.code: given[one.code].strip() for one in columns if one.code in given}


def _texts(row: Any, columns: Iterable[Column]) -> dict[str, str]:
    """What a record holds, as it would be typed."""
    found = {}
    for one in columns:
        value = getattr(row, one.code, "")
        found[one.code] = (
            "" if value is None else f"{value:f}" if one.kind == "number" and value != "" else str(value)
        )
    return found


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
