"""Organisations under all their names, and the judgements on which names are one.

The judgements are the truth; ``Name.organisation`` is derived from them and recomputed when one is added
or withdrawn, so that a merge can be undone completely.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Organisation(models.Model):
    """An organisation. Each name brings one of its own; names judged the same share the oldest."""

    first_seen = models.DateTimeField()

    def __str__(self) -> str:
        return f"organisation {self.pk}"


class Name(models.Model):
    """A name as documents print it. ``plain`` is the folded form that equality is tested on."""

    text = models.CharField(max_length=200)
    plain = models.CharField(max_length=200, unique=True)
    home = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="own_name")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="names")

    def __str__(self) -> str:
        return self.text


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
    """A person's word on a proposal. The latest counts; ``open`` takes an earlier one back."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="judgements")
    verdict = models.CharField(
        max_length=20, choices=[(v, v) for v in ("same", "different", "unsure", "open")]
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.proposal}: {self.verdict}"
