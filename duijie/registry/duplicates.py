"""Which rows of a file say what an earlier one said, in bounded memory: 16 bytes a row.

Two rows are one where name and code agree, width, case and blanks aside; without a code, where all cells do.
Rows are compared by 64 bits of their hash: among ten million rows the chance that any two different ones are
taken for one is about three in a million, and the row dropped would stand in the file of refused rows.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from duijie.registry.code_columns import folded

_SEED: Final = 20


class Seen:
    """The rows seen so far."""

    def __init__(self) -> None:
        self._keys: npt.NDArray[np.uint64] = np.empty(0, dtype=np.uint64)
        self._rows: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)

    def earlier(self, taken: pl.DataFrame) -> pl.Series:
        """For every row the earlier row that it repeats, else null; the others are seen from now on."""
        keys, rows = _keys(taken), taken["row"].to_numpy()
        order = np.argsort(keys, kind="stable")
        keys, rows = keys[order], rows[order]
        again = np.zeros(len(keys), dtype=np.int64)
        if len(keys):
            starts = np.concatenate(([True], keys[1:] != keys[:-1]))
            first = rows[np.maximum.accumulate(np.where(starts, np.arange(len(keys)), 0))]
            again[~starts] = first[~starts]
        if len(self._keys):
            at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
            known = self._keys[at] == keys
            again[known] = self._rows[at[known]]
        fresh = again == 0
        into = np.searchsorted(self._keys, keys[fresh])
        self._keys = np.insert(self._keys, into, keys[fresh])
        self._rows = np.insert(self._rows, into, rows[fresh])
        answer = np.empty(len(keys), dtype=np.int64)
        answer[order] = again
        return pl.Series(answer).replace(0, None)

    def add(self, taken: pl.DataFrame) -> None:
        """Rows of a part that is finished."""
        self.earlier(taken)


def _keys(taken: pl.DataFrame) -> npt.NDArray[np.uint64]:
    code = pl.concat_str("credit_code", "old_number", "code_as_given")
    whole = pl.struct(pl.exclude("row", "code_as_given", "credit_code", "old_number")).hash(_SEED)
    keys = taken.select(
        name=pl.col("name").map_batches(folded, return_dtype=pl.String),
        code=code,
        rest=pl.when(code == "").then(whole).otherwise(pl.lit(0, pl.UInt64)),
    )
    return keys.select(pl.struct(pl.all()).hash(_SEED)).to_series().to_numpy()
