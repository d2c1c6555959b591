"""Users, units, the own region, and the audit rows that operations write."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models

from duijie.accounts.rules import ROLES


class Unit(models.Model):
    """A department, township or park committee that users belong to; units form a tree."""

    name = models.CharField(max_length=100, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in, with one role."""

    display_name = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=20, choices=list(ROLES.items()), default="clerk")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="users")

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.display_name or self.username


class Token(models.Model):
    """A key with which a program acts for a person. Only its digest is kept: whoever loses it gets a new one."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes: models.JSONField[Any, Any] = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label


class Region(models.Model):
    """The one region that this installation serves."""

    name = models.CharField(max_length=60, unique=True)
    aliases = models.JSONField(default=list)
    closed_on = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class SavedFilter(models.Model):
    """A list's filters under a name. ``asked`` is the query of the list's address, ``place`` names the list.

    One that is shared shows to all who belong to ``unit``, the owner's when it was saved.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    asked = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "place", "name"], name="one_filter_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Unchanging(models.QuerySet[Any]):
    """Rows that are added and never changed or deleted."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse: raises ``TypeError``."""
        raise TypeError(_NEVER)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: raises ``TypeError``."""
        raise TypeError(_NEVER)

    def delete(self) -> NoReturn:
        """Refuse: raises ``TypeError``."""
        raise TypeError(_NEVER)


_NEVER = "the record of acts is only added to; do a further act that puts right what was wrong"


class Kept(models.Model):
    """A row of the record of acts."""

    objects = Unchanging.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises ``TypeError`` for one that is there already."""
        if not self._state.adding:
            raise TypeError(_NEVER)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: raises ``TypeError``."""
        raise TypeError(_NEVER)


class AuditRow(Kept):
    """Who did what to which record, when, from where. Written by the operation itself, in its transaction.

    ``unit`` is the person's at that time, ``via`` as :class:`duijie.accounts.types.Actor` has it.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    via = models.CharField(max_length=80, blank=True, default="")
    operation = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    detail: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        # One way to each question that is narrow; the others walk along the days, a bounded stretch at a time.
        indexes: ClassVar = [
            models.Index(fields=["subject", "at"]),
            models.Index(fields=["by", "at"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.operation} {self.subject}"


class AuditPersonal(Kept):
    """What of an audit row only those read who may see people: their names, numbers and the like."""

    row = models.OneToOneField(AuditRow, primary_key=True, on_delete=models.PROTECT, related_name="personal")
    detail: models.JSONField[Any, Any] = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.row)
