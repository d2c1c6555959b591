"""Assessments, the scores in them, and vetoes. A further assessment of a year stands beside the earlier ones."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from duijie.parks.models import Tenant
from duijie.pipeline.models import Written


class Veto(Written):
    """What puts an enterprise into the last grade of a year; taken back once, if it was wrong."""

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="vetoes")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "vetoes"

    def __str__(self) -> str:
        return f"{self.tenant} {self.year}: {self.kind}"


class Assessment(Written):
    """A year scored by the rules of ``rules_on``. A draft until it is published, by another than who made it."""

    year = models.PositiveSmallIntegerField()
    rules_on = models.DateField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.year}"


class Score(models.Model):
    """An enterprise's score in an assessment, with the parts that it is the sum of."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="scores")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="scores")
    group = models.CharField(max_length=20)
    score = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    grade = models.CharField(max_length=4, blank=True)
    place = models.PositiveIntegerField(null=True)
    veto = models.CharField(max_length=20, blank=True)
    left_out: models.JSONField[Any, Any] = models.JSONField(null=True)
    parts: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "tenant"], name="one_score_of_a_tenant")
        ]
        indexes: ClassVar = [models.Index(fields=["assessment", "group", "grade", "place"])]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.score}"
