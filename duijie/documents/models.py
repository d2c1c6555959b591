"""Files received. The bytes lie under ``DUIJIE_HOME/documents``, named by their hash."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Document(models.Model):
    """One file: its hash is its identity, so the same bytes are one document however often they come.

    ``text`` is the decoded original, the text that every place of a statement counts in.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=20)
    encoding = models.CharField(max_length=40)
    size = models.PositiveIntegerField(help_text="bytes")
    text = models.TextField()
    title = models.CharField(max_length=300, blank=True)
    section = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)
    blocks: models.JSONField[Any, Any] = models.JSONField(default=list)
    remarks: models.JSONField[Any, Any] = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-received_at"])]

    def __str__(self) -> str:
        return self.title or self.name
