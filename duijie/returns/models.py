"""Returns, the units that are asked for them, and what each answered of each project."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.pipeline.models import Project


class Return(models.Model):
    """What is asked: ``fields`` of the projects that ``stages`` and ``statuses`` pick, for the days of a period.

    Returns of the same name follow each other: the one before is what changes are told against.
    """

    name = models.CharField(max_length=100)
    begins_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    fields: models.JSONField[Any, Any] = models.JSONField()
    stages: models.JSONField[Any, Any] = models.JSONField(default=list)
    statuses: models.JSONField[Any, Any] = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "begins_on"], name="one_return_a_period")
        ]

    def __str__(self) -> str:
        return self.name


class Asked(models.Model):
    """A unit that is asked for a return."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="asked")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    urged_at = models.DateTimeField(null=True)
    urged = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "unit"], name="one_asking_a_unit")]

    def __str__(self) -> str:
        return f"{self.of} {self.unit}"


class Answer(models.Model):
    """What a unit said of a project: ``values`` as they then stood, ``changed`` with old and new. The last one counts."""

    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="answers")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    values: models.JSONField[Any, Any] = models.JSONField()
    changed: models.JSONField[Any, Any] = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["asked", "project"])]

    def __str__(self) -> str:
        return f"{self.asked}: {self.project_id}"
