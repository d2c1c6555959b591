"""Which entries of a shelf hold as of a day and as known at a moment, and which things they speak of. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

import numpy as np

from duijie.ledger.columns.chosen import Chosen, Read, flags
from duijie.ledger.columns.shelf import SHAPES, Column, Index, Shelf
from duijie.ledger.columns.vocabulary import Vocabulary
from duijie.ledger.rules import thing_of
from duijie.ledger.types import Knowledge

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ITEM: Final = SHAPES.index("item")


def moment_of(known_at: datetime) -> int:
    """Microseconds since 1970, as columns tell moments."""
    return (known_at - EPOCH) // timedelta(microseconds=1)


def in_force(
    shelf: Shelf, *, since: date | None, until: date, known_at: datetime, hidden: frozenset[int]
) -> Index:
    """The places of entries effective on these days, recorded by the moment and not corrected by then, but for those that
    rest on a hidden document."""
    days = shelf.days(0 if since is None else since.toordinal(), until.toordinal())
    moment = moment_of(known_at)
    there = (shelf["recorded"][days] <= moment) & (shelf["corrected"][days] > moment)
    if hidden:
        there &= ~np.isin(shelf["document"][days], [*hidden])
    return days if there.all() else np.flatnonzero(there) + days.start


def chosen_of(
    shelf: Shelf, where: Index, *, measure: str, known: Knowledge, since: date | None, until: date, read: Read
) -> Chosen:
    """Rows under the keys of what they are known to be; a thing counts from its first day in records of its own."""
    key = shelf["key"][where]
    found = Chosen(shelf, where, key=key, told=np.zeros(len(key), np.bool_), read=read)
    if not known.things or not len(key):
        return found
    vocabulary = shelf.names["key"]
    if "keys" not in known.memo:
        known.memo.update(keys=_things(vocabulary, known.things), days=_first_days(vocabulary, known))
    table: Column = known.memo["keys"]
    found.key = np.where(found.column("shape") == ITEM, table[key], key)
    found.told = found.key != key
    if known.veiled:
        veiled = vocabulary.known(known.veiled)
        found.told &= ~flags(veiled, len(vocabulary))[found.wholes()]
    first = known.memo["days"].get(measure)
    if first is None:
        return found
    codes, days = first
    at = np.minimum(np.searchsorted(codes, found.key), len(codes) - 1)
    day = np.where(codes[at] == found.key, days[at], found.column("day"))
    return found.narrow((day <= until.toordinal()) & (day >= (0 if since is None else since.toordinal())))


def _things(vocabulary: Vocabulary, things: Mapping[str, str]) -> Column:
    """By number of a key, that of the thing that it stands for; a part goes with its thing."""
    wholes = vocabulary.wholes
    known = vocabulary.known(things)
    of_these = flags(known, len(wholes))
    parts = np.flatnonzero(of_these[wholes])
    keys = {int(code): vocabulary.texts[code] for code in (*known.tolist(), *parts.tolist())}
    to = {code: vocabulary.code(thing_of(key, things)) for code, key in keys.items()}
    table = np.arange(len(vocabulary), dtype=np.int32)
    table[list(to)] = list(to.values())
    return table


def _first_days(vocabulary: Vocabulary, known: Knowledge) -> dict[str, tuple[Column, Column]]:
    """By measure the keys of things, in the order of their numbers, with their first days."""
    found: dict[str, dict[int, int]] = {}
    for (measure, key), day in known.first_days.items():
        found.setdefault(measure, {})[vocabulary.code(key)] = day.toordinal()
    return {
        measure: (np.array(sorted(days), np.int64), np.array([days[code] for code in sorted(days)], np.int64))
        for measure, days in found.items()
    }
