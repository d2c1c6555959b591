"""Returns as other packages see them, and what may be wrong with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from duijie.exchange.sheets.fields import Field
from duijie.kernel.words import Told, Words


class NoSuchReturn(LookupError):
    """No return, or no unit's part of one, has this number, or the viewer may not fill it in."""

    def __init__(self, number: object) -> None:
        super().__init__(f"There is no return {number} for you. `duijie returns` lists those that there are.")


class WrongReturn(Told, ValueError):
    """What is asked, or a sheet that came back, cannot be taken: the reason in both languages."""


class WrongAnswers(ValueError):
    """Answers that cannot be taken; nothing was. ``faults`` by project and field, ``reason`` where one is missing."""

    def __init__(self, faults: Mapping[tuple[int, str], Words], names: Mapping[int, str]) -> None:
        self.faults = dict(faults)
        told = [
            f"{names.get(project, project)}, {field}: {why.en}" for (project, field), why in faults.items()
        ]
        super().__init__("; ".join(told))


@dataclass(frozen=True, slots=True)
class UnitState:
    """How far a unit is: ``state`` is ``done``, ``partly``, ``open`` or ``nothing`` (no project to report on)."""

    asked_id: int
    unit: str
    unit_id: int
    projects: int
    answered: int
    state: str
    late: bool
    urged: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReturnInfo:
    """A return with the units that the viewer may see the state of."""

    id: int
    name: str
    begins_on: date
    ends_on: date
    due_on: date
    fields: tuple[Field, ...]
    units: tuple[UnitState, ...]


@dataclass(frozen=True, slots=True)
class FormRow:
    """A project in a unit's form. ``values`` as they stand, ``before`` as the last return said them, by field."""

    project_id: int
    code: str
    name: str
    values: Mapping[str, Any]
    before: Mapping[str, Any]
    answered: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A unit's form, pre-filled. ``mark`` is the code by which its sheet is known when it comes back."""

    asked_id: int
    mark: str
    title: str
    unit: str
    due_on: date
    fields: tuple[Field, ...]
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A field of a project that an answer says otherwise than what stood there, or than the last return."""

    project_id: int
    project: str
    unit: str
    field: Field
    old: Any
    new: Any
    reason: str
    wants_reason: bool
