"""Plans, notes and problems of projects. Rows are added; the latest plan of a stage holds.

The columns of :class:`Problem` under *derived* repeat what its rows say; only operations write them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from duijie.accounts.models import Unit
from duijie.pipeline.models import Evidence, Project, Written


class Plan(Written):
    """A stage is to be entered on a day; ``None`` takes the plan back."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="plans")
    stage = models.CharField(max_length=20)
    planned_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.project}: {self.stage} by {self.planned_on}"


class Note(Written):
    """How things stand, and what comes next by when."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    next_step = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project", "-id"])]

    def __str__(self) -> str:
        return f"{self.project}: {self.text[:40]}"


class Problem(Written):
    """What stands in the way of a project, as it was raised. Derived: ``state`` … ``due_on``."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="problems")
    cause = models.CharField(max_length=20)
    text = models.TextField()

    state = models.CharField(max_length=10, default="raised")
    level = models.CharField(max_length=20)
    holder = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["cause", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.cause}"


class Turn(Written):
    """What became of a problem: assigned, escalated, answered, closed with its proof, reopened."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="turns")
    act = models.CharField(max_length=12)
    text = models.CharField(max_length=500, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.problem}: {self.act}"
