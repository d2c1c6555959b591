"""A project before the committee: members' sheets, and its decisions in two steps. Rows are never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from duijie.accounts.models import Unit
from duijie.pipeline.models import Project, Written


class Vetting(Written):
    """A project was put before the committee with a scorecard. Derived: ``state``."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="vettings")
    scorecard = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default="open")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(state__in=("open", "first")),
                name="one_vetting_a_project_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"vetting of {self.project}"


class ScoreSheet(Written):
    """A member unit's points by item, and its vetoes. The latest sheet of a unit holds."""

    vetting = models.ForeignKey(Vetting, on_delete=models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    points: models.JSONField[Any, Any] = models.JSONField(default=dict)
    vetoes: models.JSONField[Any, Any] = models.JSONField(default=list)
    opinion = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.vetting}: {self.unit}"


class Decision(Written):
    """The word of the first step (the office) or the second (the meeting)."""

    vetting = models.ForeignKey(Vetting, on_delete=models.PROTECT, related_name="decisions")
    step = models.CharField(max_length=6, choices=[(v, v) for v in ("first", "second")])
    passed = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.vetting}: {self.step} {self.passed}"
