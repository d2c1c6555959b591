"""Arrays of rows of different lengths, end to end, with the place where each row begins; and where they are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Offsets = npt.NDArray[np.int64]

# Rows that are moved at once.
SLICE = 1 << 17


def offsets(lengths: Array) -> Offsets:
    """Where each row begins, and where the last one ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def spans(starts: Array, lengths: Array) -> Offsets:
    """The numbers ``start … start + length - 1`` of each span, one span behind the other."""
    total = int(lengths.sum())
    steps = np.ones(total, np.int64)
    lengths, starts = lengths[lengths > 0], starts[lengths > 0]
    if total:
        heads = np.cumsum(lengths) - lengths
        steps[heads] = starts
        steps[heads[1:]] -= starts[:-1] + lengths[:-1] - 1
    return np.cumsum(steps)


def reorder(values: Array, starts: Offsets, order: Array, into: Path) -> None:
    """Write the rows of ``values`` in another order, slice by slice."""
    target = np.lib.format.open_memmap(into, mode="w+", dtype=values.dtype, shape=(max(1, len(values)),))
    done = 0
    for first in range(0, len(order), SLICE):
        rows = order[first : first + SLICE]
        begin = starts[rows]
        taken = values[spans(begin, starts[rows + 1] - begin)]
        target[done : done + len(taken)] = taken
        done += len(taken)
    target.flush()


def firsts(keys: Array) -> npt.NDArray[np.bool_]:
    """Which of the sorted ``keys`` are the first of their kind."""
    first = np.ones(len(keys), bool)
    first[1:] = keys[1:] != keys[:-1]
    return first
