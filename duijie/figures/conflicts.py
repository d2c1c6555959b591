"""Claims that cannot all be true, in one document or across any number of them. Pure, and set-wise.

Each claim becomes a value: what it is about, when, and the interval its words allow. Claims about the same are
grouped; within a group equal intervals are one side, and the sides are swept once in order. No pair of claims is
ever formed, so ten times the documents take about ten times as long.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from duijie.figures.periods import SO_FAR, days_of
from duijie.kernel.period import Period
from duijie.kernel.quantity import Quantity
from duijie.ledger.rules import ONE_TIME
from duijie.reading.kinds import Tally
from duijie.review.rules import STOCKS, topic

Topic = tuple[str, str, str, object]
_NOT_CUMULATIVE: Final = frozenset({"percent"})


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as a value. ``alone``: its topic within its document; ``wide``: that across documents.

    ``wide`` is ``None`` where the claim tells of one occasion, of no period, or of a document without a day.
    """

    statement_id: str
    document_id: int
    place: tuple[date, int, int]
    quote: str
    quantity: Quantity
    alone: Topic
    wide: Topic | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that no number satisfies; each lists the claims that say it, the earliest first.

    ``fell``: both count from the same day on, and the right one, later, is less.
    """

    left: tuple[Said, ...]
    right: tuple[Said, ...]
    fell: bool = False


def said_of(
    tally: Tally, *, statement_id: str, document_id: int, day: date | None, start: int, quote: str,
    whole: frozenset[str],
) -> Said:  # fmt: skip
    """A tally as a value. ``whole``: words for the region as a whole; ``start``: where its quote begins."""
    alone = topic(tally, whole=whole)
    when = _when(tally, day)
    once = alone[2].startswith(ONE_TIME) or alone[2].endswith(ONE_TIME)
    wide = None if when is None or once else (*alone[:3], when)
    place = (day or date.max, document_id, start)
    return Said(statement_id, document_id, place, quote, tally.quantity, alone, wide)


def _when(tally: Tally, day: date | None) -> Period | None:
    """The days told of; of a stock, its last day."""
    if day is None:
        return None
    if tally.measure in STOCKS:
        days = days_of(tally.period, day) or Period.year_to(day)
        return Period(days.end - timedelta(days=1), days.end)
    words = tally.period or ""
    # What is said of no period may be of one event; 目前 may count from any day on.
    return None if words in SO_FAR - {"今年以来"} else days_of(words, day)


def conflicts(said: Iterable[Said]) -> list[Conflict]:
    """All that cannot be, the earliest first. The order of what is given, and what is given twice, do not matter.

    Every side that some other excludes is in at least one: with the nearest below it, and the nearest above.
    """
    by_document: dict[object, list[Said]] = defaultdict(list)
    across: dict[Topic, list[Said]] = defaultdict(list)
    running: dict[object, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: (one.place, one.statement_id)):
        by_document[one.document_id, one.alone].append(one)
        if one.wide is not None:
            across[one.wide].append(one)
            measure, unit, part, days = one.wide
            if measure not in STOCKS and unit not in _NOT_CUMULATIVE and isinstance(days, Period):
                running[measure, unit, part, days.start].append(one)
    found: dict[object, Conflict] = {}
    for group in across.values():
        for left, right in _apart(group):
            found[left[0].wide, _ends(left[0]), _ends(right[0])] = Conflict(left, right)
    keys = {_words(one): key for key, one in found.items()}
    for group in by_document.values():
        for left, right in _apart(group):
            conflict = Conflict(left, right)
            if not _told(conflict, found):
                # A copy of a document repeats its conflicts word by word: one conflict, told by both.
                key = keys.setdefault(_words(conflict), (left[0].statement_id, right[0].statement_id))
                held = found.get(key, conflict)
                found[key] = Conflict(_joined(held.left, left), _joined(held.right, right))
    every = [*found.values(), *(one for group in running.values() for one in _falling(group))]
    return sorted(every, key=lambda one: (one.left[0].place, one.right[0].place, one.fell))


def _joined(side: Iterable[Said], further: Iterable[Said]) -> tuple[Said, ...]:
    every = {one.statement_id: one for one in (*side, *further)}
    return tuple(sorted(every.values(), key=lambda one: (one.place, one.statement_id)))


def _told(one: Conflict, found: dict[object, Conflict]) -> bool:
    wide = one.left[0].wide
    return (
        wide is not None
        and wide == one.right[0].wide
        and any((wide, *pair) in found for pair in _both_ways(_ends(one.left[0]), _ends(one.right[0])))
    )


def _both_ways(a: object, b: object) -> tuple[tuple[object, object], tuple[object, object]]:
    return (a, b), (b, a)


def _words(one: Conflict) -> tuple[object, ...]:
    left, right = one.left[0], one.right[0]
    return left.alone, left.quote, right.quote, _ends(left), _ends(right)


def _ends(one: Said) -> tuple[Decimal | None, Decimal | None]:
    return one.quantity.low, one.quantity.high


def _apart(group: Sequence[Said]) -> Iterator[tuple[tuple[Said, ...], tuple[Said, ...]]]:
    """Sides of one topic that do not meet, the one said earlier on the left."""
    sides: dict[object, list[Said]] = defaultdict(list)
    for one in group:
        sides[_ends(one)].append(one)
    if len(sides) < 2:
        return
    all_sides = list(sides.values())
    tops = sorted((one for one in all_sides if one[0].quantity.high is not None), key=_high)
    feet = sorted((one for one in all_sides if one[0].quantity.low is not None), key=_low)
    highs, lows = [_high(one)[0] for one in tops], [_low(one)[0] for one in feet]
    given = set()
    for side in all_sides:
        low, high = _ends(side[0])
        near = []
        if low is not None and (place := bisect_left(highs, low)):
            near.append(tops[place - 1])
        if high is not None and (place := bisect_right(lows, high)) < len(lows):
            near.append(feet[place])
        for other in near:
            left, right = sorted((side, other), key=lambda one: (one[0].place, one[0].statement_id))
            if (key := (_ends(left[0]), _ends(right[0]))) not in given:
                given.add(key)
                yield tuple(left), tuple(right)


def _high(side: Sequence[Said]) -> tuple[Decimal, Decimal]:
    low, high = _ends(side[0])
    assert high is not None
    return high, high if low is None else low


def _low(side: Sequence[Said]) -> tuple[Decimal, Decimal]:
    low, high = _ends(side[0])
    assert low is not None
    return low, low if high is None else high


def _falling(group: Sequence[Said]) -> Iterator[Conflict]:
    """Numbers that count from one day on and become less: each against the greatest told before."""
    by_end: dict[date, dict[object, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for one in group:
        assert one.wide is not None
        days = one.wide[3]
        assert isinstance(days, Period)
        by_end[days.end][_ends(one)].append(one)
    greatest: list[Said] | None = None
    for end in sorted(by_end):
        sides = list(by_end[end].values())
        if greatest is not None:
            floor = greatest[0].quantity.low
            for side in sides:
                high = side[0].quantity.high
                if floor is not None and high is not None and high < floor:
                    yield Conflict(tuple(greatest), tuple(side), fell=True)
        bounded = [
            one for one in [*sides, *([greatest] if greatest else [])] if one[0].quantity.low is not None
        ]
        greatest = max(bounded, key=lambda one: _ends(one[0])[0] or Decimal(), default=None)
