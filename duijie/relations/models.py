"""Doors that are closed. Ties themselves have no table: they are read from the records that they come of."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from duijie.directory.models import Organisation
from duijie.pipeline.models import Written


class Door(Written):
    """Somebody who is not to be asked for an introduction: an organisation, or with ``person`` somebody there.

    It holds from the day of ``at`` through ``until`` (for good where it is empty), unless opened again before.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300)
    until = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"closed: {self.organisation_id} {self.person}".strip()
