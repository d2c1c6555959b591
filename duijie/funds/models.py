"""Receipts, promises and what was achieved. Rows are added; a wrong one is corrected by a further one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from duijie.pipeline.models import Evidence, Project, Written


class Receipt(Written):
    """Money that arrived. ``void`` takes the row that it corrects out; its own number then says nothing.

    ``source`` is where the payer is at home, by the codes of a project's source region.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="receipts")
    received_on = models.DateField()
    payer = models.CharField(max_length=200)
    source = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20)
    number = models.DecimalField(max_digits=20, decimal_places=2)
    currency = models.CharField(max_length=3, default="CNY")
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    void = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project", "received_on"])]

    def __str__(self) -> str:
        return f"{self.project} {self.received_on} {self.number}"


class Check(Written):
    """A receipt as somebody else found it: the verified number, or that of the statistics bureau. The latest holds."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="checks")
    basis = models.CharField(max_length=12, choices=[(v, v) for v in ("verified", "statistical")])
    number = models.DecimalField(max_digits=20, decimal_places=2)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.receipt}: {self.basis} {self.number}"


class Promise(Written):
    """What an agreement promises by a day. The latest of its kind and day holds."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="promises")
    kind = models.CharField(max_length=20)
    number = models.DecimalField(max_digits=20, decimal_places=2)
    due_on = models.DateField()
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.project}: {self.kind} {self.number} by {self.due_on}"


class Achievement(Written):
    """What came of a kind of promise, as it stood on a day. The latest by day holds, whoever's number it is apart."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="achievements")
    kind = models.CharField(max_length=20)
    basis = models.CharField(max_length=12, choices=[(v, v) for v in ("reported", "verified", "statistical")])
    number = models.DecimalField(max_digits=20, decimal_places=2)
    effective_on = models.DateField()
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.project}: {self.kind} {self.number} on {self.effective_on}"
