"""Imports with their rows, the mappings that are remembered, what each applied import wrote, and who exported what.

The journal of an applied import is what its undo goes by; it goes when the import is undone.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Import(models.Model):
    """A file and what becomes of it. ``tables`` tells of each table its place and mapping.

    ``asked`` (a kind, or none), ``mapping``, ``fixed``, ``as_new``, ``as_of`` are what a person said beside the file.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    asked = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(v, v) for v in ("received", "unmapped", "previewed", "applied", "undone")],
        default="received",
    )
    tables: models.JSONField[Any, Any] = models.JSONField(default=list)
    remarks: models.JSONField[Any, Any] = models.JSONField(default=list)
    mapping: models.JSONField[Any, Any] = models.JSONField(default=dict)
    fixed: models.JSONField[Any, Any] = models.JSONField(default=dict)
    as_of = models.DateField()
    as_new: models.JSONField[Any, Any] = models.JSONField(default=list)
    counts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """The bytes of an imported file, as they came."""

    import_of = models.OneToOneField(
        Import, primary_key=True, on_delete=models.CASCADE, related_name="upload"
    )
    data = models.BinaryField()

    def __str__(self) -> str:
        return str(self.import_of)


class ImportRow(models.Model):
    """A row of an import: what was read, what it comes to, and for one that is not taken all of its cells."""

    import_of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    table = models.PositiveSmallIntegerField()
    where = models.CharField(max_length=120)
    state = models.CharField(max_length=10)
    label = models.CharField(max_length=300, blank=True)
    record_id = models.BigIntegerField(null=True)
    values: models.JSONField[Any, Any] = models.JSONField(default=list)
    left: models.JSONField[Any, Any] = models.JSONField(default=list)
    changes: models.JSONField[Any, Any] = models.JSONField(default=list)
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list)
    cells: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["import_of", "number"], name="one_row_a_number_of_an_import")
        ]
        indexes: ClassVar = [models.Index(fields=["import_of", "state", "number"])]

    def __str__(self) -> str:
        return f"{self.where}: {self.state}"


class Piece(models.Model):
    """Some of the rows that an applied import wrote: ``[number, digest]`` of rows made, ``[number, digest, before]`` of rows changed."""

    import_of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="pieces")
    place = models.PositiveIntegerField()
    model = models.CharField(max_length=60)
    made = models.BooleanField()
    rows: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        ordering: ClassVar = ["place"]

    def __str__(self) -> str:
        return f"{self.model} × {len(self.rows)}"


class Remembered(models.Model):
    """How the columns of a table were mapped the last time that one with these labels was applied."""

    fingerprint = models.CharField(max_length=32, primary_key=True)
    kind = models.CharField(max_length=20)
    mapping: models.JSONField[Any, Any] = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint}"
