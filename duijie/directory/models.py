"""Organisations under all their names, and what is known of them.

Every name has a home organisation that never moves. Names that judgements tie together share the oldest home
as ``Name.organisation``. Details, honours, contacts and ties belong to a home and are read through all homes
of the group, so that taking a judgement back leaves each of them where it was. ``Listing`` holds nothing of
its own: it is worked out anew whenever its group changes.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from duijie.directory.rules import FIELDS, LEVELS, NAME_KINDS, TIES
from duijie.documents.models import Document
from duijie.evidence.models import Statement


class Organisation(models.Model):
    """The home of one name. ``version`` is the audit row of the last change to it or to its group."""

    first_seen = models.DateTimeField()
    version = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"organisation {self.pk}"


class Name(models.Model):
    """A name as documents print it. ``plain`` is the folded form that equality is tested on."""

    text = models.CharField(max_length=200)
    plain = models.CharField(max_length=200, unique=True)
    home = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="own_name")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in NAME_KINDS], default="printed")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text


class Mention(models.Model):
    """A statement that says a name, as it was read or as a person corrected it."""

    name = models.ForeignKey(Name, on_delete=models.PROTECT, related_name="mentions")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "statement"], name="a_name_is_mentioned_once_a_statement")
        ]

    def __str__(self) -> str:
        return f"{self.name_id} in {self.statement_id}"


class Attribute(models.Model):
    """What is known of a home, by whom, since when, and where it was taken from. ``removed_at``: no longer."""

    home = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="%(class)ss")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Detail(Attribute):
    """One value of one field: ``value`` is clean, ``raw`` as it was given. A new value replaces it by a row.

    ``aside`` follows from the judgements in force: a credit code that does not speak for the group.
    """

    field = models.CharField(max_length=20, choices=[(f, f) for f in FIELDS])
    value = models.CharField(max_length=300)
    raw = models.CharField(max_length=300)
    aside = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["home", "field"], condition=models.Q(removed_at=None), name="one_value_a_field"
            ),
            models.UniqueConstraint(
                fields=["value"],
                condition=models.Q(removed_at=None, field="credit_code"),
                name="a_credit_code_has_one_home",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["field", "value"])]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class Honour(Attribute):
    """A title awarded; ``document`` is the paper that says so."""

    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=12, choices=[(v, v) for v in LEVELS], blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title or self.code


class Contact(Attribute):
    """A person to speak to. Shown only to those whose role carries ``see_people``.

    ``home_town`` is a division's code, kept only of those who agreed.
    """

    person = models.CharField(max_length=60)
    post = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    consent = models.BooleanField(default=False)
    consent_on = models.DateField(null=True, blank=True)
    home_town = models.CharField(max_length=6, blank=True)

    def __str__(self) -> str:
        return self.person


class Tie(Attribute):
    """The organisation that ``home`` belongs to, is a member of, or supplies, from a day to a day."""

    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tied")
    kind = models.CharField(max_length=8, choices=[(v, v) for v in TIES])
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.home_id} of {self.to_id}"


class Listing(models.Model):
    """A group as lists show and search it: derived, one row a group.

    ``search``: folded names, their pinyin and initials, codes, each behind a line break. ``honours``: codes
    in force on any day, each between blanks.
    """

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.PROTECT, related_name="listing"
    )
    title = models.CharField(max_length=200)
    rank = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    form = models.CharField(max_length=16, blank=True)
    code = models.CharField(max_length=18, blank=True)
    division = models.CharField(max_length=6, blank=True)
    industry = models.CharField(max_length=5, blank=True)
    status = models.CharField(max_length=12, blank=True)
    honours = models.CharField(max_length=200, blank=True)
    names = models.PositiveIntegerField()
    search = models.TextField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["rank", "organisation"]),
            *(
                models.Index(fields=[field, "rank"])
                for field in ("kind", "form", "division", "industry", "status")
            ),
        ]

    def __str__(self) -> str:
        return self.title
