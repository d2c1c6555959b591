"""Chains. A chain's links are one version; a change is a further version, and none is ever changed or removed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from duijie.parks.models import Park
from duijie.pipeline.models import Written


class Chain(Written):
    """A chain. ``version`` repeats the number of the version in force, the latest."""

    code = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name_zh


class Version(Written):
    """A chain's links as they were from ``at`` on. ``links`` as :meth:`duijie.industry.links.graph.Graph.as_json` writes them."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    links = models.JSONField()
    count = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_version_of_a_chain_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class Seat(Written):
    """A park in which a chain is to grow."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="seats")
    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "park"], name="one_seat_of_a_chain")
        ]

    def __str__(self) -> str:
        return f"{self.chain}: {self.park}"
