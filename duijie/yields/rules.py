"""Measures, weights, benchmarks, caps, vetoes and grades: tables and pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Final

from duijie.kernel.words import Words
from duijie.parks.rules import load as park_rules
from duijie.rulebook import in_force, known, table
from duijie.rulebook.columns import Choice
from duijie.yields.types import Part, Scored

OWN: Final = "duijie.yields"
CENT: Final = Decimal("0.0001")
NO_YEAR: Final = Words("没有当年数据", "nothing told of the year")
LITTLE_LAND: Final = Words("用地面积不足，不参评", "uses too little land to be compared")


@dataclass(frozen=True, slots=True)
class Measure:
    """What enterprises are compared by; see the head of ``yield_measures.toml``."""

    code: str
    name: Words
    over: str
    under: str
    unit: Words
    each: Decimal = Decimal(1)

    def value(self, year: Mapping[str, Decimal]) -> Decimal | None:
        """The quotient; ``None`` where one of the two is not told, or nothing is to be divided by."""
        over, under = year.get(self.over), year.get(self.under)
        return over * self.each / under if over is not None and under else None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a rule."""

    measure: str
    weight: Decimal
    benchmark: Decimal
    missing: str
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How a group is scored; see the head of ``yield_rules.toml``."""

    code: str
    name: Words
    above_scale: bool
    least_land: Decimal
    items: tuple[Item, ...]
    source: Words
    effective_from: date
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and its share of a group; the one without takes the rest."""

    code: str
    name: Words
    effective_from: date
    share: Decimal | None = None
    sense: str = ""
    effective_until: date | None = None


@cache
def measures() -> Mapping[str, Measure]:
    """By code. Raises :class:`duijie.rulebook.WrongTable`."""
    rows = table(OWN, "yield_measures", Measure)
    for number, row in enumerate(rows, 1):
        for column in (row.over, row.under):
            known("yield_measures.toml", number, "over or under", column, park_rules().years)
    return {row.code: row for row in rows}


def rules_on(day: date) -> tuple[Rule, ...]:
    """The rules in force on a day; of several of a group the one that began last. Raises ``WrongTable``."""
    rows = table(OWN, "yield_rules", Rule)
    for number, row in enumerate(rows, 1):
        for item in row.items:
            known("yield_rules.toml", number, "measure", item.measure, measures())
            known("yield_rules.toml", number, "missing", item.missing, ("average", "zero"))
    latest = {row.code: row for row in sorted(in_force(rows, day), key=lambda one: one.effective_from)}
    return tuple(latest.values())


def grades_on(day: date) -> tuple[Grade, ...]:
    """The grades in force on a day, from the best."""
    return in_force(table(OWN, "yield_grades", Grade), day)


@cache
def vetoes() -> Mapping[str, Words]:
    """What puts an enterprise into the last grade."""
    return {row.code: row.name for row in table(OWN, "yield_vetoes", Choice)}


def scored(years: Mapping[int, Mapping[str, Decimal]], rule: Rule) -> list[Scored]:
    """The scores of a group: each item's value ÷ benchmark × weight, capped; what is missing as the item says.

    Points of an item do not fall below 0. Sums are rounded to four places.
    """
    found: list[Scored] = []
    for tenant, year in years.items():
        if year.get("land", Decimal(0)) < rule.least_land:
            found.append(Scored(tenant, rule.code, None, (), LITTLE_LAND))
            continue
        parts = tuple(_part(item, measures()[item.measure].value(year)) for item in rule.items)
        found.append(Scored(tenant, rule.code, Decimal(0), parts))
    averages = [_average([one.parts[at] for one in found if one.parts]) for at in range(len(rule.items))]
    return [_summed(one, rule, averages) for one in found]


def graded(scores: Sequence[tuple[int, Decimal, bool]], grades: Sequence[Grade]) -> dict[int, str]:
    """A grade for each enterprise of a group: number, score and whether a veto stands against it.

    From the best down, those without a veto fill the grades by their shares of the whole group; those with one stand
    in the last grade and are counted in its share.
    """
    count = len(scores)
    vetoed = [number for number, _score, veto in scores if veto]
    order = [number for number, _score, veto in sorted(scores, key=lambda one: (-one[1], one[0])) if not veto]
    sizes = {}
    for grade in grades:
        if grade.share is not None:
            exact = grade.share * count
            sizes[grade.code] = int(exact) + (grade.sense == "at_least" and exact != int(exact))
    last = grades[-1].code
    left = len(order)
    sizes[last] = min(max(sizes.get(last, 0) - len(vetoed), 0), left)
    left -= sizes[last]
    found = dict.fromkeys(vetoed, last)
    start = 0
    for grade in grades[:-1]:
        size = left if grade.share is None else min(sizes[grade.code], left)
        found |= dict.fromkeys(order[start : start + size], grade.code)
        start, left = start + size, left - size
    found |= dict.fromkeys(order[start:], last)
    return found


def _part(item: Item, value: Decimal | None) -> Part:
    points, capped = Decimal(0), False
    if value is not None:
        points = max(value / item.benchmark * item.weight, Decimal(0))
        if item.cap is not None and points > item.cap * item.weight:
            points, capped = item.cap * item.weight, True
    return Part(item.measure, value, item.benchmark, item.weight, points, capped, averaged=False)


def _average(parts: Iterable[Part]) -> Decimal:
    told = [part.points for part in parts if part.value is not None]
    return sum(told, Decimal(0)) / len(told) if told else Decimal(0)


def _summed(one: Scored, rule: Rule, averages: Sequence[Decimal]) -> Scored:
    if one.score is None:
        return one
    parts = tuple(
        replace(part, points=average, averaged=True)
        if part.value is None and item.missing == "average"
        else part
        for part, item, average in zip(one.parts, rule.items, averages, strict=True)
    )
    total = sum((part.points for part in parts), Decimal(0)).quantize(CENT, ROUND_HALF_UP)
    return replace(one, score=total, parts=parts)
