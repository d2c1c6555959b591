"""Campaigns, events and channels as other packages see them, and what can go wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duijie.kernel.words import Told, Words


class NoSuchEvent(Told, LookupError):
    """No event has this number, or the viewer may see none."""

    def __init__(self, event_id: object) -> None:
        super().__init__(
            f"没有活动 {event_id}。活动列表列有全部活动。",
            f"There is no event {event_id}. `duijie events` lists those that there are.",
        )


class NoSuchCampaign(Told, LookupError):
    """No campaign has this number, or the viewer may see none."""

    def __init__(self, campaign_id: object) -> None:
        super().__init__(
            f"没有行动 {campaign_id}。行动列表列有全部行动。",
            f"There is no campaign {campaign_id}. `duijie campaigns` lists those that there are.",
        )


class NoSuchChannel(Told, LookupError):
    """No channel has this number, or the viewer may see none."""

    def __init__(self, channel_id: object) -> None:
        super().__init__(
            f"没有渠道 {channel_id}。渠道列表列有全部渠道。",
            f"There is no channel {channel_id}. `duijie channels` lists those that there are.",
        )


class NoSuchPart(Told, LookupError):
    """An event or a campaign has no such part: guest, follow-up, cost, origin."""

    def __init__(self, what: str, number: object) -> None:
        super().__init__(
            f"没有这条内容（{number}）。活动页列有属于它的全部内容。",
            f"There is no {what} {number}. The page of the event lists what belongs to it.",
        )


class NotYourEvent(Told, PermissionError):
    """The event, campaign or channel is kept by another unit."""

    def __init__(self, who: str, what: object) -> None:
        kept = Words.both(what)
        super().__init__(
            f"{kept.zh}不归{who}管。请找主管单位或审核人员。",
            f"{who} does not keep {kept.en}. Ask its unit, or the office that reviews.",
        )


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list. ``cost`` in yuan."""

    id: int
    name: str
    kind: str
    level: str
    state: str
    unit: str
    unit_id: int
    campaign_id: int | None
    campaign: str
    begins_on: date
    ends_on: date
    place: str
    invited: int
    attended: int
    cost: Decimal


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of events; ``count`` tells all."""

    lines: tuple[EventLine, ...]
    count: int


@dataclass(frozen=True, slots=True)
class HostInfo:
    """Who holds an event. ``organisation_id`` is the home that the name brought along."""

    id: int
    name: str
    role: str
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class ItemInfo:
    """A line of the programme."""

    day: date
    starts: str
    title: str
    speaker: str


@dataclass(frozen=True, slots=True)
class PersonInfo:
    """Somebody who came."""

    name: str
    post: str


@dataclass(frozen=True, slots=True)
class GuestInfo:
    """An organisation asked. ``persons`` is ``None`` for a viewer who may not see people."""

    id: int
    name: str
    organisation_id: int | None
    state: str
    people: int
    channel_id: int | None
    channel: str
    note: str
    persons: tuple[PersonInfo, ...] | None


@dataclass(frozen=True, slots=True)
class CostInfo:
    """Money spent, in yuan."""

    id: int
    what: str
    number: Decimal
    spent_on: date
    by: str


@dataclass(frozen=True, slots=True)
class FollowUpInfo:
    """What is to be done after an event. ``project`` is empty where it is not about one."""

    id: int
    event_id: int
    event: str
    project_id: int | None
    project: str
    step: str
    name: Words
    due_on: date
    late: int
    unit: str
    who: str
    done_on: date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class PromotedInfo:
    """A project put forward, of those that the viewer reads."""

    project_id: int
    name: str
    stage: str


@dataclass(frozen=True, slots=True)
class EventInfo:
    """An event with everything of it. ``promoted_hidden`` counts projects that the viewer does not read."""

    line: EventLine
    theme: str
    about: str
    hosts: tuple[HostInfo, ...]
    programme: tuple[ItemInfo, ...]
    promoted: tuple[PromotedInfo, ...]
    promoted_hidden: int
    costs: tuple[CostInfo, ...]
    follow_ups: tuple[FollowUpInfo, ...]
    channels: tuple[ChannelLine, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class EventWords:
    """What is said of an event beside its line. ``hosts``: names by role."""

    theme: str
    about: str
    hosts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel in a list. ``leads`` and ``projects`` count what somebody said came through it."""

    id: int
    name: str
    kind: str
    unit: str
    place: str
    ended_on: date | None
    organisation_id: int | None
    leads: int = 0
    projects: int = 0


@dataclass(frozen=True, slots=True)
class ChannelInfo:
    """A channel with the events and campaigns that it was used for."""

    line: ChannelLine
    about: str
    events: tuple[EventLine, ...]
    campaigns: tuple[CampaignLine, ...]
    guests: int
    may_write: bool


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in a list. ``spent`` is its own costs and those of its events, in yuan."""

    id: int
    name: str
    unit: str
    begins_on: date
    ends_on: date
    budget: Decimal | None
    spent: Decimal
    events: int


@dataclass(frozen=True, slots=True)
class CampaignInfo:
    """A campaign with its events, channels, costs and quotas by code."""

    line: CampaignLine
    about: str
    quotas: Mapping[str, Decimal]
    events: tuple[EventLine, ...]
    channels: tuple[ChannelLine, ...]
    costs: tuple[CostInfo, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class OriginInfo:
    """Somebody's word on where a lead or project came from. ``first``: no earlier touch is known."""

    id: int
    lead_id: int | None
    project_id: int | None
    source: str
    source_id: int
    label: str
    touched_on: date
    said_by: str
    note: str
    by: str
    first: bool
