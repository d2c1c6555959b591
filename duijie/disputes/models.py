"""Answers of people to what cannot both be true. Answers are added, never edited; the latest counts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Answer(models.Model):
    """A person's word on a contradiction or a claim; ``open`` takes an earlier one back.

    ``code`` is one of :data:`duijie.disputes.rules.CODES`. ``left`` are the statements of one side, ``right`` those of the other; a claim stands alone on the left. ``seen``
    is what the answer was given to (:func:`duijie.disputes.rules.seen`): where it differs now, the matter is open again.
    """

    left: models.JSONField[Any, Any] = models.JSONField()
    right: models.JSONField[Any, Any] = models.JSONField(default=list)
    code = models.CharField(max_length=12)
    reason = models.CharField(max_length=300, blank=True)
    seen: models.JSONField[Any, Any] = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.left} / {self.right}: {self.code}"
