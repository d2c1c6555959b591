"""Visits, and calls, letters, meetings and chats in between. Of people, only name and post are kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from duijie.accounts.models import Unit
from duijie.directory.models import Organisation
from duijie.pipeline.models import Project, Written


class Contacted(Written):
    """An organisation as it was written, the folded name, its home; whose contact it is, and about which project.

    ``notes`` are read by the unit, those above it and the office alone; ``confidential`` hides the row from others.
    """

    name = models.CharField(max_length=200)
    plain = models.CharField(max_length=200, db_index=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    notes = models.TextField(blank=True)
    confidential = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Visit(Contacted):
    """Going out to see an organisation, or receiving it: planned, made or called off."""

    direction = models.CharField(max_length=3, choices=[(v, v) for v in ("out", "in")])
    purpose = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default="planned")
    begins_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    ours = models.CharField(max_length=300, blank=True)
    demands = models.TextField(blank=True)
    promises = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True)
    next_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    next_done_on = models.DateField(null=True)
    next_outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("begins_on")), name="a_visit_ends_after_it_begins"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["-begins_on", "-id", "direction"]),
            models.Index(fields=["state", "begins_on"]),
            models.Index(fields=["next_done_on", "next_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.name} {self.begins_on}"


class Person(models.Model):
    """Somebody of theirs whom we met: name and post, nothing else."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="theirs")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.name


class Interaction(Contacted):
    """A call, a letter, a meeting or a chat."""

    method = models.CharField(max_length=12)
    on = models.DateField()
    subject = models.CharField(max_length=300)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-on", "-id"])]

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.on}"
