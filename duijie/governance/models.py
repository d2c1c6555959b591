"""Leading groups, policies, resolutions, chains and tasks, and the rows from which a task's state follows.

Seats are dated and never overwritten; reports of progress, marks and slips are only added. A report is checked once, a
slip answered once. The columns under *derived* repeat what rows say, for lists; only operations write them.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from duijie.accounts.models import Unit
from duijie.directory.models import Organisation
from duijie.documents.models import Document
from duijie.pipeline.models import Project, Written


class Body(Written):
    """A leading group, a task force or the office of one. ``entry`` is the ledger's number of what a document said of
    it; without it this row has an entry of its own."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    above = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="below")
    founded_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    about = models.CharField(max_length=1000, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class Chain(Written):
    """An industry chain as it is governed: who is its chief, which unit leads. Chiefs are seats."""

    name = models.CharField(max_length=120, unique=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="chains")
    begins_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    about = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return self.name


class Seat(Written):
    """Somebody's seat in a body or at the head of a chain, from a day to a day. A text may name only the post."""

    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="seats")
    chain = models.ForeignKey(Chain, null=True, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=60, blank=True)
    post = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(body=None) ^ models.Q(chain=None), name="a_seat_in_a_body_or_a_chain"
            )
        ]

    def __str__(self) -> str:
        return self.post or self.name


class Anchor(Written):
    """An enterprise that leads a chain, from a day to a day: its name as said, and the organisation it brought along."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="anchors")
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Policy(Written):
    """A policy, an opinion, a plan: its head, and its words, or the document that holds them. ``entry`` as of a body."""

    title = models.CharField(max_length=200, unique=True)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="policies")
    issued_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    entry = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.title


class Resolution(Written):
    """What a meeting of a body resolved."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="resolutions")
    meeting = models.CharField(max_length=200)
    held_on = models.DateField()
    number = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.text[:40]


class Task(Written):
    """What a unit has to reach by a day. ``start`` and ``end`` are its characters in the policy's words.

    ``quantity`` is what is to be reached, with the hedge of its words; ``number`` repeats its number. ``entry`` is the
    ledger's number of the quota that a document printed. ``path`` is the numbers of all above and its own, ``/1/7/``.
    Derived: ``state``, ``closed_on``.
    """

    above = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="below")
    path = models.CharField(max_length=200, blank=True, db_index=True)
    title = models.CharField(max_length=200)
    about = models.CharField(max_length=1000, blank=True)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="tasks")
    policy = models.ForeignKey(Policy, null=True, on_delete=models.PROTECT, related_name="tasks")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    resolution = models.ForeignKey(Resolution, null=True, on_delete=models.PROTECT, related_name="tasks")
    chain = models.ForeignKey(Chain, null=True, on_delete=models.PROTECT, related_name="tasks")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    leader = models.CharField(max_length=60, blank=True)
    begins_on = models.DateField()
    due_on = models.DateField()
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    quantity: models.JSONField[Any, Any] = models.JSONField(null=True)
    number = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    measure = models.CharField(max_length=40, blank=True)
    entry = models.BigIntegerField(null=True)
    scheme = models.CharField(max_length=40)

    state = models.CharField(max_length=12, default="open")
    closed_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "state"]), models.Index(fields=["state", "due_on"])]
        constraints: ClassVar = [
            # A stretch of a policy becomes a task once, however many accept it at the same time.
            models.UniqueConstraint(
                fields=["policy", "start", "end"],
                condition=models.Q(start__isnull=False),
                name="one_task_of_a_stretch",
            )
        ]

    def __str__(self) -> str:
        return self.title


class TaskUnit(Written):
    """A unit that helps with a task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="helping")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "unit"], name="a_unit_helps_once_with_a_task")
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.unit}"


class Milestone(Written):
    """A step of a task by a day; ``share`` is how many percent of the task are then to be done."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    share = models.DecimalField(max_digits=5, decimal_places=2)
    done_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title


class Report(Written):
    """How far a task is on a day, with its proof. Somebody else accepts it or returns it, once."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField()
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    number = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    text = models.CharField(max_length=1000)
    reason = models.CharField(max_length=500, blank=True)
    likely_late = models.BooleanField(default=False)
    serious = models.BooleanField(default=False)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    proof = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=10, blank=True, choices=[(v, v) for v in ("accepted", "returned")])
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_because = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["task", "on"])]

    def __str__(self) -> str:
        return f"{self.task} {self.on}"


class Mark(Written):
    """What became of a task: signed off, opened again, dropped. The latest holds."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="marks")
    act = models.CharField(max_length=12)
    on = models.DateField()
    text = models.CharField(max_length=500, blank=True)
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.task}: {self.act}"


class Numbering(models.Model):
    """The last number given out to slips of a kind in a year; locked while the next is given."""

    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "year"], name="one_numbering_a_kind_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Slip(Written):
    """A reminder or a slip handed to a unit about a task, numbered, to be answered by a day; answered once."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="slips")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    issued_on = models.DateField()
    answer_by = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    answer_document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="a_slip_s_number_once")
        ]
        indexes: ClassVar = [models.Index(fields=["answered_on", "answer_by"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.serial}"
