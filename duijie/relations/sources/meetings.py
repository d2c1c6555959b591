"""Ties of going out to meet people: events and their guests, channels, visits, calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Any, Final

from django.utils import timezone

from duijie.engagement.models import Channel, Event, Guest, Host
from duijie.engagement.models import Person as GuestPerson
from duijie.engagement.rules import load
from duijie.kernel.words import Words
from duijie.relations.rules import kinds
from duijie.relations.sources import Raw, Source
from duijie.relations.sources.nodes import Nodes
from duijie.relations.types import Record
from duijie.visits.models import Interaction, Visit
from duijie.visits.models import Person as Met
from duijie.visits.queries import sight

CAME: Final = "attended"


def _events(nodes: Nodes) -> Iterable[Raw]:
    """Those who held an event and each who came; guests of a small one among themselves; who brought whom; their people."""
    days: dict[int, tuple[date, date]] = {}
    holding: dict[int, list[int | None]] = {}
    came: dict[int, list[int]] = defaultdict(list)
    for pk, begins, ends, unit in (
        Event.objects.exclude(state="cancelled")
        .order_by("pk")
        .values_list("pk", "begins_on", "ends_on", "unit_id")
    ):
        days[pk], holding[pk] = (begins, ends), [nodes.unit(unit)]
    hosts = Host.objects.order_by("pk").values_list("event_id", "organisation_id", "name")
    for event, home, name in hosts:
        if event in holding:
            holding[event].append(nodes.organisation(home, name))
    guests = Guest.objects.filter(state=CAME).order_by("pk")
    at: dict[int, int | None] = {}
    for pk, event, home, name, channel, through, called in guests.values_list(
        "pk", "event_id", "organisation_id", "name", "channel_id", "channel__organisation_id", "channel__name"
    ):
        if event not in days:
            continue
        who = at[pk] = nodes.organisation(home, name)
        if who is None:
            continue
        first, last = days[event]
        came[event].append(who)
        for holder in dict.fromkeys(holding[event]):
            yield Raw(holder, who, "hosted", first, last, first, event)
        if channel is not None:
            yield Raw(nodes.organisation(through, called), who, "brought", first, None, first, event)
    most = kinds()["met"].most
    for event, there in came.items():
        first, last = days[event]
        if len(there) <= most:
            for one, other in combinations(dict.fromkeys(there), 2):
                yield Raw(one, other, "met", first, last, first, event)
    for guest, event, name in (
        GuestPerson.objects.filter(guest__state=CAME).order_by("pk").values_list("guest_id", "guest__event_id", "name")
    ):  # fmt: skip
        if at.get(guest) is not None:
            first = days[event][0]
            yield Raw(nodes.person(at[guest], name), at[guest], "post", None, None, first, event)


def _told_events(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Event.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {pk: Record(Words(f"活动：{name}", f"event: {name}"), f"event:{pk}") for pk, name in rows}


def _channels(nodes: Nodes) -> Iterable[Raw]:
    for pk, home, name, unit, ended, at in Channel.objects.order_by("pk").values_list(
        "pk", "organisation_id", "name", "unit_id", "ended_on", "at"
    ):
        ends = nodes.unit(unit), nodes.organisation(home, name)
        yield Raw(*ends, "channel", None, ended, timezone.localdate(at), pk)


def _told_channels(numbers: Collection[int]) -> Mapping[int, Record]:
    names = load().channels
    rows = Channel.objects.filter(pk__in=numbers).values_list("pk", "kind", "name")
    found = {}
    for pk, kind, name in rows:
        words = names.get(kind, Words.both(kind))
        found[pk] = Record(Words(f"{words.zh}：{name}", f"{words.en}: {name}"), f"channel:{pk}")
    return found


def _visits(nodes: Nodes) -> Iterable[Raw]:
    """The unit that went or received, and whom it met: the organisation, and people where these may be seen."""
    seen = Visit.objects.filter(sight(viewer=nodes.viewer), state="made").order_by("pk")
    met: dict[int, list[str]] = defaultdict(list)
    for visit, name in (
        Met.objects.filter(visit__in=seen.order_by().values("pk"))
        .order_by("pk")
        .values_list("visit_id", "name")
    ):
        met[visit].append(name)
    for pk, unit, home, name, first, last in seen.values_list(
        "pk", "unit_id", "organisation_id", "name", "begins_on", "ends_on"
    ):
        ours, who = nodes.unit(unit), nodes.organisation(home, name)
        yield Raw(ours, who, "visit", first, last, first, pk)
        for person in met[pk]:
            met_one = nodes.person(who, person)
            yield Raw(met_one, who, "post", None, None, first, pk)
            yield Raw(ours, met_one, "visit", first, last, first, pk)


def _told_visits(numbers: Collection[int]) -> Mapping[int, Record]:
    rows: Any = Visit.objects.filter(pk__in=numbers).values_list("pk", "direction", "name", "begins_on")
    words = {"out": Words("拜访", "visit to"), "in": Words("接待", "visit of")}
    return {
        pk: Record(Words(f"{words[way].zh}{name}（{day}）", f"{words[way].en} {name} ({day})"), f"visit:{pk}")
        for pk, way, name, day in rows
    }


def _talks(nodes: Nodes) -> Iterable[Raw]:
    seen = Interaction.objects.filter(sight(viewer=nodes.viewer)).order_by("pk")
    for pk, unit, home, name, on in seen.values_list("pk", "unit_id", "organisation_id", "name", "on"):
        yield Raw(nodes.unit(unit), nodes.organisation(home, name), "talk", on, on, on, pk)


def _told_talks(numbers: Collection[int]) -> Mapping[int, Record]:
    rows = Interaction.objects.filter(pk__in=numbers).values_list("pk", "subject")
    return {pk: Record(Words(f"往来：{subject}", f"call or letter: {subject}")) for pk, subject in rows}


SOURCES: Final = (
    Source("event", _events, _told_events),
    Source("channel", _channels, _told_channels),
    Source("visit", _visits, _told_visits),
    Source("interaction", _talks, _told_talks),
)
