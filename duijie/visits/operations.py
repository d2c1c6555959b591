"""The only writer of visits and interactions. Rows are edited in place; the old values stay in the audit row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from duijie.accounts.operations import log
from duijie.accounts.queries import own_units
from duijie.accounts.types import Actor
from duijie.directory.queries import homes_named
from duijie.journal import differences, image
from duijie.kernel.words import Words
from duijie.naming.parts import parse_name
from duijie.pipeline import queries as projects
from duijie.pipeline.types import NoSuchProject
from duijie.rulebook.columns import WrongFields, fill, read_fields
from duijie.visits.models import Interaction, Person, Visit
from duijie.visits.queries import clashes, sight
from duijie.visits.rules import interaction_fields, visit_fields
from duijie.visits.types import NoSuchVisit, NotYourVisit, Saved

EMPTY = Words("必填", "fill this in")
AHEAD = Words("还没有到那一天", "that day lies ahead")


@transaction.atomic
def save_visit(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    visit_id: int | None = None,
    unit_id: int | None = None,
    next_unit_id: int | None = None,
    project_id: int | None = None,
    theirs: Sequence[tuple[str, str]] | None = None,
) -> Saved:
    """Plan or record a visit, or change what is named of one. Who else plans to see the same is told, not refused.

    ``theirs`` are names and posts of whom we meet. A next step goes with its day. Raises :class:`WrongFields`.
    """
    row = Visit() if visit_id is None else held_visit(visit_id, by)
    needed = ("direction", "name", "purpose", "state", "begins_on")
    given = read_fields(visit_fields(), values, needed=needed)
    today = timezone.localdate(at)
    changed = _keep(row, given, unit_id, project_id, by, at)
    _must_have(row, ("direction", "name", "purpose", "begins_on"))
    row.ends_on = row.ends_on or row.begins_on
    if row.ends_on < row.begins_on:
        raise WrongFields({"ends_on": Words("早于开始日期", "it lies before the day it begins on")})
    if row.state == "made" and row.ends_on > today:
        raise WrongFields({"state": AHEAD})
    if bool(row.next_step) != (row.next_on is not None):
        missing = "next_on" if row.next_step else "next_step"
        raise WrongFields({missing: Words("下一步和期限要一起写", "a next step goes with its day")})
    if next_unit_id is not None:
        row.next_unit_id = next_unit_id
    row.save()
    log(
        by=by, at=at, operation="save_visit", subject=f"visit:{row.pk}", new=visit_id is None, changed=changed
    )
    if theirs is not None:
        by.must("see_people")
        row.theirs.all().delete()
        for name, post in theirs:
            Person.objects.create(visit=row, name=name, post=post)
    found = clashes(viewer=by, today=today, of=[row.pk]) if row.state == "planned" else []
    return Saved(row.pk, tuple(found))


@transaction.atomic
def do_next_step(
    *, visit_id: int, outcome: str, by: Actor, at: datetime, done_on: date | None = None
) -> None:
    """Say that a visit's next step is done, and what came of it."""
    row = held_visit(visit_id, by)
    day = done_on or timezone.localdate(at)
    faults = {} if outcome.strip() else {"outcome": Words("请写明结果", "say what came of it")}
    if not row.next_step or row.next_done_on is not None:
        faults["outcome"] = Words("没有待办的下一步", "no next step is open")
    if day > timezone.localdate(at):
        faults["done_on"] = AHEAD
    if faults:
        raise WrongFields(faults)
    was = image(row)
    row.next_done_on, row.next_outcome = day, outcome.strip()[:300]
    row.save(update_fields=["next_done_on", "next_outcome"])
    log(by=by, at=at, operation="do_next_step", subject=f"visit:{visit_id}", changed=differences(was, row))


@transaction.atomic
def save_interaction(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    unit_id: int | None = None,
    project_id: int | None = None,
) -> int:
    """Record a call, a letter, a meeting or a chat; its number. Raises :class:`WrongFields`."""
    row = Interaction()
    given = read_fields(interaction_fields(), values, needed=("name", "method", "on", "subject"))
    changed = _keep(row, given, unit_id, project_id, by, at)
    _must_have(row, ("name", "method", "on", "subject"))
    if row.on > timezone.localdate(at):
        raise WrongFields({"on": AHEAD})
    row.save()
    log(by=by, at=at, operation="save_interaction", subject=f"interaction:{row.pk}", changed=changed)
    return row.pk


def held_visit(visit_id: int, by: Actor) -> Visit:
    """The visit, held for a change until the transaction ends. Raises :class:`NoSuchVisit`, :class:`NotYourVisit`."""
    by.must("add")
    row = Visit.objects.select_for_update().filter(sight(viewer=by), pk=visit_id).first()
    if row is None:
        raise NoSuchVisit(visit_id)
    if not (by.may("review") or row.unit_id in own_units(viewer=by)):
        raise NotYourVisit(by.name, row)
    return row


def _keep(
    row: Visit | Interaction,
    given: Mapping[str, Any],
    unit_id: int | None,
    project_id: int | None,
    by: Actor,
    at: datetime,
) -> dict[str, Any]:
    """Put on a row what was given, whose it is and about which project; old and new values."""
    by.must("add")
    new = row.pk is None
    unit_id = unit_id or (by.unit_id if new else row.unit_id)
    if unit_id is None:
        raise WrongFields({"unit": Words("请指明单位", "say which unit")})
    if not (by.may("review") or unit_id in own_units(viewer=by)):
        raise NotYourVisit(by.name, Words(f"单位 {unit_id} 的内容", f"what unit {unit_id} keeps"))
    if project_id is not None and not projects.visible(viewer=by).filter(pk=project_id).exists():
        raise NoSuchProject(project_id)
    if new:
        row.at, row.by_id = at, by.user_id
    row.unit_id, row.project_id = unit_id, project_id or row.project_id
    if name := given.get("name"):
        row.plain = parse_name(name).plain[:200]
        row.organisation_id = homes_named(names=[name]).get(name)
    # Notes are the unit's own: that they changed is told, not what they say.
    return {code: ["", "…"] if code == "notes" else pair for code, pair in fill(row, given).items()}


def _must_have(row: Visit | Interaction, fields: Sequence[str]) -> None:
    faults = {field: EMPTY for field in fields if getattr(row, field) in (None, "")}
    if faults:
        raise WrongFields(faults)
