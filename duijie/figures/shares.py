"""What each entry adds to a figure, as columns: summed, chosen and told apart without an object of each. Pure.

A line is a thing with all entries that tell of it, or a total with what it leaves over. :class:`Shares` is the sequence
of a figure's contributions; one is read when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, overload

import numpy as np

from duijie.figures.types import Contribution
from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.words import Words
from duijie.ledger.columns.chosen import AT_ONCE, Chosen, belongs, flags
from duijie.ledger.columns.shelf import AMOUNTS, BELONGING, Column, Index, exact_sum, unscaled
from duijie.ledger.types import NOWHERE

Placing = Callable[["Shares"], tuple[Column, Sequence[Hashable]]]
"""Tells lines apart: the number of each line's place, and the places by number."""
SENSES: Final = {str(one): one for one in Sense}
ZERO: Final = Decimal(0)
EVERY: Final = slice(None)


@dataclass(frozen=True, slots=True)
class Rest:
    """A total's line: ``members`` are those of its part that are listed apart; ``amount`` is what is left over, without
    words; ``over``: the members exceed it."""

    amount: Quantity
    members: int
    over: bool = False


@dataclass(slots=True)
class Lines:
    """Columns by line. ``at``: the place of the entry that tells the amount, ``home`` of the one that tells to what the
    thing belongs (-1: none does); ``of``: the line of each entry (-1: it adds nothing), where a line may be of several;
    ``rests`` by line."""

    entries: Chosen
    at: Index
    home: Index
    columns: Mapping[str, Column]
    of: Column | None = None
    rests: Mapping[int, Rest] = field(default_factory=dict)
    marks: tuple[Column, Words, Words] | None = None
    """By line whether the first or the second of two notes stands there."""
    _order: tuple[Column, Column] | None = None

    def __len__(self) -> int:
        return len(self.columns["number"])

    def line_of(self) -> Column:
        """The line of each entry, -1 where it adds nothing."""
        if self.of is None:
            self.of = np.full(len(self.entries), -1)
            self.of[self.at] = np.arange(len(self))
        return self.of

    def members(self, line: int) -> Column:
        """The places of the entries that tell of a line, oldest first."""
        if self._order is None:
            of = self.line_of()
            order = np.argsort(of, kind="stable")
            self._order = order, of[order]
        order, lines = self._order
        return order[np.searchsorted(lines, line, "left") : np.searchsorted(lines, line, "right")]


class Shares(Sequence[Contribution]):
    """Contributions of a figure, or some of them."""

    __slots__ = ("_lines", "_which")

    def __init__(self, lines: Lines, which: Index = EVERY) -> None:
        self._lines, self._which = lines, which

    @property
    def which(self) -> Column:
        """The numbers of the lines."""
        return np.arange(len(self._lines)) if isinstance(self._which, slice) else self._which

    def take(self, index: Column) -> Shares:
        """Some of the lines: which of them, or their places."""
        if index.dtype == np.bool_:
            if index.all():
                return self
            index = np.flatnonzero(index)
        return Shares(self._lines, index if isinstance(self._which, slice) else self._which[index])

    def column(self, name: str) -> Column:
        """By line: amounts and ``no_low``, ``no_high``, ``sense``, ``scope``; what it belongs to (``keeper`` …), 0 where
        that is not told; ``id``, ``key``, ``day``, ``basis`` of the entry that tells the amount."""
        lines, which = self._lines, self._which
        if name in lines.columns:
            return lines.columns[name][which]
        at = lines.home if name in BELONGING else lines.at
        # A slice takes all of them, each line being one entry: nothing is copied.
        found = lines.entries.column(name)[which if isinstance(at, slice) else at[which]]
        if name in BELONGING and not isinstance(at, slice):
            return np.where(at[which] >= 0, found, 0)
        return found

    def texts(self, column: str) -> Sequence[str]:
        """The texts of a column by number."""
        return self._lines.entries.names.texts(column)

    def code(self, column: str, text: str) -> int:
        """The number of a text; -1, which no line bears, where none tells it."""
        known = self._lines.entries.names[column].known([text])
        return int(known[0]) if len(known) else -1

    def derived(self, name: str, of: Callable[[str], int]) -> Column:
        """By line, a number that follows from its key; ``name`` tells which."""
        return self._lines.entries.names["key"].derived(name, of)[self.column("key")]

    def total(self) -> Quantity | None:
        """The amounts added up, end by end; ``None`` where there are no lines."""
        if not len(self):
            return None
        number = exact_sum(self.column("number"))
        low = None if self.column("no_low").any() else exact_sum(self.column("low"))
        high = None if self.column("no_high").any() else exact_sum(self.column("high"))
        if low is not None and low == high:
            found = Sense.EXACT
        else:
            sense = self.column("sense")
            hedged = np.flatnonzero(sense != self._lines.entries.names["sense"].code(str(Sense.EXACT)))
            found = SENSES[self.texts("sense")[sense[hedged[0]]]] if len(hedged) else Sense.ABOUT
        unit = self.texts("unit")[int(self.column("unit")[0])]
        return Quantity(
            unscaled(number), unit, found, None if low is None else unscaled(low),
            None if high is None else unscaled(high),
        )  # fmt: skip

    def inexact(self) -> int:
        """How many amounts are no single number."""
        open_ended = self.column("no_low") | self.column("no_high")
        return int(np.count_nonzero(open_ended | (self.column("low") != self.column("high"))))

    def apart(self, placing: Placing) -> dict[Any, Shares]:
        """The lines by place, in the order in which places come up."""
        number, places = placing(self)
        # The narrower the numbers the quicker they are sorted.
        number = number.astype(np.int16) if len(places) < 2**15 else number
        order = np.argsort(number, kind="stable")
        ends = np.flatnonzero(np.diff(number[order], append=-1, prepend=-1))
        groups = [order[start:end] for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]
        groups.sort(key=lambda group: int(group[0]))
        return {places[int(number[group[0]])]: self.take(group) for group in groups}

    def facts(self) -> tuple[frozenset[int], int]:
        """The facts they rest on, and how many of them rest on none."""
        lines, fact = self._lines, self._lines.entries.column("fact")
        if not fact.any():
            return frozenset(), len(self)
        of, mine = lines.line_of(), flags(self.which, len(lines))
        member = (of >= 0) & (fact > 0)
        member[member] = mine[of[member]]
        resting = int(np.count_nonzero(flags(of[member], len(lines))))
        return frozenset(np.unique(fact[member]).tolist()), len(self) - resting

    def sources(self) -> int:
        """How many facts and entries by hand they rest on."""
        facts, by_hand = self.facts()
        return len(facts) + by_hand

    def marked(self, of: Column, yes: Words, no: Words) -> Shares:
        """All lines with one of two notes in place of their own; ``of``: which ones with the first."""
        mark = np.zeros(len(self._lines), np.bool_)
        mark[self._which] = of
        return Shares(replace(self._lines, marks=(mark, yes, no)), self._which)

    def __len__(self) -> int:
        return len(self._lines) if isinstance(self._which, slice) else len(self._which)

    def __iter__(self) -> Iterator[Contribution]:
        which = self.which
        for start in range(0, len(which), AT_ONCE):
            yield from self._read(which[start : start + AT_ONCE])

    @overload
    def __getitem__(self, at: int) -> Contribution: ...
    @overload
    def __getitem__(self, at: slice) -> Shares: ...
    def __getitem__(self, at: int | slice) -> Contribution | Shares:
        if isinstance(at, slice):
            return Shares(self._lines, self.which[at])
        return self._read(self.which[[at]])[0]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _read(self, which: Column) -> list[Contribution]:
        lines, entries = self._lines, self._lines.entries
        fact, scopes = entries.column("fact"), self.texts("scope")
        homes = _places(lines.home, which).tolist()
        found = []
        for line, home, entry in zip(
            which.tolist(), homes, entries.read(_places(lines.at, which)), strict=True
        ):
            members = lines.members(line)
            one = Contribution(
                entry.id, entry.quantity, entry.label, entry.effective_on, entry.basis, entry.recorded_by,
                tuple(dict.fromkeys(number for number in fact[members[::-1]].tolist() if number)), entry.evidence,
                _told_often(len(members)) if len(members) > 1 else None,
                scopes[int(lines.columns["scope"][line])], belongs(entries, home) if home >= 0 else NOWHERE,
            )  # fmt: skip
            rest = lines.rests.get(line)
            if rest is not None and rest.members:
                amount = replace(rest.amount, words="" if rest.over else entry.quantity.words)
                one = replace(one, amount=amount, note=_left_over(entry.quantity, rest.members))
            if lines.marks is not None:
                mark, yes, no = lines.marks
                one = replace(one, note=yes if mark[line] else no)
            found.append(one)
        return found


def _places(at: Index, which: Column) -> Column:
    """The places of some lines; a slice takes all of them, each line at its own number."""
    return which if isinstance(at, slice) else at[which]


def by_told(column: str, key: Callable[[Any], Hashable]) -> Placing:
    """Lines by the place that follows from what a column tells: ``key`` is given a text, a number, or a day by its
    ordinal; for what is not told, nothing (``None``)."""

    def place(shares: Shares) -> tuple[Column, Sequence[Hashable]]:
        told = shares.column(column)
        values, number = distinct(told)
        return number, [key(_value(shares, column, one)) for one in values.tolist()]

    return placed(place)


def by_month(shares: Shares) -> tuple[Column, Sequence[Hashable]]:
    """Lines by month, ``2024-05``."""
    days, number = distinct(shares.column("day"))
    return placed(lambda _: (number, [f"{date.fromordinal(one):%Y-%m}" for one in days.tolist()]))(shares)


def distinct(values: Column) -> tuple[Column, Column]:
    """The different values, and of each row the place of its own among them; quickest for numbers that lie close."""
    if not len(values):
        return values, np.zeros(0, np.int64)
    least, most = int(values.min()), int(values.max())
    if most - least > 4 * len(values) + 1024:
        found, number = np.unique(values, return_inverse=True)
        return found, number
    there = flags(values - least, most - least + 1)
    return np.flatnonzero(there) + least, (np.cumsum(there) - 1)[values - least]


def _value(shares: Shares, column: str, told: int) -> Any:
    if column == "day":
        return told
    return told or None if column == "keeper" else shares.texts(column)[told] or None


def placed(placing: Placing) -> Placing:
    """Lines by places of which some may be the same: those are made one."""

    def place(shares: Shares) -> tuple[Column, Sequence[Hashable]]:
        number, places = placing(shares)
        merged: dict[Hashable, int] = {}
        to = np.array([merged.setdefault(one, len(merged)) for one in places], np.int32)
        return (to[number] if len(number) else number), list(merged)

    return place


def _told_often(times: int) -> Words:
    return Words(f"{times} 份材料说到，只计一次", f"told {times} times, counted once")


def _left_over(total: Quantity, members: int) -> Words:
    return Words(
        f"合计“{total.words}”，其中 {members} 条已分列，此处为其余部分",
        f"the total says “{total.words}”; {members} of it are listed apart, this is the rest",
    )


def amounts_of(entries: Chosen, at: Index) -> dict[str, Column]:
    """The columns of lines that add what the entries at these places tell."""
    return {name: entries.column(name)[at] for name in (*AMOUNTS, "no_low", "no_high", "sense", "scope")}
