"""Campaigns, events with everything of them, channels, and the rows that say where a lead or a project came from.

People at an event are kept apart from the organisation that sent them, and only by name and post.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from duijie.accounts.models import Unit
from duijie.directory.models import Organisation
from duijie.leads.models import Lead
from duijie.pipeline.models import Project, Written


class Named(models.Model):
    """An organisation as it was written, the folded name, and the home that the name brought along."""

    name = models.CharField(max_length=200)
    plain = models.CharField(max_length=200, db_index=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class TakenBack(Written):
    """A row that stays and may be taken back once, with the reason."""

    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Channel(Named, Written):
    """Somebody through whom investors come: a chamber, an association, a resident office, an introducer."""

    kind = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100, blank=True)
    about = models.TextField(blank=True)
    ended_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Campaign(Written):
    """A drive with a period, a budget in yuan, and what it is to reach by step of its yield."""

    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    budget = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    about = models.TextField(blank=True)
    quotas: models.JSONField[Any, Any] = models.JSONField(default=dict)
    channels: models.ManyToManyField[Channel, Any] = models.ManyToManyField(Channel, related_name="campaigns")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("begins_on")), name="a_campaign_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Event(Written):
    """A fair, a seminar, a ceremony: planned, held or cancelled."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, default="planned")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="events")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    theme = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    channels: models.ManyToManyField[Channel, Any] = models.ManyToManyField(Channel, related_name="events")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("begins_on")), name="an_event_ends_after_it_begins"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["-begins_on", "-id", "kind"]),
            models.Index(fields=["campaign", "begins_on"]),
        ]

    def __str__(self) -> str:
        return self.name


class Host(Named):
    """Who holds an event: host, co-host or organiser."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="hosts")
    role = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.event}: {self.name}"


class Item(models.Model):
    """A line of an event's programme. ``starts`` is a time such as 09:30, empty where none is set."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="programme")
    day = models.DateField()
    starts = models.CharField(max_length=5, blank=True)
    title = models.CharField(max_length=200)
    speaker = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.event}: {self.title}"


class Guest(Named, Written):
    """An organisation asked to an event, what it answered, and how many people came; ``channel`` brought it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="guests")
    state = models.CharField(max_length=10, default="invited")
    people = models.PositiveIntegerField(default=0)
    channel = models.ForeignKey(Channel, null=True, on_delete=models.PROTECT, related_name="guests")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "plain"], name="an_organisation_is_asked_once_an_event")
        ]
        indexes: ClassVar = [models.Index(fields=["event", "state"])]

    def __str__(self) -> str:
        return f"{self.event}: {self.name}"


class Person(models.Model):
    """Somebody who came for a guest: name and post, nothing else."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="persons")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.name


class Promoted(Written):
    """A project that was put forward at an event."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="promoted")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="promoted_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "project"], name="a_project_is_promoted_once_an_event")
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.project}"


class FollowUp(Written):
    """What is to be done after an event by a day, by whom; done once, with what came of it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="follow_ups")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="follow_ups")
    step = models.CharField(max_length=20)
    due_on = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=60, blank=True)
    done_on = models.DateField(null=True)
    outcome = models.CharField(max_length=500, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "project", "step"], name="a_step_follows_a_project_once"
            ),
            models.UniqueConstraint(
                fields=["event", "step"], condition=Q(project=None), name="a_step_follows_an_event_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["done_on", "due_on"])]

    def __str__(self) -> str:
        return f"{self.event}: {self.step} by {self.due_on}"


class Cost(TakenBack):
    """Money spent on an event, or on a campaign as a whole, in yuan."""

    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="costs")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="costs")
    what = models.CharField(max_length=200)
    number = models.DecimalField(max_digits=20, decimal_places=2)
    spent_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(event__isnull=True) ^ Q(campaign__isnull=True), name="a_cost_belongs_to_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.number}"


class Origin(TakenBack):
    """Somebody's word that a lead or a project came of an event, a campaign or a channel. Nothing is split."""

    lead = models.ForeignKey(Lead, null=True, on_delete=models.PROTECT, related_name="origins")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="origins")
    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="origins")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="origins")
    channel = models.ForeignKey(Channel, null=True, on_delete=models.PROTECT, related_name="origins")
    touched_on = models.DateField()
    said_by = models.CharField(max_length=100)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lead__isnull=True) ^ Q(project__isnull=True), name="an_origin_is_of_one"
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=False, campaign__isnull=True, channel__isnull=True)
                | Q(event__isnull=True, campaign__isnull=False, channel__isnull=True)
                | Q(event__isnull=True, campaign__isnull=True, channel__isnull=False),
                name="an_origin_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead or self.project} ← {self.event or self.campaign or self.channel}"
