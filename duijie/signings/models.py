"""Signings. Rows are added; a wrong one is corrected or voided by a further one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from duijie.engagement.models import Event, Named
from duijie.pipeline.models import Amount, Evidence, Project, Written


class Signing(Written):
    """Something signed for a project, at an event or without one, as it was announced.

    ``number`` is what was announced, in yuan; ``increase`` the agreed amount's row that an increase gave rise to.
    ``void`` takes the row that it corrects out; its own values then say nothing.
    """

    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="signings")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="signings")
    kind = models.CharField(max_length=12)
    signed_on = models.DateField()
    number = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")
    increase = models.ForeignKey(Amount, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    void = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__gte=0),
                name="a_signed_amount_is_not_negative",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "kind", "signed_on"]),
            models.Index(fields=["event", "signed_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.kind} {self.signed_on}"


class Party(Named):
    """One of those who signed, as printed."""

    signing = models.ForeignKey(Signing, on_delete=models.PROTECT, related_name="parties")

    def __str__(self) -> str:
        return self.name
