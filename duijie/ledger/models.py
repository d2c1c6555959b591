"""Entries of the ledger, and what is known of the things they speak of.

An entry is never changed or deleted; a further one corrects it. An identity or a veil ends by being taken back.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.review.models import Fact


class Entry(models.Model):
    """A dated value or event.

    ``shape``: ``item`` is one identified thing (``key`` says which) and counts once however many entries
    speak of it; ``total`` is a number said of a whole or a part (``scope``), of which items may be members;
    ``quota`` is a number still to be reached; ``void`` takes the entry that it corrects out.
    ``keeper`` … ``chain`` are what it belongs to, empty where that is not told: the unit that keeps the thing, its park
    by name, where the investor comes from, its size band, its industry chain.
    Numbers are in base units (yuan, square metres, pieces); ``low``/``high`` bound what the words allow.
    """

    shape = models.CharField(max_length=8, choices=[(v, v) for v in ("item", "total", "quota", "void")])
    measure = models.CharField(max_length=60)
    key = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=300)
    scope = models.CharField(max_length=200, blank=True)
    number = models.DecimalField(max_digits=26, decimal_places=4)
    low = models.DecimalField(max_digits=26, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=26, decimal_places=4, null=True)
    unit = models.CharField(max_length=20)
    sense = models.CharField(max_length=10, default="exact")
    words = models.CharField(max_length=60, blank=True)
    by_when = models.CharField(max_length=60, blank=True)
    data: models.JSONField[Any, Any] = models.JSONField(default=dict)
    effective_on = models.DateField()
    basis = models.CharField(
        max_length=12, choices=[(v, v) for v in ("reported", "verified", "statistical")], default="reported"
    )
    keeper = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    park = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=20, blank=True)
    band = models.CharField(max_length=10, blank=True)
    chain = models.CharField(max_length=120, blank=True)
    fact = models.ForeignKey(Fact, null=True, on_delete=models.PROTECT, related_name="entries")
    evidence = models.CharField(max_length=300, blank=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["measure", "effective_on"]), models.Index(fields=["key"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fact__isnull=False) | ~models.Q(evidence=""),
                name="an_entry_rests_on_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.words or self.number} {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises ``TypeError`` for one that is there already."""
        if not self._state.adding:
            raise TypeError("an entry is never changed; record a further entry that corrects it")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: raises ``TypeError``."""
        raise TypeError("an entry is never deleted; record a further entry that corrects it")


class Erasure(models.Model):
    """Entries were taken out of the table as if they had never been: an import was undone. Whoever holds a copy of the
    table in memory reads it anew."""

    count = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.count} at {self.at:%Y-%m-%d}"


class Taken(models.Model):
    """A word that holds from ``at`` until it is taken back."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


class Identity(Taken):
    """What entries call ``key`` is the thing ``thing``; ``thing`` equal to ``key``: it is nothing else known."""

    key = models.CharField(max_length=200)
    thing = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["thing"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(taken_back_at=None), name="one_identity_a_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.thing}"


class Veil(Taken):
    """The thing ``key`` is confidential: its entries count for everybody and are read by the unit that keeps it."""

    key = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(taken_back_at=None), name="one_veil_a_key"
            )
        ]

    def __str__(self) -> str:
        return self.key
