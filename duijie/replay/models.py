"""One row a request that was sent under a key: what was asked, and what was answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Sent(models.Model):
    """A request by its key. ``digest`` is that of its address, rights and body; ``status`` is 0 while it is carried out."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(default=0)
    headers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    body = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "key"], name="a_key_is_sent_once_a_person")
        ]

    def __str__(self) -> str:
        return self.key
