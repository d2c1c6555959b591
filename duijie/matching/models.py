"""Saved lists of prospects. What a list held when it was saved never changes; what was said of a row is added to it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.industry.models import Chain
from duijie.leads.models import Lead
from duijie.parks.models import Park
from duijie.pipeline.models import Written


class Shortlist(Written):
    """A ranking as it was on ``at``. ``weights`` names the version of the table of weights, ``target`` what was asked for."""

    name = models.CharField(max_length=200)
    target = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    park = models.ForeignKey(Park, null=True, on_delete=models.PROTECT, related_name="+")
    chain = models.ForeignKey(Chain, null=True, on_delete=models.PROTECT, related_name="+")
    link = models.CharField(max_length=40, blank=True)
    weights = models.CharField(max_length=8)
    ranked = models.PositiveIntegerField()
    registered = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name


class Listed(models.Model):
    """A row of a list as it was ranked; ``parts`` is its breakdown. ``unit``, ``person``, ``due_on``: whose it is now.

    ``verdict`` (right, wrong or neither) and ``contacted_on`` repeat the last that was said; ``plain`` is the folded name.
    """

    shortlist = models.ForeignKey(Shortlist, on_delete=models.PROTECT, related_name="rows")
    rank = models.PositiveIntegerField()
    points = models.DecimalField(max_digits=6, decimal_places=2)
    name = models.CharField(max_length=200)
    plain = models.CharField(max_length=200, db_index=True)
    credit_code = models.CharField(max_length=18, blank=True, db_index=True)
    about = models.CharField(max_length=200, blank=True)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="+")
    link = models.CharField(max_length=40)
    link_zh = models.CharField(max_length=100)
    link_en = models.CharField(max_length=100)
    parts = models.JSONField()
    source = models.CharField(max_length=200)
    row = models.BigIntegerField()
    as_of = models.DateField(null=True)

    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")  # fmt: skip
    due_on = models.DateField(null=True)
    verdict = models.CharField(max_length=5, blank=True)
    contacted_on = models.DateField(null=True)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shortlist", "rank"], name="one_row_of_a_shortlist_and_rank")
        ]

    def __str__(self) -> str:
        return self.name


class Remark(Written):
    """What somebody found out about a row: contacted, right or wrong, with the reason."""

    listed = models.ForeignKey(Listed, on_delete=models.PROTECT, related_name="remarks")
    said = models.CharField(max_length=10)
    reason = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.listed}: {self.said}"
