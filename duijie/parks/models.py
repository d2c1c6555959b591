"""Parks as a tree, and the rows of what is in them.

Rows that a form fills in are edited in place and the old values stay in the audit row. States of plots, indicators,
leases and yearly data are rows that stay; a later one of the same day or year holds. It is long because the rows of
one ground lead to each other.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from duijie.accounts.models import Unit
from duijie.directory.models import Organisation
from duijie.documents.models import Document
from duijie.pipeline.models import Project, Written


class Park(Written):
    """A zone, a park or a park within a park. Areas in m²; ``unit`` is the committee that keeps it.

    ``path`` is the numbers of all above it and its own, ``/1/7/``, so that what lies in a zone is read along it.
    """

    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=20, blank=True)
    built = models.BooleanField(default=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, blank=True, db_index=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    approved_area = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    built_area = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    industrial_area = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    founded_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class ParkName(Written):
    """Another name under which projects and documents know a park."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class Industry(Written):
    """A class of GB/T 4754 and how a park stands to it: leads it, wants it, limits it, keeps it out."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="industries")
    code = models.CharField(max_length=8)
    standing = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["park", "code"], name="one_standing_of_an_industry")
        ]

    def __str__(self) -> str:
        return f"{self.park}: {self.code} {self.standing}"


class Utility(Written):
    """One of the connections of a park: since when it is there, or by when it is to be. How much: ``capacity``."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="utilities")
    kind = models.CharField(max_length=20)
    ready_on = models.DateField(null=True)
    planned_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "utilities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["park", "kind"], name="one_utility_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.park}: {self.kind}"


class Tenant(Written):
    """An enterprise in residence. ``land`` in m² that it uses, where no plot tells."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="tenants")
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    industry = models.CharField(max_length=8, blank=True)
    above_scale = models.BooleanField(default=False)
    moved_in_on = models.DateField(null=True)
    moved_out_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["park", "name"], name="one_tenant_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class TenantYear(Written):
    """An enterprise's year as reported: yuan, people, tons of coal, kWh, tons, m². A further row of a year replaces.

    ``grade`` is the one told with the numbers; those that an assessment here gives stand with it.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=12, default="reported")
    output = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    added_value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    revenue = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    tax = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    staff = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    energy = models.DecimalField(max_digits=16, decimal_places=3, null=True)
    electricity = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    emission = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    rnd = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    land = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    grade = models.CharField(max_length=4, blank=True)
    holds = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "year"], condition=models.Q(holds=True), name="one_year_of_a_tenant_holds"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["year", "holds", "tenant"])]

    def __str__(self) -> str:
        return f"{self.tenant} {self.year}"


class Building(Written):
    """A standard factory building; what is let are its spaces."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="buildings")
    name = models.CharField(max_length=100)
    floors = models.PositiveSmallIntegerField(null=True)
    area = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    column_span = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    finished_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["park", "name"], name="one_building_of_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.park} {self.name}"


class Held(models.Model):
    """What is promised to one project at a time: nobody else's while ``held_until`` lies ahead."""

    held_for = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    held_until = models.DateField(null=True)

    class Meta:
        abstract = True


class Space(Held, Written):
    """A unit of a building: m², m of height, t/m² of load, kVA, yuan a m² and month."""

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="spaces")
    number = models.CharField(max_length=40)
    floor = models.SmallIntegerField(default=1)
    area = models.DecimalField(max_digits=14, decimal_places=2)
    height = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    load = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    power = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    rent = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    lift = models.BooleanField(default=False)
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.PROTECT, related_name="spaces")
    leased_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["building", "number"], name="one_space_of_a_number")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["building", "tenant", "held_for", "held_until", "area"], name="space_building"
            )
        ]

    def __str__(self) -> str:
        return f"{self.building} {self.number}"


class Lease(Written):
    """A space let from a day to a day; ended early on ``ended_on``. ``Space.tenant`` repeats the one that runs."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="leases")
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="leases")
    begins_on = models.DateField()
    ends_on = models.DateField()
    rent = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ended_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.space}: {self.tenant}"


class Plot(Held, Written):
    """A piece of ground, in m². ``state`` repeats the latest :class:`PlotState`; ``left`` … ``tall`` is its place on
    the plan, in any unit that all plots of the park share."""

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="plots")
    number = models.CharField(max_length=40)
    area = models.DecimalField(max_digits=14, decimal_places=2)
    use = models.CharField(max_length=20, default="industry")
    state = models.CharField(max_length=20, default="planned")
    state_since = models.DateField()
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.PROTECT, related_name="plots")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    contract_number = models.CharField(max_length=80, blank=True)
    start_due = models.DateField(null=True)
    finish_due = models.DateField(null=True)
    started_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    built_share = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    invested_share = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    left = models.PositiveIntegerField(null=True)
    top = models.PositiveIntegerField(null=True)
    wide = models.PositiveIntegerField(null=True)
    tall = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["park", "number"], name="one_plot_of_a_number")
        ]
        # What is to let is read along its size, the sums of parks along the park; either index holds all that is asked.
        indexes: ClassVar = [
            models.Index(
                fields=["-area", "id", "state", "project", "held_until", "park", "use"], name="plot_area"
            ),
            models.Index(fields=["park", "state", "project", "held_until", "area"], name="plot_park"),
        ]

    def __str__(self) -> str:
        return f"{self.park} {self.number}"


class PlotState(Written):
    """Since ``effective_on`` a plot stands so."""

    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(max_length=20)
    effective_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.plot}: {self.state}"


class Indicator(Written):
    """What a plot's agreement wants (``agreed``) or what was found, in the indicator's base unit; the latest holds."""

    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="indicators")
    kind = models.CharField(max_length=20)
    agreed = models.BooleanField()
    number = models.DecimalField(max_digits=20, decimal_places=4)
    effective_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.plot}: {self.kind} {self.number}"


class Quota(Written):
    """What a park is to reach by when, with the hedge of its words (超百亿). A further row ``replaces`` one.

    ``entry`` is the ledger's number of what a document said; without it this row has an entry of its own.
    """

    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="quotas")
    kind = models.CharField(max_length=20)
    quantity: models.JSONField[Any, Any] = models.JSONField()
    number = models.DecimalField(max_digits=20, decimal_places=2)
    earliest_on = models.DateField(null=True)
    due_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    entry = models.BigIntegerField(null=True)
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaces")

    def __str__(self) -> str:
        return f"{self.park}: {self.kind} {self.number}"
