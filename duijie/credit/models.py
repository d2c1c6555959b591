"""Shares in a project. A split is a row with its shares; the latest split of a project holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from duijie.accounts.models import Unit
from duijie.pipeline.models import Project, Written


class Split(Written):
    """How a project is shared from now on, by which rule or agreement."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="splits")
    rule = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"split of {self.project}"


class Share(models.Model):
    """A unit's part in a split; the parts of a split sum to 100."""

    split = models.ForeignKey(Split, on_delete=models.PROTECT, related_name="shares")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(percent__gt=0) & models.Q(percent__lte=100), name="a_share_is_a_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.percent} %"
