"""The only writer of campaigns, events and what belongs to them, channels, follow-ups and origins.

It is long because one module writes these tables. Rows of a form are edited in place, the old values stay in the
audit row; costs and origins stay and are taken back with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.engagement.holding import held_campaign, held_channel, held_event
from duijie.engagement.models import (
    Campaign,
    Channel,
    Cost,
    Event,
    FollowUp,
    Guest,
    Host,
    Item,
    Origin,
    Person,
    Promoted,
)  # fmt: skip
from duijie.engagement.rules import (
    ROLES,
    Line,
    campaign_fields,
    channel_fields,
    event_fields,
    guest_fields,
    load,
    steps_after,
)  # fmt: skip
from duijie.engagement.types import NoSuchCampaign, NoSuchChannel, NoSuchEvent, NoSuchPart, NotYourEvent
from duijie.journal import differences, image
from duijie.kernel.words import Words
from duijie.leads import queries as leads
from duijie.leads.types import NoSuchLead
from duijie.naming.parts import parse_name
from duijie.pipeline import queries as projects
from duijie.pipeline.types import NoSuchProject
from duijie.rulebook.columns import WrongFields, fill, read_fields

Row = TypeVar("Row", Campaign, Event, Channel)
AHEAD = Words("还没有到那一天", "that day lies ahead")
EMPTY = Words("必填", "fill this in")


@transaction.atomic
def save_campaign(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    campaign_id: int | None = None,
    unit_id: int | None = None,
    channel_ids: Iterable[int] | None = None,
) -> int:
    """Start a campaign, or change what is named of one; its number. Raises :class:`WrongFields`, :class:`NotYourEvent`."""
    row = Campaign() if campaign_id is None else held_campaign(campaign_id, by)
    given = read_fields(campaign_fields(), values, needed=("name", "begins_on", "ends_on"))
    quotas = dict(row.quotas)
    for code in [code for code in given if code.startswith("quota_")]:
        number = given.pop(code)
        quotas.pop(code.removeprefix("quota_"), None)
        if number is not None:
            quotas[code.removeprefix("quota_")] = str(number)
    return _saved(row, {**given, "quotas": quotas}, unit_id, channel_ids, by, at, "campaign")


@transaction.atomic
def save_event(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    event_id: int | None = None,
    unit_id: int | None = None,
    campaign_id: int | None = None,
    channel_ids: Iterable[int] | None = None,
    in_campaign: bool = False,
) -> int:
    """Plan an event, or change what is named of one; its number. ``in_campaign`` says that ``campaign_id`` holds.

    An event that was held is followed up by the table, beginning with its last day.
    """
    row = Event() if event_id is None else held_event(event_id, by)
    given = read_fields(event_fields(), values, needed=("name", "kind", "state", "begins_on", "ends_on"))
    if event_id is None and not given.get("kind"):
        raise WrongFields({"kind": EMPTY})
    if event_id is None or in_campaign:
        if campaign_id is not None and not Campaign.objects.filter(pk=campaign_id).exists():
            raise NoSuchCampaign(campaign_id)
        row.campaign_id = campaign_id
    last = given.get("ends_on") or given.get("begins_on") or row.ends_on
    if given.get("state", row.state) == "held" and last and last > timezone.localdate(at):
        raise WrongFields({"state": AHEAD})
    number = _saved(row, given, unit_id, channel_ids, by, at, "event")
    if row.state == "held":
        follow(event_id=number, after="held", day=row.ends_on, by=by, at=at)
    return number


@transaction.atomic
def save_channel(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    channel_id: int | None = None,
    unit_id: int | None = None,
) -> int:
    """Record a channel, or change what is named of one; its number."""
    row = Channel() if channel_id is None else held_channel(channel_id, by)
    given = read_fields(channel_fields(), values, needed=("name", "kind"))
    if channel_id is None and not given.get("kind"):
        raise WrongFields({"kind": EMPTY})
    if "name" in given:
        given |= _named(given["name"])
    return _saved(row, given, unit_id, None, by, at, "channel")


@transaction.atomic
def set_hosts(*, event_id: int, hosts: Mapping[str, Sequence[str]], by: Actor, at: datetime) -> None:
    """Say who holds an event: names by role (host, co_host, organiser). What was said before is replaced."""
    event = held_event(event_id, by)
    for role in hosts:
        if role not in ROLES:
            raise WrongFields({role: Words("没有这种角色", f"the roles are {', '.join(ROLES)}")})
    before = [f"{row.role}: {row.name}" for row in event.hosts.order_by("pk")]
    event.hosts.all().delete()
    for role, names in hosts.items():
        for name in filter(None, map(str.strip, names)):
            Host.objects.create(event=event, role=role, name=name[:200], **_named(name))
    after = [f"{row.role}: {row.name}" for row in event.hosts.order_by("pk")]
    changed = {"hosts": [before, after]}
    log(by=by, at=at, operation="set_hosts", subject=f"event:{event_id}", changed=changed)


@transaction.atomic
def set_programme(*, event_id: int, lines: Sequence[Line], by: Actor, at: datetime) -> None:
    """Lay down an event's programme in place of what there was; the old one stays in the audit row."""
    event = held_event(event_id, by)
    before = [f"{row.day} {row.starts} {row.title}" for row in event.programme.order_by("pk")]
    event.programme.all().delete()
    for line in lines:
        Item.objects.create(
            event=event, day=line.day, starts=line.starts, title=line.title, speaker=line.speaker
        )
    after = [f"{row.day} {row.starts} {row.title}" for row in event.programme.order_by("pk")]
    changed = {"programme": [before, after]}
    log(by=by, at=at, operation="set_programme", subject=f"event:{event_id}", changed=changed)


@transaction.atomic
def save_guest(
    *,
    event_id: int,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    guest_id: int | None = None,
    channel_id: int | None = None,
    persons: Sequence[tuple[str, str]] | None = None,
) -> int:
    """Ask an organisation to an event, or say what it answered and who came; the guest's number.

    ``persons`` are names and posts of those who came, kept apart; they count where ``people`` is not given.
    Asking the same organisation again changes its row.
    """
    event = held_event(event_id, by)
    given = read_fields(guest_fields(), values, needed=("name",))
    name = given.get("name", "")
    plain = parse_name(name).plain[:200]
    rows = Guest.objects.select_for_update().filter(event=event)
    row = rows.filter(pk=guest_id).first() if guest_id else rows.filter(plain=plain).first()
    if row is None and guest_id is not None:
        raise NoSuchPart("guest", guest_id)
    if row is None:
        if not plain:
            raise WrongFields({"name": EMPTY})
        row = Guest(event=event, at=at, by_id=by.user_id)
    elif name and rows.filter(plain=plain).exclude(pk=row.pk).exists():
        raise WrongFields(
            {"name": Words("这家单位已在邀请名单中", "this organisation is on the list already")}
        )
    if name:
        given |= _named(name)
    given = {**given, "people": int(given["people"] or 0)} if "people" in given else given
    if channel_id is not None:
        row.channel_id = _seen_channel(channel_id).pk
    changed = fill(row, {**given, "state": given.get("state") or row.state})
    if persons is not None and not row.people:
        row.people = len(persons)
    row.save()
    if persons is not None:
        by.must("see_people")
        row.persons.all().delete()
        for who, post in persons:
            Person.objects.create(guest=row, name=who, post=post)
    log(
        by=by, at=at, operation="save_guest", subject=f"event:{event_id}", guest=row.pk, name=row.name, changed=changed
    )  # fmt: skip
    return row.pk


@transaction.atomic
def promote(*, event_id: int, project_id: int, by: Actor, at: datetime) -> None:
    """Put a project forward at an event. Again, it changes nothing."""
    event = held_event(event_id, by)
    if not projects.visible(viewer=by).filter(pk=project_id).exists():
        raise NoSuchProject(project_id)
    _, made = Promoted.objects.get_or_create(
        event=event, project_id=project_id, defaults={"at": at, "by_id": by.user_id}
    )
    if made:
        log(by=by, at=at, operation="promote", subject=f"event:{event_id}", project=project_id)


@transaction.atomic
def spend(
    *,
    what: str,
    number: Decimal,
    spent_on: date,
    by: Actor,
    at: datetime,
    event_id: int | None = None,
    campaign_id: int | None = None,
) -> int:
    """Record what an event, or a campaign as a whole, has cost in yuan; the cost's number."""
    if (event_id is None) == (campaign_id is None):
        raise WrongFields(
            {"what": Words("要指明活动或专项行动之一", "name an event or a campaign, not both")}
        )
    if event_id is not None:
        held_event(event_id, by)
    if campaign_id is not None:
        held_campaign(campaign_id, by)
    faults = {} if what.strip() else {"what": EMPTY}
    if number <= 0:
        faults["number"] = Words("要大于零", "it is above zero")
    if spent_on > timezone.localdate(at):
        faults["spent_on"] = AHEAD
    if faults:
        raise WrongFields(faults)
    row = Cost.objects.create(
        event_id=event_id, campaign_id=campaign_id, what=what.strip()[:200], number=number, spent_on=spent_on,
        at=at, by_id=by.user_id,
    )  # fmt: skip
    of = _subject(event_id, campaign_id)
    log(by=by, at=at, operation="spend", subject=of, cost=row.pk, number=str(number))
    return row.pk


@transaction.atomic
def take_back_cost(*, cost_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Say that a cost was recorded wrongly; the row stays."""
    row = Cost.objects.select_for_update().filter(pk=cost_id, taken_back_at=None).first()
    if row is None:
        raise NoSuchPart("cost", cost_id)
    if row.event_id is not None:
        held_event(row.event_id, by)
    else:
        held_campaign(row.campaign_id or 0, by)
    _take_back(row, reason, by, at)
    of = _subject(row.event_id, row.campaign_id)
    log(by=by, at=at, operation="take_back_cost", subject=of, cost=cost_id, reason=reason.strip()[:300])


@transaction.atomic
def follow(
    *, event_id: int, after: str, day: date, by: Actor, at: datetime, project_id: int | None = None
) -> int:
    """Lay down what follows by the table, for whoever keeps the event; how many steps are new."""
    event = Event.objects.filter(pk=event_id).first()
    if event is None:
        raise NoSuchEvent(event_id)
    new = 0
    for step, due_on in steps_after(after, day, load().steps):
        kept = FollowUp.objects.filter(event=event, step=step)
        if (kept.filter(project=None) if project_id is None else kept.filter(project=project_id)).exists():
            continue
        FollowUp.objects.create(
            event=event, project_id=project_id, step=step, due_on=due_on, unit_id=event.unit_id, at=at,
            by_id=by.user_id,
        )  # fmt: skip
        new += 1
    if new:
        log(by=by, at=at, operation="follow", subject=f"event:{event_id}", after=after, project=project_id)
    return new


@transaction.atomic
def do_follow_up(
    *,
    follow_up_id: int,
    by: Actor,
    at: datetime,
    outcome: str = "",
    done_on: date | None = None,
    unit_id: int | None = None,
    who: str = "",
) -> None:
    """Give a follow-up to a unit or a person, or, with its ``outcome``, say that it is done. Done once."""
    by.must("add")
    row = FollowUp.objects.select_for_update().select_related("event").filter(pk=follow_up_id).first()
    if row is None or (row.project_id and not projects.visible(viewer=by).filter(pk=row.project_id).exists()):
        raise NoSuchPart("follow-up", follow_up_id)
    if not (by.may("review") or {row.unit_id, row.event.unit_id} & own_units(viewer=by)):
        raise NotYourEvent(by.name, row.event)
    if row.done_on is not None:
        raise WrongFields({"outcome": Words(f"已于 {row.done_on} 完成", f"it was done on {row.done_on}")})
    day = done_on or timezone.localdate(at)
    if day > timezone.localdate(at):
        raise WrongFields({"done_on": AHEAD})
    if not (outcome.strip() or who.strip() or unit_id):
        raise WrongFields({"outcome": Words("请写明结果", "say what came of it")})
    was = image(row)
    row.unit_id, row.who = unit_id or row.unit_id, who.strip()[:60] or row.who
    if outcome.strip():
        row.done_on, row.outcome, row.done_by_id = day, outcome.strip()[:500], by.user_id
    row.save()
    log(
        by=by,
        at=at,
        operation="do_follow_up",
        subject=f"event:{row.event_id}",
        follow_up=row.pk,
        step=row.step,
        changed=differences(was, row),
    )


@transaction.atomic
def say_origin(
    *,
    touched_on: date,
    said_by: str,
    by: Actor,
    at: datetime,
    lead_id: int | None = None,
    project_id: int | None = None,
    event_id: int | None = None,
    campaign_id: int | None = None,
    channel_id: int | None = None,
    note: str = "",
) -> int:
    """Record somebody's word that a lead or a project came of an event, a campaign or a channel; its number.

    Several may be said of one; the earliest day is the first touch, and nothing is split between them.
    """
    by.must("add")
    sources = [event_id, campaign_id, channel_id]
    if (lead_id is None) == (project_id is None) or sources.count(None) != 2:
        raise WrongFields(
            {
                "origin": Words(
                    "要指明一条线索或一个项目，和一个来源", "name one lead or project, and one source"
                )
            }
        )
    if lead_id is not None and not leads.visible(viewer=by).filter(pk=lead_id).exists():
        raise NoSuchLead(lead_id)
    if project_id is not None and not projects.visible(viewer=by).filter(pk=project_id).exists():
        raise NoSuchProject(project_id)
    for model, number, missing in (
        (Event, event_id, NoSuchEvent), (Campaign, campaign_id, NoSuchCampaign), (Channel, channel_id, NoSuchChannel)
    ):  # fmt: skip
        if number is not None and not model._default_manager.filter(pk=number).exists():
            raise missing(number)
    faults = {} if said_by.strip() else {"said_by": Words("请写明是谁说的", "say whose word it is")}
    if touched_on > timezone.localdate(at):
        faults["touched_on"] = AHEAD
    if faults:
        raise WrongFields(faults)
    row = Origin.objects.create(
        lead_id=lead_id, project_id=project_id, event_id=event_id, campaign_id=campaign_id, channel_id=channel_id,
        touched_on=touched_on, said_by=said_by.strip()[:100], note=note.strip()[:300], at=at, by_id=by.user_id,
    )  # fmt: skip
    of = f"lead:{lead_id}" if lead_id else f"project:{project_id}"
    log(by=by, at=at, operation="say_origin", subject=of, origin=row.pk)
    return row.pk


@transaction.atomic
def take_back_origin(*, origin_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Take a word on an origin back: whoever gave it, or the office."""
    by.must("add")
    row = Origin.objects.select_for_update().filter(pk=origin_id, taken_back_at=None).first()
    if row is None or not (by.may("review") or row.by_id == by.user_id):
        raise NoSuchPart("origin", origin_id)
    _take_back(row, reason, by, at)
    of = f"lead:{row.lead_id}" if row.lead_id else f"project:{row.project_id}"
    log(by=by, at=at, operation="take_back_origin", subject=of, origin=origin_id, reason=reason)


def _seen_channel(channel_id: int) -> Channel:
    row = Channel.objects.filter(pk=channel_id).first()
    if row is None:
        raise NoSuchChannel(channel_id)
    return row


def _saved(
    row: Row,
    given: Mapping[str, Any],
    unit_id: int | None,
    channel_ids: Iterable[int] | None,
    by: Actor,
    at: datetime,
    what: str,
) -> int:
    """Put what was given on a row, keep it, and write the audit row; the row's number."""
    by.must("add")
    new = row.pk is None
    unit_id = unit_id or (by.unit_id if new else row.unit_id)
    if unit_id is None:
        raise WrongFields({"unit": Words("请指明责任单位", "say which unit keeps it")})
    if not (by.may("review") or unit_id in own_units(viewer=by)):
        raise NotYourEvent(by.name, Words(f"单位 {unit_id} 的内容", f"what unit {unit_id} keeps"))
    if new:
        row.at, row.by_id = at, by.user_id
    was = image(row)
    row.unit_id = unit_id
    changed = fill(row, given)
    changed |= {code: pair for code, pair in differences(was, row).items() if code == "unit"}
    if not isinstance(row, Channel):
        _dated(row)
    if not row.name:
        raise WrongFields({"name": EMPTY})
    row.save()
    if channel_ids is not None and not isinstance(row, Channel):
        row.channels.set([_seen_channel(number) for number in channel_ids])
    log(by=by, at=at, operation=f"save_{what}", subject=f"{what}:{row.pk}", new=new, changed=changed)
    return row.pk


def _dated(row: Campaign | Event) -> None:
    begins: date | None = row.begins_on
    if begins is None:
        raise WrongFields({"begins_on": EMPTY})
    if row.ends_on is None:
        row.ends_on = begins
    if row.ends_on < begins:
        raise WrongFields({"ends_on": Words("早于开始日期", "it lies before the day it begins on")})


def _named(name: str) -> dict[str, Any]:
    """What is kept beside a written name: its folded form and the home that it brings along."""
    return {"plain": parse_name(name).plain[:200], "organisation_id": homes_named(names=[name]).get(name)}


def _take_back(row: Cost | Origin, reason: str, by: Actor, at: datetime) -> None:
    if not reason.strip():
        raise WrongFields({"reason": Words("请写明理由", "say why")})
    row.taken_back_at, row.taken_back_by_id, row.taken_back_because = at, by.user_id, reason.strip()[:300]
    row.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])


def _subject(event_id: int | None, campaign_id: int | None) -> str:
    return f"event:{event_id}" if event_id is not None else f"campaign:{campaign_id}"
