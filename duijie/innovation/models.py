"""Platforms and what happens there, people brought in, technology contracts, partnerships.

Rows are edited in place and the old values stay in the audit row. Money in yuan, areas in m².
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from duijie.accounts.models import Unit
from duijie.directory.models import Organisation
from duijie.documents.models import Document
from duijie.pipeline.models import Project, Written


class Kept(Written):
    """A row of a unit, with the paper that it rests on."""

    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


class Platform(Kept):
    """A platform. ``partners`` are names with 、 between them; ``cost`` is yuan a year.

    ``key`` is the ledger's: that of the entry which a document gave where one tells of it, else its own; empty while
    nothing but a total tells of it, whose entry ``entry`` then is. ``told_on`` is the day from which it counts.
    """

    key = models.CharField(max_length=200, blank=True)
    entry = models.BigIntegerField(null=True)
    told_on = models.DateField()
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    host = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    partners = models.CharField(max_length=500, blank=True)
    level = models.CharField(max_length=20, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    document_number = models.CharField(max_length=100, blank=True)
    approved_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    park = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=200, blank=True)
    area = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    operator = models.CharField(max_length=200, blank=True)
    cost = models.DecimalField(max_digits=16, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="one_platform_a_key"),
            models.CheckConstraint(
                condition=~models.Q(key="") | models.Q(entry__isnull=False), name="a_platform_is_counted"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.host or f"platform {self.pk}"


class PlatformRecord(Written):
    """Something recorded of a platform: a project, a result, a yearly check, a firm incubated, what came home."""

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=20)
    on = models.DateField()
    title = models.CharField(max_length=200)
    firm = models.CharField(max_length=200, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title


class Talent(Kept):
    """Somebody brought in: name, category and field, and nothing else of the person.

    ``months`` a year that are agreed, ``days`` served so far; ``origin`` is the place that they come from, by code.
    """

    person = models.CharField(max_length=60)
    category = models.CharField(max_length=30)
    mode = models.CharField(max_length=20)
    form = models.CharField(max_length=20, blank=True)
    host = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    platform = models.ForeignKey(Platform, null=True, on_delete=models.PROTECT, related_name="people")
    field = models.CharField(max_length=100, blank=True)
    origin = models.CharField(max_length=6, blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    months = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    days = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    pay_source = models.CharField(max_length=20, blank=True)
    results = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "talent"

    def __str__(self) -> str:
        return f"talent {self.pk}"


class Contract(Kept):
    """A technology contract. ``amount`` is the whole, ``technology`` the part that is technology; regions by code.

    ``flow`` is worked out from the regions where the region's own code is known, else said.
    """

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    seller = models.CharField(max_length=200)
    seller_organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    seller_region = models.CharField(max_length=6, blank=True)
    buyer = models.CharField(max_length=200)
    buyer_organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    buyer_region = models.CharField(max_length=6, blank=True)
    flow = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    technology = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    signed_on = models.DateField()
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=20, default="signed")
    registered_on = models.DateField(null=True)
    number = models.CharField(max_length=60, blank=True)
    platform = models.ForeignKey(Platform, null=True, on_delete=models.PROTECT, related_name="contracts")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="one_contract_a_registration"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Partnership(Kept):
    """A firm's agreement with a university or an institute, and what came of it."""

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    firm = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    institution = models.CharField(max_length=200)
    institution_organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_on = models.DateField()
    ends_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    paid = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    deliverables = models.CharField(max_length=500, blank=True)
    patents = models.DecimalField(max_digits=8, decimal_places=0, null=True)
    revenue = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    results = models.CharField(max_length=500, blank=True)
    platform = models.ForeignKey(Platform, null=True, on_delete=models.PROTECT, related_name="partnerships")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title
