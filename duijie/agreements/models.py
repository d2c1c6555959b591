"""Agreements and the rows from which their state follows.

Rows of states, terms, marks and reviews are only added. A party or a clause that was typed wrongly is taken back once,
a waiver is decided once. The columns under *derived* repeat what rows say, for lists; only operations write them.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.directory.models import Organisation
from duijie.documents.models import Document
from duijie.funds.models import Promise
from duijie.pipeline.models import Project, Written


class Agreement(Written):
    """An agreement. ``amends`` is the one that a supplement belongs to. Derived: ``state`` … ``search``."""

    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    amends = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="supplements")
    confidential = models.BooleanField(default=False)

    state = models.CharField(max_length=12, default="draft")
    state_since = models.DateField()
    signed_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    search = models.CharField(max_length=600, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "valid_until"]),
            models.Index(fields=["kind", "-id"]),
        ]

    def __str__(self) -> str:
        return self.title


class StateRow(Written):
    """From ``effective_on`` the agreement is a draft, signed, fulfilled, ended or dropped, and why."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(max_length=12)
    effective_on = models.DateField()
    taken_over = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.agreement}: {self.state}"


class Term(Written):
    """From when until when the agreement is valid; the latest row holds."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="terms")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.agreement}: {self.valid_from} – {self.valid_until}"


class Covered(Written):
    """A project that the agreement is about."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="covered")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="agreements")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "project"], name="a_project_once_an_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.agreement} / {self.project}"


class Party(Written):
    """Who signs: the name as printed, and the organisation that this name brought along."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    side = models.CharField(max_length=6, choices=[(v, v) for v in ("ours", "theirs")])
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Paper(Written):
    """A paper of the agreement: itself, a draft, a policy attached, a review, a proof. ``sha256`` of its bytes."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    dated_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title


class Clause(Written):
    """A promise of one side, as printed. ``start`` and ``end`` are its characters in the paper's document."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="clauses")
    side = models.CharField(max_length=6, choices=[(v, v) for v in ("ours", "theirs")])
    kind = models.CharField(max_length=20)
    text = models.TextField()
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="clauses")
    place = models.CharField(max_length=60, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    owner_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(max_length=100, blank=True)
    proof_kind = models.CharField(max_length=40, blank=True)
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.text[:40]


class Step(Written):
    """What of a clause falls due on a day. Where ``promise`` is set, day and number are read there.

    Derived: ``done``, the act that closed it, empty while it is open.
    """

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="steps")
    due_on = models.DateField(null=True)
    number = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    promise = models.ForeignKey(Promise, null=True, on_delete=models.PROTECT, related_name="+")
    done = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["done", "due_on"])]

    def __str__(self) -> str:
        return f"{self.clause} {self.due_on}"


class Mark(Written):
    """What became of a step: met, partly, broken, waived or open again. The latest holds."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="marks")
    act = models.CharField(max_length=10)
    on = models.DateField()
    text = models.CharField(max_length=500, blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.step}: {self.act}"


class Waiver(Written):
    """Somebody asks that a step be waived; a second person decides, once."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="waivers")
    reason = models.CharField(max_length=500)
    verdict = models.CharField(max_length=10, blank=True, choices=[(v, v) for v in ("approved", "refused")])
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["step"], condition=models.Q(verdict=""), name="one_waiting_waiver_a_step"
            )
        ]

    def __str__(self) -> str:
        return f"waiver of {self.step}"


class Review(Written):
    """A fair-competition review of the agreement, or of a policy attached to it (``of``), with its own paper."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reviews")
    of = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField()
    conclusion = models.CharField(max_length=20)
    until = models.DateField(null=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.agreement}: {self.conclusion}"
