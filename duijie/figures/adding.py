"""How entries add up: each thing counts once, a total stands for what nobody named. Pure.

A *total* ("15 projects") speaks of a whole of which *items* (named projects) may be members. The items count
one each and the total contributes the rest, so that naming a member later never changes the figure, and the
contributions always sum to it. A part's total (one park's) takes in that part's items; the region's total
takes in everything that was so on its day, and what came after it is added. Intervals are added end by end;
what the words leave open stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

import numpy as np

from duijie.figures.shares import EVERY, SENSES, ZERO, Lines, Rest, Shares, amounts_of
from duijie.kernel.quantity import Quantity, Sense
from duijie.kernel.words import Words
from duijie.ledger.columns.chosen import Chosen
from duijie.ledger.columns.shelf import AMOUNTS, SHAPES, Column, Index, scaled, unscaled, whole_numbers

PLACES: Final = Decimal("0.0001")
"""How finely a rate is told, in percent."""
_NONE: Final = Chosen.of(())
NOTHING: Final = Shares(Lines(_NONE, EVERY, EVERY, amounts_of(_NONE, EVERY)))
"""No contributions."""
ROUGH: Final = Words(
    "由多个约数相加，只给出区间", "several rounded numbers were added: only the interval holds"
)


def add_up(entries: Chosen) -> tuple[Quantity | None, Shares, tuple[Words, ...]]:
    """The sum, what each entry adds to it, and the gaps.

    Items with one key are one thing, those without any are each one. The sum is ``None`` where there is no entry. All
    entries must have one unit.
    """
    items = _things(entries)
    totals = np.flatnonzero(entries.column("shape") == SHAPES.index("total"))
    if not len(items) and not len(totals):
        return None, NOTHING, ()
    shares, gaps = _with_totals(items, totals) if len(totals) else (Shares(items), [])
    if shares.inexact() > 1:
        gaps.append(ROUGH)
    return shares.total(), shares, tuple(gaps)


def part_of(contributions: Shares, scope: str) -> tuple[Quantity | None, Shares]:
    """What the entries of one part add up to within a figure, and which they are; ``""``: those of no part."""
    mine = contributions.take(contributions.column("scope") == contributions.code("scope", scope))
    return mine.total(), mine


def scopes(contributions: Shares) -> list[str]:
    """The parts that contributions tell of, in the order in which they come up."""
    told = contributions.column("scope")
    found, first = np.unique(told, return_index=True)
    texts = contributions.texts("scope")
    return [texts[code] for code in found[np.argsort(first)].tolist() if code]


def _things(entries: Chosen) -> Lines:
    """Items as lines, each thing once, in the order in which things are first told of."""
    item = entries.column("shape") == SHAPES.index("item")
    rows: Index = EVERY if item.all() else np.flatnonzero(item)
    key = entries.key[rows]
    place = np.arange(len(key), dtype=np.int32)
    size = len(entries.names["key"])
    if not key.all():
        # What has no key is a thing of its own.
        key = np.where(key == 0, size + place, key)
        size += len(key)
    # Of several rows that are given to one place the last one stays.
    first = np.empty(size, np.int32)
    first[key[::-1]] = place[::-1]
    heads = first[key]
    head = heads == place
    if head.all():
        return Lines(entries, rows, rows, amounts_of(entries, rows))
    at_rows = place if isinstance(rows, slice) else rows
    line = (np.cumsum(head) - 1)[heads]
    count = int(line.max()) + 1
    of = np.full(len(entries), -1)
    of[rows] = line

    def latest(some: Column) -> Column:
        """By line the last of some of the rows, -1 where none is of it."""
        found = np.full(count, -1)
        found[line[some]] = at_rows[some]
        return found

    # What the thing's own records say holds before what a document says of it under another name.
    own = latest(~entries.told[rows])
    at = np.where(own >= 0, own, latest(place))
    # Where they say nothing of what it belongs to, what the latest of the others says.
    tells = entries.belonging
    home = np.where(tells[at], at, latest(tells[rows]))
    scope = latest(entries.column("scope")[rows] > 0)
    columns = amounts_of(entries, at)
    columns["scope"] = np.where(scope >= 0, entries.column("scope")[scope], 0)
    return Lines(entries, at, home, columns, of)


def _with_totals(items: Lines, rows: Column) -> tuple[Shares, list[Words]]:
    """Lines of items and behind them those of totals: the whole's, then the parts'."""
    entries = items.entries
    # The last total of each scope: a cumulative number replaces the one before.
    latest = dict(zip(entries.column("scope")[rows].tolist(), rows.tolist(), strict=True))
    named = Shares(items)
    days, day = named.column("day"), entries.column("day")
    order = np.argsort(items.columns["scope"], kind="stable")
    scopes_told = items.columns["scope"][order]
    gaps: list[Words] = []
    parts: list[tuple[int, Rest]] = []
    for scope, row in latest.items():
        if scope:
            ends = (np.searchsorted(scopes_told, scope, side) for side in ("left", "right"))
            members = named.take(order[slice(*map(int, ends))])
            parts.append((row, _rest(entries, row, [members.total()], len(members), gaps)))
    listed = parts
    if 0 in latest:
        row = latest[0]
        before = named.take(days <= day[row])
        amounts = [rest.amount for place, rest in parts if day[place] <= day[row]]
        whole = _rest(entries, row, [before.total(), *amounts], len(before) + len(amounts), gaps)
        listed = [(row, whole), *parts]
    at = np.array([row for row, _ in listed], np.int64)
    of = items.line_of().copy()
    of[at] = np.arange(len(items), len(items) + len(at))
    columns = _joined(items.columns, amounts_of(entries, at), entries, [rest.amount for _, rest in listed])
    rests = dict(enumerate((rest for _, rest in listed), len(items)))
    lines = Lines(
        entries, _behind(entries, items.at, at), _behind(entries, items.home, at), columns, of, rests
    )
    return Shares(lines), gaps


def _behind(entries: Chosen, items: Index, totals: Column) -> Column:
    return np.concatenate([np.arange(len(entries))[items] if isinstance(items, slice) else items, totals])


def _rest(
    entries: Chosen, row: int, taken: Iterable[Quantity | None], members: int, gaps: list[Words]
) -> Rest:
    """The total less what its members contribute; nothing, with a gap, where they exceed it."""
    total = _told(entries, row)
    amounts = [amount for amount in taken if amount is not None]
    if not amounts:
        return Rest(total, 0)
    rest = minus(total, total_of(amounts))
    if rest.high is None or rest.high >= ZERO:
        return Rest(rest, members)
    (entry,) = entries.read(np.array([row]))
    words = entry.quantity.words
    gaps.append(
        Words(
            f"分列的已超过合计“{words}”（{entry.label}）",
            f"what is listed exceeds the total “{words}” ({entry.label})",
        )
    )
    return Rest(Quantity.exactly(ZERO, total.unit), members, over=True)


def _told(entries: Chosen, row: int) -> Quantity:
    """The amount of one entry, without its words."""
    number, low, high = (unscaled(int(entries.column(name)[row])) for name in AMOUNTS)
    return Quantity(
        number, entries.names.texts("unit")[int(entries.column("unit")[row])],
        SENSES[entries.names.texts("sense")[int(entries.column("sense")[row])]],
        None if entries.column("no_low")[row] else low, None if entries.column("no_high")[row] else high,
    )  # fmt: skip


def _joined(
    items: Mapping[str, Column], totals: dict[str, Column], entries: Chosen, amounts: Sequence[Quantity]
) -> dict[str, Column]:
    """The columns of items and, behind them, of totals with what they leave over."""
    totals["number"] = whole_numbers([scaled(one.number) for one in amounts])
    for end in ("low", "high"):
        ends = [getattr(one, end) for one in amounts]
        totals[end] = whole_numbers([0 if one is None else scaled(one) for one in ends])
        totals[f"no_{end}"] = np.array([one is None for one in ends], np.bool_)
    totals["sense"] = entries.names["sense"].codes(str(one.sense) for one in amounts)
    return {name: np.concatenate([items[name], column]) for name, column in totals.items()}


def minus(whole: Quantity, part: Quantity) -> Quantity:
    """End by end: the rest that is left over. Open ends stay open."""
    low = None if whole.low is None or part.high is None else whole.low - part.high
    high = None if whole.high is None or part.low is None else whole.high - part.low
    exact = low is not None and low == high
    return Quantity(
        whole.number - part.number, whole.unit, Sense.EXACT if exact else whole.sense, low, high, whole.words
    )


def percent(part: Quantity | None, whole: Quantity) -> Quantity:
    """``part`` in a hundred of ``whole``, which is not zero; nothing told of the part is none of it.
    Told to four places.

    Ends go crosswise: the least of the part over the most of the whole, and the other way round.
    """
    part = part or Quantity.exactly(ZERO, whole.unit)
    number = (part.number / whole.number * 100).quantize(PLACES)
    if part.is_exact and whole.is_exact:
        return Quantity.exactly(number, "percent")
    low = (part.low / whole.high * 100).quantize(PLACES) if part.low is not None and whole.high else None
    high = (part.high / whole.low * 100).quantize(PLACES) if part.high is not None and whole.low else None
    return Quantity(number, "percent", Sense.ABOUT, low, high)


def total_of(amounts: Sequence[Quantity]) -> Quantity:
    """One or more amounts, end by end."""
    low = None if any(a.low is None for a in amounts) else sum((a.low or ZERO for a in amounts), ZERO)
    high = None if any(a.high is None for a in amounts) else sum((a.high or ZERO for a in amounts), ZERO)
    number = sum((a.number for a in amounts), ZERO)
    hedged = [a.sense for a in amounts if a.sense is not Sense.EXACT]
    sense = Sense.EXACT if low is not None and low == high else (hedged[0] if hedged else Sense.ABOUT)
    return Quantity(number, amounts[0].unit, sense, low, high)
