"""Statements stored with their places, and the readings that found them. Rows are added, never edited."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from duijie.documents.models import Document


class Rendition(models.Model):
    """One reading of one document by one reader: repaired text, the way back, and what was found where.

    ``found`` lists ``[statement id, start, end, rule]`` with offsets in the repaired ``text``; readings of
    earlier versions name no rule.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="renditions")
    reader = models.CharField(max_length=60)
    text = models.TextField()
    alignment: models.JSONField[Any, Any] = models.JSONField()
    notes: models.JSONField[Any, Any] = models.JSONField(default=list)
    found: models.JSONField[Any, Any] = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "reader"], name="one_rendition_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} by {self.reader}"


class Statement(models.Model):
    """What a document says at ``start``–``end`` of its original text. The id comes from the content."""

    id = models.CharField(max_length=32, primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=20)
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    rule = models.CharField(max_length=80)
    values: models.JSONField[Any, Any] = models.JSONField()
    found_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["document", "start"]), models.Index(fields=["kind"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.quote[:40]}"
