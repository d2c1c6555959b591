"""Which column fills which field: guessed from the label's storeys and from what the cells hold, with reasons.

A guess says its score and why. Each field is filled by one column: the best pairs are taken first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from duijie.exchange.sheets.fields import SERIAL, Field, lexicon
from duijie.exchange.sheets.fitting import label_score, value_score
from duijie.exchange.sheets.labels import plain_label
from duijie.exchange.sheets.layout import Column, Table
from duijie.exchange.sheets.values import bare_amount, read, unit_for
from duijie.exchange.sheets.workbook import Value
from duijie.kernel.words import Words

SURE: Final = 0.5
"""From here on a guess is used; below it is only shown."""
FAIR: Final = 0.4
"""The same for a field that must be: without it there is no record."""
SHOWN: Final = 4
_LOOK: Final = 200
"""Values of a column that are looked at."""
HEADING: Final = -1
"""The number of the column that stands for headings between the rows, or for the sheet's name."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A field that a column may fill. ``score`` 0…1 orders the guesses of a sheet and is no probability."""

    target: str
    score: float
    reasons: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column with what it fills (``""`` for nothing), the unit of its bare numbers, and the guesses, best first."""

    number: int
    label: str
    target: str
    unit: str
    guesses: tuple[Guess, ...] = ()
    by: str = "guess"
    """``guess``, ``memory`` or ``person``."""
    doubt: Words | None = None
    """Why the unit may be another."""


def guess(table: Table, fields: Sequence[Field]) -> tuple[Mapped, ...]:
    """The columns of a table with what they fill."""
    shown: dict[int, list[Guess]] = {}
    for number, column in enumerate(table.columns):
        values = [line.values[number] for line in table.lines[:_LOOK] if line.values[number] is not None]
        shown[number] = _guesses(column, values, fields, table.unit)
    shown[HEADING] = _of_headings(table, fields)
    pairs = sorted(
        ((one.score, -number, number, one.target) for number, found in shown.items() for one in found),
        reverse=True,
    )
    chosen: dict[int, str] = {}
    must = {field.target for field in fields if field.must}
    for score, _, number, target in pairs:
        if (
            score >= (FAIR if target in must else SURE)
            and number not in chosen
            and target not in chosen.values()
        ):
            chosen[number] = target
    known = {field.target: field for field in fields}
    found = []
    for number in (*range(len(table.columns)), HEADING):
        guesses = tuple(one for one in shown[number] if one.target != SERIAL)[:SHOWN]
        target = chosen.get(number, "")
        if number == HEADING and not target:
            continue
        label = "" if number == HEADING else table.columns[number].label
        unit = "" if number == HEADING else table.columns[number].unit
        if not unit and target in known:
            unit = unit_for(known[target], table.unit)
        doubt = _doubt(table, number, known[target], unit) if target in known else None
        if doubt is not None and doubt[0]:
            unit = ""
        found.append(
            Mapped(number, label, "" if target == SERIAL else target, unit, guesses, doubt=doubt and doubt[1])
        )
    return tuple(found)


def _doubt(table: Table, number: int, field: Field, unit: str) -> tuple[bool, Words] | None:
    """Whether 亿元 seem to stand over numbers of 万元, which are not taken then, or 万元 over 亿元; ``None`` for neither.

    The middle one of three bare numbers or more decides.
    """
    if number == HEADING or not field.typical or not unit:
        return None
    told = (bare_amount(line.values[number], unit) for line in table.lines[:_LOOK])
    amounts = sorted(amount for amount in told if amount)
    if len(amounts) < 3:
        return None
    middle, (low, high) = amounts[len(amounts) // 2], field.typical
    label = table.columns[number].label
    if "亿" in unit and middle > high:
        return True, Words(
            f"“{label}”按“{unit}”计，居中的一个有{middle / 10**8:,.0f}亿元，不合常情，未取：单位若是万元，请指明",
            f"“{label}” read as {unit!r} has {middle:,.0f} yuan in the middle, which cannot well be, and is not taken: "
            "say the unit, 万元 perhaps",
        )
    if "万" in unit and middle < low:
        return False, Words(
            f"“{label}”按“{unit}”计，居中的一个只有{middle:,.0f}元：请核对单位，若是亿元，请指明",
            f"“{label}” read as {unit!r} has {middle:,.0f} yuan in the middle: check the unit, and say it if it is 亿元",
        )
    return None


def score_of(mapped: Sequence[Mapped], fields: Sequence[Field], said: Mapping[str, str]) -> float:
    """How well a kind's fields fit a table: the sum of what is mapped; 0 where a field that must be is not.

    What is ``said`` above the table need not be a column; what might have been said there is only missed.
    """
    by_target = {one.target: one for one in mapped if one.target}
    missed = [
        field for field in fields if field.must and field.target not in by_target and field.target not in said
    ]
    if any(not field.above for field in missed):
        return 0.0
    best = (next(g.score for g in one.guesses if g.target == one.target) for one in by_target.values())
    return max(0.0, sum(best) - len(missed))


def fingerprint(kind: str, table: Table) -> str:
    """What a mapping is remembered by: the kind, the labels and the units, whatever rows there are."""
    told = [
        kind,
        table.shape,
        table.unit,
        *(f"{plain_label(column.label)}|{column.unit}" for column in table.columns),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def _guesses(column: Column, values: Sequence[Value], fields: Sequence[Field], units: str) -> list[Guess]:
    found = []
    labels = [plain_label(storey) for storey in column.storeys]
    for field in fields:
        by_label = label_score(labels, field.words, field.holds)
        if by_label is None:
            by_label = (0.0, Words("", ""))
        score, reason = by_label
        # Numbers under words that say nothing of them may be anything, also days counted from 1900.
        if not score and (
            field.holds in ("money", "number")
            or (field.holds in ("day", "period") and any(type(value) in (int, float) for value in values))
        ):
            continue
        held, why = value_score(field, values, column.unit or unit_for(field, units))
        if not score and held < 0.9:
            continue
        total = max(0.0, min(1.0, score + (0.1 * held if held >= 0 else 0.5 * held))) if score else 0.45
        if not score and field.target == "credit_code":
            total = 0.6
        if not score and column.ticked and field.holds == "choice":
            total = 0.7
        reasons = tuple(one for one in (reason, why) if one.zh)
        if total > 0.1:
            found.append(Guess(field.target, round(total, 3), reasons))
    serial = label_score(labels, lexicon("other")[SERIAL].words)
    if serial and serial[0] >= 0.95:
        found.append(Guess(SERIAL, serial[0] - 0.06, (serial[1],)))
    return sorted(found, key=lambda one: -one.score)


def _of_headings(table: Table, fields: Sequence[Field]) -> list[Guess]:
    """What the headings between rows, or else the sheet's name, say of every row: a field of choices that repeats."""
    headings = {line.heading for line in table.lines if line.heading}
    found = []
    for field in fields:
        if field.holds != "choice" or not field.repeats:
            continue
        fits = (
            sum(read(field, text).value is not None for text in headings)
            if headings
            else bool(choice_above(table, field))
        )
        if fits and fits == max(len(headings), 1):
            what = Words("行间标题或表名说的是它", "the headings, or the sheet's name, say it")
            found.append(Guess(field.target, 0.7, (what,)))
    return found


def choice_above(table: Table, field: Field) -> str:
    """The sheet's name, or else the title, where it is a choice of a field; empty for neither."""
    return next((text for text in (table.sheet, table.title) if read(field, text).value is not None), "")


def with_choices(
    mapped: Sequence[Mapped], told: Mapping[str, tuple[str, str]], *, by: str
) -> tuple[Mapped, ...]:
    """The mapping with what a person, or memory, says: by the column's label, its target (``""``: none) and unit."""
    taken = {target for target, _ in told.values() if target}
    found = []
    for one in mapped:
        if one.label in told:
            target, unit = told[one.label]
            found.append(Mapped(one.number, one.label, target, unit or one.unit, one.guesses, by))
        elif one.target in taken:
            found.append(Mapped(one.number, one.label, "", one.unit, one.guesses, one.by))
        else:
            found.append(one)
    return tuple(found)
