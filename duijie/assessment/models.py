"""Numbers entered by hand, assessments with a result a unit, and objections. Rows stay; a later one takes a former's place."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.pipeline.models import Written


class HandNumber(Written):
    """A number of a unit as somebody said it, with what it rests on; the latest of a year and ``thing`` holds.

    ``number`` is empty where it was taken back. ``thing`` names a single thing of several, or who gives a mark.
    """

    scheme = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    input = models.CharField(max_length=40)
    on = models.DateField()
    thing = models.CharField(max_length=100, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    evidence = models.CharField(max_length=300)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["scheme", "on"])]

    def __str__(self) -> str:
        return f"{self.unit} {self.input}: {self.number}"


class Run(Written):
    """Units scored by a scheme as of a day, as known at a moment. ``rules`` and ``digest`` are kept as they then were.

    ``first`` is the run that this one and others corrected; ``replaces`` the one just before it.
    """

    scheme = models.CharField(max_length=40)
    as_of = models.DateField()
    known_at = models.DateTimeField()
    rules = models.TextField()
    untold: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    first = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    shown_at = models.DateTimeField(null=True)
    shown_until = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(published_at=None) | ~models.Q(published_by=models.F("by")),
                name="another_publishes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.as_of}"


class Result(models.Model):
    """A unit's score in a run, whole as the engine gave it, with the numbers that went in."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="results")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=40)
    total = models.DecimalField(max_digits=14, decimal_places=4)
    place = models.PositiveIntegerField()
    scored = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "unit"], name="one_result_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.total}"


class Objection(Written):
    """What a unit says against its result, or an item of it, and the answer of somebody else."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="objections")
    item = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.result}: {self.text[:40]}"
