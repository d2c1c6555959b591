"""A person's decisions on statements, and the facts that they make. Decisions are added, never edited."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from duijie.evidence.models import Statement


class Decision(models.Model):
    """What a person said of a statement; the latest decision on a statement is the one in force."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(
        max_length=12, choices=[(v, v) for v in ("accepted", "corrected", "rejected", "withdrawn")]
    )
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["statement", "-at"])]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.verdict}"


class Fact(models.Model):
    """A statement accepted as it is or corrected. In force while its decision is the statement's latest."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="fact")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=20)
    values: models.JSONField[Any, Any] = models.JSONField()
    retired_by = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="retires"
    )

    def __str__(self) -> str:
        return f"{self.kind} of {self.statement_id}"
