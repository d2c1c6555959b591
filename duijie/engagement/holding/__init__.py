"""Events, campaigns and channels held for a change until the transaction ends, by whoever keeps them."""

from __future__ import annotations

from typing import TypeVar

from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.engagement.models import Campaign, Channel, Event
from duijie.engagement.types import NoSuchCampaign, NoSuchChannel, NoSuchEvent, NotYourEvent

Row = TypeVar("Row", Campaign, Event, Channel)


def held_event(event_id: int, by: Actor) -> Event:
    """Raises :class:`NoSuchEvent`, :class:`NotYourEvent`."""
    return _held(Event.objects.select_for_update().filter(pk=event_id).first(), NoSuchEvent(event_id), by)


def held_campaign(campaign_id: int, by: Actor) -> Campaign:
    """Raises :class:`NoSuchCampaign`, :class:`NotYourEvent`."""
    row = Campaign.objects.select_for_update().filter(pk=campaign_id).first()
    return _held(row, NoSuchCampaign(campaign_id), by)


def held_channel(channel_id: int, by: Actor) -> Channel:
    """Raises :class:`NoSuchChannel`, :class:`NotYourEvent`."""
    row = Channel.objects.select_for_update().filter(pk=channel_id).first()
    return _held(row, NoSuchChannel(channel_id), by)


def _held(row: Row | None, missing: Exception, by: Actor) -> Row:
    by.must("add")
    if row is None:
        raise missing
    if not (by.may("review") or row.unit_id in own_units(viewer=by)):
        raise NotYourEvent(by.name, row)
    return row
