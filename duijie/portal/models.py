"""Notices as the office writes them, and the copies of them that the public reads."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.portal.types import KINDS


class Text(models.Model):
    """What a notice says: in its keeper's words, never taken from a record."""

    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=100)
    dated = models.DateField()
    body = models.TextField()

    class Meta:
        abstract = True


class Notice(Text):
    """A notice as it is being written. Nothing of it is public; only its copies are."""

    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="kind_of_a_notice")
        ]

    def __str__(self) -> str:
        return self.title


class Copy(Text):
    """A notice as approved. Only ``ended_at`` is ever written after: when it was withdrawn or followed by another."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="copies")
    published_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

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


class Step(models.Model):
    """What was done with a notice. Only added to."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.notice}: {self.act}"
