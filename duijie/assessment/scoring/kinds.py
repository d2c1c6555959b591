"""One function a kind of item: the points before their ends and rounding, the arithmetic in words, and what to know.

Arithmetic is exact (``Fraction``); only a printed number is cut to four places, behind ``≈``. A number that is not
known counts as nothing and is said so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from duijie.assessment.scoring.scheme import Item, Scheme, Term
from duijie.assessment.scoring.values import Number, Thing
from duijie.kernel.words import Words

Numbers = Mapping[str, Number]
HUNDRED: Final = Fraction(100)
NOTHING: Final = Number(None)


@dataclass(frozen=True, slots=True)
class Given:
    """What an item is worked out from: the unit's numbers and those of all units in its group, this one included.

    ``dropped`` are the keys of things that count under another item.
    """

    numbers: Numbers
    peers: Sequence[Numbers]
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Raw:
    """Points before their ends and rounding."""

    points: Fraction
    formula: str
    notes: tuple[Words, ...] = ()
    veto: bool = False


def plain(number: Fraction | Decimal) -> str:
    """A number without zeros that say nothing; cut to four places where it has no end."""
    exact = Fraction(number)
    cut = round_half_up(exact, 4)
    text = f"{cut:f}".rstrip("0").rstrip(".") if "." in f"{cut:f}" else f"{cut:f}"
    return text if Fraction(cut) == exact else f"≈{text}"


def round_half_up(number: Fraction, places: int) -> Decimal:
    """Half goes away from zero, from the exact number and once alone."""
    scaled = abs(number) * 10**places + Fraction(1, 2)
    whole = scaled.numerator // scaled.denominator
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)


def things_points(item: Item, given: Given) -> Iterator[tuple[Thing, Fraction]]:
    """What each single thing brings to an item that adds things up."""
    for term in item.terms:
        for thing in given.numbers.get(term.actual, NOTHING).things:
            if item.kind == "bands":
                yield thing, _band(item, Fraction(thing.whole)) * Fraction(thing.share)
            else:
                yield thing, Fraction(term.weight) * Fraction(thing.adds)


def proportional(scheme: Scheme, item: Item, given: Given) -> Raw:
    """Σ actual ÷ target × weight, × full marks."""
    total, texts, notes = Fraction(0), [], list[Words]()
    for term in item.terms:
        ratio, text = _ratio(scheme, term, given.numbers, notes)
        if term.most is not None and ratio > term.most:
            ratio, text = Fraction(term.most), f"min({text}, {plain(term.most)})"
        total += ratio * Fraction(term.weight)
        texts.append(text if term.weight == 1 else f"{text} × {plain(term.weight)}")
    inner = " + ".join(texts)
    formula = f"({inner}) × {plain(item.points)}" if len(texts) > 1 else f"{inner} × {plain(item.points)}"
    return Raw(total * Fraction(item.points), formula, tuple(notes))


def bands(scheme: Scheme, item: Item, given: Given) -> Raw:
    """The points of the highest band that the value, or the share of the target, reaches; or of each thing, added."""
    notes = list[Words]()
    (term,) = item.terms
    if item.each:
        number = _number(scheme, term.actual, given.numbers, notes)
        rows = [
            (thing, points) for thing, points in things_points(item, given) if thing.key not in given.dropped
        ]
        texts = [plain(points) for _, points in rows if points]
        for thing in number.things:
            if thing.key in given.dropped:
                notes.append(_elsewhere(thing))
        return Raw(sum((points for _, points in rows), Fraction(0)), " + ".join(texts) or "0", tuple(notes))
    if term.target or term.fixed is not None:
        value, text = _ratio(scheme, term, given.numbers, notes)
        known = not notes
    else:
        number = _number(scheme, term.actual, given.numbers, notes)
        known = number.value is not None
        value, text = Fraction(number.value or 0), plain(number.value or Decimal(0))
    points = _band(item, value) if known else Fraction(0)
    reached = [band.start for band in item.bands if known and band.start <= value]
    return Raw(points, f"{text} ≥ {plain(max(reached))}" if reached else text, tuple(notes))


def count(scheme: Scheme, item: Item, given: Given) -> Raw:
    """Σ number × points of each."""
    total, texts, notes = Fraction(0), [], list[Words]()
    for term in item.terms:
        number = _number(scheme, term.actual, given.numbers, notes)
        away = [thing for thing in number.things if thing.key in given.dropped]
        value = Fraction(number.value or 0) - sum((Fraction(thing.adds) for thing in away), Fraction(0))
        notes += map(_elsewhere, away)
        total += value * Fraction(term.weight)
        texts.append(f"{plain(value)} × {plain(term.weight)}")
    return Raw(total, " + ".join(texts), tuple(notes))


def efficacy(scheme: Scheme, item: Item, given: Given) -> Raw:
    """((x − min) ÷ (max − min) × span + base) ÷ 100 × full marks, within the group; all alike have full marks."""
    notes = list[Words]()
    (term,) = item.terms
    mine = _measured(scheme, term, given.numbers, notes)
    values = [value for one in given.peers if (value := _measured(scheme, term, one, [])) is not None]
    if mine is None:
        return Raw(Fraction(0), "0", tuple(notes))
    low, high = min(values), max(values)
    share = (mine - low) / (high - low) if high > low else Fraction(1)
    points = (share * Fraction(item.span) + Fraction(item.base)) / HUNDRED * Fraction(item.points)
    if high == low:
        notes.append(Words("组内各单位相同，得满分", "all of the group are alike: full marks"))
        inner = "1"
    else:
        inner = f"({plain(mine)} − {plain(low)}) ÷ ({plain(high)} − {plain(low)})"
    formula = f"({inner} × {plain(item.span)} + {plain(item.base)}) ÷ 100 × {plain(item.points)}"
    return Raw(points, formula, tuple(notes))


def deduction(scheme: Scheme, item: Item, given: Given) -> Raw:
    """Full marks − Σ points of each that is there, or of each that lacks to the target."""
    total, texts, notes = Fraction(item.points), [plain(item.points)], list[Words]()
    for term in item.terms:
        number = _number(scheme, term.actual, given.numbers, notes)
        value, text = Fraction(number.value or 0), plain(number.value or Decimal(0))
        if term.target or term.fixed is not None:
            wanted = _wanted(scheme, term, given.numbers, notes) or Fraction(0)
            text = f"max(0, {plain(wanted)} − {text})"
            value = max(Fraction(0), wanted - value)
        total -= value * Fraction(term.weight)
        texts.append(f"{text} × {plain(term.weight)}")
    return Raw(total, " − ".join(texts), tuple(notes))


def veto(scheme: Scheme, item: Item, given: Given) -> Raw:
    """One case is enough."""
    notes = list[Words]()
    found = [_number(scheme, term.actual, given.numbers, notes).value or Decimal(0) for term in item.terms]
    return Raw(Fraction(0), " + ".join(map(plain, found)), tuple(notes), any(value > 0 for value in found))


def peers(scheme: Scheme, item: Item, given: Given) -> Raw:
    """The mean of marks out of 100, ``trim`` of them left out at each end, by the weight of who gives them."""
    total, texts, notes = Fraction(0), [], list[Words]()
    for term in item.terms:
        marks = sorted(Fraction(t.whole) for t in _number(scheme, term.actual, given.numbers, notes).things)
        if item.trim and len(marks) > 2 * item.trim:
            marks = marks[item.trim : -item.trim]
            notes.append(
                Words(f"去掉最高、最低各 {item.trim} 个分", f"{item.trim} highest and lowest marks left out")
            )
        mean = sum(marks, Fraction(0)) / len(marks) if marks else Fraction(0)
        total += mean * Fraction(term.weight)
        listed = " + ".join(map(plain, marks)) or "0"
        text = f"({listed}) ÷ {len(marks)}" if len(marks) > 1 else listed
        texts.append(text if term.weight == 1 else f"{text} × {plain(term.weight)}")
    return Raw(
        total / HUNDRED * Fraction(item.points),
        f"({' + '.join(texts)}) ÷ 100 × {plain(item.points)}",
        tuple(notes),
    )


COMPUTE: Final[Mapping[str, Callable[[Scheme, Item, Given], Raw]]] = {
    "proportional": proportional, "rate": proportional, "bands": bands, "count": count, "efficacy": efficacy,
    "deduction": deduction, "veto": veto, "peers": peers,
}  # fmt: skip


def _band(item: Item, value: Fraction) -> Fraction:
    """The points of the band that starts highest among those reached; below all of them nothing."""
    reached = [(band.start, band.points) for band in item.bands if band.start <= value]
    return Fraction(max(reached)[1]) if reached else Fraction(0)


def _number(scheme: Scheme, code: str, numbers: Numbers, notes: list[Words]) -> Number:
    number = numbers.get(code, NOTHING)
    if number.value is None:
        name = next(one.name for one in scheme.inputs if one.code == code)
        notes.append(Words(f"“{name.zh}”没有数据，按无计", f"{name.en}: nothing known, counts as none"))
    return number


def _wanted(scheme: Scheme, term: Term, numbers: Numbers, notes: list[Words]) -> Fraction | None:
    if term.fixed is not None:
        return Fraction(term.fixed)
    value = _number(scheme, term.target, numbers, notes).value
    return None if value is None else Fraction(value)


def _ratio(scheme: Scheme, term: Term, numbers: Numbers, notes: list[Words]) -> tuple[Fraction, str]:
    """Actual over target and how it reads; nothing, with the reason, where there is no target to divide by."""
    actual = _number(scheme, term.actual, numbers, notes).value or Decimal(0)
    if not term.target and term.fixed is None:
        return Fraction(actual), plain(actual)
    wanted = _wanted(scheme, term, numbers, notes)
    if wanted is None:
        return Fraction(0), "0"
    if wanted <= 0:
        notes.append(
            Words("分母为零，无从计算，不得分", "the divisor is zero: nothing to be worked out, no points")
        )
        return Fraction(0), "0"
    return Fraction(actual) / wanted, f"{plain(actual)} ÷ {plain(wanted)}"


def _measured(scheme: Scheme, term: Term, numbers: Numbers, notes: list[Words]) -> Fraction | None:
    """What units are compared by; ``None`` where it is not known."""
    before = len(notes)
    ratio, _ = _ratio(scheme, term, numbers, notes)
    return ratio if len(notes) == before else None


def _elsewhere(thing: Thing) -> Words:
    return Words(
        f"“{thing.label}”已在另一项计分，不重复", f"{thing.label} counts under another item, once only"
    )
