"""Reads of returns: whose they are to fill in, pre-filled, how far each unit is, and what changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet

from duijie.accounts.queries import own_units, units_below
from duijie.accounts.types import Actor
from duijie.kernel.ids import digest
from duijie.pipeline import queries as pipeline
from duijie.pipeline.bulk.operations import phase_at
from duijie.pipeline.rules import load
from duijie.pipeline.state.comparing import Kept, whole
from duijie.returns.models import Answer, Asked, Return
from duijie.returns.rules import askable, wants_reason
from duijie.returns.types import Changed, Form, FormRow, NoSuchReturn, ReturnInfo, UnitState

MARK: Final = re.compile(r"\bR(\d+)-([0-9a-f]{6})\b")
"""The code on a sheet: the number of what is asked of a unit, and what shows a slip of the pen."""


def listing(*, viewer: Actor, today: date, limit: int = 50) -> list[ReturnInfo]:
    """Returns that the viewer has to do with, the newest period first."""
    rows = Return.objects.filter(asked__in=_mine(viewer)).distinct().order_by("-begins_on", "-pk")
    return [_info(row, viewer, today) for row in rows[:limit]]


def get(*, return_id: int, viewer: Actor, today: date) -> ReturnInfo:
    """One return. Raises :class:`NoSuchReturn`."""
    row = Return.objects.filter(asked__in=_mine(viewer), pk=return_id).first()
    if row is None:
        raise NoSuchReturn(return_id)
    return _info(row, viewer, today)


def form(*, asked_id: int, viewer: Actor) -> Form:
    """A unit's form with what is known now. Raises :class:`NoSuchReturn`."""
    asked = held(asked_id=asked_id, viewer=viewer)
    fields = tuple(askable()[code] for code in asked.of.fields if code in askable())
    numbers = list(projects_of(asked, viewer).values_list("pk", flat=True))
    kept = whole(numbers, viewer=viewer)
    last, answered = _last_values(asked.of, numbers), set(asked.answers.values_list("project_id", flat=True))
    rows = tuple(
        FormRow(
            number, kept[number].code, kept[number].name,
            {one.target: value_of(one.target, kept[number]) for one in fields}, last.get(number, {}), number in answered,
        )
        for number in numbers
    )  # fmt: skip
    title = f"{asked.of.name}（{asked.of.begins_on} — {asked.of.ends_on}）"
    return Form(asked.pk, mark_of(asked), title, str(asked.unit), asked.of.due_on, fields, rows)


def changed_since_last(*, return_id: int, viewer: Actor) -> list[Changed]:
    """What the answers say otherwise than the last return of this name did, with the reasons given."""
    row = Return.objects.filter(asked__in=_mine(viewer), pk=return_id).first()
    if row is None:
        raise NoSuchReturn(return_id)
    found = []
    answers = _latest(Answer.objects.filter(asked__of=row, asked__in=_mine(viewer)))
    seen = pipeline.lines(project_ids=answers, viewer=viewer)
    last = _last_values(row, list(answers))
    for number, answer in answers.items():
        if number not in seen:
            continue
        for code, new in answer.values.items():
            old = last.get(number, {}).get(code, (answer.changed.get(code) or [new])[0])
            if old != new and code in askable():
                field = askable()[code]
                found.append(
                    Changed(
                        number, seen[number].name, str(answer.asked.unit), field, old, new, answer.reason,
                        wants_reason(field, old, new),
                    )
                )  # fmt: skip
    return found


def held(*, asked_id: int, viewer: Actor) -> Asked:
    """What is asked of a unit, for those who may fill it in."""
    row = _mine(viewer).select_related("of", "unit").filter(pk=asked_id).first()
    if row is None:
        raise NoSuchReturn(asked_id)
    return row


def return_of(*, asked_id: int, viewer: Actor) -> int:
    """The return that a unit's part belongs to. Raises :class:`NoSuchReturn`."""
    return held(asked_id=asked_id, viewer=viewer).of_id


def projects_of(asked: Asked, viewer: Actor) -> QuerySet[Any]:
    """The projects that a unit reports on: its own and those below it, unless a nearer unit is asked for them."""
    units = set(units_below(asked.unit_id))
    for other in Asked.objects.filter(of=asked.of_id, unit__in=units).exclude(pk=asked.pk):
        units -= units_below(other.unit_id)
    rows = pipeline.visible(viewer=viewer).filter(unit__in=units)
    if asked.of.stages:
        rows = rows.filter(stage__in=asked.of.stages)
    return rows.filter(status__in=asked.of.statuses or ["active", "paused"]).order_by("code", "pk")


def mark_of(asked: Asked) -> str:
    """The code of a unit's sheet."""
    return f"R{asked.pk}-{digest(f'{asked.pk} {asked.of_id} {asked.unit_id}'.encode())[:6]}"


def value_of(target: str, kept: Kept) -> Any:
    """What stands in a field, as JSON can hold it: money as number and currency."""
    if target in load().amounts:
        told = kept.amount(target, phase_at(kept.stage))
        return None if told is None else [f"{told[0].normalize():f}", told[1]]
    value = kept.columns.get(target)
    return None if value == "" else value


def last_values(asked: Asked, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What the return of this name before this one said, by project and field."""
    return _last_values(asked.of, list(numbers))


def _mine(viewer: Actor) -> QuerySet[Asked]:
    """The one place that says which parts of returns a viewer has to do with."""
    if not viewer.may("see"):
        return Asked.objects.none()
    if viewer.may("review") or not viewer.may("add"):
        return Asked.objects.all()
    return Asked.objects.filter(unit__in=own_units(viewer=viewer))


def _latest(rows: QuerySet[Answer]) -> dict[int, Answer]:
    return {row.project_id: row for row in rows.select_related("asked__unit").order_by("pk")}


def _last_values(of: Return, numbers: list[int]) -> dict[int, dict[str, Any]]:
    before = Return.objects.filter(name=of.name, begins_on__lt=of.begins_on).order_by("-begins_on").first()
    if before is None:
        return {}
    return {
        number: one.values
        for number, one in _latest(Answer.objects.filter(asked__of=before, project__in=numbers)).items()
    }


def _info(row: Return, viewer: Actor, today: date) -> ReturnInfo:
    fields = tuple(askable()[code] for code in row.fields if code in askable())
    return ReturnInfo(
        row.pk, row.name, row.begins_on, row.ends_on, row.due_on, fields, tuple(_states(row, viewer, today))
    )


def _states(row: Return, viewer: Actor, today: date) -> Iterator[UnitState]:
    for asked in _mine(viewer).filter(of=row).select_related("unit", "of").order_by("unit__name"):
        wanted = set(projects_of(asked, viewer).values_list("pk", flat=True))
        last_at: datetime | None = None
        answered = set()
        for number, at in asked.answers.values_list("project_id", "at"):
            answered.add(number)
            last_at = at if last_at is None else max(last_at, at)
        done = len(wanted & answered)
        state = "nothing" if not wanted else "done" if done == len(wanted) else "partly" if done else "open"
        late = state in ("open", "partly") and row.due_on < today
        yield UnitState(
            asked.pk, str(asked.unit), asked.unit_id, len(wanted), done, state, late, asked.urged, last_at
        )
