"""Dated ties held as arrays, and how warm each is on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

OPEN: Final = date.max.toordinal()
"""``until`` of a tie that has not ended."""
STEP: Final = 0.25
"""What each further person in between costs, however strong the ties: about a fifth of the warmth."""
HALVES: Final = 3 * 365.25
"""Days after its end in which a tie loses half of its strength."""

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


class WrongTies(ValueError):
    """Arrays that describe no ties: lengths, ends, days or strengths do not fit."""


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Ties between ``size`` nodes, one by position in each array; a tie leads both ways.

    ``since`` and ``until``: days as :meth:`date.toordinal`, both included, :data:`OPEN` where not ended. ``strength``:
    above 0 to 1, of a tie that has not ended. Raises :class:`WrongTies`.
    """

    size: int
    one: Ints
    other: Ints
    kind: Ints
    since: Ints
    until: Ints
    strength: Floats

    def __post_init__(self) -> None:
        columns = (self.one, self.other, self.kind, self.since, self.until, self.strength)
        if len({len(column) for column in columns}) > 1:
            raise WrongTies(
                f"columns are {[len(column) for column in columns]} long; give each tie a value in each"
            )
        if not len(self.one):
            return
        ends = np.concatenate([self.one, self.other])
        if ends.min() < 0 or ends.max() >= self.size:
            raise WrongTies(f"a tie leads outside 0 to {self.size - 1}; number the nodes from 0")
        for wrong, why in (
            (self.one == self.other, "ties a node to itself; leave it out"),
            (self.until < self.since, "ends before it begins; mend its days"),
            (~((self.strength > 0) & (self.strength <= 1)), "has a strength outside 0 to 1; mend the rule"),
        ):
            if wrong.any():
                raise WrongTies(f"tie {int(wrong.argmax())} {why}")

    def __len__(self) -> int:
        return len(self.one)


class Network:
    """Ties ordered by node, so that those of one are found at once. Built once, asked for any day."""

    def __init__(self, ties: Ties) -> None:
        self.ties = ties
        count = len(ties)
        ends = np.concatenate([ties.one, ties.other])
        order = np.argsort(ends, kind="stable").astype(np.int32)
        self.start: npt.NDArray[np.int64] = np.concatenate(
            [[0], np.cumsum(np.bincount(ends, minlength=ties.size))]
        )
        self.to: Ints = np.concatenate([ties.other, ties.one])[order]
        # Position in the columns of the tie that each entry is of.
        self.tie: Ints = np.where(order >= count, order - count, order).astype(np.int32)

    def around(self, nodes: Ints) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Entries of all ties of ``nodes``, and for each the place in ``nodes`` that it leaves from."""
        lengths = self.start[nodes + 1] - self.start[nodes]
        whose = np.repeat(np.arange(len(nodes)), lengths)
        before = np.cumsum(lengths) - lengths
        return np.arange(len(whose)) - before[whose] + self.start[nodes][whose], whose

    def on(self, day: date, *, kinds: Collection[int] | None = None, closed: Collection[int] = ()) -> View:
        """The network as of ``day``: what had begun by then, of ``kinds`` (all), without the ``closed`` nodes."""
        return View(self, day, None if kinds is None else frozenset(kinds), frozenset(closed))


@dataclass(frozen=True, eq=False)
class View:
    """A network on a day. Ties that have ended count less with time; closed doors lead nowhere."""

    network: Network
    day: date
    kinds: frozenset[int] | None
    closed: frozenset[int]

    @cached_property
    def warmth(self) -> Floats:
        """Of each tie, 0 to 1: its strength, halved for each :data:`HALVES` since it ended; 0 where it is not used."""
        ties, today = self.network.ties, self.day.toordinal()
        ended = np.maximum(today - ties.until, 0)
        # An ended tie that has nearly faded keeps a trace, so that only what is not there is 0.
        warm = np.where(ties.since <= today, ties.strength * np.maximum(0.5 ** (ended / HALVES), 1e-3), 0.0)
        if self.kinds is not None:
            warm[~np.isin(ties.kind, list(self.kinds))] = 0
        if self.closed:
            shut = self.shut
            warm[shut[ties.one] | shut[ties.other]] = 0
        return warm

    @cached_property
    def shut(self) -> npt.NDArray[np.bool_]:
        """Whether each node is closed."""
        found = np.zeros(self.network.ties.size, bool)
        found[list(self.closed)] = True
        return found

    @cached_property
    def cost(self) -> Floats:
        """Of each entry of the network: ``STEP - ln(warmth)``, infinite where the tie is not used."""
        with np.errstate(divide="ignore"):
            return (STEP - np.log(self.warmth))[self.network.tie]
