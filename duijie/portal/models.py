"""Notices as the office writes them, the copies of them that the public reads, and what the public asks."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.leads.models import Lead
from duijie.portal.types import KINDS


class Text(models.Model):
    """What a notice says: in its keeper's words, never taken from a record."""

    kind = models.CharField(max_length=10)
    topic = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=100)
    dated = models.DateField()
    body = models.TextField()

    class Meta:
        abstract = True


class Notice(Text):
    """A notice as it is being written. Nothing of it is public; only its copies are.

    ``record`` is what it may be bound to: ``plot:12``, ``space:3``, ``project:7`` (:mod:`duijie.portal.records`), or a
    figure of a day, ``figure:projects.signed@2024-06-30``, whose ``facts`` were frozen when it was written.
    """

    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    record = models.CharField(max_length=160, blank=True)
    facts: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="kind_of_a_notice")
        ]

    def __str__(self) -> str:
        return self.title


class Copy(Text):
    """A notice as approved. Only ``ended_at`` is ever written after: when it was withdrawn or followed by another.

    ``facts`` are the public columns of its record as they stood on approval.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="copies")
    published_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    facts: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ended_at", "kind", "-dated"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice"],
                condition=models.Q(ended_at__isnull=True),
                name="one_copy_of_a_notice_stands",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Read(models.Model):
    """How often a notice was read, of which nothing else is kept (:mod:`duijie.portal.reads`)."""

    notice = models.OneToOneField(Notice, primary_key=True, on_delete=models.PROTECT, related_name="read")
    count = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.count}"


class Step(models.Model):
    """What was done with a notice. Only added to."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.notice}: {self.act}"


class Enquiry(models.Model):
    """That somebody of the public asked, and until when a first reply is due. Nothing of the person stands here.

    Derived: ``state`` and ``replied_at``, the moment that stopped the clock.
    """

    at = models.DateTimeField()
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="enquiries")
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="open")
    replied_at = models.DateTimeField(null=True)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return f"enquiry {self.pk}"


class Asked(models.Model):
    """Who asked, what, and how to reach them: apart from the enquiry, for those who answer."""

    enquiry = models.OneToOneField(
        Enquiry, primary_key=True, on_delete=models.PROTECT, related_name="personal"
    )
    name = models.CharField(max_length=100)
    organisation = models.CharField(max_length=200, blank=True)
    reach = models.CharField(max_length=200)
    text = models.TextField()

    def __str__(self) -> str:
        return f"asked in {self.enquiry_id}"


class Reply(models.Model):
    """What the office did with an enquiry. Only added to."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="replies")
    act = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.enquiry}: {self.act}"


class Knock(models.Model):
    """How often an address sent the form within an hour. ``mark`` is a keyed hash of both; rows of past hours are deleted."""

    hour = models.DateTimeField(db_index=True)
    mark = models.CharField(max_length=32, unique=True)
    count = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.hour}: {self.count}"
