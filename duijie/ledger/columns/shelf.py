"""The entries of a measure as columns, in the order in which they are read. Pure; nothing in it is ever changed.

Amounts are whole numbers of ten-thousandths, exact to any size: what does not fit 64 bits makes its column one of Python
integers, which is slower and just as exact.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from duijie.ledger.columns.vocabulary import Names

Column = npt.NDArray[Any]
Index = Any
"""What numpy takes rows by: a slice, their places, or which of all."""

SCALE: Final = 4
"""Decimal places of amounts."""
SHAPES: Final = ("item", "total", "quota", "void")
NEVER: Final = np.iinfo(np.int64).max
KINDS: Final[Mapping[str, Any]] = {
    "id": np.int64, "shape": np.int8, "key": np.int32, "scope": np.int32, "number": np.int64, "low": np.int64,
    "high": np.int64, "no_low": np.bool_, "no_high": np.bool_, "unit": np.int32, "sense": np.int32, "day": np.int32,
    "recorded": np.int64, "corrected": np.int64, "fact": np.int64, "document": np.int64, "keeper": np.int32,
    "park": np.int32, "source": np.int32, "band": np.int32, "chain": np.int32, "basis": np.int32,
}  # fmt: skip
"""``day`` is an ordinal, ``recorded`` and ``corrected`` are microseconds since 1970 (:data:`NEVER`: not corrected);
``fact``, ``document``, ``keeper`` are numbers, 0 for none; the rest are numbers of texts."""
AMOUNTS: Final = ("number", "low", "high")
BELONGING: Final = ("keeper", "park", "source", "band", "chain")
_BY_BISECTION: Final = 500
"""New rows up to which finding the place of each is quicker than sorting all."""
_WIDE: Final = Context(prec=80)


class Shelf:
    """Columns of entries, sorted by day, moment of record and number; ``names`` says what numbers of texts mean."""

    __slots__ = ("_columns", "_newest", "names")

    def __init__(self, names: Names, columns: Mapping[str, Column]) -> None:
        self.names = names
        self._columns = columns
        self._newest: int | None = None

    def __len__(self) -> int:
        return len(self._columns["id"])

    def __getitem__(self, column: str) -> Column:
        return self._columns[column]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(column.nbytes for column in self._columns.values())

    @property
    def newest(self) -> int:
        """The last moment at which an entry was recorded or corrected; 0 where there is none."""
        if self._newest is None:
            corrected = self["corrected"]
            moments = (self["recorded"], corrected[corrected < NEVER])
            self._newest = max((int(some.max()) for some in moments if len(some)), default=0)
        return self._newest

    def at(self, index: Index) -> Shelf:
        """Some of the rows."""
        return Shelf(self.names, {name: column[index] for name, column in self._columns.items()})

    def sorted(self) -> Shelf:
        """The rows in the order of reading."""
        return self.at(np.lexsort((self["id"], self["recorded"], self["day"])))

    def joined(self, more: Shelf) -> Shelf:
        """With further rows, which are sorted too."""
        if not len(more):
            return self
        if len(more) > _BY_BISECTION:
            every = {name: np.concatenate([column, more[name]]) for name, column in self._columns.items()}
            return Shelf(self.names, every).sorted()
        place = _places(self, more)
        # Amounts too wide for the column widen it.
        return Shelf(
            self.names,
            {
                name: np.insert(
                    column.astype(np.result_type(column, more[name]), copy=False), place, more[name]
                )
                for name, column in self._columns.items()
            },
        )

    def corrected(self, moments: Mapping[int, int]) -> Shelf:
        """With the moments at which entries, by number, were corrected; numbers of none here are passed over."""
        hit = np.flatnonzero(np.isin(self["id"], np.fromiter(moments, np.int64)))
        if not len(hit):
            return self
        when = self["corrected"].copy()
        when[hit] = [moments[number] for number in self["id"][hit].tolist()]
        return Shelf(self.names, {**self._columns, "corrected": when})

    def days(self, since: int, until: int) -> slice:
        """The rows of these days, the last one included."""
        day = self["day"]
        return slice(int(np.searchsorted(day, since, "left")), int(np.searchsorted(day, until, "right")))


def _places(shelf: Shelf, more: Shelf) -> list[int]:
    day, recorded, number = shelf["day"], shelf["recorded"], shelf["id"]
    rows = range(len(shelf))
    wanted = zip(more["day"].tolist(), more["recorded"].tolist(), more["id"].tolist(), strict=True)
    return [bisect(rows, one, key=lambda at: (day[at], recorded[at], number[at])) for one in wanted]


def whole_numbers(values: Sequence[int]) -> Column:
    """Amounts as a column, of Python integers where one does not fit 64 bits."""
    try:
        return np.array(values, np.int64)
    except OverflowError:
        return np.array(values, object)


def scaled(amount: Decimal) -> int:
    """An amount in ten-thousandths."""
    return int(amount.scaleb(SCALE, _WIDE))


def unscaled(amount: int) -> Decimal:
    """An amount of ten-thousandths as the number that it is."""
    return Decimal(amount).scaleb(-SCALE, _WIDE)


def exact_sum(amounts: Column) -> int:
    """The sum, whatever its size."""
    if not len(amounts):
        return 0
    if amounts.dtype != object:
        furthest = max(int(amounts.max()), -int(amounts.min()))
        if furthest * len(amounts) < NEVER:
            return int(amounts.sum())
    return sum(amounts.tolist())
