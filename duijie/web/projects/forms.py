"""Forms of acts: what each asks for, what was typed, and how a refusal is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from duijie.accounts.types import NotAllowed
from duijie.credit.types import WrongSplit
from duijie.followup.types import NoSuchProblem, WrongTurn
from duijie.funds.types import NoSuchReceipt, WrongMoney
from duijie.kernel.typed import typed_amount, typed_day
from duijie.kernel.words import Words
from duijie.leads.types import LeadIncomplete, NoSuchLead, WrongAct
from duijie.ledger.types import AlreadyIdentified, EvidenceMissing, GoesInCircles
from duijie.pipeline.types import (
    GateClosed,
    NeedsSecondPerson,
    NoSuchEvidence,
    NoSuchProject,
    NothingWaiting,
    NotYours,
    WrongStatus,
    WrongStep,
)
from duijie.rulebook.columns import WrongValue
from duijie.text.formats.source import CannotRead
from duijie.vetting.types import NoSuchVetting, WrongDecision, WrongScore
from duijie.web.pages.parts import Choice, Field
from duijie.web.saying import day, refusal, say

Typed = dict[str, Any]
REFUSALS: Final = (
    AlreadyIdentified, CannotRead, EvidenceMissing, GateClosed, GoesInCircles, LeadIncomplete, NeedsSecondPerson, NoSuchEvidence, NoSuchLead,
    NoSuchProblem, NoSuchProject, NoSuchReceipt, NoSuchVetting, NotAllowed, NothingWaiting, NotYours, WrongAct,
    WrongDecision, WrongMoney, WrongScore, WrongSplit, WrongStatus, WrongStep, WrongTurn, WrongValue,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of a form. ``kind``: ``text lines number money day choice unit file``.

    ``past``: the day may not lie ahead. ``value`` is what the form begins with.
    """

    name: str
    label: Words
    kind: str = "text"
    required: bool = False
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: Words | None = None
    past: bool = False


def typed(asked: tuple[Asked, ...], given: Mapping[str, Any], today: date) -> tuple[Typed, dict[str, str]]:
    """Values by name, and what is wrong with those that could not be taken."""
    values: Typed = {}
    faults: dict[str, str] = {}
    for one in asked:
        raw = given.get(one.name) or ""
        if isinstance(raw, UploadedFile):
            values[one.name] = raw
            continue
        text = str(raw).strip()
        values[one.name] = _empty(one) if not text else None
        if not text:
            if one.required:
                faults[one.name] = _("Fill this in.")
            continue
        value = _value(one, text)
        if value is None:
            faults[one.name] = _said_wrong(one)
        elif one.past and isinstance(value, date) and value > today:
            faults[one.name] = _("%(day)s lies ahead. Record what has happened.") % {"day": day(value)}
        values[one.name] = value
    return values, faults


def fields(
    asked: tuple[Asked, ...], given: Mapping[str, Any], faults: Mapping[str, str]
) -> tuple[Field, ...]:
    """The fields as the template prints them, with what was typed and what is wrong with it."""
    return tuple(_field(one, given, faults) for one in asked)


def said(error: Exception) -> str:
    """Why it was refused; what a gate misses is listed beside it."""
    if isinstance(error, GateClosed):
        return _("The stage cannot be entered yet. Still missing:")
    return refusal(error)


def _value(one: Asked, text: str) -> Any:
    match one.kind:
        case "money":
            return typed_amount(text)
        case "number":
            try:
                number = Decimal(text.replace(",", ""))
            except ArithmeticError:
                return None
            return number if number.is_finite() else None
        case "day":
            return typed_day(text)
        case "choice":
            return text if text in {choice.value for choice in one.choices} else None
        case "unit":
            return int(text) if text in {choice.value for choice in one.choices} else None
    return text


def _empty(one: Asked) -> Any:
    return "" if one.kind in ("text", "lines", "choice") else None


def _said_wrong(one: Asked) -> str:
    if one.kind in ("money", "number"):
        return (
            _("This is no amount. Write it as 200000000 or 200 m.")
            if one.kind == "money"
            else _("This is no number.")
        )
    return _("Write the day as 2015-09-24.") if one.kind == "day" else _("Choose one of the list.")


def _field(one: Asked, given: Mapping[str, Any], faults: Mapping[str, str]) -> Field:
    value = given.get(one.name, one.value)
    value = "" if isinstance(value, UploadedFile) else str(value)
    shape = {"day": "date", "unit": "choice", "money": "text", "number": "text"}.get(one.kind, one.kind)
    hint = say(one.hint) if one.hint else ""
    if one.kind == "money" and not hint:
        hint = _("In yuan; 350 m and 2 bn are understood.")
    listed = tuple(Choice(c.value, c.label, c.value == value) for c in one.choices)
    return Field(
        one.name, say(one.label), shape, value, listed, required=one.required, hint=hint,
        error=faults.get(one.name, ""),
    )  # fmt: skip
