"""Writes many events with hosts and guests by the operations of one, and keeps a journal of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from duijie.accounts.types import Actor
from duijie.engagement.models import Event, FollowUp, Guest, Host
from duijie.engagement.operations import save_event, save_guest, set_hosts
from duijie.journal import Journal


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event that another record tells of; ``event_id`` where it is known, with what is said otherwise of it.

    ``hosts``: names by role. ``guests``: organisations that are not on its list yet, all of one ``answer``.
    """

    event_id: int | None
    values: Mapping[str, Any]
    unit_id: int | None = None
    campaign_id: int | None = None
    hosts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    guests: Sequence[str] = ()
    answer: str = "invited"


@transaction.atomic
def bring_in(
    *,
    rows: Sequence[Incoming],
    by: Actor,
    at: datetime,
    journal: Journal,
) -> list[int]:
    """Plan events or change those that are known; their numbers, in order. Raises as :func:`save_event`."""
    numbers = []
    for row in rows:
        if row.event_id is not None:
            journal.touching(Event.objects.filter(pk=row.event_id))
        before = set(FollowUp.objects.filter(event=row.event_id).values_list("pk", flat=True))
        number = save_event(
            values=row.values, by=by, at=at, event_id=row.event_id, unit_id=row.unit_id, campaign_id=row.campaign_id
        )  # fmt: skip
        if row.event_id is None:
            journal.wrote(Event.objects.filter(pk=number))
        if row.hosts:
            set_hosts(event_id=number, hosts=row.hosts, by=by, at=at)
            journal.wrote(Host.objects.filter(event=number))
        asked = [
            save_guest(event_id=number, values={"name": name, "state": row.answer}, by=by, at=at)
            for name in row.guests
        ]
        journal.wrote(Guest.objects.filter(pk__in=asked))
        journal.wrote(FollowUp.objects.filter(event=number).exclude(pk__in=before))
        numbers.append(number)
    return numbers
