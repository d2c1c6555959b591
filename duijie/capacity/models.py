"""Supplies with their movements, and what is promised to whom.

The columns of :class:`Supply` are the sums of its movements. They stand on one row, so that one lock decides between
all who ask at once; the database itself refuses a row that promises more than there is.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from duijie.parks.models import Park, Plot, Space
from duijie.pipeline.models import Project, Written

STATES = ("held", "used", "released", "expired")


class Supply(Written):
    """So much of a kind that a park has to give, or the region where ``park`` is empty; in the kind's base unit."""

    park = models.ForeignKey(Park, null=True, on_delete=models.PROTECT, related_name="supplies")
    kind = models.CharField(max_length=20)
    total = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    promised = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    used = models.DecimalField(max_digits=20, decimal_places=3, default=0)

    class Meta:
        verbose_name_plural = "supplies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(promised__gte=0, used__gte=0)
                & models.Q(total__gte=models.F("promised") + models.F("used")),
                name="no_more_is_promised_than_there_is",
            ),
            models.UniqueConstraint(fields=["park", "kind"], name="one_supply_of_a_kind"),
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(park=None), name="one_supply_of_a_kind_of_the_region"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.park or ''} {self.kind}"


class Reservation(Written):
    """Something promised to a project until a day: a supply by quantity, a plot or a space as a whole.

    ``held`` is promised, ``used`` taken up; ``released`` and ``expired`` bind nothing.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reservations")
    supply = models.ForeignKey(Supply, null=True, on_delete=models.PROTECT, related_name="reservations")
    plot = models.ForeignKey(Plot, null=True, on_delete=models.PROTECT, related_name="reservations")
    space = models.ForeignKey(Space, null=True, on_delete=models.PROTECT, related_name="reservations")
    number = models.DecimalField(max_digits=20, decimal_places=3, default=1)
    until = models.DateField()
    state = models.CharField(max_length=10, choices=[(v, v) for v in STATES], default="held")
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plot"],
                condition=models.Q(state__in=["held", "used"]),
                name="a_plot_is_promised_once",
            ),
            models.UniqueConstraint(
                fields=["space"],
                condition=models.Q(state__in=["held", "used"]),
                name="a_space_is_promised_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["supply", "state", "until"]),
            models.Index(fields=["state", "until"]),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.plot or self.space or self.supply}"


class Movement(Written):
    """A step of a supply's ledger: by how much its total, what it promises and what is used rose or fell, and why."""

    supply = models.ForeignKey(Supply, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=20)
    total = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    promised = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    used = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    reservation = models.ForeignKey(
        Reservation, null=True, on_delete=models.PROTECT, related_name="movements"
    )
    source = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.supply}: {self.kind}"
