"""Briefings, what was done with each, and the series under which they are numbered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.briefings.types import STATES


class Series(models.Model):
    """A name under which issues are numbered: the last number given, in its year and in all."""

    name = models.CharField(max_length=100, unique=True)
    year = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Briefing(models.Model):
    """A briefing from draft to issue.

    Until it is signed off its text follows from ``outline``, ``as_of``, ``known_at`` and ``given``; with the
    signature the composed text in both languages and the entries that it used are kept in ``frozen``.
    """

    outline = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    as_of = models.DateField()
    known_at = models.DateTimeField()
    given: models.JSONField[Any, Any] = models.JSONField(default=dict)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    frozen: models.JSONField[Any, Any] = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="issues")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    total = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "-changed_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "total"], name="one_issue_a_total"),
            models.UniqueConstraint(fields=["series", "year", "number"], name="one_issue_a_number"),
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="state_of_a_briefing"),
            models.CheckConstraint(
                condition=~models.Q(state="issued") | models.Q(total__isnull=False, frozen__isnull=False),
                name="issued_with_number_and_text",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """What was done with a briefing. Only added to."""

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.briefing}: {self.act}"
