"""Entries chosen from a shelf: columns to count with, and values that are read when somebody looks at them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, overload

import numpy as np

from duijie.ledger.columns.shelf import (
    BELONGING,
    KINDS,
    NEVER,
    SHAPES,
    Column,
    Index,
    Shelf,
    scaled,
    whole_numbers,
)
from duijie.ledger.columns.vocabulary import TEXTS, Names
from duijie.ledger.types import EntryInfo, Within

AT_ONCE: Final = 5_000
"""Entries that are read in one go."""
Read = Callable[["Chosen", Column], list[EntryInfo]]
"""Gives the entries at these places."""


class Chosen(Sequence[EntryInfo]):
    """Rows of a shelf in the order of reading. ``key`` holds the things that they are known to be (``told`` where a
    document calls the thing by another key); ``where`` is their places on the shelf."""

    __slots__ = ("_held", "_read", "key", "shelf", "told", "where")

    def __init__(self, shelf: Shelf, where: Index, *, key: Column, told: Column, read: Read) -> None:
        self.shelf, self.where, self.key, self.told, self._read = shelf, where, key, told, read
        self._held: dict[str, Column] = {}

    @classmethod
    def of(
        cls, entries: Iterable[EntryInfo], *, identity: Callable[[EntryInfo], str] | None = None
    ) -> Chosen:
        """Entries that are values already. ``identity`` says which thing each is, in place of its key."""
        every = list(entries)
        names = Names()
        keys = [identity(one) if identity else one.key for one in every]
        shelf = Shelf(names, _columns(every, keys, names))
        told = np.array([bool(one.told_as) for one in every], np.bool_)
        return cls(
            shelf, slice(0, len(every)), key=shelf["key"], told=told,
            read=lambda chosen, at: [every[place] for place in np.arange(len(every))[chosen.where][at].tolist()],
        )  # fmt: skip

    def column(self, name: str) -> Column:
        """A column of these rows; ``key`` is that of the things."""
        if name == "key":
            return self.key
        if name not in self._held:
            self._held[name] = self.shelf[name][self.where]
        return self._held[name]

    @property
    def names(self) -> Names:
        """What numbers of texts mean."""
        return self.shelf.names

    @property
    def belonging(self) -> Column:
        """Which of the rows tell of anything that they belong to."""
        found = self.column(BELONGING[0]) > 0
        for name in BELONGING[1:]:
            found = found | (self.column(name) > 0)
        return found

    def narrow(self, index: Column) -> Chosen:
        """Some of the rows: which of them, or their places among these."""
        if index.dtype == np.bool_:
            if index.all():
                return self
            index = np.flatnonzero(index)
        where = index + self.where.start if isinstance(self.where, slice) else self.where[index]
        return Chosen(self.shelf, where, key=self.key[index], told=self.told[index], read=self._read)

    def shaped(self, *shapes: str) -> Chosen:
        """Those of these shapes: ``item``, ``total``, ``quota``."""
        shape = self.column("shape")
        found = shape == SHAPES.index(shapes[0])
        for other in shapes[1:]:
            found |= shape == SHAPES.index(other)
        return self.narrow(found)

    def among(self, things: Column) -> Column:
        """Which of the rows are of these things, by number of the key."""
        return flags(things, len(self.names["key"]))[self.key]

    def wholes(self) -> Column:
        """By row, the thing of which its key names a part, or its thing itself."""
        if "wholes" not in self._held:
            self._held["wholes"] = self.names["key"].wholes[self.key]
        return self._held["wholes"]

    def read(self, at: Column) -> list[EntryInfo]:
        """The entries at these places among the rows."""
        return self._read(self, at)

    def __len__(self) -> int:
        return len(self.key)

    def __iter__(self) -> Iterator[EntryInfo]:
        for start in range(0, len(self), AT_ONCE):
            yield from self.read(np.arange(start, min(start + AT_ONCE, len(self))))

    @overload
    def __getitem__(self, at: int) -> EntryInfo: ...
    @overload
    def __getitem__(self, at: slice) -> list[EntryInfo]: ...
    def __getitem__(self, at: int | slice) -> EntryInfo | list[EntryInfo]:
        every = np.arange(len(self))
        return self.read(every[at]) if isinstance(at, slice) else self.read(np.array([every[at]]))[0]


def flags(places: Column | Sequence[int], size: int) -> Column:
    """``size`` falsehoods, but for these places."""
    found = np.zeros(size, np.bool_)
    found[np.asarray(places, np.int64)] = True
    return found


def _columns(entries: Sequence[EntryInfo], keys: Sequence[str], names: Names) -> dict[str, Column]:
    amounts = [one.quantity for one in entries]
    belongs = [one.belongs for one in entries]
    texts: dict[str, list[str]] = {
        "key": list(keys),
        "scope": [one.scope for one in entries],
        "unit": [one.unit for one in amounts],
        "sense": [str(one.sense) for one in amounts],
        "basis": [one.basis for one in entries],
        **{name: [getattr(one, name) or "" for one in belongs] for name in BELONGING[1:]},
    }
    found: dict[str, Column] = {name: names[name].codes(texts[name]) for name in TEXTS}
    plain: dict[str, list[int]] = {
        "id": [one.id for one in entries],
        "shape": [SHAPES.index(one.shape) for one in entries],
        "no_low": [one.low is None for one in amounts],
        "no_high": [one.high is None for one in amounts],
        "day": [one.effective_on.toordinal() for one in entries],
        "recorded": [0] * len(entries),
        "corrected": [NEVER] * len(entries),
        "fact": [one.fact_id or 0 for one in entries],
        "document": [0] * len(entries),
        "keeper": [one.unit or 0 for one in belongs],
    }
    found |= {name: np.array(values, KINDS[name]) for name, values in plain.items()}
    for name in ("number", "low", "high"):
        ends = [getattr(one, name) for one in amounts]
        found[name] = whole_numbers([0 if end is None else scaled(end) for end in ends])
    return found


def belongs(chosen: Chosen, at: int) -> Within:
    """What the row at a place belongs to."""
    told = {name: chosen.names.texts(name)[int(chosen.column(name)[at])] or None for name in BELONGING[1:]}
    return Within(unit=int(chosen.column("keeper")[at]) or None, **told)
