"""The only writer of returns. Corrections go through the pipeline's own operation, so that entries and acts follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from duijie.accounts.operations import log
from duijie.accounts.queries import own_units
from duijie.accounts.queries import units as all_units
from duijie.accounts.types import Actor, NoSuchUnit
from duijie.exchange.sheets.fields import Field
from duijie.exchange.sheets.values import read
from duijie.journal import Journal
from duijie.kernel.words import Words
from duijie.pipeline.bulk.operations import Update, bring_up_to_date
from duijie.pipeline.rules import load
from duijie.pipeline.state.comparing import whole
from duijie.returns.models import Answer, Asked, Return
from duijie.returns.queries import held, last_values, projects_of, value_of
from duijie.returns.rules import MOST, askable, wants_reason
from duijie.returns.types import Changed, NoSuchReturn, WrongAnswers, WrongReturn

Said = Mapping[int, Mapping[str, Any]]
"""What is said of projects, by number and field: cells of a sheet or typed texts."""


@transaction.atomic
def ask(
    *,
    name: str,
    begins_on: date,
    ends_on: date,
    due_on: date,
    fields: Iterable[str],
    unit_ids: Iterable[int],
    by: Actor,
    at: datetime,
    stages: Iterable[str] = (),
    statuses: Iterable[str] = (),
) -> int:
    """Ask units for a return; its number. Raises :class:`WrongReturn`, :class:`duijie.accounts.types.NoSuchUnit`."""
    by.must("review")
    fields, units, stages = list(dict.fromkeys(fields)), sorted(set(unit_ids)), list(stages)
    if not name.strip() or not fields or not units or len(fields) > MOST:
        raise WrongReturn(
            f"要有名称、单位和一至 {MOST} 项内容", f"it has a name, units, and one to {MOST} fields"
        )
    for code, known in [*((code, askable()) for code in fields), *((code, load().stages) for code in stages)]:
        if code not in known:
            raise WrongReturn(
                f"没有“{code}”；可用：{'、'.join(known)}",
                f"there is no {code!r}; there are {', '.join(known)}",
            )
    if not begins_on <= ends_on <= due_on:
        raise WrongReturn("报送期应早于截止日期", "the period ends before the day it is due")
    if Return.objects.filter(name=name.strip(), begins_on=begins_on).exists():
        raise WrongReturn("这一期已经布置过", "this period was asked for already")
    row = Return.objects.create(
        name=name.strip()[:100], begins_on=begins_on, ends_on=ends_on, due_on=due_on, fields=fields, stages=stages,
        statuses=list(statuses), at=at, by_id=by.user_id,
    )  # fmt: skip
    for unit in units:
        if unit not in all_units():
            raise NoSuchUnit(unit)
        Asked.objects.create(of=row, unit_id=unit)
    log(by=by, at=at, operation="ask_return", subject=f"return:{row.pk}", name=row.name, until=str(due_on))
    return row.pk


def compare(
    *, asked_id: int, said: Said, viewer: Actor
) -> tuple[list[Changed], dict[tuple[int, str], Words]]:
    """What answers would change field by field, and what is wrong with them; nothing is written.

    A blank never takes anything away. A figure is held against the last return where there is one, else against
    what stands.
    """
    asked = held(asked_id=asked_id, viewer=viewer)
    names = dict(projects_of(asked, viewer).values_list("pk", "name"))
    kept = whole([number for number in said if number in names], viewer=viewer)
    last = last_values(asked, kept)
    found: list[Changed] = []
    faults: dict[tuple[int, str], Words] = {}
    for number, values in said.items():
        if number not in kept:
            faults[number, ""] = Words("不在这张表的项目之内", "is none of the projects of this return")
            continue
        for code, raw in values.items():
            field = askable().get(code) if code in asked.of.fields else None
            if field is None:
                faults[number, code] = Words("这张表没有这一项", "is no field of this return")
                continue
            new, fault = _read(field, raw)
            if fault is not None:
                faults[number, code] = fault
                continue
            old = value_of(code, kept[number])
            if new is None or _same(old, new):
                continue
            against = last.get(number, {}).get(code, old)
            found.append(
                Changed(
                    number,
                    names[number],
                    str(asked.unit),
                    field,
                    old,
                    new,
                    "",
                    wants_reason(field, against, new),
                )
            )
    return found, faults


@transaction.atomic
def answer(
    *, asked_id: int, said: Said, by: Actor, at: datetime, reasons: Mapping[int, str] | None = None
) -> list[Changed]:
    """Confirm or correct projects of a return, all of these or none; what was changed.

    A project with no field named is confirmed as it stands. Raises :class:`WrongAnswers`, :class:`NoSuchReturn`.
    """
    by.must("add")
    reasons = {number: text.strip()[:300] for number, text in (reasons or {}).items()}
    row = Asked.objects.select_for_update().filter(pk=asked_id).first()
    if row is None or not (by.may("review") or row.unit_id in own_units(viewer=by)):
        raise NoSuchReturn(asked_id)
    asked = held(asked_id=asked_id, viewer=by)
    changed, faults = compare(asked_id=asked_id, said=said, viewer=by)
    for one in changed:
        if one.wants_reason and not reasons.get(one.project_id):
            faults[one.project_id, "reason"] = Words(
                f"“{one.field.name.zh}”减少或大幅增加，请说明原因",
                f"{one.field.name.en} shrank or jumped; say why",
            )
    if faults:
        raise WrongAnswers(faults, dict(projects_of(asked, by).values_list("pk", "name")))
    by_project: dict[int, list[Changed]] = {}
    for one in changed:
        by_project.setdefault(one.project_id, []).append(one)
    source = f"{asked.of.name} {asked.of.begins_on}"
    updates = [
        Update(
            number, " ".join(filter(None, [source, reasons.get(number, "")]))[:300],
            {one.field.target: one.new for one in some if one.field.target not in load().amounts},
            {one.field.target: (Decimal(one.new[0]), one.new[1]) for one in some if one.field.target in load().amounts},
        )
        for number, some in by_project.items()
    ]  # fmt: skip
    bring_up_to_date(rows=updates, by=by, at=at, journal=Journal())
    kept = whole(list(said), viewer=by)
    Answer.objects.bulk_create(
        [
            Answer(
                asked=asked, project_id=number, values={code: value_of(code, kept[number]) for code in asked.of.fields},
                changed={one.field.target: [one.old, one.new] for one in by_project.get(number, ())},
                reason=reasons.get(number, ""), at=at, by_id=by.user_id,
            )
            for number in said
        ]
    )  # fmt: skip
    counts = {"confirmed": len(said) - len(by_project), "changed": len(by_project)}
    log(
        by=by,
        at=at,
        operation="answer_return",
        subject=f"return:{asked.of_id}",
        unit=asked.unit_id,
        counts=counts,
    )
    return changed


@transaction.atomic
def urge(*, asked_id: int, by: Actor, at: datetime) -> None:
    """Urge a unit that has not answered in full; how often is kept. Raises :class:`NoSuchReturn`."""
    by.must("review")
    row = Asked.objects.select_for_update().filter(pk=asked_id).first()
    if row is None:
        raise NoSuchReturn(asked_id)
    row.urged, row.urged_at = row.urged + 1, at
    row.save(update_fields=["urged", "urged_at"])
    log(by=by, at=at, operation="urge_return", subject=f"return:{row.of_id}", unit=row.unit_id)


def _read(field: Field, raw: Any) -> tuple[Any, Words | None]:
    """A cell or a typed text as it is kept, ``None`` for a blank; or what is wrong with it."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None, None
    told = read(field, raw, "万元" if field.holds == "money" else field.unit)
    if told.left is not None:
        return None, told.left
    value = told.value
    if field.holds == "money" and value is not None:
        return [f"{value[0].normalize():f}", value[1]], None
    return str(value) if isinstance(value, Decimal | date) else value, None


def _same(old: Any, new: Any) -> bool:
    if isinstance(new, str) and isinstance(old, str | int | float):
        try:
            return Decimal(str(old)) == Decimal(new)
        except ArithmeticError:
            return str(old).strip() == new.strip()
    return bool(old == new)
