"""Leads as they were registered, and the acts that followed. Neither is ever changed.

The columns of :class:`Lead` under *derived* repeat what the acts say; only operations write them.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.pipeline.models import Project


class Lead(models.Model):
    """A lead at the moment of its registration: server time, unit, and a hash of what was registered.

    Derived: ``state`` … ``due_on``. ``due`` is the code of the clock that is due next.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    investor = models.CharField(max_length=200)
    investor_plain = models.CharField(max_length=200, db_index=True)
    credit_code = models.CharField(max_length=18, blank=True, db_index=True)
    parent_group = models.CharField(max_length=200, blank=True, db_index=True)
    industry = models.CharField(max_length=8, blank=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, db_index=True)
    site = models.CharField(max_length=200, blank=True)
    content = models.TextField(blank=True)
    channel = models.CharField(max_length=200, blank=True)
    introducer = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    content_hash = models.CharField(max_length=32)

    state = models.CharField(max_length=10, default="open")
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    claim = models.CharField(max_length=10, default="applied")
    protected_until = models.DateField(null=True)
    due = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True)
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="leads")

    class Meta:
        indexes: ClassVar = [
            # The day comes first: an index that begins with the state is taken for lists, which it does not fit.
            models.Index(fields=["due_on", "state"], name="lead_due"),
            # Whose leads one sees is told by two columns; a list looks along this and then fetches its few rows.
            models.Index(fields=["-id", "unit", "holder", "state"], name="lead_list"),
        ]

    def __str__(self) -> str:
        return self.name


class Act(models.Model):
    """What was done with a lead, at server time. ``unit`` is whom it is given to, ``until`` the last protected day."""

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True)
    against = models.ForeignKey(Lead, null=True, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.lead}: {self.act}"
