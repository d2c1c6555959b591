"""Projects and the rows from which their state follows.

Rows of stages, statuses and amounts are never changed. A request is decided once; evidence is taken back once.
The columns of :class:`Project` under *derived* repeat what the rows say, for lists; only operations write them.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.directory.models import Organisation
from duijie.documents.models import Document


class Written(models.Model):
    """A row with who wrote it, and when."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class WrittenOften(Written):
    """One of many thousands: an index on who wrote each, which no list asks for, would only slow the writing."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Project(WrittenOften):
    """A project. ``investor`` is the name as printed, ``organisation`` the one that this name brought along.

    ``investor_plain`` is the folded name that equality is tested on. Derived: ``stage`` … ``search``; ``rank``
    is the investment in yuan, −1 where none is stated, so that not knowing sorts last. ``lacking`` counts what
    the next stage must have and the project has not, 0 once it is lost, ended or merged.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    investor = models.CharField(max_length=200, blank=True)
    investor_plain = models.CharField(max_length=200, blank=True, db_index=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    credit_code = models.CharField(max_length=18, blank=True, db_index=True)
    parent_group = models.CharField(max_length=200, blank=True, db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_report_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    landing_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    industry = models.CharField(max_length=8, blank=True)
    source = models.CharField(max_length=20, blank=True)
    site = models.CharField(max_length=200, blank=True)
    park = models.CharField(max_length=100, blank=True)
    confidential = models.BooleanField(default=False)

    stage = models.CharField(max_length=20)
    stage_since = models.DateField()
    status = models.CharField(max_length=10, default="active")
    status_since = models.DateField()
    investment = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    rank = models.DecimalField(max_digits=20, decimal_places=2, default=-1)
    band = models.CharField(max_length=10, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    search = models.CharField(max_length=500, blank=True)
    signed_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    lacking = models.PositiveSmallIntegerField(default=0)

    class Meta:
        # A list's numbers are read along an index that holds all that it is filtered and sorted by; its few rows
        # follow by number. The first serves the board and most counts, the second own units, the third words.
        indexes: ClassVar = [
            models.Index(
                fields=["status", "stage", "-rank", "-id", "unit", "band", "source", "industry", "park",
                        "confidential", "lacking"],
                name="project_board",
            ),
            models.Index(fields=["unit", "status", "confidential", "rank", "stage"], name="project_unit"),
            models.Index(
                fields=["id", "search", "status", "stage", "rank", "unit", "band", "source", "industry", "park",
                        "confidential", "stage_since", "name", "lacking", "signed_on", "started_on"],
                name="project_words",
            ),
            models.Index(fields=["-rank", "-id", "status", "unit", "confidential"], name="project_rank"),
            models.Index(fields=["stage_since", "id", "status", "unit", "confidential"], name="project_since"),
            models.Index(fields=["name", "id", "status", "unit", "confidential"], name="project_name"),
            models.Index(
                fields=["signed_on", "status", "unit", "confidential", "stage", "rank"], name="project_signed"
            ),
            models.Index(
                fields=["started_on", "status", "unit", "confidential", "stage", "rank"], name="project_started"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """The columns of the ledger sheet that nothing is filtered by; ``tables/columns.toml`` says which there are."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="sheet")
    columns: models.JSONField[Any, Any] = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"sheet of {self.project}"


class FormerName(Written):
    """A name that a project bore until ``at``."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class StageRow(WrittenOften):
    """A step of a project's way: ``stage`` entered on ``effective_on``, or gone back to.

    ``approved_by`` is the second person where the stage wants one or the step leads back. ``taken_over``: the
    stage was found in an older record, so its gates were not asked.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=20)
    effective_on = models.DateField()
    back = models.BooleanField(default=False)
    taken_over = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.project}: {self.stage} {self.effective_on}"


class Request(Written):
    """A step that waits for a second person; decided once."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="requests")
    stage = models.CharField(max_length=20)
    effective_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=10, blank=True, choices=[(v, v) for v in ("approved", "refused")])
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(verdict=""), name="one_waiting_request_a_project"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project} → {self.stage}"


class StatusRow(WrittenOften):
    """From ``effective_on`` the project is active, paused, lost, ended or merged, and why."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10)
    effective_on = models.DateField()
    reason_code = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    review_on = models.DateField(null=True)
    into = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    identity_id = models.BigIntegerField(null=True, help_text="the ledger's word that the two are one")

    def __str__(self) -> str:
        return f"{self.project}: {self.status} {self.effective_on}"


class Evidence(Written):
    """A paper or picture that proves something of a project. ``sha256`` is that of the file's bytes."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    dated_on = models.DateField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_because = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class Amount(WrittenOften):
    """An agreed amount: ``stated``, increases not included, or ``increased`` by this much.

    ``phase`` says whether an intention or the contract tells it; ``basis`` whose number it is. A wrong row stays
    and a further one ``corrects`` it.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="amounts")
    kind = models.CharField(max_length=30)
    phase = models.CharField(max_length=10, choices=[(v, v) for v in ("intention", "contract")])
    basis = models.CharField(max_length=12, choices=[(v, v) for v in ("reported", "verified", "statistical")])
    change = models.CharField(max_length=10, choices=[(v, v) for v in ("stated", "increased")])
    number = models.DecimalField(max_digits=20, decimal_places=2)
    currency = models.CharField(max_length=3, default="CNY")
    effective_on = models.DateField()
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(number__gte=0), name="an_agreed_amount_is_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.kind} {self.number}"
