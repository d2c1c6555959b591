"""Which column fills which field: guessed from the label's storeys and from what the cells hold, with reasons.

A guess says its score and why. Each field is filled by one column: the best pairs are taken first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from duijie.codes.credit import CreditCode, read_credit_code
from duijie.exchange.sheets.fields import SERIAL, Field, lexicon
from duijie.exchange.sheets.labels import plain_label
from duijie.exchange.sheets.tables import Column, Table
from duijie.exchange.sheets.values import read, unit_for, words_of
from duijie.exchange.sheets.workbook import Value
from duijie.kernel.words import Words

SURE: Final = 0.5
"""From here on a guess is used; below it is only shown."""
FAIR: Final = 0.4
"""The same for a field that must be: without it there is no record."""
SHOWN: Final = 4
_LOOK: Final = 200
"""Values of a column that are looked at."""
_NAMELESS: Final = frozenset(
    {"名称", "全称", "名字", "金额", "数额", "总额", "合计", "小计", "总计", "面积", "数量"}
)
"""Lower heads that say nothing by themselves: what they head is said above them."""
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
        found.append(Mapped(number, label, "" if target == SERIAL else target, unit, guesses))
    return tuple(found)


def score_of(mapped: Sequence[Mapped], fields: Sequence[Field]) -> float:
    """How well a kind's fields fit a table: the sum of what is mapped; 0 where a field that must be is not."""
    by_target = {one.target: one for one in mapped if one.target}
    if any(field.must and field.target not in by_target for field in fields):
        return 0.0
    best = (next(g.score for g in one.guesses if g.target == one.target) for one in by_target.values())
    return sum(best)


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
        by_label = _label_score(labels, field.words)
        if by_label is None:
            by_label = (0.0, Words("", ""))
        score, reason = by_label
        held, why = _value_score(field, values, column.unit or unit_for(field, units))
        if not score and held < 0.9:
            continue
        total = max(0.0, min(1.0, score + (0.1 * held if held >= 0 else 0.5 * held))) if score else 0.45
        if not score and field.target == "credit_code":
            total = 0.6
        reasons = tuple(one for one in (reason, why) if one.zh)
        if total > 0.1:
            found.append(Guess(field.target, round(total, 3), reasons))
    serial = _label_score(labels, lexicon("other")[SERIAL].words)
    if serial and serial[0] >= 0.95:
        found.append(Guess(SERIAL, serial[0] - 0.06, (serial[1],)))
    return sorted(found, key=lambda one: -one.score)


def _label_score(labels: Sequence[str], words: Sequence[str]) -> tuple[float, Words] | None:
    """How well a label fits the words of a field, and which word it was."""
    best: tuple[float, Words] | None = None
    last = labels[-1] if labels else ""
    joined = "".join(labels)
    tails = {"".join(labels[-deep:]) for deep in range(2, len(labels) + 1)}
    named = last in _NAMELESS
    for place, word in enumerate(words):
        bare = plain_label(word)
        late = min(place, 20) * 0.001
        if bare in tails or (named and len(labels) > 1 and bare == labels[-2]):
            told = 0.95 - late
            reason = Words(f"上下两层列名合起来是“{word}”", f"the storeys of the head together are “{word}”")
        elif bare == last:
            told = 0.9 - late
            reason = Words(f"列名就是“{word}”", f"the head is “{word}”")
        elif len(labels) > 1 and any(bare == one for one in labels[:-1]) and not last:
            told = 0.8 - late
            reason = Words(f"上层列名是“{word}”", f"an upper head is “{word}”")
        elif len(bare) > 1 and last.endswith(bare):
            told = 0.35 + 0.4 * len(bare) / len(last) - late
            reason = Words(f"列名以“{word}”结尾", f"the head ends in “{word}”")
        elif len(bare) > 1 and last.startswith(bare):
            told = 0.3 + 0.3 * len(bare) / len(last) - late
            reason = Words(f"列名以“{word}”开头", f"the head begins with “{word}”")
        elif len(bare) > 2 and bare in joined:
            told = 0.25 + 0.3 * len(bare) / len(joined) - late
            reason = Words(f"列名含有“{word}”", f"the head holds “{word}”")
        else:
            continue
        if best is None or told > best[0]:
            best = (told, reason)
    return best


def _value_score(field: Field, values: Sequence[Value], unit: str) -> tuple[float, Words]:
    """−1 … 1: whether the cells are what the field holds."""
    if not values:
        return 0.0, Words("", "")
    if field.target in ("credit_code", "project_company_code"):
        fits = sum(isinstance(read_credit_code(words_of(value)), CreditCode) for value in values)
    elif field.holds in ("text", "name", "code"):
        texts = [words_of(value) for value in values]
        numbers = sum(isinstance(value, int | float) for value in values)
        if field.holds == "name":
            fits = sum(len(text) >= 2 and not text.isdigit() for text in texts) - numbers
        elif field.must:
            fits = len(values) - numbers
        else:
            return 0.0, Words("", "")
        share = fits / len(values)
        return (0.0 if share > 0.5 else -1.0), Words("", "") if share > 0.5 else Words(
            "内容却是数字", "yet the cells are numbers"
        )
    else:
        answers = [read(field, value, unit or _any_unit(field)) for value in values]
        # Words that were left because they are no exact number are still words of this column.
        fits = sum(one.value is not None or (one.left is not None and _close(one.left)) for one in answers)
    share = fits / len(values)
    words = Words(f"{fits}/{len(values)}个单元格合乎", f"{fits} of {len(values)} cells fit")
    return (share if share >= 0.5 else share - 1.0), words


def _close(left: Words) -> bool:
    return any(told in left.en for told in ("exact", "range", "the day", "no unit"))


def _any_unit(field: Field) -> str:
    return {"money": "元", "m2": "m2", "t": "t", "kVA": "kva", "m3": "m3", "kWh": "kwh", "emission": "t"}.get(
        "money" if field.holds == "money" else field.unit, ""
    )


def _of_headings(table: Table, fields: Sequence[Field]) -> list[Guess]:
    """What the headings between rows, or else the sheet's name, say of every row: a field of choices that repeats."""
    headings = {line.heading for line in table.lines if line.heading} or {table.sheet}
    found = []
    for field in fields:
        if field.holds != "choice" or not field.repeats:
            continue
        fits = sum(read(field, text).value is not None for text in headings)
        if fits and fits == len(headings):
            what = Words("行间标题或表名说的是它", "the headings, or the sheet's name, say it")
            found.append(Guess(field.target, 0.7, (what,)))
    return found


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
