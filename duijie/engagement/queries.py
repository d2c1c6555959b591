"""Reads of campaigns, events, channels, follow-ups and origins.

Events, campaigns and channels are read by everybody who may see; projects and leads in them only by who reads
those, and people only by who may see people. It is long because all that pages ask of an event is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from duijie.accounts.queries import own_units, touched
from duijie.accounts.types import Actor
from duijie.directory.rules import leads_here
from duijie.directory.types import Touch
from duijie.engagement.models import Campaign, Channel, Cost, Event, FollowUp, Guest, Host, Origin
from duijie.engagement.rules import GUEST_STATES, ROLES, load
from duijie.engagement.types import (
    CampaignInfo,
    CampaignLine,
    ChannelInfo,
    ChannelLine,
    CostInfo,
    EventInfo,
    EventLine,
    EventPage,
    EventWords,
    FollowUpInfo,
    GuestInfo,
    HostInfo,
    ItemInfo,
    NoSuchCampaign,
    NoSuchChannel,
    NoSuchEvent,
    OriginInfo,
    PersonInfo,
    PromotedInfo,
)
from duijie.kernel.words import Words
from duijie.leads import queries as leads
from duijie.leads.models import Lead
from duijie.pipeline import queries as projects

MANY = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events a list shows; empty means any. ``since`` and ``until`` are the days between which they fall.

    ``behind`` is the first day and the number of the last one of the page before.
    """

    kind: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    campaign_id: int | None = None
    unit_ids: tuple[int, ...] = ()
    text: str = ""
    updated_since: datetime | None = None
    behind: tuple[date, int] | None = None


def events(*, viewer: Actor, filters: Filters = Filters(), offset: int = 0, limit: int = MANY) -> EventPage:
    """Events, the latest first; four queries whatever their number."""
    rows = _events(viewer)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.since is not None:
        rows = rows.filter(ends_on__gte=filters.since)
    if filters.until is not None:
        rows = rows.filter(begins_on__lte=filters.until)
    if filters.campaign_id is not None:
        rows = rows.filter(campaign_id=filters.campaign_id)
    if filters.unit_ids:
        rows = rows.filter(unit_id__in=filters.unit_ids)
    if filters.updated_since is not None:
        rows = rows.filter(touched(kind="event", since=filters.updated_since))
    if filters.behind is not None:
        rows = rows.filter(_behind(*filters.behind))
    for word in filters.text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(place__icontains=word) | Q(theme__icontains=word))
    shown = rows.order_by("-begins_on", "-id")[offset : offset + limit]
    return EventPage(tuple(_event_lines(shown)), rows.count())


def event(*, event_id: int, viewer: Actor, today: date) -> EventInfo:
    """One event with everything of it but its guests; raises :class:`NoSuchEvent`."""
    row = _events(viewer).filter(pk=event_id).first()
    if row is None:
        raise NoSuchEvent(event_id)
    put = list(row.promoted.values_list("project_id", flat=True))
    seen = projects.lines(project_ids=put, viewer=viewer)
    return EventInfo(
        line=_event_lines([row])[0],
        theme=row.theme,
        about=row.about,
        hosts=tuple(
            HostInfo(one.pk, one.name, one.role, one.organisation_id)
            for one in sorted(row.hosts.all(), key=lambda one: (list(ROLES).index(one.role), one.pk))
        ),
        programme=tuple(
            ItemInfo(one.day, one.starts, one.title, one.speaker)
            for one in row.programme.order_by("day", "starts", "pk")
        ),
        promoted=tuple(PromotedInfo(one.id, one.name, one.stage) for one in seen.values()),
        promoted_hidden=len(put) - len(seen),
        costs=_costs(Cost.objects.filter(event=row)),
        follow_ups=tuple(follow_ups(viewer=viewer, today=today, event_id=event_id)),
        channels=tuple(map(_channel_line, row.channels.select_related("unit").order_by("pk"))),
        may_write=_may_write(row.unit_id, viewer),
    )


def guests(*, event_id: int, viewer: Actor, states: Sequence[str] = ()) -> list[GuestInfo]:
    """The organisations asked to an event, those that came first."""
    rows = Guest.objects.filter(event_id=event_id, event__in=_events(viewer)).select_related("channel")
    return _guests(rows.filter(state__in=states) if states else rows, viewer)


def guests_of(*, event_ids: Iterable[int], viewer: Actor, states: Sequence[str] = ()) -> list[GuestInfo]:
    """The same over several events, one row an invitation."""
    rows = Guest.objects.filter(event_id__in=list(event_ids), event__in=_events(viewer)).select_related(
        "channel"
    )
    return _guests(rows.filter(state__in=states) if states else rows, viewer)


def guest_names(*, event_ids: Iterable[int], viewer: Actor) -> list[tuple[int, str]]:
    """Event and name of every organisation asked, in the order in which they were."""
    rows = Guest.objects.filter(event_id__in=list(event_ids), event__in=_events(viewer)).order_by("pk")
    return list(rows.values_list("event_id", "name"))


def told_of(*, event_ids: Iterable[int], viewer: Actor) -> dict[int, EventWords]:
    """What is said of each event beside its line; two queries."""
    rows = _events(viewer).filter(pk__in=list(event_ids)).prefetch_related("hosts")
    return {
        row.pk: EventWords(
            row.theme,
            row.about,
            {
                role: [
                    one.name for one in sorted(row.hosts.all(), key=lambda one: one.pk) if one.role == role
                ]
                for role in ROLES
            },
        )
        for row in rows
    }


def follow_ups(
    *,
    viewer: Actor,
    today: date,
    event_id: int | None = None,
    number: int | None = None,
    open_only: bool = False,
    until: date | None = None,
    since: date | None = None,
    offset: int = 0,
    limit: int = 500,
) -> list[FollowUpInfo]:
    """What is to be done after events, by due day. What is about a project shows to who reads it."""
    rows = _follow_ups(viewer).select_related("event", "project", "unit")
    if event_id is not None:
        rows = rows.filter(event_id=event_id)
    if number is not None:
        rows = rows.filter(pk=number)
    if open_only:
        rows = rows.filter(done_on=None)
    if since is not None:
        rows = rows.filter(due_on__gte=since)
    if until is not None:
        rows = rows.filter(due_on__lte=until)
    return [
        FollowUpInfo(
            row.pk, row.event_id, row.event.name, row.project_id, row.project.name if row.project else "", row.step,
            load().step_name(row.step), row.due_on, max(0, ((row.done_on or today) - row.due_on).days),
            str(row.unit), row.who, row.done_on, row.outcome,
        )
        for row in rows.order_by("due_on", "pk")[offset : offset + limit]
    ]  # fmt: skip


def count_follow_ups(*, viewer: Actor, today: date, open_only: bool = False) -> tuple[int, int]:
    """How many follow-ups there are, and how many of them are overdue."""
    rows = _follow_ups(viewer)
    if open_only:
        rows = rows.filter(done_on=None)
    both = rows.aggregate(count=Count("pk"), late=Count("pk", filter=Q(done_on=None, due_on__lt=today)))
    return both["count"], both["late"]


def campaigns(
    *,
    viewer: Actor,
    offset: int = 0,
    limit: int = MANY,
    updated_since: datetime | None = None,
    behind: tuple[date, int] | None = None,
) -> list[CampaignLine]:
    """Campaigns, the latest first; ``behind`` is the first day and the number of the last one of the page before."""
    rows = _campaigns(viewer).select_related("unit").order_by("-begins_on", "-id")
    if updated_since is not None:
        rows = rows.filter(touched(kind="campaign", since=updated_since))
    if behind is not None:
        rows = rows.filter(_behind(*behind))
    return _campaign_lines(list(rows[offset : offset + limit]))


def _behind(begins_on: date, number: int) -> Q:
    return Q(begins_on__lt=begins_on) | Q(begins_on=begins_on, id__lt=number)


def count_campaigns(*, viewer: Actor) -> int:
    """How many campaigns there are."""
    return _campaigns(viewer).count()


def campaign(*, campaign_id: int, viewer: Actor) -> CampaignInfo:
    """One campaign; raises :class:`NoSuchCampaign`."""
    row = _campaigns(viewer).select_related("unit").filter(pk=campaign_id).first()
    if row is None:
        raise NoSuchCampaign(campaign_id)
    held = events(viewer=viewer, filters=Filters(campaign_id=campaign_id), limit=500).lines
    return CampaignInfo(
        line=_campaign_lines([row])[0],
        about=row.about,
        quotas={code: Decimal(number) for code, number in row.quotas.items()},
        events=held,
        channels=tuple(map(_channel_line, row.channels.select_related("unit").order_by("pk"))),
        costs=_costs(Cost.objects.filter(campaign=row)),
        may_write=_may_write(row.unit_id, viewer),
    )


def channels(
    *, viewer: Actor, kind: str = "", text: str = "", offset: int = 0, limit: int = MANY
) -> list[ChannelLine]:
    """Channels by name, with how many leads and projects somebody said came through each."""
    rows = (
        _channels(viewer, kind, text).select_related("unit").order_by("name", "pk")[offset : offset + limit]
    )
    found = list(rows)
    holds = Q(taken_back_at=None, channel__in=[row.pk for row in found])
    counts = dict[int, tuple[int, int]]()
    for number, of_leads, of_projects in (
        Origin.objects.filter(holds)
        .order_by()
        .values("channel")
        .annotate(of_leads=Count("lead", distinct=True), of_projects=Count("project", distinct=True))
        .values_list("channel", "of_leads", "of_projects")
    ):
        counts[number] = (of_leads, of_projects)
    return [_channel_line(row, *counts.get(row.pk, (0, 0))) for row in found]


def count_channels(*, viewer: Actor, kind: str = "", text: str = "") -> int:
    """How many channels there are."""
    return _channels(viewer, kind, text).count()


def channel(*, channel_id: int, viewer: Actor) -> ChannelInfo:
    """One channel; raises :class:`NoSuchChannel`."""
    row = _channels(viewer).select_related("unit").filter(pk=channel_id).first()
    if row is None:
        raise NoSuchChannel(channel_id)
    used = _events(viewer).filter(channels=row).order_by("-begins_on", "-id")
    of = _campaigns(viewer).filter(channels=row).select_related("unit").order_by("-begins_on")
    counts = Origin.objects.filter(taken_back_at=None, channel=row).aggregate(
        leads=Count("lead", distinct=True), projects=Count("project", distinct=True)
    )
    return ChannelInfo(
        line=_channel_line(row, counts["leads"], counts["projects"]),
        about=row.about,
        events=tuple(_event_lines(used)),
        campaigns=tuple(_campaign_lines(list(of))),
        guests=Guest.objects.filter(channel=row).count(),
        may_write=_may_write(row.unit_id, viewer),
    )


def origins_of(
    *, viewer: Actor, lead_id: int | None = None, project_id: int | None = None
) -> list[OriginInfo]:
    """Every touch of a lead or of a project, its leads' included, the first one first."""
    of: Q
    if lead_id is not None:
        known = leads.visible(viewer=viewer).filter(pk=lead_id).exists()
        of = Q(lead_id=lead_id)
    else:
        known = projects.visible(viewer=viewer).filter(pk=project_id or 0).exists()
        of = Q(project_id=project_id) | Q(lead__project_id=project_id)
    if not known:
        return []
    rows = Origin.objects.filter(of, taken_back_at=None).select_related("event", "campaign", "channel", "by")
    return [
        OriginInfo(
            row.pk, row.lead_id, row.project_id, *_source(row), row.touched_on, row.said_by, row.note, str(row.by),
            place == 0,
        )
        for place, row in enumerate(rows.order_by("touched_on", "pk"))
    ]  # fmt: skip


def leads_seen(*, lead_ids: Iterable[int], viewer: Actor) -> list[tuple[int, str, str, int | None]]:
    """Of these leads, those that the viewer reads: number, name, investor, project."""
    rows: QuerySet[Lead] = leads.visible(viewer=viewer).filter(pk__in=list(lead_ids)).order_by("pk")
    return list(rows.values_list("pk", "name", "investor", "project_id"))


def _events(viewer: Actor) -> QuerySet[Event]:
    rows = Event.objects.select_related("unit", "campaign")
    return rows if viewer.may("see") else rows.none()


def _follow_ups(viewer: Actor) -> QuerySet[FollowUp]:
    if not viewer.may("see"):
        return FollowUp.objects.none()
    sees = projects.sight(viewer=viewer, path="project__")
    # An empty condition means everything, and would vanish from an "or".
    return FollowUp.objects.filter(Q(project=None) | sees) if sees else FollowUp.objects.all()


def _campaigns(viewer: Actor) -> QuerySet[Campaign]:
    return Campaign.objects.all() if viewer.may("see") else Campaign.objects.none()


def _channels(viewer: Actor, kind: str = "", text: str = "") -> QuerySet[Channel]:
    rows = Channel.objects.all() if viewer.may("see") else Channel.objects.none()
    if kind:
        rows = rows.filter(kind=kind)
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(place__icontains=word))
    return rows


def _may_write(unit_id: int, viewer: Actor) -> bool:
    return viewer.may("add") and (viewer.may("review") or unit_id in own_units(viewer=viewer))


def _event_lines(rows: Iterable[Event]) -> list[EventLine]:
    found = list(rows)
    numbers = [row.pk for row in found]
    asked: dict[int, dict[str, int]] = defaultdict(dict)
    states = Guest.objects.filter(event__in=numbers).order_by().values("event", "state")
    for number, state, count in states.annotate(n=Count("pk")).values_list("event", "state", "n"):
        asked[number][state] = count
    costs = _sums("event", numbers)
    return [
        EventLine(
            row.pk, row.name, row.kind, row.level, row.state, str(row.unit), row.unit_id, row.campaign_id,
            row.campaign.name if row.campaign else "", row.begins_on, row.ends_on, row.place,
            sum(asked[row.pk].values()), asked[row.pk].get("attended", 0), costs.get(row.pk, Decimal(0)),
        )
        for row in found
    ]  # fmt: skip


def _campaign_lines(rows: Sequence[Campaign]) -> list[CampaignLine]:
    numbers = [row.pk for row in rows]
    own, of_events = _sums("campaign", numbers), _sums("event__campaign", numbers)
    counted = Event.objects.filter(campaign__in=numbers).order_by().values("campaign")
    held = dict(counted.annotate(n=Count("pk")).values_list("campaign", "n"))
    nothing = Decimal(0)
    return [
        CampaignLine(
            row.pk, row.name, str(row.unit), row.begins_on, row.ends_on, row.budget,
            own.get(row.pk, nothing) + of_events.get(row.pk, nothing), held.get(row.pk, 0),
        )
        for row in rows
    ]  # fmt: skip


def _sums(path: str, numbers: Sequence[int]) -> dict[int, Decimal]:
    rows = Cost.objects.filter(**{f"{path}__in": numbers}, taken_back_at=None).order_by().values(path)
    return dict(rows.annotate(total=Sum("number")).values_list(path, "total"))


def _channel_line(row: Channel, of_leads: int = 0, of_projects: int = 0) -> ChannelLine:
    return ChannelLine(
        row.pk, row.name, row.kind, str(row.unit), row.place, row.ended_on, row.organisation_id, of_leads,
        of_projects,
    )  # fmt: skip


def _costs(rows: QuerySet[Cost]) -> tuple[CostInfo, ...]:
    held = rows.filter(taken_back_at=None).select_related("by").order_by("spent_on", "pk")
    return tuple(CostInfo(row.pk, row.what, row.number, row.spent_on, str(row.by)) for row in held)


def _guests(rows: QuerySet[Guest], viewer: Actor) -> list[GuestInfo]:
    people = viewer.may("see_people")
    found = list(rows.prefetch_related("persons") if people else rows)
    order = ["attended", "accepted", "invited", "declined", "absent"]
    found.sort(key=lambda row: (order.index(row.state), row.pk))
    return [
        GuestInfo(
            row.pk, row.name, row.organisation_id, row.state, row.people, row.channel_id,
            row.channel.name if row.channel else "", row.note,
            tuple(PersonInfo(one.name, one.post) for one in row.persons.all()) if people else None,
        )
        for row in found
    ]  # fmt: skip


def _source(row: Origin) -> tuple[str, int, str]:
    for kind in ("event", "campaign", "channel"):
        found = getattr(row, kind)
        if found is not None:
            return kind, found.pk, found.name
    raise AssertionError("the database keeps an origin to one source")


def _asked(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    """Events that an organisation was asked to."""
    rows: QuerySet[Any] = Guest.objects.filter(organisation__own_name__in=names, event__in=_events(viewer))
    for row in rows.select_related("event", "organisation__own_name").order_by("pk"):
        state = GUEST_STATES[row.state]
        words = Words(f"{row.event.name}：{state.zh}", f"{row.event.name}: {state.en}")
        yield _touch("Guest", row.organisation.own_name, row.event, words)


def _held(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    """Events that an organisation holds or helps to hold."""
    rows: QuerySet[Any] = Host.objects.filter(organisation__own_name__in=names, event__in=_events(viewer))
    for row in rows.select_related("event", "organisation__own_name").order_by("pk"):
        role = ROLES[row.role]
        words = Words(f"{role.zh}：{row.event.name}", f"{role.en}: {row.event.name}")
        yield _touch("Host", row.organisation.own_name, row.event, words)


def _used(*, names: Mapping[int, str], viewer: Actor) -> Iterable[Touch]:
    """That an organisation is a channel; undated."""
    rows: QuerySet[Any] = _channels(viewer).filter(organisation__own_name__in=names)
    for row in rows.select_related("organisation__own_name").order_by("pk"):
        kind = load().channels[row.kind]
        own = row.organisation.own_name
        words = Words(f"招商渠道：{kind.zh}", f"channel: {kind.en}")
        yield Touch(
            "engagement.Channel.organisation", own.pk, own.text, None, words, thing=f"channel:{row.pk}"
        )


def _touch(model: str, own: Any, row: Event, words: Words) -> Touch:
    return Touch(
        f"engagement.{model}.organisation", own.pk, own.text, row.begins_on, words, thing=f"event:{row.pk}"
    )


leads_here("engagement.Guest.organisation", "活动邀请", "invitations", _asked)
leads_here("engagement.Host.organisation", "主办与协办", "events held", _held)
leads_here("engagement.Channel.organisation", "招商渠道", "channels", _used)
