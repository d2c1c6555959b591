"""Pairs of names that may be one, and what people said of them. Judgements are added, never edited."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from duijie.directory.models import Name
from duijie.judgements.rules import ASIDE, VERDICTS


class Proposal(models.Model):
    """Two names that may be one, with the reasons, waiting for or having had a person's judgement."""

    left = models.ForeignKey(Name, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Name, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20)
    score = models.FloatField()
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["left", "right"], name="one_proposal_a_pair")
        ]

    def __str__(self) -> str:
        return f"{self.left} / {self.right}"


class Judgement(models.Model):
    """A person's word on a proposal. The latest counts; ``open`` takes an earlier one back.

    ``set_aside`` is the credit code that does not speak for the group, and ``set_aside_as`` why.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="judgements")
    verdict = models.CharField(max_length=20, choices=[(v, v) for v in VERDICTS])
    reason = models.CharField(max_length=300, blank=True)
    set_aside = models.CharField(max_length=18, blank=True)
    set_aside_as = models.CharField(max_length=8, blank=True, choices=[(v, v) for v in ASIDE])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["proposal", "-at"])]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.verdict}"
